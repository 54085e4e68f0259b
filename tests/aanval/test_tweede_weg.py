"""Who has the login of the pages and asks the database herself: is there a second way?"""

from datetime import timedelta

import pytest
from django.db import Error, transaction

from samenspel.opgaven.actions.belang import benoem_belang
from samenspel.opgaven.models import Inzet
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.actions import Gevraagd
from samenspel.overleg.besluiten.models import Besluit, Voorstelversie
from samenspel.overleg.besluiten.reacties import reageer
from samenspel.overleg.tests.tafel import (
    ROUND,
    TODAY,
    agreed,
    all_say,
    knelpunt,
    objects,
    promises,
    proposed,
    says,
    take,
)
from tests import factories

TAKE = "update overleg_besluit set stand = 'genomen', genomen_op = now(), gezamenlijk = %s"


@pytest.fixture
def world(db):
    return factories.world()


def ready(world, **how):
    """A proposal that everybody consents to, and that can be taken."""
    besluit = proposed(world, knelpunt(world), rounds=3, over=True, **how)
    all_say(world, besluit)
    return besluit


def test_what_may_be_taken_can_be_taken(world, tried):
    ready(world)
    assert tried(world.carla, TAKE, False) == 1


def test_no_besluit_before_its_term(world, tried):
    besluit = proposed(world, knelpunt(world), rounds=3)
    says(besluit, world.zwolle, world.bob)
    said = tried(world.carla, TAKE, False)
    assert "the round is not over" in said
    said = tried(world.carla, f"{TAKE}, geopend_op = %s", False, TODAY - timedelta(days=ROUND))
    assert "a round opens today" in said or "the round is not over" in said
    back = "update overleg_besluit set gewijzigd_op = %s, geopend_op = %s"
    past = TODAY - timedelta(days=ROUND)
    assert "today" in tried(world.carla, back, past, past)


def test_no_round_is_skipped(world, tried):
    proposed(world, knelpunt(world), rounds=1)
    assert "skipped" in tried(world.carla, "update overleg_besluit set stand = 'besluitvorming'")
    jump = "update overleg_besluit set stand = 'oordeelsvorming', geopend_op = current_date"
    assert "the round is not over" in tried(world.carla, jump)


def test_no_besluit_is_born_taken(world, tried, as_user):
    besluit = ready(world)
    taken = take(world, besluit)
    born = Besluit(
        organisatie=world.vng, maker=world.carla, opgave=world.opgave, titel="T",
        knelpunt=taken.knelpunt, voorstel="V", stand="genomen", genomen_op=taken.genomen_op,
    )  # fmt: skip
    with as_user(world.carla), pytest.raises(Error, match="begins in preparation"):
        born.save()


def test_no_besluit_over_an_objection(world, tried):
    besluit = ready(world)
    objects(besluit, world.zwolle, world.bob)
    assert "er staat een bezwaar" in tried(world.carla, TAKE, False)
    belang = benoem_belang(world.opgave, world.szw, titel="K", kern=True, by=world.dirk)
    objects(besluit, world.szw, world.dirk, belang)
    assert "kernbelang" in tried(world.carla, TAKE, False)


def test_no_besluit_of_too_few_and_none_of_nobody(world, tried):
    besluit = proposed(world, knelpunt(world), rounds=3, over=True)
    assert "niemand stemde in" in tried(world.carla, TAKE, True)
    says(besluit, world.zwolle, world.bob)
    assert "te weinig partners" in tried(world.carla, TAKE, False)
    assert "nog niet verlengd" in tried(world.carla, TAKE, True)


def test_nobody_is_bound_without_her_own_act(world, tried):
    given = factories.mandaat(world.opgave, world.college, world.wethouder)
    part = Gevraagd(world.almere, "Vroeghulp", 10)
    besluit = ready(world, gevraagd=[part])
    bind = "update overleg_bijdrage set mandaat_id = %s, bekrachtigd_op = current_date"
    assert tried(world.carla, bind, given.pk) == 1  # a proposal: nothing is promised yet
    with transaction.atomic():
        besluit.bijdragen.update(mandaat=given, bekrachtigd_op=TODAY)
        assert "dat niemand gebruikte" in tried(world.carla, TAKE, False)
        besluit.bijdragen.update(mandaat=None)
        assert "zonder bewijs" in tried(world.carla, TAKE, False)
    promise = (
        "insert into overleg_aanvaarding (bijdrage_id, mandaat_id, gebruiker_id, voorstelversie,"
        " wat, bedrag, op) values (%s, %s, %s, 1, 'Vroeghulp', 10, now())"
    )
    asked = besluit.bijdragen.get()
    for by in (world.carla, world.wethouder):
        refused = tried(world.carla, promise, asked.pk, given.pk, by.pk)
        assert "row-level security" in refused
    promises(besluit, given, van=world.almere)
    besluit.bijdragen.update(mandaat=given, bedrag=50_000)
    assert "dat niemand gebruikte" in tried(world.carla, TAKE, False)


def test_the_silent_are_not_bound(world, tried):
    part = Gevraagd(world.almere, "Vroeghulp", 10)
    besluit = proposed(world, knelpunt(world), rounds=3, gevraagd=[part], over=True)
    for name, by in (("zwolle", "bob"), ("szw", "dirk"), ("vng", "carla")):
        says(besluit, getattr(world, name), getattr(world, by))
    assert "die niet instemde" in tried(world.carla, TAKE, False)


def test_what_was_said_is_not_said_otherwise_nor_for_another(world, tried):
    besluit = proposed(world, knelpunt(world), rounds=3)
    says(besluit, world.zwolle, world.bob)
    for sql in (
        "update overleg_reactie set soort = 'zorg', toelichting = 'x'",
        "update overleg_reactie set op = now()",
        "update overleg_reactie set voorstelversie = 9",
    ):
        assert "what was said stays" in tried(world.bob, sql)
    assert tried(world.bob, "delete from overleg_reactie") == 0
    say = (
        "insert into overleg_reactie (besluit_id, organisatie_id, gebruiker_id, fase, ronde,"
        " voorstelversie, versie, soort, kern, opgelost, toelichting, deel, wet, oplossing,"
        " antwoord, op) values (%s, %s, mijn_id(), %s, 1, %s, 5, 'consent', false, false, '', '',"
        " '', '', '', now())"
    )
    refused = tried(world.carla, say, besluit.pk, world.szw.pk, "besluitvorming", 1)
    assert "row-level security" in refused
    early = tried(world.carla, say, besluit.pk, world.vng.pk, "besluitvorming", 2)
    assert "lies there no more" in early


def test_what_was_decided_stays(world, tried):
    part = Gevraagd(world.almere, "Vroeghulp", 10)
    take(world, ready(world, gevraagd=[part]))
    for sql in (
        "update overleg_besluit set voorstel = 'Iets anders.'",
        "update overleg_besluit set stand = 'besluitvorming'",
        "update overleg_besluit set eerdere_regels = true",
    ):
        assert "stays as it is" in tried(world.carla, sql)
    for sql in (
        "update overleg_bijdrage set bedrag = 99",
        "update overleg_bijdrage set bekrachtigd_op = current_date",
        "delete from overleg_bijdrage",
    ):
        assert "what was decided stays" in tried(world.carla, sql)
    own = "update overleg_bijdrage set bekrachtigd_op = current_date"
    assert "what was decided stays" in tried(world.wethouder, own)
    assert tried(world.wethouder, f"{own}, bewijs = 'raadsbesluit 1'") == 1


@pytest.fixture
def agree(as_user):
    """`agree(carla, besluit, almere, wim)` says with what the database refuses it, or nothing."""

    def run(by, besluit, voor, eigenaar):
        shared = {"organisatie": voor, "maker": by, "opgave": besluit.opgave, "titel": "A"}
        inzet = Inzet.objects.create(soort="mensen", niveau="lokaal", **shared)
        made = Afspraak(
            besluit=besluit, eigenaar=eigenaar, inzet=inzet, uiterlijk=TODAY, tekst="A", **shared
        )
        with as_user(by):
            try:
                with transaction.atomic():
                    made.save(force_insert=True)
            except Error as error:
                return str(error)
        return ""

    return run


def test_nobody_agrees_for_who_said_no_yes(world, agree):
    """The besluit asks something of Almere, whose raad must still decide, and nothing of Zwolle."""
    besluit = ready(world, gevraagd=[Gevraagd(world.almere, "Vroeghulp", 10)])
    early = agree(world.bob, besluit, world.zwolle, world.bob)
    assert "before its besluit" in early
    take(world, besluit)
    for whom, by in ((world.zwolle, world.bob), (world.almere, world.wethouder)):
        assert "who said no yes" in agree(world.carla, besluit, whom, by)
    assert "who said no yes" in agree(world.wethouder, besluit, world.almere, world.wethouder)
    assert not agree(world.bob, besluit, world.zwolle, world.bob)
    assert not agree(world.carla, besluit, world.vng, world.carla)
    besluit.bijdragen.update(bekrachtigd_op=TODAY, bewijs="raadsbesluit 1")
    assert not agree(world.carla, besluit, world.almere, world.wethouder)


def test_what_was_agreed_stays(world, tried):
    part = Gevraagd(world.almere, "Vroeghulp", 10)
    besluit = ready(world, gevraagd=[part])
    promises(
        besluit, factories.mandaat(world.opgave, world.college, world.wethouder), van=world.almere
    )
    agreed(world, take(world, besluit))
    for sql in (
        f"update overleg_afspraak set organisatie_id = '{world.zwolle.pk}'",
        f"update overleg_afspraak set eigenaar_id = {world.bob.pk}",
        "update overleg_afspraak set uiterlijk = current_date, titel = 'Alles'",
    ):
        assert "what was agreed stays" in tried(world.carla, sql)
    assert tried(world.carla, "update overleg_afspraak set zichtbaarheid = 'team'") == 1


ASKED_OTHERWISE = (
    "update overleg_bijdrage set bedrag = 50000",
    "update overleg_bijdrage set wat = 'Alles'",
    "update overleg_bijdrage set uiterlijk = current_date",
    "delete from overleg_bijdrage",
    "insert into overleg_bijdrage (besluit_id, organisatie_id, wat, bedrag, bewijs,"
    " vervallen_reden, afgewezen) select b.id, o.id, 'Alles', 50000, '', '', false"
    " from overleg_besluit b, organisaties_organisatie o"
    " where o.naam = 'Ministerie van SZW' limit 1",
)


@pytest.mark.parametrize("sql", ASKED_OTHERWISE)
def test_what_is_asked_does_not_change_under_who_consented(world, tried, sql):
    ready(world, gevraagd=[Gevraagd(world.almere, "Vroeghulp", 10)])
    assert "another version" in tried(world.carla, sql)


@pytest.mark.parametrize("sql", ASKED_OTHERWISE)
def test_whoever_asks_otherwise_begins_a_version_of_which_nobody_spoke(world, tried, as_user, sql):
    """And of which nobody speaks before it is kept what it asks."""
    besluit = ready(world, gevraagd=[Gevraagd(world.almere, "Vroeghulp", 10)])
    begin = "update overleg_besluit set versie = 2, gewijzigd_op = vandaag()"
    assert tried(world.carla, begin) == 1
    assert tried(world.carla, sql) == 1
    assert "the round is not over" in tried(world.carla, TAKE, False)
    with as_user(world.bob), pytest.raises(Error, match="lies there no more"):
        reageer(besluit, world.zwolle, soort="consent", by=world.bob)


def test_a_version_is_what_is_proposed(world, tried, as_user):
    """It cannot be kept beforehand, nor say something else."""
    besluit = ready(world)
    made = Voorstelversie(
        besluit=besluit, nummer=2, ronde=1, titel=besluit.titel, voorstel="x", gebruiker=world.carla
    )
    for _ in range(2):
        refused = pytest.raises(Error, match="is what is proposed now")
        with as_user(world.carla), refused, transaction.atomic():
            made.save()
        tried(world.carla, "update overleg_besluit set versie = 2, gewijzigd_op = vandaag()")
    made.voorstel = besluit.voorstel
    with as_user(world.carla):
        made.save()
