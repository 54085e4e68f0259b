"""A table with things on it, for the tests of overleg."""

from datetime import timedelta

from django.utils import timezone

from samenspel.basis import klok
from samenspel.overleg.afspraken.actions import maak_afspraak
from samenspel.overleg.besluiten.actions import (
    Gevraagd,
    bereid_besluit_voor,
    neem_besluit,
    open_ronde,
)
from samenspel.overleg.besluiten.gezag import aanvaard
from samenspel.overleg.besluiten.models import Reactie
from samenspel.overleg.besluiten.reacties import Grond, reageer
from samenspel.overleg.plaatsing import rules
from samenspel.overleg.plaatsing.actions import agendeer
from tests import factories

TODAY = timezone.localdate()
ROUND = 28
"""So many days are longer than ten working days, whatever holidays there are."""
SPEAKERS = {"almere": "wethouder", "szw": "dirk", "vng": "carla", "zwolle": "bob"}
"""Every partner, and who speaks for it."""


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


def proposed(world, about, *, rounds=0, gevraagd=(), over=False, **fields):
    """Return a proposal whose last open round began today, or with `over` has ended."""
    begin = TODAY - timedelta(days=ROUND * (rounds - 1 + over))
    with klok.on(min(begin, TODAY)):
        besluit = bereid_besluit_voor(
            about, titel="Ruimer briefadres", voorstel="Wij staan het toe.", gevraagd=gevraagd,
            by=world.carla, **fields,
        )  # fmt: skip
    for number in range(rounds):
        with klok.on(begin + timedelta(days=ROUND * number)):
            besluit = open_ronde(besluit, by=world.carla)
    return besluit


def says(besluit, who, by, soort="consent", **fields):
    """Let `who` react in time: on the day that its round opened or its version began."""
    besluit.refresh_from_db()
    with klok.on(max(besluit.geopend_op, besluit.gewijzigd_op)):
        return reageer(besluit, who, soort=soort, by=by, **fields)


def all_say(world, besluit, soort="consent", **fields):
    """Let every partner say the same."""
    for name, by in SPEAKERS.items():
        says(besluit, getattr(world, name), getattr(world, by), soort, **fields)


def objection(belang=None, wet=""):
    """On what an objection rests, filled in as the form asks."""
    return Grond(
        deel="het tempo", wet=wet or ("" if belang else "Pw artikel 40"), belang=belang,
        oplossing="Begin een jaar later.",
    )  # fmt: skip


def objects(besluit, who, by, belang=None, **fields):
    return says(
        besluit, who, by, "bezwaar", toelichting="Te snel.", grond=objection(belang), **fields
    )


def promises(besluit, mandaat, *, van):
    """Let the holder of `mandaat` say yes on it for `van`."""
    besluit.refresh_from_db()
    with klok.on(max(besluit.geopend_op, besluit.gewijzigd_op)):
        return aanvaard(besluit.bijdragen.get(organisatie=van), mandaat, by=mandaat.houder)


def take(world, besluit):
    return neem_besluit(besluit, by=world.carla)


def agreed(world, besluit, **fields):
    """Return an afspraak of Almere, which says itself that it will do it."""
    defaults = {"titel": "Vroeghulp starten", "tekst": "In Almere.", "by": world.wethouder}
    return maak_afspraak(
        besluit, world.almere, world.wethouder, uiterlijk=later(90), soort="mensen",
        niveau="lokaal", **(defaults | fields),
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
    open_one = proposed(world, about, rounds=3, gevraagd=gevraagd)
    for who, by in ((world.zwolle, world.bob), (world.szw, world.dirk)):
        says(open_one, who, by, Reactie.Soort.ZORG, toelichting="Tempo.")
    taken = proposed(world, about, rounds=3, gevraagd=gevraagd, over=True)
    all_say(world, taken)
    promises(taken, given, van=world.almere)
    take(world, taken)
    taken.refresh_from_db()
    split = {"bedrag": 5_000, "afwijking": "In drie delen.", "by": world.carla}
    afspraken = [agreed(world, taken, **split) for _ in range(3)]
    return about, question, open_one, taken, afspraken
