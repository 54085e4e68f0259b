"""Working days, as the Algemene termijnenwet counts them."""

from datetime import date, timedelta


def paaszondag(jaar: int) -> date:
    """Return Easter Sunday of a year in the Gregorian calendar (Meeus, Jones and Butcher).

    >>> paaszondag(2026), paaszondag(2027)
    (datetime.date(2026, 4, 5), datetime.date(2027, 3, 28))
    """
    a, (b, c) = jaar % 19, divmod(jaar, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (8 * b + 13) // 25 + 15) % 30
    i, k = divmod(c, 4)
    day = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * day) // 433
    month = (h + day - 7 * m + 90) // 25
    return date(jaar, month, (h + day - 7 * m + 33 * month + 19) % 32)


def feestdagen(jaar: int) -> frozenset[date]:
    """Return the days that article 3 of the Algemene termijnenwet calls holidays.

    King's day is 27 April, or the 26th where that is a Sunday.

    >>> date(2025, 4, 26) in feestdagen(2025), date(2025, 4, 27) in feestdagen(2025)
    (True, False)
    """
    pasen = paaszondag(jaar)
    moving = [pasen + timedelta(days) for days in (-2, 1, 39, 50)]
    king = date(jaar, 4, 27)
    if king.weekday() == 6:
        king -= timedelta(1)
    fixed = [date(jaar, 1, 1), king, date(jaar, 5, 5), date(jaar, 12, 25), date(jaar, 12, 26)]
    return frozenset([*moving, *fixed])


def is_werkdag(dag: date) -> bool:
    """Is it no Saturday, Sunday or holiday?"""
    return dag.weekday() < 5 and dag not in feestdagen(dag.year)


def werkdagen_in(na: date, tot_en_met: date) -> list[date]:
    """Return the working days after `na` until and with `tot_en_met`.

    >>> [dag.day for dag in werkdagen_in(date(2026, 12, 23), date(2026, 12, 29))]
    [24, 28, 29]
    """
    days = (na + timedelta(number) for number in range(1, (tot_en_met - na).days + 1))
    return [dag for dag in days if is_werkdag(dag)]


def werkdagen_na(dag: date, aantal: int) -> date:
    """Return the last day of a term of `aantal` working days that begins the day after `dag`.

    >>> werkdagen_na(date(2026, 12, 18), 5)  # Christmas is on a Friday and a Saturday
    datetime.date(2026, 12, 28)
    """
    while aantal > 0:
        dag += timedelta(1)
        aantal -= is_werkdag(dag)
    return dag
