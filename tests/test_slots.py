"""What a page asks the database, and every slot on it: measured on the pages of the example."""

from collections import defaultdict
from functools import wraps

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import MOST_QUESTIONS, TRANSACTION
from samenspel.basis import klok, slots
from samenspel.leren.models import Variant
from samenspel.opgaven.models import EerdereVersie, Opgave
from samenspel.organisaties.models import Gebruiker, Orgaan, Organisatie
from samenspel.organisaties.registers import laad_registers
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk.models import Casus, Knelpunt, Les
from samenspel.project import voorbeeld
from samenspel.verhalen.models import Verhaalpagina

MOST_PER_FILLER = 5
"""A slot is a part of a page that may ask twelve things in all."""


@pytest.fixture
def asked(db, monkeypatch):
    """How much each filler asked at most; the table is that of the program itself."""
    most = defaultdict(int)

    def watched(name, filler):
        @wraps(filler)
        def fill(request, thing):
            with CaptureQueriesContext(connection) as captured:
                html = filler(request, thing)
            count = sum(not q["sql"].startswith(TRANSACTION) for q in captured)
            most[name, filler.__name__] = max(most[name, filler.__name__], count)
            return html

        return fill

    table = slots.slots()
    watching = {name: [watched(name, one) for one in table[name]] for name in table}
    monkeypatch.setattr(slots, "slots", lambda: watching)
    return most


@pytest.fixture
def pages(db):
    """Pages of the example that open every slot, who looks at them, and how much each may ask.

    What a page asks is written down here, so that it grows only when somebody decides so.
    """
    laad_registers(op=klok.today())
    voorbeeld.laad()
    full = Knelpunt.objects.annotate(n=Count("casussen")).order_by("-n")[0]
    in_loop = Casus.objects.filter(knelpunten=full, ingebracht_op__isnull=False)[0]
    mandaat = Mandaat.objects.select_related("opgave", "gever")[0]
    speaker = Gebruiker.objects.filter(
        lidmaatschappen__organisatie=mandaat.gever.organisatie_id,
        lidmaatschappen__rol="vertegenwoordiger",
    )[0]
    carla = Gebruiker.objects.get(account__inlognaam="voorbeeld-carla")
    opgave = Opgave.objects.filter(teamleden__gebruiker=carla)[0]
    taken = Besluit.objects.filter(stand="genomen", bijdragen__mandaat=None)[0]
    taken.bijdragen.filter(mandaat=None).update(orgaan=Orgaan.objects.all()[0])
    said = {"titel": opgave.titel, "bedoeling": opgave.bedoeling, "reden": "Scherper."}
    EerdereVersie.objects.create(opgave=opgave, versie=1, gewijzigd_door=carla, **said)
    Opgave.objects.filter(pk=opgave.pk).update(versie=2)
    return [
        (who, reverse(name, args=[thing.pk] if thing else []), most)
        for who, name, thing, most in [
            (carla, "opgaven:detail", opgave, 11),
            (carla, "opgaven:samen", mandaat.opgave, 12),
            (carla, "opgaven:afronden", opgave, 7),
            (speaker, "overleg:mandaat_intrekken", mandaat, 7),
            (carla, "praktijk:start", None, 6),
            (carla, "praktijk:knelpunten", None, 6),
            (carla, "praktijk:knelpunt", full, 11),
            (carla, "praktijk:lessen", None, 5),
            (carla, "praktijk:les", Les.objects.all()[0], 7),
            (in_loop.maker, "praktijk:casus_nieuw", None, 5),
            (in_loop.maker, "praktijk:casus", in_loop, 11),
            (in_loop.maker, "praktijk:plan", in_loop, 7),
            (carla, "leren:naast_elkaar", Variant.objects.all()[0].knelpunt, 8),
            (None, "verhalen:verhaalpagina", Verhaalpagina.objects.all()[0].opgave, 9),
            (None, "verhalen:opgave", Verhaalpagina.objects.all()[0].opgave, 7),
            (carla, "organisaties:detail", Organisatie.objects.get(kort="SZW"), 9),
            (carla, "overleg:agendering", Agendering.objects.all()[0], 11),
            (carla, "overleg:besluit", taken, 11),
            (carla, "overleg:afspraak", Afspraak.objects.all()[0], 8),
        ]
    ]


def test_no_page_asks_more_than_it_did_and_no_slot_much_of_it(
    pages, asked, browse_as, few_questions
):
    table = slots.slots()
    assert max(most for _, _, most in pages) <= MOST_QUESTIONS
    for who, url, most in pages:
        browser = browse_as(who)
        with few_questions(most):
            assert browser.get(url).status_code == 200, url
    fillers = {(name, one.__name__) for name, all_of in table.items() for one in all_of}
    assert set(asked) == fillers
    assert {one: count for one, count in asked.items() if count > MOST_PER_FILLER} == {}
