"""What can go wrong in samenhang; every message is a Dutch sentence that says what to do."""

from typing import ClassVar

from samenspel.analyse.errors import AnalyseError


class NoEquilibriumError(AnalyseError):
    """The network amplifies itself: it has no state of rest, or runs away from it."""

    default: ClassVar[str] = "no_equilibrium"


class TooManyError(AnalyseError):
    """There are more loops or paths than can be listed; the message says how to ask for less."""

    default: ClassVar[str] = "too_many"


class CancelledError(AnalyseError):
    """The caller's progress callback stopped the calculation; there is no half outcome."""

    default: ClassVar[str] = "cancelled"
