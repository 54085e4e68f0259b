"""From when until when a besluit holds, what it does with an earlier one, what everybody may read.

All of it is part of what is proposed. On plain values, so that a page, a filter and an export say
the same.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from samenspel.basis.errors import RuleError
from samenspel.basis.templatetags.samenspel import datum_voluit

VERBS = {
    "vervangt": ("Vervangt", ""),
    "werkt uit": ("Werkt", " uit"),
    "trekt in": ("Trekt", " in"),
}
"""What a besluit does with an earlier one: what stands before its title, and after."""


class Staat(models.TextChoices):
    """Whether a taken besluit is in force; a list shows them in this order, that of their names."""

    NU = "nu", "Geldt nu"
    STRAKS = "straks", "Geldt nog niet"
    VOORBIJ = "voorbij", "Geldt niet meer"


def staat(van: date | None, tot: date | None, dag: date) -> Staat:
    """Say whether what is in force from `van` until `tot` is so on `dag`.

    `tot` is the first day on which it is no more. What was replaced before it began never is.

    >>> new_year, may = date(2027, 1, 1), date(2027, 5, 1)
    >>> [str(staat(new_year, may, day)) for day in (date(2026, 12, 31), new_year, may)]
    ['straks', 'nu', 'voorbij']
    >>> str(staat(new_year, new_year, date(2026, 12, 31))), str(staat(None, None, may))
    ('voorbij', 'nu')
    """
    if tot is not None and (tot <= dag or (van is not None and tot <= van)):
        return Staat.VOORBIJ
    return Staat.STRAKS if van is not None and dag < van else Staat.NU


def wanneer(van: date | None, tot: date | None, dag: date) -> str:
    """Say in words from when until when it is in force, seen on `dag`.

    >>> new_year, may = date(2027, 1, 1), date(2027, 5, 1)
    >>> wanneer(new_year, None, date(2026, 12, 1)), wanneer(new_year, may, new_year)
    ('Geldt vanaf 1 januari 2027.', 'Geldt sinds 1 januari 2027, tot 1 mei 2027.')
    >>> wanneer(new_year, may, may), wanneer(new_year, new_year, may)
    ('Gold van 1 januari 2027 tot 1 mei 2027.', 'Heeft nooit gegolden.')
    >>> wanneer(None, may, new_year)
    'Geldt tot 1 mei 2027.'
    """
    now = staat(van, tot, dag)
    if now == Staat.VOORBIJ:
        if van is not None and tot is not None and tot <= van:
            return "Heeft nooit gegolden."
        since = f"van {datum_voluit(van)} " if van else ""
        return f"Gold {since}tot {datum_voluit(tot)}."
    begin = f" {'sinds' if now == Staat.NU else 'vanaf'} {datum_voluit(van)}" if van else ""
    end = f"{',' if van else ''} tot {datum_voluit(tot)}" if tot else ""
    return f"Geldt{begin}{end}." if begin or end else "Geldt."


def zin(aard: str, deel: str, eerder: str) -> str:
    """Say what a besluit does with an earlier one.

    >>> zin("vervangt", "deel 2", "Samen bellen"), zin("trekt in", "", "Samen bellen")
    ('Vervangt deel 2 van “Samen bellen”', 'Trekt “Samen bellen” in')
    """
    begin, end = VERBS[aard]
    return f"{begin}{f' {deel} van' if deel else ''} “{eerder}”{end}"


@dataclass(frozen=True)
class Opvolgt:
    """What a proposal does with one that was taken before; without `deel` with all of it."""

    eerder: Any
    aard: str
    deel: str = ""


@dataclass(frozen=True)
class Geldigheid:
    """Everything of a proposal besides its text, its power and what it asks."""

    geldt_van: date | None = None
    geldt_tot: date | None = None
    herzien_op: date | None = None
    openbare_tekst: str = ""
    opvolgt: Opvolgt | None = None

    def in_words(self, eerder: str) -> str:
        """Write it as partners read it, a line each; `eerder` is how the earlier one is called.

        >>> print(Geldigheid(geldt_van=date(2027, 1, 1), herzien_op=date(2028, 1, 3)).in_words(""))
        Geldt vanaf 1 januari 2027.
        Partners kijken er opnieuw naar op 3 januari 2028.
        """
        lines = []
        if self.geldt_van or self.geldt_tot:
            lines.append(wanneer(self.geldt_van, self.geldt_tot, date.min))
        if self.opvolgt is not None:
            lines.append(f"{zin(self.opvolgt.aard, self.opvolgt.deel, eerder)}.")
        if self.herzien_op is not None:
            lines.append(f"Partners kijken er opnieuw naar op {datum_voluit(self.herzien_op)}.")
        if self.openbare_tekst:
            lines.append(f"Iedereen leest: {self.openbare_tekst}")
        return "\n".join(lines)


def check_geldigheid(nieuw: Geldigheid, oud: Geldigheid, today: date) -> None:
    """Refuse days that have been, unless they stood there already, and an end before the begin.

    >>> check_geldigheid(Geldigheid(geldt_van=date(2027, 1, 1), geldt_tot=date(2027, 1, 1)),
    ...     Geldigheid(), date(2026, 11, 27))
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Kies een dag na 1 januari 2027: dan begint het te gelden.
    """
    for field in ("geldt_van", "geldt_tot", "herzien_op"):
        day = getattr(nieuw, field)
        if day is not None and day < today and day != getattr(oud, field):
            raise RuleError("Kies vandaag of een latere dag.", field=field)
    van, tot = nieuw.geldt_van, nieuw.geldt_tot
    if van is not None and tot is not None and tot <= van:
        said = f"Kies een dag na {datum_voluit(van)}: dan begint het te gelden."
        raise RuleError(said, field="geldt_tot")


def check_geldt_nog(tot: date | None, today: date) -> None:
    """Nobody takes a besluit that would be over at once.

    >>> check_geldt_nog(date(2026, 11, 1), date(2026, 11, 27))
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Dit voorstel geldt tot 1 november 2026. Die dag is geweest. \
Pas het voorstel aan.
    """
    if tot is not None and tot <= today:
        raise RuleError(
            f"Dit voorstel geldt tot {datum_voluit(tot)}. Die dag is geweest. Pas het voorstel aan."
        )
