"""What partners agreed to, or kept among themselves: can some of them undo it without the others?

Zwolle consented to “Samen bellen”: its people are called within a week. Carla wants to be rid of
it, and to tell the world, while Bob of Zwolle says nothing, objects, or does not know of it.
"""

from datetime import date, timedelta

import pytest

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.organisaties.models import Herindeling
from samenspel.overleg.besluiten.actions import neem_besluit, verleng_ronde
from samenspel.overleg.besluiten.geldigheid import Geldigheid, Opvolgt
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.versies import daarbij
from samenspel.overleg.controle import gebreken
from samenspel.overleg.partners.actions import laat_partner_gaan
from samenspel.overleg.register.models import OpenbaarBesluit
from samenspel.overleg.tests.tafel import (
    ROUND,
    SPEAKERS,
    TODAY,
    all_say,
    knelpunt,
    later,
    objects,
    proposed,
    says,
    take,
)
from samenspel.overleg.tests.test_geldigheid import reads, taken
from tests import factories
from tests.antwoord import told

TAKE = "update overleg_besluit set stand = 'genomen', genomen_op = now(), gezamenlijk = %s"
WITHOUT = "eindigt of opent iets zonder het ja"
ENDS = [("vervangt", ""), ("trekt in", ""), ("vervangt", "deel 2"), ("trekt in", "deel 2")]


@pytest.fixture
def world(db):
    return factories.world()


def ending(world, earlier, aard="vervangt", deel="", **held):
    """A proposal that ends what was taken, and whose round is over."""
    held = Geldigheid(opvolgt=Opvolgt(earlier, aard, deel), **held)
    return proposed(world, knelpunt(world), rounds=3, over=True, geldigheid=held)


def others_say(world, besluit, *silent):
    for name in SPEAKERS.keys() - {"zwolle", *silent}:
        says(besluit, getattr(world, name), getattr(world, SPEAKERS[name]))


def holds(besluit):
    """Is it still in force, as its readers see?"""
    besluit.refresh_from_db()
    return besluit.geldt_tot is None


@pytest.mark.parametrize(("aard", "deel"), ENDS)
def test_the_others_do_not_end_what_a_silent_partner_agreed_to(world, tried, aard, deel):
    earlier = taken(world)
    besluit = ending(world, earlier, aard, deel)
    others_say(world, besluit)
    with pytest.raises(RuleError, match=r"Nog geen ja van Gemeente Zwolle.*blijft “Samen bellen”"):
        neem_besluit(besluit, by=world.carla)
    assert WITHOUT in tried(world.carla, f"{TAKE} where id = %s", False, besluit.pk)
    assert holds(earlier)
    says(besluit, world.zwolle, world.bob)
    neem_besluit(besluit, by=world.carla)
    assert holds(earlier) is bool(deel)
    assert not list(gebreken(lambda _: None))


def test_too_few_do_not_end_what_all_agreed_to(world, tried):
    earlier = taken(world)
    besluit = ending(world, earlier)
    says(besluit, world.vng, world.carla)
    with klok.on(TODAY):
        verleng_ronde(besluit, by=world.carla)
    with klok.on(later(ROUND)), pytest.raises(RuleError, match="Nog geen ja van"):
        neem_besluit(besluit, by=world.carla)
    assert holds(earlier)


def test_an_objection_that_lapsed_ends_nothing_that_its_owner_agreed_to(world, tried):
    earlier = taken(world)
    besluit = ending(world, earlier)
    others_say(world, besluit)
    objects(besluit, world.zwolle, world.bob)
    Besluit.objects.filter(pk=besluit.pk).update(ronde=4)
    besluit.refresh_from_db()
    with pytest.raises(RuleError, match="Nog geen ja van Gemeente Zwolle"):
        neem_besluit(besluit, by=world.carla)
    assert WITHOUT in tried(world.carla, f"{TAKE} where id = %s", False, besluit.pk)


def test_who_never_agreed_to_it_or_left_by_its_own_word_holds_nobody(world):
    """Zwolle was silent about the first besluit; of the second it consented, and then left."""
    first = proposed(world, knelpunt(world), rounds=3, over=True)
    others_say(world, first)
    first = take(world, Besluit.objects.get(pk=first.pk))
    without = ending(world, first)
    others_say(world, without)
    neem_besluit(without, by=world.carla)
    assert not holds(first)
    second = taken(world)
    later_one = ending(world, second, "trekt in")
    others_say(world, later_one)
    laat_partner_gaan(world.opgave.partners.get(organisatie=world.zwolle), by=world.bob)
    neem_besluit(Besluit.objects.get(pk=later_one.pk), by=world.carla)
    assert not holds(second)


def test_whoever_took_the_place_of_who_agreed_is_asked(world, tried):
    """All of Zwolle goes up in Dalfsen, that takes part and says nothing."""
    earlier = taken(world)
    besluit = ending(world, earlier)
    new = factories.organisatie("Gemeente Dalfsen")
    Herindeling.objects.create(oud=world.zwolle, nieuw=new, aard="geheel", op=TODAY - timedelta(1))
    world.opgave.partners.filter(organisatie=world.zwolle).update(organisatie=new)
    others_say(world, besluit)
    besluit.refresh_from_db()
    with pytest.raises(RuleError, match="Nog geen ja van Gemeente Dalfsen"):
        neem_besluit(besluit, by=world.carla)
    assert WITHOUT in tried(world.carla, f"{TAKE} where id = %s", False, besluit.pk)


def test_it_may_be_worked_out_by_those_who_want_to(world):
    earlier = taken(world)
    besluit = ending(world, earlier, "werkt uit")
    others_say(world, besluit)
    neem_besluit(besluit, by=world.carla)
    assert holds(earlier)


def test_the_team_reads_beforehand_whose_yes_is_needed(world, browse_as):
    besluit = ending(world, taken(world))
    others_say(world, besluit)
    carla = browse_as(world.carla)
    page = reads(carla.get(besluit.get_absolute_url()))
    assert "Nog geen ja van Gemeente Zwolle." in page
    assert "Nog geen ja van Gemeente Zwolle." in told(
        carla.get(f"{besluit.get_absolute_url()}nemen/")
    )


def test_a_day_that_has_been_ends_nothing_earlier_than_the_day_it_is_decided(world):
    """With a begin long ago the earlier besluit would never have been in force."""
    earlier = taken(world)
    besluit = ending(world, earlier)
    Besluit.objects.filter(pk=besluit.pk).update(geldt_van=date(2020, 1, 1))
    all_say(world, besluit)
    besluit.refresh_from_db()
    neem_besluit(besluit, by=world.carla)
    earlier.refresh_from_db()
    assert earlier.geldt_tot == TODAY


# --- what is closed stays closed -----------------------------------------------------------------


def test_the_others_do_not_tell_the_world_what_a_silent_partner_kept(world, tried):
    held = Geldigheid(openbare_tekst="Zwolle belt niemand.")
    besluit = proposed(world, knelpunt(world), rounds=3, over=True, geldigheid=held)
    others_say(world, besluit)
    with pytest.raises(RuleError, match=r"Nog geen ja van Gemeente Zwolle.*niet openbaar"):
        neem_besluit(besluit, by=world.carla)
    assert WITHOUT in tried(world.carla, TAKE, False)
    assert not OpenbaarBesluit.objects.exists()
    says(besluit, world.zwolle, world.bob)
    assert tried(world.carla, TAKE, False) == 1
    assert OpenbaarBesluit.objects.exists()


def test_what_a_version_asked_is_noted_by_the_database_whatever_its_writer_says(world, tried):
    held = Geldigheid(geldt_van=date(2027, 1, 1), openbare_tekst="Almere belt.")
    besluit = proposed(world, knelpunt(world), rounds=1, geldigheid=held)
    Besluit.objects.filter(pk=besluit.pk).update(versie=2)
    wrote = tried(
        world.carla,
        "insert into overleg_voorstelversie (besluit_id, nummer, ronde, titel, voorstel, daarbij, "
        "gebruiker_id, op) select id, versie, ronde, titel, voorstel, "
        """'{"woorden": "Zwolle betaalt alles"}', %s, now() from overleg_besluit where id = %s""",
        world.carla.pk,
        besluit.pk,
    )
    assert wrote == 1
    first, forged = besluit.versies.order_by("nummer")
    assert forged.daarbij == first.daarbij
    assert daarbij(forged.daarbij).splitlines()[-2:] == [
        "Geldt vanaf 1 januari 2027.",
        "Iedereen leest: Almere belt.",
    ]
