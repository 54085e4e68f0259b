"""Slots cost a page little: measured for every filler, on the pages of the example."""

from collections import defaultdict
from functools import wraps

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import TRANSACTION
from samenspel.basis import klok, slots
from samenspel.leren.models import Variant
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Gebruiker, Organisatie
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
    """Pages of the example that open every slot, with the person who looks at them."""
    laad_registers(op=klok.today())
    voorbeeld.laad()
    full = Knelpunt.objects.annotate(n=Count("casussen")).order_by("-n")[0]
    in_loop = Casus.objects.filter(knelpunten=full, ingebracht_op__isnull=False)[0]
    mandaat = Mandaat.objects.select_related("opgave", "gever")[0]
    speaker = Gebruiker.objects.filter(
        lidmaatschappen__organisatie=mandaat.gever.organisatie_id,
        lidmaatschappen__rol="vertegenwoordiger",
    )[0]
    carla = Gebruiker.objects.get(username="voorbeeld-carla")
    opgave = Opgave.objects.filter(teamleden__gebruiker=carla)[0]
    return [
        (who, reverse(name, args=[thing.pk] if thing else []))
        for who, name, thing in [
            (carla, "opgaven:detail", opgave),
            (carla, "opgaven:samen", mandaat.opgave),
            (carla, "opgaven:afronden", opgave),
            (speaker, "overleg:mandaat_intrekken", mandaat),
            (carla, "praktijk:start", None),
            (carla, "praktijk:knelpunten", None),
            (carla, "praktijk:knelpunt", full),
            (carla, "praktijk:lessen", None),
            (carla, "praktijk:les", Les.objects.all()[0]),
            (in_loop.maker, "praktijk:casus_nieuw", None),
            (in_loop.maker, "praktijk:casus", in_loop),
            (in_loop.maker, "praktijk:plan", in_loop),
            (carla, "leren:naast_elkaar", Variant.objects.all()[0].knelpunt),
            (None, "verhalen:verhaalpagina", Verhaalpagina.objects.all()[0].opgave),
            (None, "verhalen:opgave", Verhaalpagina.objects.all()[0].opgave),
            (carla, "organisaties:detail", Organisatie.objects.get(kort="SZW")),
            (carla, "overleg:agendering", Agendering.objects.all()[0]),
            (carla, "overleg:besluit", Besluit.objects.filter(stand="genomen")[0]),
            (carla, "overleg:afspraak", Afspraak.objects.all()[0]),
        ]
    ]


def test_no_slot_costs_its_page_much(pages, asked, browse_as, few_questions):
    table = slots.slots()
    for who, url in pages:
        browser = browse_as(who)
        with few_questions():
            assert browser.get(url).status_code == 200, url
    fillers = {(name, one.__name__) for name, all_of in table.items() for one in all_of}
    assert set(asked) == fillers
    assert {one: count for one, count in asked.items() if count > MOST_PER_FILLER} == {}
