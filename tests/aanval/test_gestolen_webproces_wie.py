"""The stolen web process, asked by somebody who wants to be somebody else, or to know her secrets.

She has a session of her own, as Anne, and can have the process ask the database anything: what an
SQL injection gives.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from types import SimpleNamespace

import psycopg
import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from samenspel.basis import rls
from samenspel.basis.database import WEB, WERKER, url_as
from samenspel.organisaties.models import Account, Gebruiker, Sleutel
from samenspel.praktijk.models import Casus
from samenspel.toegang.actions.wachtwoord import wachtwoordlink
from tests import factories, sleutels
from tests.databases import address_of

SECRET = "een heel geheim woord"


@pytest.fixture
def world(committed) -> SimpleNamespace:
    world = factories.world()
    for person in (world.anne, world.carla, world.bob):
        sleutels.give_password(person, SECRET)
    closed = {"zichtbaarheid": "besloten", "genoemden": [world.bob.pk]}
    world.besloten = factories.casus(world.bob, opgave=world.opgave, **closed)
    world.anne_key, world.bob_key = (sleutels.session_of(one) for one in (world.anne, world.bob))
    world.link = wachtwoordlink(world.bob.pk).split("/")[-2]
    return world


@contextmanager
def stolen(key: str, role: str = WEB) -> Iterator[psycopg.Connection]:
    """A connection of the process while it works for whoever has this key."""
    address = url_as(role, address_of(connection.settings_dict["NAME"]))
    with psycopg.connect(address) as one:
        one.execute("select set_config(%s, %s, true)", [rls.SETTING, key])
        yield one


def ask(one: psycopg.Connection, statement: str, *values: object) -> object:
    return one.execute(statement, values).fetchone()[0]


def refused(one: psycopg.Connection, statement: str, *values: object) -> bool:
    """Does the database refuse it, whatever is asked after?"""
    try:
        with one.transaction():
            one.execute(statement, values)
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


def test_with_her_own_key_she_is_herself(world):
    with stolen(world.anne_key) as she:
        assert ask(she, "select mijn_id()") == world.anne.pk
        assert ask(she, "select count(*) from praktijk_casus where id = %s", world.besloten.pk) == 0
    with stolen(world.bob_key) as bob:
        assert ask(bob, "select count(*) from praktijk_casus where id = %s", world.besloten.pk) == 1


def test_she_cannot_say_that_she_is_somebody_else(world):
    """Neither his number, nor the hash of his key, nor a link that is mailed to him."""
    hashed = sha256(world.bob_key.encode()).hexdigest()
    said = [str(world.bob.pk), hashed, f"\\x{hashed}", world.link, "%", world.bob_key.upper()]
    with stolen(world.anne_key) as she:
        for setting in (rls.SETTING, "samenspel.gebruiker", "samenspel.verhaal"):
            for claim in said:
                she.execute("select set_config(%s, %s, true)", [setting, claim])
                own = None if setting == rls.SETTING else world.anne.pk
                assert ask(she, "select mijn_id()") == own
                seen = "select count(*) from praktijk_casus where id = %s"
                assert ask(she, seen, world.besloten.pk) == 0
            she.execute("select set_config(%s, %s, true)", [rls.SETTING, world.anne_key])


def test_what_ends_her_session_ends_her_key(world):
    for change in (
        lambda: Sleutel.objects.update(tot=timezone.now() - timedelta(seconds=1)),
        lambda: Gebruiker.objects.filter(pk=world.anne.pk).update(is_active=False),
        lambda: Sleutel.objects.filter(gebruiker=world.anne).delete(),
    ):
        with transaction.atomic():
            change()
            rls.prove(world.anne_key)
            with connection.cursor() as cursor:
                cursor.execute("select mijn_id()")
                assert cursor.fetchone() == (None,)
            transaction.set_rollback(True)


CLOSED = [
    "select namens({bob})",
    "select sessie_voor({bob}, 'mine')",
    "select link_van('{link}')",
    "select account_voor('bob@example.org', 'Bob')",
    "select vergeet_tellers()",
    "select verhalen_vijftallen(4, '')",
    "select praktijk_herleid(gen_random_uuid())",
    "select * from organisaties_account",
    "select email from organisaties_account where gebruiker_id = {anne}",
    "select * from organisaties_sleutel",
    "insert into organisaties_sleutel values ('x', 'sessie', null, {bob})",
    "update organisaties_sleutel set gebruiker_id = {bob}",
    "delete from organisaties_sleutel",
    "update organisaties_account set wachtwoord = ''",
    "insert into organisaties_gebruiker (naam) values ('Mine')",
    "delete from organisaties_gebruiker where id = {anne}",
    "update organisaties_gebruiker set naam = 'Mine' where id = {anne}",
    "update organisaties_gebruiker set voorbeeld = true",
    "update organisaties_gebruiker set is_active = false",
    "update organisaties_gebruiker set gemaild_op = now()",
    "update organisaties_orgaan set naam = 'Mine'",
    "insert into organisaties_orgaan (naam) values ('Mine')",
    "update organisaties_organisatie set naam = 'Mine'",
    "insert into organisaties_lidmaatschap (gebruiker_id, organisatie_id, rol, functie)"
    " select {anne}, id, 'beheerder', '' from organisaties_organisatie",
    "select * from procrastinate_jobs",
    "insert into procrastinate_jobs (task_name) values ('taak')",
    "select * from verhalen_geheim",
    "select * from basis_teller",
    "select * from django_migrations",
]
"""What a page has no business with, for anybody."""


def test_what_is_not_hers_is_closed(world):
    known = {"anne": world.anne.pk, "bob": world.bob.pk, "link": world.link}
    for key in (world.anne_key, ""):
        with stolen(key) as she:
            tried = [statement.format(**known) for statement in CLOSED]
            assert [one for one in tried if not refused(she, one)] == []


def test_of_other_rows_nothing_changes(world):
    with stolen(world.anne_key) as she:
        for statement in (
            "update organisaties_gebruiker set mail_bij_werk = false where id <> mijn_id()",
            "update organisaties_gebruiker set werkt_voor_id = null where id <> mijn_id()",
            "update organisaties_lidmaatschap set rol = 'beheerder'",
            "delete from organisaties_lidmaatschap",
        ):
            assert she.execute(statement).rowcount == 0
        assert she.execute("update organisaties_gebruiker set mail_bij_werk = false").rowcount == 1


def test_functions_tell_her_only_of_herself(world):
    almere = world.anne.lidmaatschappen.get().organisatie_id
    with stolen(world.anne_key) as she:
        own = world.anne.account
        told = she.execute("select * from mijn_account()").fetchall()
        assert told == [(own.inlognaam, own.email, own.kalender_sleutel)]
        assert she.execute("select * from accounts_van(%s)", [almere]).fetchall() == []
        asked = she.execute("select * from nodig_uit('bob@example.org', 'Bob', %s)", [almere])
        assert asked.fetchone() == (None, None, None, None)
        she.execute("select wachtwoord_vergeten(%s)", [world.bob.account.email])
        assert ask(she, "select count(*) from taken_taak") == 0
        salted = ask(she, "select inlog_zout(%s)", world.bob.account.inlognaam)
        assert world.bob.account.wachtwoord == ""
        full = Account.objects.get(pk=world.bob.pk).wachtwoord
        assert full.startswith(salted)
        assert salted.endswith("$")


def test_a_session_takes_the_password(world):
    name = world.bob.account.inlognaam
    salted = Account.objects.get(pk=world.bob.pk).wachtwoord.rpartition("$")[0] + "$"
    carla = Account.objects.get(pk=world.carla.pk).wachtwoord
    with stolen(world.anne_key) as she:
        for guess in ("", "!", "%", salted, make_password(SECRET), carla):
            assert ask(she, "select meld_aan(%s, %s, 'x', 'mine')", name, guess) is False
            assert ask(she, "select wijzig_wachtwoord(%s, 'x')", guess) is False
        for link in ("", "%", world.anne_key, sha256(world.link.encode()).hexdigest()):
            assert ask(she, "select kies_wachtwoord(%s, 'x', 'mine')", link) is False
        assert ask(she, "select meld_aan_als_voorbeeld(%s, 'mine')", world.bob.pk) is False
        she.execute("select set_config(%s, 'mine', true)", [rls.SETTING])
        assert ask(she, "select mijn_id()") is None


def test_whatever_she_reads_she_finds_no_secret(world):
    """Everything in every table that the role may read at all, for her and for a visitor."""
    secrets = {key: str(value) for one in Account.objects.exclude(pk=world.anne.pk)
               for key, value in [(f"{one} mail", one.email), (f"{one} name", one.inlognaam),
                                  (f"{one} agenda", one.kalender_sleutel),
                                  (f"{one} password", one.wachtwoord)] if value}  # fmt: skip
    secrets |= {f"key {one.hash}": one.hash for one in Sleutel.objects.all()}
    assert len(secrets) > 10
    tables = "select relname from pg_class where relkind in ('r', 'v', 'm') and relnamespace ="
    tables += " 'public'::regnamespace and has_table_privilege(oid, 'select')"
    for key in (world.anne_key, ""):
        with stolen(key) as she:
            names = [name for (name,) in she.execute(tables).fetchall()]
            assert "organisaties_gebruiker" in names
            text = "".join(str(she.execute(f"select * from {name}").fetchall()) for name in names)
        assert "Anne" in text
        assert [what for what, secret in secrets.items() if secret in text] == []


def test_keys_stand_in_no_query(world):
    """For a server where nobody may hide what is asked."""
    pid = "select pg_backend_pid()"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(pid)
        (backend,) = cursor.fetchone()
        rls.prove(world.bob_key)
        with psycopg.connect(address_of("postgres")) as owner:
            query = ask(owner, "select query from pg_stat_activity where pid = %s", backend)
    assert "set_config" in query
    assert world.bob_key not in query


def test_the_worker_knows_no_password_and_sees_no_besluit(world):
    with stolen("", WERKER) as worker:
        assert ask(worker, "select count(*) from praktijk_casus") == Casus.objects.count()
        for closed in ("select * from overleg_besluit",
                       "select * from verhalen_verhaal",
                       "select wachtwoord from organisaties_account",
                       "select kalender_sleutel from organisaties_account",
                       "update organisaties_account set email = ''",
                       "update organisaties_lidmaatschap set rol = 'beheerder'",
                       "update praktijk_casus set titel = ''",
                       "delete from spoor_gebeurtenis"):  # fmt: skip
            assert refused(worker, closed)
