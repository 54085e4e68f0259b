"""The cast, with a knelpunt that three gemeenten go about in their own way."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from samenspel.leren import actions
from samenspel.leren.models import Uitkomst, Variant
from samenspel.opgaven.models import Partner
from samenspel.praktijk.models import Les
from tests import factories

BELLEN = (
    "Twee medewerkers bellen binnen een week na de eerste gemiste betaling. "
    "Wie niet opneemt krijgt een bezoek."
)
OOK_BELLEN = (
    "Binnen een week na de eerste gemiste betaling bellen twee medewerkers. "
    "Wie niet opneemt, krijgt een bezoek."
)
STAD = "Een stad met veel huurders; de corporatie meldt elke week wie achterloopt met de huur."
OOK_STAD = "Een stad met veel huurders. De corporatie meldt iedere week wie achterloopt met huur."
MAAT = "huishoudens zonder nieuwe schuld na een jaar"


def variant(by, knelpunt, **fields) -> Variant:
    defaults = {
        "titel": "Bellen na een gemiste betaling",
        "aanpak": BELLEN,
        "context": STAD,
        "sinds": date(2025, 1, 1),
    }
    return actions.beschrijf_variant(knelpunt, by=by, **(defaults | fields))


def uitkomst(of: Variant, geslaagd=41, aantal=60, by=None, **fields) -> Uitkomst:
    defaults = {
        "maat": MAAT, "van": date(2025, 1, 1), "tot": date(2025, 12, 31), "bron": "Eigen telling",
    }  # fmt: skip
    numbers = {"geslaagd": geslaagd, "aantal": aantal} | fields
    return actions.leg_uitkomst_vast(of, by=by or of.maker, **(defaults | numbers))


def experiment(by, knelpunt, *, ends_in=-1, **fields) -> Variant:
    ends = timezone.localdate() + timedelta(days=ends_in)
    asked = {"vraag": "Komen mensen eerder?", "ruimte": "artikel 3 Wgs", "tot": ends}
    return variant(by, knelpunt, **(asked | fields))


@pytest.fixture
def world(db):
    made = factories.world()
    made.deventer = factories.organisatie("Gemeente Deventer", code="GM0150")
    Partner.objects.create(opgave=made.opgave, organisatie=made.deventer)
    made.daan = factories.lid(made.deventer, naam="Daan")
    made.knelpunt = factories.knelpunt(made.anne, made.opgave, titel="Schulden te laat gezien")
    made.van_almere = variant(made.anne, made.knelpunt)
    made.van_zwolle = variant(
        made.bob, made.knelpunt, titel="Een brief met een afspraak",
        aanpak="De corporatie stuurt een brief met een afspraak op het spreekuur in de wijk.",
        context="Dorpen ver uit elkaar, veel eigen woningen en ouderen.",
    )  # fmt: skip
    made.les = Les.objects.create(
        organisatie=made.almere, maker=made.anne, opgave=made.opgave, knelpunt=made.knelpunt,
        titel="Bel zelf", tekst="Een telefoontje werkt beter dan een brief.",
    )  # fmt: skip
    return made
