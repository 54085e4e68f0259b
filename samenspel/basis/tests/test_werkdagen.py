"""Python and the database count the same working days."""

from datetime import date, timedelta

from dateutil.easter import easter
from django.db import connection

from samenspel.basis.werkdagen import is_werkdag, paaszondag, werkdagen_na

DAYS = [date(2024, 1, 1) + timedelta(days) for days in range(0, 5000)]


def test_easter_is_when_dateutil_says():
    years = range(1900, 2100)
    assert [paaszondag(year) for year in years] == [easter(year) for year in years]


def test_the_database_counts_the_same(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "select is_werkdag(dag), werkdagen_na(dag, 10) from unnest(%s::date[]) dag", [DAYS]
        )
        rows = cursor.fetchall()
    assert rows == [(is_werkdag(day), werkdagen_na(day, 10)) for day in DAYS]
