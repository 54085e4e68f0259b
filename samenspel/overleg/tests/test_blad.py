"""The page of a besluit reads as a document: what changed, what it rests on, who must act."""

import pytest
from django.urls import reverse

from samenspel.opgaven.actions.belang import benoem_belang
from samenspel.organisaties.models import Herindeling
from samenspel.overleg.besluiten.actions import Gevraagd, wijzig_voorstel
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.reacties import Grond
from samenspel.overleg.tests.tafel import TODAY, knelpunt, objects, proposed, says

BEFORE = "Wij bellen binnen een week.\n\nDaarna delen wij de kosten achteraf."
AFTER = "Wij bellen binnen een week.\n\nDaarna delen wij de kosten in drie delen."


def rewritten(besluit, text, by, **fields):
    besluit.refresh_from_db()
    return wijzig_voorstel(
        besluit, titel=besluit.titel, voorstel=text, versie=besluit.versie, by=by, **fields
    )


def over(deel):
    return Grond(deel=deel, wet="Gemeentewet 189", oplossing="In drie delen.")


@pytest.fixture
def in_consent(world):
    """A proposal of two paragraphs, to the second of which Zwolle objects."""
    besluit = proposed(world, knelpunt(world), rounds=3)
    besluit = rewritten(besluit, BEFORE, world.carla)
    says(
        besluit, world.zwolle, world.bob, "bezwaar", toelichting="Te duur.",
        grond=over("de kosten achteraf"),
    )  # fmt: skip
    return besluit


def read(reader, besluit):
    response = reader.get(reverse("overleg:besluit", args=[besluit.pk]))
    return response.context["page"], response.content.decode()


def notes(alinea):
    return [f"{noot.tekst} {noot.link}".strip() for noot in alinea.noten]


def test_an_objection_stands_beside_the_paragraph_that_it_is_about(world, in_consent, browse_as):
    page, _ = read(browse_as(world.bob), in_consent)
    second = next(one for one in page.blad if "delen wij" in one.tekst)
    assert "Bezwaar van Gemeente Zwolle over dit deel. Lees het" in notes(second)


def test_what_changed_stands_word_by_word_in_the_text_and_says_whose_objection_caused_it(
    world, in_consent, browse_as
):
    objection = in_consent.reacties.get()
    rewritten(in_consent, AFTER, world.carla, vanwege=objection)
    page, text = read(browse_as(world.bob), in_consent)
    first, second = page.blad
    assert not first.is_changed
    assert [(one.soort, one.tekst) for one in second.stukken] == [
        ("gelijk", "Daarna delen wij de kosten "),
        ("weg", "achteraf."),
        ("erbij", "in drie delen."),
    ]
    assert any(note.endswith("na het bezwaar van Gemeente Zwolle") for note in notes(second))
    assert "De tekst is aangepast in versie 3" in text
    form = browse_as(world.bob).get(reverse("overleg:besluit_reactie", args=[in_consent.pk]))
    assert '<ins><span class="alleen-voorlezen">toegevoegd: </span>in drie' in form.content.decode()


@pytest.mark.parametrize("where", ["bezwaar", "eerder"])
def test_the_note_of_a_change_leads_to_the_objection_also_when_its_owner_consents(
    world, in_consent, browse_as, where
):
    rewritten(in_consent, AFTER, world.carla, vanwege=in_consent.reacties.get())
    if where == "eerder":
        says(in_consent, world.zwolle, world.bob)
    page, text = read(browse_as(world.carla), in_consent)
    [note] = [noot for one in page.blad for noot in one.noten if noot.link.startswith("na het")]
    assert note.url.endswith(f"#{where}")
    assert f'id="{where}"' in text


def test_the_margin_says_what_it_rests_on_as_far_as_the_reader_may_see(
    world, in_consent, browse_as
):
    title = in_consent.knelpunt.titel
    # Whoever an objector went up in reads the proposal, and not what the table works on.
    kern = benoem_belang(world.opgave, world.zwolle, titel="Ons loket", kern=True, by=world.bob)
    objects(in_consent, world.zwolle, world.bob, kern)
    Herindeling.objects.create(oud=world.zwolle, nieuw=world.aanbieder, op=TODAY, aard="geheel")
    page, _ = read(browse_as(world.carla), in_consent)
    assert notes(page.blad[0])[0].startswith("Steunt op 3 casussen uit 1 gemeente, en op het")
    page, text = read(browse_as(world.esma), in_consent)
    assert "Het knelpunt achter dit voorstel is voor u niet zichtbaar." in notes(page.blad[0])
    assert title not in text


def test_there_is_one_primary_button_and_who_cannot_bind_reads_that_beside_it(world, browse_as):
    asked = [Gevraagd(world.zwolle, "Meedoen", 10)]
    besluit = proposed(world, knelpunt(world), rounds=3, gevraagd=asked)
    for reader in (world.carla, world.bob):
        page, text = read(browse_as(reader), besluit)
        assert text.count("nl-button--primary") == 1
    assert "U kunt reageren en adviseren. Binden kan alleen" in page.aan_u.uitleg
    assert text.index("Binden kan alleen") < text.index('id="voorstel"')


def test_the_page_says_what_came_of_each_round(world, in_consent, browse_as):
    says(in_consent, world.szw, world.dirk)
    page, _ = read(browse_as(world.bob), in_consent)
    came = {etappe.label: (etappe.stand, etappe.zin) for etappe in page.etappes}
    assert came["Beeldvorming"] == ("gedaan", "is het helder?")
    assert came["Besluitvorming"] == ("nu", "versie 2 kreeg 1 keer consent, 1 keer bezwaar")
    assert page.telling == "2 van 4 partners reageerden op versie 2. 2 zwijgen nog."


def test_a_proposal_without_words_has_a_page_too(world, browse_as):
    """The form asks for words; whoever writes SQL does not."""
    besluit = proposed(world, knelpunt(world))
    Besluit.objects.filter(pk=besluit.pk).update(voorstel="")
    page, text = read(browse_as(world.carla), besluit)
    assert notes(page.blad[0])[0].startswith("Steunt op 3 casussen")
    assert "Steunt op" in text
