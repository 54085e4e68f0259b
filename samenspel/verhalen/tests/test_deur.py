"""The web role with SQL of its own: no door but the code, and no reading along."""

import contextlib
from datetime import date
from uuid import uuid4

import pytest
from django.db import Error, ProgrammingError, connection, transaction

from samenspel.opgaven.models import Belang, Opgave
from samenspel.verhalen import deur, rules
from samenspel.verhalen.models import Aanwijzing, Citaat, Verhaal
from tests import factories

CODE = "ABCD-EFGH-JKMN-2345"
TODAY = date(2026, 1, 1)


@pytest.fixture
def verhaal(world):
    """Only the team reads it."""
    return factories.verhaal(
        world.almere, world.opgave, code=CODE, lezers="team", citeren=True, maker=world.fatima
    )


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


@contextlib.contextmanager
def refused(reason="row-level security"):
    with pytest.raises(ProgrammingError, match=reason), transaction.atomic():
        yield


def row(world, **fields):
    """A row as the form makes it."""
    return {
        "id": uuid4(), "sleutel": rules.seal(CODE), "samen": False, "gemeente_id": world.almere.pk,
        "titel": "T", "tekst": "T", "hielp": "", "thema": "wonen", "ook": [], "lezers": "team",
        "citeren": True, "toestemming": 1, "toestemming_op": TODAY, "verteld_op": TODAY,
    } | fields  # fmt: skip


def insert(fields):
    columns, marks = ", ".join(fields), ", ".join(["%s"] * len(fields))
    return ask(
        f"insert into verhalen_verhaal ({columns}) values ({marks}) returning id",
        *fields.values(),
    )


def test_nobody_reads_a_verhaal_of_the_team_but_its_teller_and_the_team(world, verhaal, as_user):
    seen = {}
    for person in (None, world.anne, world.bob, world.esma, world.carla, world.fatima):
        with as_user(person):
            deur.open_with("")
            seen[person and person.naam] = Verhaal.objects.count()
    assert seen == {None: 0, "Anne": 0, "Bob": 0, "Esma": 0, "Carla": 1, "Fatima": 1}


def test_without_the_code_no_question_finds_it(world, verhaal, as_user):
    seal = rules.seal(CODE)
    with as_user(None):
        for setting in ("", "%", seal.hex(), f"\\x{seal.hex()}", CODE, str(verhaal.pk)):
            # The database hashes what stands in the setting: the hash itself opens nothing, and
            # neither does the code with its hyphens, which only our own door takes away.
            ask("select set_config('samenspel.verhaal', %s, true)", setting)
            assert ask("select count(*) from verhalen_verhaal where sleutel = %s", seal) == [(0,)]
            assert ask("select id, titel from mijn_aanwijzingen(%s)", verhaal.pk) == []
        deur.open_with(CODE)
        assert ask("select id from verhalen_verhaal") == [(verhaal.pk,)]


def test_somebody_without_an_account_adds_only_what_she_holds_the_code_of(world, as_user):
    with as_user(None):
        deur.open_with("")
        with refused():
            insert(row(world))
        deur.open_with(CODE)
        with refused():
            insert(row(world, sleutel=rules.seal(rules.new_code())))
        with refused():
            insert(row(world, maker_id=world.fatima.pk))
        with refused():
            insert(row(world, nagelezen_op=TODAY))
        assert len(insert(row(world))) == 1
        deur.open_with("")
        assert ask("select count(*) from verhalen_verhaal") == [(0,)]


def test_nobody_tells_in_the_name_of_another_or_at_a_closed_opgave(world, as_user):
    closed = factories.opgave(world.vng, world.carla, stand="vastgesteld")
    with as_user(world.anne):
        deur.open_with(CODE)
        for wrong in ({"maker_id": world.fatima.pk}, {"maker_id": None}):
            with refused():
                insert(row(world, **wrong))
    with as_user(None):
        deur.open_with(CODE)
        with refused():
            insert(row(world, opgave_id=closed.pk))


@pytest.mark.parametrize(
    "what",
    [
        "tekst = 'x'", "nagelezen_op = now()", "opgave_id = null", "maker_id = null",
        "sleutel = '\\x00'", "thema = 'wonen'",
    ],
)  # fmt: skip
def test_not_even_the_teller_changes_anything_but_her_consent(world, verhaal, as_user, what):
    for person in (world.fatima, world.carla):
        with as_user(person), refused("permission denied"):
            ask(f"update verhalen_verhaal set {what}")


def test_only_the_teller_changes_her_consent_or_takes_back(world, verhaal, as_user):
    factories.verhaal(world.almere, world.opgave)
    for person in (None, world.carla, world.anne):
        with as_user(person):
            deur.open_with("")
            assert ask("update verhalen_verhaal set lezers = 'openbaar'") == 0
            assert ask("delete from verhalen_verhaal") == 0
    with as_user(None):
        deur.open_with(CODE)
        assert ask("update verhalen_verhaal set lezers = 'openbaar'") == 1
        assert ask("delete from verhalen_verhaal") == 1


def test_only_the_team_reads_over_and_only_what_may_be_its_own(world, as_user):
    elsewhere = factories.organisatie("Gemeente Elders")
    own = factories.verhaal(world.almere, nagelezen=False, lezers="openbaar")
    far = factories.verhaal(elsewhere, nagelezen=False, lezers="openbaar")
    asked = "select lees_verhaal_na(%s, %s, %s)"
    for person in (None, world.anne, world.fatima):
        with as_user(person):
            assert ask(asked, own.pk, world.opgave.pk, TODAY) == [(False,)]
    with as_user(world.carla):
        assert ask("select id from verhalen_verhaal") == [(own.pk,)]
        assert ask(asked, far.pk, world.opgave.pk, TODAY) == [(False,)]
        assert ask(asked, own.pk, world.opgave.pk, TODAY) == [(True,)]
        assert ask(asked, own.pk, world.opgave.pk, TODAY) == [(False,)]


def test_nobody_reads_along_by_calling_a_gemeente_a_partner(world, as_user):
    verhaal = factories.verhaal(world.zwolle, nagelezen=False)
    esma, zwolle = world.esma, world.zwolle
    theirs = factories.opgave(world.aanbieder, esma, partners=[zwolle], team=[esma])
    read = "select id from verhalen_verhaal"
    asked = "select lees_verhaal_na(%s, %s, %s)"
    with as_user(esma):
        assert ask(read) == []
        assert ask(asked, verhaal.pk, theirs.pk, TODAY) == [(False,)]
        with refused():
            Belang.objects.create(opgave=theirs, organisatie=zwolle, maker=esma, titel="Mee")
    Belang.objects.create(opgave=theirs, organisatie=zwolle, maker=world.bob, titel="Wij ook")
    with as_user(esma):
        assert ask(read) == []
    Opgave.objects.filter(pk=theirs.pk).update(stand="vastgesteld")
    with as_user(esma):
        assert ask(read) == [(verhaal.pk,)]
        assert ask(asked, verhaal.pk, theirs.pk, TODAY) == [(True,)]


def test_a_quote_is_literal_consented_and_chosen_by_the_team(world, verhaal, as_user):
    silent = factories.verhaal(world.almere, world.opgave, citeren=False)
    unread = factories.verhaal(world.almere, world.opgave, citeren=True, nagelezen=False)
    literal, made_up = "Mijn zoon zit thuis.", "De wethouder belt altijd terug."
    add = "insert into verhalen_citaat (id, verhaal_id, tekst) values (%s, %s, %s)"
    for person in (None, world.anne, world.fatima):
        with as_user(person), refused():
            ask(add, uuid4(), verhaal.pk, literal)
    with as_user(world.carla):
        for of, tekst in ((verhaal, made_up), (silent, literal), (unread, literal)):
            with refused():
                ask(add, uuid4(), of.pk, tekst)
        assert ask(add, uuid4(), verhaal.pk, literal) == 1
        assert ask("update verhalen_citaat set tekst = 'x'") == 0
    with as_user(None):
        deur.open_with("")
        assert ask("select count(*) from verhalen_citaat") == [(0,)]
    verhaal.delete()
    assert not Citaat.objects.exists()


def test_a_link_to_a_knelpunt_is_for_who_reads_both(world, verhaal, as_user):
    knelpunt = factories.knelpunt(world.carla, world.opgave)
    Aanwijzing.objects.create(verhaal=verhaal, knelpunt=knelpunt)
    with as_user(world.carla):
        assert Aanwijzing.objects.count() == 1
    for person in (None, world.anne):
        with as_user(person):
            deur.open_with("")
            assert not Aanwijzing.objects.exists()
    add = "insert into verhalen_aanwijzing (verhaal_id, knelpunt_id) values (%s, %s)"
    other = factories.knelpunt(world.carla, world.opgave)
    with as_user(world.anne), refused():
        ask(add, verhaal.pk, other.pk)


@pytest.mark.parametrize(
    "act",
    [
        "wat = 'ingetrokken', object_id = gen_random_uuid()",
        "wat = 'gelezen'",
        "soort = 'casus'",
        """inhoud = '{"x": 1}'""",
    ],
)
def test_the_trail_takes_no_other_act_without_a_name(world, as_user, act):
    nobody = "00000000-0000-0000-0000-000000000000"
    columns = {
        "wie_id": "null", "wat": "'ingetrokken'", "soort": "'verhaal'",
        "object_id": f"'{nobody}'::uuid", "inhoud": "'{}'",
    }  # fmt: skip
    insert_it = "insert into spoor_gebeurtenis ({}) values ({})"
    with as_user(None):
        assert ask(insert_it.format(", ".join(columns), ", ".join(columns.values()))) == 1
        columns |= dict(part.split(" = ", 1) for part in act.split(", "))
        with refused():
            ask(insert_it.format(", ".join(columns), ", ".join(columns.values())))


def test_the_page_functions_say_nothing_before_it_is_published(world, as_user):
    for _ in range(6):
        one = factories.verhaal(world.almere, world.opgave, citeren=True)
        Citaat.objects.create(verhaal=one, tekst="Mijn zoon zit thuis.")
    functions = ("cellen", "citaten", "knelpunten")
    for person in (None, world.anne):
        with as_user(person):
            for name in functions:
                assert ask(f"select * from verhaalpagina_{name}(%s)", world.opgave.pk) == []
    with as_user(world.carla):
        assert ask("select aantal from verhaalpagina_cellen(%s)", world.opgave.pk) == [(6,), (6,)]
    for name in ("mijn_teamgemeenten()", "mijn_sleutel()"):
        with as_user(None):
            deur.open_with("")
            assert ask(f"select * from {name}") in ([], [(None,)])


def test_the_web_role_does_not_read_the_links_past_their_policy(world, as_user):
    with as_user(world.carla), refused("permission denied"):
        ask("select * from verhalen_aangewezen")


def test_the_web_role_cannot_replace_the_functions(world, as_user):
    with as_user(world.carla), pytest.raises(Error), transaction.atomic():
        ask("create or replace function mijn_sleutel() returns bytea language sql as 'select null'")
