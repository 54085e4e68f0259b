"""Whoever wants round the promise: nobody is bound without a yes, and no objection is put away.

Carla leads the team. She tries what a stubborn programme leader can do with the pages, and what she
could send with the login of the pages herself; so do an outsider and somebody of two organisaties.
Bob of Zwolle, whose kernbelang it is, must still be read, heard and asked at the end.
"""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from samenspel.basis.errors import RuleError
from samenspel.opgaven.actions.belang import benoem_belang
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Herindeling
from samenspel.overleg.besluiten.actions import (
    Gevraagd,
    neem_besluit,
    open_ronde,
    trek_voorstel_in,
    verleng_ronde,
)
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.reacties import reageer
from samenspel.overleg.partners.actions import laat_partner_gaan, stel_zonder_voor
from samenspel.overleg.tests.tafel import (
    SPEAKERS,
    TODAY,
    agreed,
    all_say,
    knelpunt,
    later,
    objects,
    promises,
    proposed,
    says,
    take,
)
from samenspel.praktijk.models import Heropening
from tests import factories
from tests.antwoord import told

TAKE = "update overleg_besluit set stand = 'genomen', genomen_op = now(), gezamenlijk = false"
KERN = "heeft bezwaar op een kernbelang"


@pytest.fixture
def world(db):
    return factories.world()


@pytest.fixture
def tried(as_user):
    """`tried(carla, sql, *values)`: with what the database refuses it, or how many rows."""

    def run(who, sql, *values):
        filled = values[0] if values and isinstance(values[0], dict) else values
        with as_user(who):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(sql, filled)
                    return cursor.rowcount
            except Error as error:
                return str(error)

    return run


def objected(world, about):
    """A proposal on which Zwolle has an objection on a kernbelang."""
    besluit = proposed(world, about, rounds=3, over=True)
    belang = benoem_belang(
        world.opgave, world.zwolle, titel="Ons loket blijft", kern=True, by=world.bob
    )
    objects(besluit, world.zwolle, world.bob, belang)
    return besluit


def withdrawn(world, about):
    besluit = objected(world, about)
    return trek_voorstel_in(besluit, reden="Anders proberen.", by=world.carla)


def others_say(world, besluit):
    for name in SPEAKERS.keys() - {"zwolle"}:
        says(besluit, getattr(world, name), getattr(world, SPEAKERS[name]))


def ready(world, *gevraagd):
    """A proposal that can be taken."""
    besluit = proposed(world, knelpunt(world), rounds=3, over=True, gevraagd=gevraagd)
    all_say(world, besluit)
    return besluit


def part(world, **more):
    return Gevraagd(world.almere, "Vroeghulp", 40_000, **more)


# --- an objection on a kernbelang ----------------------------------------------------------------


def test_she_withdraws_the_proposal_and_has_the_objector_leave(world, as_user):
    """The objection stays, and whoever made it can still read and lift it: nobody is stuck."""
    about = knelpunt(world)
    withdrawn(world, about)
    laat_partner_gaan(world.opgave.partners.get(organisatie=world.zwolle), by=world.bob)
    again = proposed(world, about, rounds=3, over=True)
    others_say(world, again)
    with pytest.raises(RuleError, match=KERN):
        take(world, again)
    with as_user(world.bob):
        mine = Besluit.objects.get(pk=again.pk)
        reageer(mine, world.zwolle, soort="consent", opgelost=True, by=world.bob)
    take(world, again)


def test_she_withdraws_the_proposal_and_asks_the_others_to_go_on_without_the_objector(world):
    withdrawn(world, knelpunt(world))
    partner = world.opgave.partners.get(organisatie=world.zwolle)
    with pytest.raises(RuleError, match="loopt nog een bezwaar bij “Ruimer briefadres”"):
        stel_zonder_voor(partner, reden="Werkt tegen.", by=world.carla)


def test_she_merges_the_knelpunt_while_the_other_proposal_runs(world, browse_as):
    """The page says what the database will say: not only that something went wrong."""
    about, other = knelpunt(world), knelpunt(world)
    withdrawn(world, other)
    running = proposed(world, about, rounds=3, over=True)
    all_say(world, running)
    about.opgegaan_in = other
    about.save()
    page = browse_as(world.carla).get(reverse("overleg:besluit_nemen", args=[running.pk]))
    assert KERN in told(page)


def test_she_waits_for_a_merger_that_is_still_to_come(world, tried):
    """Almere takes over Zwolle next year; until then it speaks not for Zwolle."""
    besluit = objected(world, knelpunt(world))
    Herindeling.objects.create(
        oud=world.zwolle, nieuw=world.almere, op=TODAY + timedelta(days=200), aard="geheel"
    )
    for name in ("szw", "vng"):
        says(besluit, getattr(world, name), getattr(world, SPEAKERS[name]))
    says(besluit, world.almere, world.wethouder, opgelost=True)
    with pytest.raises(RuleError, match=KERN):
        take(world, besluit)
    assert "bezwaar op een kernbelang" in tried(world.carla, TAKE)


def test_what_was_solved_stays_solved_once_that_besluit_is_taken(world):
    """Otherwise the others would be held by an objection that its owner lifted."""
    about = knelpunt(world)
    withdrawn(world, about)
    second = proposed(world, about, rounds=3, over=True)
    others_say(world, second)
    says(second, world.zwolle, world.bob, opgelost=True)
    take(world, second)
    third = proposed(world, about, rounds=3, over=True)
    others_say(world, third)
    take(world, third)


def test_an_outsider_vetoes_a_public_proposal(world, tried):
    """Esma takes no part: the page refuses her, and so does the database."""
    besluit = ready(world)
    Besluit.objects.update(zichtbaarheid="openbaar")
    veto = (
        "insert into overleg_reactie (besluit_id, organisatie_id, gebruiker_id, fase, ronde,"
        " voorstelversie, versie, soort, kern, opgelost, toelichting, deel, wet, oplossing,"
        " antwoord, op) values (%s, %s, %s, 'besluitvorming', 1, 1, 1, 'bezwaar', true, false,"
        " 'x', 'x', 'x', 'x', '', now())"
    )
    said = tried(world.esma, veto, besluit.pk, world.aanbieder.pk, world.esma.pk)
    assert "who takes no part has no say" in said
    take(world, besluit)


# --- who reads, and how long ---------------------------------------------------------------------


def test_she_decides_before_the_partners_agreed_how(world, tried):
    """In a concept the team alone sets how long a round lasts and when an objection lapses."""
    besluit = ready(world)
    Opgave.objects.update(stand="concept")
    with pytest.raises(RuleError, match="nog niet vastgesteld"):
        neem_besluit(besluit, by=world.carla)
    assert "partners first agree how they decide" in tried(world.carla, TAKE)
    with pytest.raises(RuleError, match="nog niet vastgesteld"):
        open_ronde(proposed(world, knelpunt(world)), by=world.carla)


@pytest.mark.parametrize("table", ["overleg_besluit", "opgaven_opgave"])
def test_she_lets_the_objector_read_it_no_more(world, tried, table):
    proposed(world, knelpunt(world), rounds=3)
    hide = f"update {table} set zichtbaarheid = 'besloten', genoemden = %s"
    assert tried(world.carla, hide, [world.carla.pk]) != 1
    assert tried(world.bob, f"select from {table}") == 1


@pytest.mark.parametrize("change", ["zichtbaarheid = 'besloten'", "genoemden = '{{{carla}}}'",
    "opgave_id = '{other}'", "organisatie_id = '{vng}'"])  # fmt: skip
def test_she_hides_the_knelpunt_of_a_besluit(world, tried, change):
    about = knelpunt(world)
    proposed(world, about, rounds=1)
    other = factories.opgave(world.vng, world.carla)
    to = change.format(carla=world.carla.pk, other=other.pk, vng=world.vng.pk)
    assert "who reads a knelpunt stays" in tried(world.carla, f"update praktijk_knelpunt set {to}")
    assert tried(world.bob, "select from praktijk_knelpunt") == 1


@pytest.mark.parametrize(
    "change",
    [
        "slotzin = 'Het lukte niet.'",
        "begint_op = begint_op - 1",
        "eindigt_op = current_date + 1",
        "afgerond_op = current_date",
        "stand = 'afgerond', afgerond_op = current_date",
        "stand = 'afgerond', slotzin = 'Klaar.', afgerond_op = current_date - 1",
    ],
)
def test_she_tells_alone_what_came_of_the_opgave_and_when(world, tried, change):
    said = tried(world.carla, f"update opgaven_opgave set {change}")
    assert "row-level security" in said


def test_she_words_the_end_of_a_closed_opgave_anew(world, tried):
    done = "stand = 'afgerond', slotzin = 'Minder schulden.', afgerond_op = current_date"
    assert tried(world.carla, f"update opgaven_opgave set {done}") == 1
    said = tried(world.carla, "update opgaven_opgave set slotzin = 'Mislukt door Zwolle.'")
    assert "row-level security" in said
    again = "stand = 'vastgesteld', afgerond_op = null"
    said = tried(world.carla, f"update opgaven_opgave set {again}, slotzin = 'Mislukt.'")
    assert "row-level security" in said
    assert tried(world.carla, f"update opgaven_opgave set {again}") == 1


def test_she_proposes_what_not_every_partner_can_read(world, tried):
    besluit = proposed(world, knelpunt(world))
    Besluit.objects.update(zichtbaarheid="team")
    with pytest.raises(RuleError, match="Niet elke partner kan dit voorstel lezen"):
        open_ronde(besluit, by=world.carla)
    opened = "update overleg_besluit set stand = 'beeldvorming', geopend_op = current_date"
    assert "every partner reads what it decides about" in tried(world.carla, opened)


def test_she_ends_a_round_sooner_than_she_announced(world, tried):
    besluit = proposed(world, knelpunt(world), rounds=2, over=True)
    open_ronde(besluit, sluit_op=later(60), by=world.carla)
    for sooner in ("null", "current_date + 20"):
        said = tried(world.carla, f"update overleg_besluit set sluit_op = {sooner}")
        assert "no sooner than announced" in said


def test_she_counts_a_round_in_which_somebody_objects_before_its_term(world, tried):
    """Everybody spoke, so she might say that the round is over; three of those, and it lapses."""
    besluit = proposed(world, knelpunt(world), rounds=3)
    all_say(world, besluit)
    next_round = (
        "update overleg_besluit set ronde = 2, versie = 2, voorstel = 'Anders.',"
        " geopend_op = vandaag(), gewijzigd_op = vandaag()"
    )
    objects(besluit, world.zwolle, world.bob)
    assert "counts when the one before was over" in tried(world.carla, next_round)
    says(besluit, world.zwolle, world.bob)
    assert tried(world.carla, next_round) == 1


def test_she_takes_back_the_extension(world, tried):
    verleng_ronde(proposed(world, knelpunt(world), rounds=3, over=True), by=world.carla)
    said = tried(world.carla, "update overleg_besluit set verlengd_op = null")
    assert "no sooner than announced" in said


# --- bound without a yes -------------------------------------------------------------------------


def test_she_reports_the_yes_of_an_orgaan_before_the_besluit(world, tried):
    """Almere consents without a mandaat; its raad has yet to decide."""
    ready(world, part(world))
    done = "update overleg_bijdrage set bekrachtigd_op = current_date, bewijs = 'De raad zei ja'"
    tried(world.carla, done)
    assert "een orgaan besluit pas na het besluit" in tried(world.carla, TAKE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"bewijs": "De raad zei ja"},
        {"dag": later(1)},
        {"dag": later(-900)},
        {"orgaan": None},
        {"orgaan": "directie"},
    ],
)
def test_almere_reports_a_decision_that_nobody_can_look_up(world, tried, wrong):
    """Of no orgaan, of that of another, on a day that it could not, or on its word alone."""
    take(world, ready(world, part(world)))
    fact = {"bewijs": "raadsbesluit 1", "dag": TODAY, "orgaan": "raad"} | wrong
    fact["orgaan"] = getattr(world, fact["orgaan"]).pk if fact["orgaan"] else None
    told = "update overleg_bijdrage set bewijs = %(bewijs)s, orgaan_id = %(orgaan)s"
    for how in (
        "bekrachtigd_op = %(dag)s",
        "vervallen_op = %(dag)s, vervallen_reden = 'Nee.', afgewezen = true",
    ):
        assert "what was decided stays" in tried(world.wethouder, f"{told}, {how}", fact)


@pytest.mark.parametrize(
    "change",
    [
        "update overleg_bijdrage set uiterlijk = current_date + 1",
        "update overleg_bijdrage set wat = 'Alles', bedrag = 90000",
        "delete from overleg_bijdrage",
        "insert into overleg_bijdrage (besluit_id, organisatie_id, wat, bedrag, bewijs,"
        " vervallen_reden, afgewezen) select besluit_id, '{zwolle}', 'Ook betalen', 1, '', '',"
        " false from overleg_bijdrage",
    ],
)
def test_she_asks_something_else_after_the_yes(world, tried, change):
    given = factories.mandaat(world.opgave, world.college, world.wethouder)
    besluit = ready(world, part(world, uiterlijk=later(100)))
    promises(besluit, given, van=world.almere)
    said = tried(world.carla, change.format(zwolle=world.zwolle.pk))
    assert "what is asked otherwise is another version" in said


@pytest.mark.parametrize("change", ["bedrag = 1", "houder_id = {dirk}", "eindigt_op = '2099-1-1'"])
def test_whoever_gave_a_mandaat_makes_another_of_it(world, tried, change):
    given = factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=40_000)
    besluit = ready(world, part(world))
    promises(besluit, given, van=world.almere)
    take(world, besluit)
    sql = f"update overleg_mandaat set {change.format(dirk=world.dirk.pk)}"
    assert "a mandaat is only withdrawn" in tried(world.wethouder, sql)


def test_she_makes_another_afspraak_of_what_was_agreed(world, tried):
    given = factories.mandaat(world.opgave, world.college, world.wethouder)
    besluit = ready(world, part(world))
    promises(besluit, given, van=world.almere)
    agreed(world, take(world, besluit))
    for change in ("eigenaar_id = %s", "tekst = %s", "organisatie_id = %s"):
        value = world.zwolle.pk if "organisatie" in change else world.anne.pk
        said = tried(world.carla, f"update overleg_afspraak set {change}", value)
        assert "what was agreed stays" in said
    assert "stays" in tried(world.carla, "update opgaven_inzet set bedrag = 1")


# --- what was said, and by whom ------------------------------------------------------------------


def test_she_keeps_another_text_than_partners_read(world, tried):
    besluit = ready(world)
    fake = (
        "insert into overleg_voorstelversie (besluit_id, nummer, ronde, titel, voorstel,"
        " daarbij, gebruiker_id, op)"
        " values (%s, 2, 1, 'Ruimer briefadres', 'Zo stond het er.', '{}', %s, now())"
    )
    said = tried(world.carla, fake, besluit.pk, world.carla.pk)
    assert "a version is what is proposed now" in said


def test_a_question_is_answered_or_withdrawn_by_another(world, tried):
    besluit = proposed(world, knelpunt(world), rounds=1)
    says(besluit, world.zwolle, world.bob, "vraag", toelichting="Wat kost het?")
    answer = (
        "update overleg_reactie set antwoord = 'Niets.', beantwoord_op = now(),"
        " beantwoord_door_id = %s"
    )
    no = "others answer and withdraw it"
    assert no in tried(world.carla, "update overleg_reactie set ingetrokken_op = now()")
    assert no in tried(world.carla, answer, world.dirk.pk)
    assert no in tried(world.bob, answer, world.bob.pk)
    assert tried(world.carla, answer, world.carla.pk) == 1
    assert no in tried(world.carla, answer.replace("Niets", "Veel"), world.carla.pk)


CHANGE = (
    "insert into opgaven_wijziging (id, opgave_id, soort, versie, titel, bedoeling,"
    " ronde_werkdagen, verval_na_rondes, quorum, rol, reden, maker_id, namens_id, uiterlijk,"
    " stand, gemaakt_op, verlengd) values (gen_random_uuid(), %(opgave)s, 'inhoud', 1, 'x', 'y',"
    " 5, 1, 50, 'partner', 'x', %(carla)s, %(namens)s, current_date + 5, 'open', now(), false)"
)
INVITE = (
    "insert into opgaven_uitnodiging (id, opgave_id, organisatie_id, rol, door_id, namens_id,"
    " gemaakt_op, uiterlijk, stand, reden) values (gen_random_uuid(), %(opgave)s, %(aanbieder)s,"
    " 'partner', %(carla)s, %(namens)s, now(), now(), 'open', '')"
)


@pytest.mark.parametrize(("sql", "stand"), [(CHANGE, "vastgesteld"), (INVITE, "concept")])
def test_she_proposes_and_invites_in_the_name_of_another_partner(world, tried, sql, stand):
    Opgave.objects.update(stand=stand)
    names = {name: getattr(world, name).pk for name in ("opgave", "carla", "aanbieder")}
    said = tried(world.carla, sql, names | {"namens": world.zwolle.pk})
    assert "row-level security" in said
    assert tried(world.carla, sql, names | {"namens": world.vng.pk}) == 1


def test_the_team_words_what_a_household_still_misses(world, tried):
    """What the indiener says that is missing is hers; the team answers, and cannot close it."""
    about = knelpunt(world)
    Heropening.objects.create(
        casus=about.casussen.first(), organisatie=world.almere, knelpunt=about,
        plek="knelpunt", mist="Er is nog niets.",
    )  # fmt: skip
    said = tried(world.carla, "update praktijk_heropening set mist = 'Dank u wel.'")
    assert "permission denied" in said
    said = tried(world.carla, "update praktijk_heropening set stand = 'gesloten'")
    assert "row-level security" in said


def test_she_moves_the_clock_where_there_is_no_example(world, tried):
    assert "Deze klok kan niet vooruit" in tried(world.carla, "select ga_vooruit(30)")
    assert "permission denied" in tried(world.carla, "insert into basis_klok (dagen) values (30)")
