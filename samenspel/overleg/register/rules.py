"""When partners look at a besluit again."""

from datetime import date, timedelta

from samenspel.basis.errors import RuleError
from samenspel.basis.templatetags.samenspel import datum
from samenspel.basis.werkdagen import werkdagen_na
from samenspel.overleg.besluiten.geldigheid import Staat, staat

WERKDAGEN = 10
"""So many working days before its day it is a task."""
HOOGSTENS = 731
"""Two years of days: further the team puts off no review; `sql/register.sql` says so too."""


def check_herzien(herzien_op: date | None, van: date | None, tot: date | None, today: date) -> None:
    """Partners look again when the day is near, at what is in force or will be.

    >>> check_herzien(date(2027, 1, 11), None, None, date(2026, 12, 28))
    >>> check_herzien(date(2027, 2, 11), None, None, date(2026, 12, 28))
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Partners kijken hier op 11 februari 2027 opnieuw naar. Nu is \
te vroeg.
    >>> check_herzien(date(2027, 1, 11), None, date(2026, 12, 1), date(2026, 12, 28))
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Dit besluit geldt niet meer.
    """
    if staat(van, tot, today) == Staat.VOORBIJ:
        raise RuleError("Dit besluit geldt niet meer.")
    if herzien_op is None:
        raise RuleError("Partners spraken niet af om hier opnieuw naar te kijken.")
    if herzien_op > te_herzien_tot(today):
        raise RuleError(
            f"Partners kijken hier op {datum(herzien_op)} opnieuw naar. Nu is te vroeg."
        )


def check_volgende(dag: date, today: date) -> None:
    """The team alone never puts off for ever what partners agreed to look at again.

    >>> check_volgende(date(2027, 12, 1), date(2026, 12, 1))
    >>> check_volgende(date(2099, 1, 1), date(2020, 12, 1))
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Kies een dag voor 3 december 2022. Langer uitstellen kan \
alleen met een nieuw voorstel.
    """
    last = today + timedelta(HOOGSTENS)
    if dag > last:
        raise RuleError(
            f"Kies een dag voor {datum(last + timedelta(1))}. Langer uitstellen kan alleen met een "
            "nieuw voorstel.",
            field="herzien_op",
        )


def te_herzien_tot(today: date) -> date:
    """Return the last review day that is a task already."""
    return werkdagen_na(today, WERKDAGEN)
