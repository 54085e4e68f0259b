"""What waits on one reader and on whom she waits, in every app."""

from datetime import date

from samenspel.inzichten.rows import wachten as inzichten
from samenspel.leren import rows as leren
from samenspel.opgaven import wachten as opgaven
from samenspel.opgaven.wachten import Lezer, Part
from samenspel.overleg import rows as overleg
from samenspel.praktijk.rows import wachten as praktijk
from samenspel.verhalen import rows as verhalen

APPS = (opgaven, praktijk, inzichten, verhalen, overleg, leren)
"""In the order in which kinds that do not fit are named on Mijn werk."""


def van_lezer(lezer: Lezer, today: date) -> list[Part]:
    """Everything that waits on this reader now."""
    return [part for app in APPS for part in app.van_lezer(lezer, today)]


VAN_ANDEREN = overleg.VAN_ANDEREN | praktijk.VAN_ANDEREN
"""The kinds of `van_anderen`: here the reader waits herself."""


def van_anderen(lezer: Lezer, today: date) -> list[Part]:
    """Everything for which this reader waits on others."""
    return [*overleg.van_anderen(lezer, today), *praktijk.van_anderen(lezer)]


def in_agenda(lezer: Lezer, today: date) -> list[Part]:
    """Everything with a day that she has to think of, also later."""
    return [
        *van_lezer(lezer, today),
        *overleg.van_anderen(lezer, today),
        *overleg.in_agenda(lezer, today),
        *leren.in_agenda(lezer, today),
    ]
