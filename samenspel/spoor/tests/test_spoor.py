"""The spoor: it grows, it tells, and whoever tampers with it is found out."""

import json
from datetime import datetime
from itertools import pairwise

import pytest
from django.db import Error, ProgrammingError, connection, transaction

from samenspel.praktijk.daden import CasusDaad
from samenspel.spoor.actions import record
from samenspel.spoor.daden import lists
from samenspel.spoor.models import Gebeurtenis
from samenspel.spoor.pages import _did
from samenspel.spoor.rows import first_break, spoor_of
from tests import factories


@pytest.fixture
def casus(db):
    """A casus of Anne to which four things happened."""
    anne = factories.lid(factories.organisatie("Almere"), naam="Anne")
    casus = factories.casus(anne)
    for daad in (CasusDaad.BESCHREVEN, CasusDaad.GEWIJZIGD, CasusDaad.INGEBRACHT):
        record(daad, casus, by=anne, versie=2)
    record(CasusDaad.TERUGGEKOPPELD, casus, by=anne, versie=2)
    return casus


def tamper(statement: str) -> None:
    """Change the spoor as a database administrator could who switches the triggers off."""
    with connection.cursor() as cursor:
        connection.check_constraints()
        cursor.execute("alter table spoor_gebeurtenis disable trigger user")
        cursor.execute(statement)
        connection.check_constraints()
        cursor.execute("alter table spoor_gebeurtenis enable trigger user")


def test_the_spoor_tells_what_happened_in_order(casus):
    rows = spoor_of(casus)
    assert [row.wat for row in rows] == ["beschreven", "gewijzigd", "ingebracht", "teruggekoppeld"]
    assert {(row.soort, str(row.wie)) for row in rows} == {("casus", "Anne")}
    assert all(before.hash == after.vorige for before, after in pairwise(rows))
    assert first_break() is None


def test_what_the_system_does_has_no_name(casus):
    record(CasusDaad.GEWIJZIGD, casus, by=None)
    assert Gebeurtenis.objects.last().wie is None
    assert first_break() is None


@pytest.mark.parametrize(
    "change",
    [
        "wat = 'gezien'",
        "soort = 'opgave'",
        "object_id = gen_random_uuid()",
        "wie_id = null",
        "op = op + interval '1 microsecond'",
        "inhoud = replace(inhoud, '2', '3')",
        "inhoud = 'geen json'",
        "hash = repeat('a', 64)",
        "vorige = repeat('a', 64)",
        "volgnummer = 9",
    ],
)
@pytest.mark.parametrize("number", [1, 3])
def test_every_changed_column_is_found(casus, change, number):
    first = Gebeurtenis.objects.first().volgnummer
    tamper(f"update spoor_gebeurtenis set {change} where volgnummer = {first + number - 1}")
    assert first_break() is not None


def test_a_removed_gebeurtenis_is_found(casus):
    tamper("delete from spoor_gebeurtenis where wat = 'gewijzigd'")
    assert first_break() == "Na gebeurtenis 1 ontbreekt gebeurtenis 2."


def test_a_change_that_is_sealed_again_breaks_the_next(casus):
    changed = "replace(inhoud, '\"versie\": 2', '\"versie\": 3')"
    seal = f"encode(sha256(convert_to(vorige || {changed}, 'UTF8')), 'hex')"
    tamper(
        f"update spoor_gebeurtenis set inhoud = {changed}, hash = {seal} where wat = 'gewijzigd'"
    )
    assert first_break() == "Gebeurtenis 3 sluit niet aan op de vorige."


def seal_again(inhoud: str) -> None:
    """Rewrite the last row with a seal that fits, as only an administrator can."""
    tamper(
        f"update spoor_gebeurtenis set inhoud = $${inhoud}$$,"
        f" hash = encode(sha256(convert_to(vorige || $${inhoud}$$, 'UTF8')), 'hex')"
        " where volgnummer = (select max(volgnummer) from spoor_gebeurtenis)"
    )


@pytest.mark.parametrize("inhoud", ["geen json", "[]", "{}", "7", "[" * 9000, "1" * 9000])
def test_what_cannot_be_read_is_named_like_any_other_change(casus, inhoud):
    seal_again(inhoud)
    assert first_break() == "De kolommen van gebeurtenis 4 zijn gewijzigd."


# --- somebody who has the web process in hand ---------------------------------------------------

NOBODY = "00000000-0000-0000-0000-000000000000"


def write(inhoud: str, wat: str = "gewijzigd", **more: str) -> None:
    """Add a row by hand, on a casus of nobody, in the name of whoever is working."""
    columns = {"wie_id": "(select mijn_id())", "soort": "'casus'", "object_id": f"'{NOBODY}'"}
    columns |= more
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into spoor_gebeurtenis (wat, inhoud, {', '.join(columns)})"
            f" values (%s, %s, {', '.join(columns.values())})",
            [wat, inhoud],
        )


@pytest.mark.parametrize(
    "inhoud",
    [
        "geen json",
        "",
        "[]",
        "7",
        "null",
        '"x"',
        '{"a": {"b": 1}}',
        '{"a": ' + "[" * 5000 + "]" * 5000 + "}",
        '{"a": 1e4999}',
        '{"a": "' + "x" * 2000 + '"}',
        '{"a": "\\ud800"}',
        '{"a": "\\u0000"}',
        '{"organisatie": "geen sleutel"}',
    ],
)
def test_what_a_page_or_a_check_could_trip_over_is_not_taken(casus, as_user, inhoud):
    with as_user(casus.maker), pytest.raises(Error), transaction.atomic():
        write(inhoud)
    assert first_break() is None


@pytest.mark.parametrize(
    "more",
    [
        {"op": "'infinity'"},
        {"op": "now() - interval '1 year'"},
        {"volgnummer": "99"},
        {"hash": "repeat('a', 64)"},
        {"vorige": "repeat('a', 64)"},
    ],
)
def test_when_and_after_what_it_happened_is_not_hers_to_say(casus, as_user, more):
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with as_user(casus.maker), refused, transaction.atomic():
        write("{}", **more)


def test_what_is_sealed_is_what_the_columns_say_whatever_she_says(casus, as_user):
    with as_user(casus.maker), connection.cursor() as cursor:
        cursor.execute("set local timezone = 'America/St_Johns'")
        cursor.execute("set local datestyle = 'German'")
        write('{"wie": 0, "wat": "niets", "op": "gisteren", "object": null, "versie": 9}')
        cursor.execute("set local timezone = 'UTC'")
        cursor.execute("reset datestyle")
    last = Gebeurtenis.objects.last()
    sealed = json.loads(last.inhoud)
    assert datetime.fromisoformat(sealed.pop("op")) == last.op
    assert sealed == {
        "wie": casus.maker.pk, "wat": "gewijzigd", "soort": "casus", "object": NOBODY, "versie": 9,
    }  # fmt: skip
    assert first_break() is None


def test_an_act_without_its_details_is_told_as_far_as_it_goes():
    pages = {}
    for acts in lists():
        for soort in acts.over:
            for daad in acts:
                pages[daad] = _did(
                    {"soort": soort, "wat": daad.value, "inhoud": "{}", "kort": None}
                )
    assert any("..." in said for said in pages.values())
    assert all(pages.values())
