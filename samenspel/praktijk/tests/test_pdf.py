"""The plan as PDF: the same words, with the structure that a screen reader needs."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.urls import reverse
from pypdf import PdfReader

from samenspel.basis import pdf
from samenspel.praktijk.tests.helpers import said, url
from tests import factories


@pytest.fixture
def casus(world):
    """A casus of Anne with a plan and a sum, that the partners read."""
    casus = factories.casus(world.anne, opgave=world.opgave, titel="Gezin met schulden")
    factories.maatregel(casus, wat="Eén vaste begeleider", regeling=world.pw, artikel="artikel 35")
    factories.kostenpost(casus, "doormodderen", 9000, "verzekeraar", laag=5000)
    factories.kostenpost(casus, "doorbreken", 4000)
    return casus


@pytest.fixture
def fetched(monkeypatch):
    """Every address that drawing the PDF asked for."""
    asked = []
    read = pdf.static_file

    def look(address):
        asked.append(address)
        return read(address)

    monkeypatch.setattr(pdf, "static_file", look)
    return asked


def read(answer) -> PdfReader:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content))


def words(document: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def structure(node) -> list[tuple[str, str]]:
    """Every tag of the document with its alternative text, in the order it is read."""
    node = node.get_object()
    if isinstance(node, list):
        return [tag for kid in node for tag in structure(kid)]
    if not isinstance(node, dict) or "/K" not in node:
        return []
    own = [(node["/S"], str(node.get("/Alt", "")))] if "/S" in node else []
    return own + structure(node["/K"])


def test_the_pdf_is_tagged_and_says_its_language_and_title(world, casus, browse_as):
    answer = browse_as(world.bob).get(url("plan_pdf", casus))
    assert 'filename="doorbraakplan-gezin-met-schulden.pdf"' in answer["Content-Disposition"]
    document = read(answer)
    root = document.root_object
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "nl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert document.metadata.title == "Doorbraakplan: Gezin met schulden"
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    tags = structure(root["/StructTreeRoot"])
    names = [name for name, _ in tags]
    assert names.count("/H1") == 1
    assert names.index("/H1") < names.index("/H2") < names.index("/Table")
    assert "/TH" in names
    pictures = [alt for name, alt in tags if name == "/Figure"]
    assert all(pictures)
    assert any(alt.startswith("De waardendriehoek: Legitimiteit 3 van 3") for alt in pictures)
    assert any(alt.startswith("Wat doormodderen en doorbreken samen kosten") for alt in pictures)


def test_every_cell_of_a_table_knows_its_headers(world, casus, browse_as):
    document = read(browse_as(world.bob).get(url("plan_pdf", casus)))
    cells = [o for o in _objects(document) if o.get("/S") == "/TD"]
    assert len(cells) > 10
    assert all(len(cell["/A"]["/Headers"]) == 2 for cell in cells)


def test_the_pdf_says_what_the_page_says_in_our_letter(world, casus, browse_as):
    document = read(browse_as(world.bob).get(url("plan_pdf", casus)))
    text = words(document)
    for said_on_page in (
        "Eén vaste begeleider", "artikel 35", "voor één huishouden (stand 10 mei 2017)",
        "€ 25.000", "De gemeente betaalt, de zorgverzekeraar profiteert.", "Bladzijde 1 van",
    ):  # fmt: skip
        assert said_on_page in text
    fonts = {font["/BaseFont"] for font in _objects(document) if "/BaseFont" in font}
    assert fonts
    assert all("Source-Sans" in font for font in fonts)


def test_what_only_the_screen_needs_stays_off_the_paper(world, casus, browse_as):
    text = words(read(browse_as(world.anne).get(url("plan_pdf", casus))))
    for button in ("Nog een maatregel", "Pas de som aan", "Bewaar als PDF", "Mijn werk"):
        assert button not in text


def test_a_short_plan_is_one_page(world, browse_as):
    casus = factories.casus(world.anne, opgave=world.opgave)
    factories.maatregel(casus)
    assert len(read(browse_as(world.bob).get(url("plan_pdf", casus))).pages) == 1


@pytest.mark.parametrize(
    "attack",
    [
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="file:///etc/hostname">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<style>@import url("/static/../geheim");</style>',
        '<base href="http://127.0.0.1:9/">',
    ],
)
def test_what_somebody_types_is_only_text_and_fetches_nothing(
    world, casus, browse_as, fetched, attack
):
    factories.maatregel(casus, wat=attack, legitimiteit_zin=attack)
    document = read(browse_as(world.bob).get(url("plan_pdf", casus)))
    assert attack[:12] in words(document)
    assert fetched
    assert all("/static/gebouwd/" in address or "/static/praktijk/" in address
               for address in fetched)  # fmt: skip
    assert not document.attachments


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/static/a.css", "file:///etc/hostname", "data:text/css,a",
     "{site}/praktijk/", "{site}/static/../geheim", "{site}/static/%2e%2e/geheim",
     "{site}/static//etc/hostname", "{site}/static/bestaat-niet.css"],
)  # fmt: skip
def test_only_our_own_static_files_are_read(settings, address):
    with pytest.raises((ValueError, SuspiciousFileOperation)):
        pdf.static_file(address.format(site=settings.SITE_URL))


def test_who_may_not_read_the_casus_gets_no_plan(world, casus, browse_as):
    assert browse_as(world.esma).get(url("plan_pdf", casus)).status_code == 404
    # It costs a second to draw, so a visitor signs in first, whether there is a plan or not.
    for page in (url("plan_pdf", casus), reverse("praktijk:plan_pdf", args=[uuid4()])):
        assert browse_as(None).get(page).url == f"/inloggen/?next={page}"


def test_without_pango_the_page_says_what_to_do(world, casus, browse_as, monkeypatch):
    def missing():
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(pdf, "_engine", missing)
    answer = browse_as(world.bob).get(url("plan_pdf", casus), follow=True)
    assert answer.redirect_chain == [(url("plan", casus), 302)]
    assert said(answer) == [pdf.MISSING]


def test_the_pdf_asks_the_database_as_little_as_the_page(world, casus, browse_as, few_questions):
    client = browse_as(world.bob)
    with few_questions():
        client.get(url("plan_pdf", casus))


def _objects(document: PdfReader) -> list[dict]:
    """Every dictionary in the file."""
    found = []
    for number in range(1, len(document.xref_objStm) + len(document.xref.get(0, {})) + 1):
        thing = document.get_object(number)
        if isinstance(thing, dict):
            found.append(thing)
    return found
