"""The spoor: it grows, it tells, and whoever tampers with it is found out."""

from itertools import pairwise

import pytest
from django.db import connection

from samenspel.praktijk.daden import CasusDaad
from samenspel.spoor.actions import record
from samenspel.spoor.models import Gebeurtenis
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
    changed = "replace(inhoud, '\"versie\":2', '\"versie\":3')"
    seal = f"encode(sha256(convert_to(vorige || {changed}, 'UTF8')), 'hex')"
    tamper(
        f"update spoor_gebeurtenis set inhoud = {changed}, hash = {seal} where wat = 'gewijzigd'"
    )
    assert first_break() == "Gebeurtenis 3 sluit niet aan op de vorige."
