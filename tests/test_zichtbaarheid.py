"""What the database shows and lets change, against the oracle, for everybody in random worlds."""

import contextlib
from collections.abc import Iterator
from random import Random
from uuid import uuid4

import pytest
from django.db import Error, IntegrityError, ProgrammingError, connection, models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenspel.inzichten.models import VermoedenCasus
from samenspel.leren.models import Uitkomst
from samenspel.opgaven.models import Instemming, Opgave, Partner, Teamlid, Uitnodiging, Wijziging
from samenspel.organisaties.models import Gebruiker, Lidmaatschap
from samenspel.overleg.besluiten.models import Reactie
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.praktijk.models import Casus, Heropening
from samenspel.spoor.models import Gebeurtenis
from samenspel.taken.models import Taak
from samenspel.verhalen.models import Aanwijzing, Verhaal
from tests import sleutels, tabellen, wereld
from tests.orakel import Orakel
from tests.tabellen import CasusRegeling, KnelpuntRegeling

REGELING = "regeling_id = (select id from organisaties_regeling limit 1)"
OF_ITS_OWN = {
    Opgave: "slotzin = slotzin",
    Instemming: "gebruiker_id = mijn_id()",
    Partner: "rol = 'partner'",
    Teamlid: "rol = 'lid'",
    CasusRegeling: REGELING,
    KnelpuntRegeling: REGELING,
    Mandaat: "ingetrokken_reden = 'x'",
    Reactie: "antwoord = antwoord",
    Uitkomst: "bron = 'x'",
    Verhaal: "citeren = true",
    Aanwijzing: "knelpunt_id = knelpunt_id",
    VermoedenCasus: "casus_id = casus_id",
    Taak: "stop_gevraagd = true",
}
"""What an update of these sets, where their first column for words or moments will not do."""


ANSWERED = {Heropening, Uitnodiging, Wijziging}
"""Answered or withdrawn, and by others: tried one by one in their apps and tests/aanval."""


def harmless(model: type[models.Model]) -> str:
    """What an update sets: the `versie` where there is one, else words or a moment."""
    if model in OF_ITS_OWN:
        return OF_ITS_OWN[model]
    columns = [field for field in model._meta.concrete_fields if not field.unique]
    if "versie" in {field.name for field in columns}:
        return "versie = 7"
    for field in columns:
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            return f"{field.column} = 'x'"
        if isinstance(field, models.DateField):
            return f"{field.column} = now()"
    raise AssertionError(f"say in OF_ITS_OWN what an update of {model.__name__} may set")


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """Take back whatever the block writes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextlib.contextmanager
def as_web(person) -> Iterator[None]:
    """Be the web role working for `person` (None is nobody); what is written is taken back."""
    with undone(), connection.cursor() as cursor:
        cursor.execute("set local role samenspel_web")
        sleutels.work_as(person)
        yield


def run_each(*statements: str) -> list[tuple[int, list]]:
    """Run each statement and take it back; how many rows it touched, and what it returned.

    All in one question to the server: there are tens of thousands of them.
    """
    undo = "rollback to savepoint before_it"
    outcomes = []
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"savepoint before_it; {one}; {undo}" for one in statements))
        for _ in statements:
            cursor.nextset()
            keys = [pk for (pk,) in cursor.fetchall()] if cursor.description else []
            outcomes.append((cursor.rowcount, keys))
            cursor.nextset()
            cursor.nextset()
    return outcomes


def run(statement: str) -> tuple[int, list]:
    """Run one statement as `run_each` does."""
    return run_each(statement)[0]


def insert(row) -> bool:
    """Try to add `row` without reading it back; was it accepted?"""
    fields = [one for one in row._meta.concrete_fields if not one.generated]
    columns = ", ".join(one.column for one in fields)
    values = [one.get_db_prep_save(one.pre_save(row, True), connection) for one in fields]
    marks = ", ".join(["%s"] * len(fields))
    try:
        with undone(), connection.cursor() as cursor:
            cursor.execute(f"insert into {row._meta.db_table} ({columns}) values ({marks})", values)
    except ProgrammingError as error:
        if "row-level security" not in str(error):
            raise
        return False
    except IntegrityError as error:  # she may add it, were it agreed with who said yes
        if "who said no yes" not in str(error) and "before its besluit" not in str(error):
            raise
    return True


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 2**32))
def test_everybody_sees_and_changes_exactly_what_they_may(db, seed):
    """One test, because the worlds cost more to make than to look at."""
    random = Random(seed)
    with undone():
        world = wereld.make(random)
        for person in [*world.mensen, None]:
            orakel = Orakel(world, person)
            added = [work_to_add(world, model, person, random) for model in tabellen.ZICHTBAAR]
            with as_web(person):
                check_sees(world, orakel)
                for model in set(tabellen.TABLES) - ANSWERED:
                    check_changes(model, world.rows[model], orakel)
                for row in added:
                    assert insert(row) == orakel.adds(row), (type(row).__name__, person)
                check_people(world, person, random)


def check_sees(world: tabellen.World, orakel: Orakel) -> None:
    for model in tabellen.TABLES:
        seen = set(model.objects.values_list("pk", flat=True))
        wanted = {row.pk for row in world.rows[model] if orakel.sees(row)}
        assert seen == wanted, (model.__name__, orakel.person)
    acts = set(Gebeurtenis.objects.values_list("wie_id", "object_id"))
    assert acts == {(w, row.pk) for w, row in world.acts if orakel.sees_act(w, row)}


def check_changes(model: type[models.Model], rows: list, orakel: Orakel) -> None:
    table = model._meta.db_table
    changes = sorted(row.pk for row in rows if orakel.changes(row))
    removes = sorted(row.pk for row in rows if orakel.removes(row))
    update = f"update {table} set {harmless(model)}"
    delete = f"delete from {table}"
    # Reading a column makes PostgreSQL apply the reading policy too; blindly it does not.
    updated, blindly, deleted, blindly_deleted = run_each(
        f"{update} returning id", update, f"{delete} returning id", delete
    )
    where = (table, orakel.person)
    assert sorted(updated[1]) == changes, where
    assert blindly[0] == len(changes), where
    assert sorted(deleted[1]) == removes, where
    assert blindly_deleted[0] == len(removes), where


def work_to_add(
    world: tabellen.World, model: type[models.Model], person: Gebruiker | None, random: Random
) -> models.Model:
    """Work like what is there, mostly her own, for any organisatie."""
    row = model.objects.get(pk=random.choice(world.rows[model]).pk)
    row.pk = uuid4()
    row.organisatie = random.choice(world.organisaties)
    if person and random.random() < 0.8:
        row.maker = person
    if model.__name__ == "Afspraak":
        row.inzet_id = uuid4()  # foreign keys are checked at the end: taken back
    return row


def somebody() -> Gebruiker:
    with sleutels.owner():
        return Gebruiker.objects.create(naam="Iemand")


def check_people(world: tabellen.World, person: Gebruiker | None, random: Random) -> None:
    """Only a beheerder decides who works for her organisatie."""
    beheert = {at for who, at in world.beheer if person and who == person.pk}
    for at in world.organisaties:
        stranger = somebody()
        new = Lidmaatschap(gebruiker=stranger, organisatie=at, rol="beheerder")
        new.pk = random.randrange(10**9, 2 * 10**9)
        assert insert(new) == (at.pk in beheert)
    assert Lidmaatschap.objects.count() == len(world.leden)
    mine = Lidmaatschap.objects.filter(organisatie__in=beheert).count()
    assert run("update organisaties_lidmaatschap set rol = 'medewerker'")[0] == mine
    assert run("delete from organisaties_lidmaatschap")[0] == mine


@pytest.fixture
def world(db):
    return wereld.make(Random(4))


@pytest.fixture
def mens(world):
    """Somebody who works somewhere and did something."""
    return next(one for one in world.mensen if world.of(one) and (one.pk in dict(world.acts)))


@pytest.mark.parametrize(
    "statement",
    [
        "update spoor_gebeurtenis set wat = 'niets'",
        "delete from spoor_gebeurtenis",
        "truncate spoor_gebeurtenis",
        "alter table spoor_gebeurtenis disable trigger weiger",
        "alter table spoor_gebeurtenis disable row level security",
        "drop policy may_select on spoor_gebeurtenis",
        "create or replace function public.mijn_id() returns bigint language sql as 'select 1'",
        "create table public.organisaties_lidmaatschap2 (id int)",
        "update organisaties_regeling set naam = 'x'",
        "delete from organisaties_indeling",
        "alter role samenspel_web bypassrls",
        "copy praktijk_casus to program 'cat'",
        "select pg_read_file('postgresql.conf')",
    ],
)
def test_the_web_role_is_refused(world, mens, statement):
    with as_web(mens), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_owner_cannot_change_the_trail_either(world):
    connection.check_constraints()  # else a truncate is refused for another reason
    for what in ["update {} set wat = ''", "delete from {}", "truncate {}"]:
        statement = what.format("spoor_gebeurtenis")
        with pytest.raises(Error, match="kan niet worden gewijzigd"), transaction.atomic():
            run(statement)


def test_nobody_signs_the_trail_for_another(world, mens):
    columns = "(wie_id, wat, soort, object_id, inhoud)"
    other = next(one for one in world.mensen if one != mens)
    for wie in [other.pk, "null"]:
        act = f"({wie}, 'x', 'casus', gen_random_uuid(), '{{}}')"
        with as_web(mens), pytest.raises(ProgrammingError, match="row-level"):
            run(f"insert into spoor_gebeurtenis {columns} values {act}")


def test_a_temporary_table_of_the_same_name_gives_no_memberships(world, mens):
    with as_web(mens), connection.cursor() as cursor:
        cursor.execute("create temp table organisaties_lidmaatschap (gebruiker_id, organisatie_id)"
                       " as select mijn_id(), id from organisaties_organisatie")  # fmt: skip
        cursor.execute("create temp table opgaven_teamlid (gebruiker_id, opgave_id)"
                       " as select mijn_id(), gen_random_uuid()")  # fmt: skip
        cursor.execute("set local search_path = pg_temp, public")
        cursor.execute("select mijn_organisaties()")
        assert {at for (at,) in cursor.fetchall()} == world.of(mens)
        cursor.execute("select count(*) from public.praktijk_casus")
        orakel = Orakel(world, mens)
        assert cursor.fetchone() == (sum(map(orakel.sees, world.rows[Casus])),)


def test_nobody_moves_a_casus_to_an_organisatie_that_is_not_hers(world):
    for person in world.mensen:
        orakel = Orakel(world, person)
        rows = [row for row in world.rows[Casus] if orakel.changes(row)]
        elsewhere = [one.pk for one in world.organisaties if one.pk not in orakel.mine]
        if rows and elsewhere:
            with as_web(person), pytest.raises(ProgrammingError, match="row-level"):
                run(f"update praktijk_casus set organisatie_id = '{elsewhere[0]}'")
            return
    raise AssertionError("no casus to move in this world")
