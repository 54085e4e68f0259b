"""Ten partners and one besluit: what stands at the end, and what everybody reads on its page.

Zwolle is silent, the ministerie objects on a kernbelang, Almere lacks a mandaat, the raad of
Dalfsen says no, Urk leaves; the others consent. All of it happens on the pages, in the web role, by
the clock of the example.
"""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from samenspel.basis import klok
from samenspel.opgaven.actions.belang import benoem_belang
from samenspel.opgaven.models import Partner
from samenspel.overleg.besluiten.actions import Gevraagd
from samenspel.overleg.tests.tafel import ROUND, SPEAKERS, knelpunt, proposed
from tests import factories
from tests.antwoord import told

MORE = ("Gemeente Dalfsen", "Gemeente Urk", "Gemeente Kampen", "UWV", "Waterschap", "GGD")


@pytest.fixture
def world(db):
    """The ten, what is asked of five of them, and a clock that can be put forward."""
    made = factories.world()
    made.speaks = {key: getattr(made, by) for key, by in SPEAKERS.items()}
    for naam in MORE:
        one, key = factories.organisatie(naam), naam.split()[-1].lower()
        Partner.objects.create(
            opgave=made.opgave, organisatie=one, toegetreden_op=made.opgave.begint_op
        )
        setattr(made, key, one)
        made.speaks[key] = factories.lid(one, factories.ROL.VERTEGENWOORDIGER, naam=f"Ina {key}")
    made.raad_dalfsen = factories.orgaan(made.dalfsen, "Raad van Dalfsen", besluitend=True)
    made.belang = benoem_belang(made.opgave, made.szw, titel="Vangnet", kern=True, by=made.dirk)
    asked = ("zwolle", "szw", "almere", "dalfsen", "urk")
    gevraagd = [Gevraagd(getattr(made, key), f"Twee bellers {key}", 20_000) for key in asked]
    made.besluit = proposed(made, knelpunt(made), rounds=3, gevraagd=gevraagd)
    made.urk_doet_mee = made.opgave.partners.get(organisatie=made.urk)
    made.bijdrage = made.besluit.bijdragen.get(organisatie=made.dalfsen)
    with connection.cursor() as cursor:
        cursor.execute("insert into basis_klok default values")
    return made


class Tafel:
    """The partners of the besluit, each with a browser."""

    def __init__(self, world, browse_as):
        self.world = world
        self.browsers = {key: browse_as(by) for key, by in world.speaks.items()}

    def post(self, who, step, thing, **sent):
        return told(self.browsers[who].post(reverse(f"overleg:{step}", args=[thing.pk]), sent))

    def reads(self, who):
        """What the page of the besluit says to `who`, as running text."""
        page = self.browsers[who].get(reverse("overleg:besluit", args=[self.world.besluit.pk]))
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))

    def consent(self, who, **sent):
        sent |= {"organisatie": getattr(self.world, who).pk, "soort": "consent"}
        return self.post(who, "besluit_reactie", self.world.besluit, **sent)


def test_ten_partners_and_one_besluit(world, browse_as):
    table, besluit = Tafel(world, browse_as), world.besluit
    others = [key for key in world.speaks if key not in ("zwolle", "szw", "urk")]
    for key in others:
        assert "staat erbij. U kunt nog van gedachten veranderen." in table.consent(key)

    # One objects on a kernbelang, and the besluit waits for it.
    table.post(
        "szw", "besluit_reactie", besluit, organisatie=world.szw.pk, soort="bezwaar",
        toelichting="Zo verdwijnt het vangnet.", deel="het tempo", belang=world.belang.pk,
        oplossing="Begin een jaar later.",
    )  # fmt: skip
    klok.put_forward(ROUND)
    refused = "Ministerie van SZW heeft bezwaar op een kernbelang. Dat blijft staan tot wie het"
    assert refused in table.post("vng", "besluit_nemen", besluit)
    assert refused in table.reads("vng")
    for key in world.speaks:
        said = table.reads(key)
        assert "bezwaar op kernbelang" in said
        assert "Wat het oplost Begin een jaar later." in said

    # The text changes, and each says whether it still consents; one leaves.
    end = day(2 * ROUND)
    table.post(
        "vng", "besluit_wijzig", besluit, titel=besluit.titel, versie=1, sluit_op=end,
        voorstel="Wij staan het toe, een jaar later.",
    )  # fmt: skip
    for key in others:
        assert "consent op versie 1" in table.reads(key)
        again = reverse("overleg:besluit_herhaal", args=[besluit.pk, getattr(world, key).pk])
        assert "Zij geldt nu voor versie 2." in told(table.browsers[key].post(again))
    assert "Aan u: lost deze tekst uw bezwaar op?" in table.reads("szw")
    table.consent("szw", opgelost="on")
    assert "Gemeente Urk doet niet meer mee." in table.post(
        "urk", "partner_weg", world.urk_doet_mee
    )

    # One is silent till after the end.
    klok.put_forward(ROUND + 1)
    late = "De termijn is voorbij. Uw reactie telt nog mee tot het team de volgende stap zet."
    assert late in table.reads("zwolle")
    assert "Geen partner heeft een bezwaar dat nog telt. Wie zweeg, is niet gebonden." in (
        table.reads("vng")
    )
    table.post("vng", "besluit_nemen", besluit)
    table.post(
        "dalfsen", "bijdrage_bekrachtig", world.bijdrage, besloten="nee",
        orgaan=world.raad_dalfsen.pk, op=day(2 * ROUND + 1), bewijs="raadsbesluit 12",
        reden="Er is geen geld.",
    )  # fmt: skip
    stands_at_the_end(table, [key for key in world.speaks if key != "urk"])


def stands_at_the_end(table, readers):
    """The same for each partner: everybody can explain it from the page."""
    for key in readers:
        said = table.reads(key)
        for sentence in (
            "Wij staan het toe, een jaar later.",
            "Niet gereageerd, en dus niet gebonden: Gemeente Zwolle.",
            "Vervallen: Gemeente Zwolle reageerde niet. Zwijgen is geen toestemming.",
            "Vervallen: Gemeente Urk doet niet meer mee.",
            "Niemand zei ja op een mandaat: de gemeenteraad van Almere moet besluiten.",
            "De raad van Dalfsen zei nee op",
            "Er is geen geld. Te lezen: raadsbesluit 12",
            "Zo verdwijnt het vangnet.",
        ):
            assert sentence in said, (key, sentence)
        assert "Het bezwaar Van" not in said


def day(ahead):
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()
