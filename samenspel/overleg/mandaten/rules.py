"""The rules of a mandaat, on plain values."""

from datetime import date

from samenspel.basis.errors import RuleError


def check_termijn(begint_op: date, eindigt_op: date) -> None:
    """Refuse a mandaat that is never in force.

    >>> check_termijn(date(2026, 1, 1), date(2026, 1, 1))
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Een mandaat eindigt na zijn begin.
    """
    if eindigt_op <= begint_op:
        raise RuleError("Een mandaat eindigt na zijn begin.", field="eindigt_op")


def rest_of(bedrag: int | None, gebruikt: int) -> int | None:
    """Return what can still be decided on a mandaat, in euro; None is without limit.

    >>> rest_of(100, 30), rest_of(100, 130), rest_of(None, 130)
    (70, 0, None)
    """
    return None if bedrag is None else max(0, bedrag - gebruikt)


def covers(rest: int | None, bedrag: int) -> bool:
    """Is `rest` (None: without limit) enough for `bedrag`, both in euro?

    >>> covers(250_000, 250_000), covers(250_000, 250_001), covers(None, 10**9)
    (True, False, True)
    """
    return rest is None or bedrag <= rest
