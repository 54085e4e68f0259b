"""A table with things on it, for the tests of overleg."""

from datetime import timedelta

from django.utils import timezone

from samenspel.overleg.afspraken.actions import maak_afspraak
from samenspel.overleg.besluiten.actions import (
    Gevraagd,
    bereid_besluit_voor,
    neem_besluit,
    open_ronde,
    reageer,
)
from samenspel.overleg.besluiten.models import Reactie
from samenspel.overleg.plaatsing import rules
from samenspel.overleg.plaatsing.actions import agendeer
from tests import factories

TODAY = timezone.localdate()


def later(days=30):
    return TODAY + timedelta(days=days)


def knelpunt(world):
    return factories.knelpunt(
        world.anne,
        world.opgave,
        casussen=[factories.casus(world.anne, opgave=world.opgave) for _ in range(3)],
    )


def asked(world, about, *, orgaan=None, **fields):
    defaults = {"titel": "Mag een briefadres?", "vraag": "Kan de regel ruimer?"}
    return agendeer(
        about,
        orgaan or world.directie,
        uiterlijk=later(),
        advies=rules.Advies("landelijk", "Beleid."),
        by=world.carla,
        **(defaults | fields),
    )


def proposed(world, about, *, rounds=0, gevraagd=(), days=14):
    """Return a proposal whose open round closes in so many days."""
    besluit = bereid_besluit_voor(
        about, titel="Ruimer briefadres", voorstel="Wij staan het toe.", gevraagd=gevraagd,
        by=world.carla,
    )  # fmt: skip
    for _ in range(rounds):
        besluit = open_ronde(besluit, sluit_op=later(days), by=world.carla)
    return besluit


def agreed(world, besluit):
    return maak_afspraak(
        besluit, world.almere, world.wethouder, titel="Vroeghulp starten", tekst="In Almere.",
        uiterlijk=later(90), soort="mensen", niveau="lokaal", by=world.carla,
    )  # fmt: skip


def full_table(world):
    """Return one thing of each kind, with more rows around it."""
    about = knelpunt(world)
    question = asked(world, about)
    given = factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=50_000)
    gevraagd = [
        Gevraagd(world.almere, "Vroeghulp", 20_000),
        Gevraagd(world.szw, "Regel aanpassen", 10),
        Gevraagd(world.zwolle, "Meedoen", 10),
    ]
    open_one = proposed(world, about, rounds=3, gevraagd=gevraagd, days=0)
    for who, by in ((world.zwolle, world.bob), (world.szw, world.dirk)):
        reageer(open_one, who, soort=Reactie.Soort.ZORG, toelichting="Tempo.", by=by)
    taken = proposed(world, about, rounds=3, gevraagd=gevraagd, days=0)
    on = {taken.bijdragen.get(organisatie=world.almere).pk: given.pk}
    neem_besluit(taken, herzien_op=later(365), op_mandaat=on, by=world.carla)
    taken.refresh_from_db()
    afspraken = [agreed(world, taken) for _ in range(3)]
    return about, question, open_one, taken, afspraken
