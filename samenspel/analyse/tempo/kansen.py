"""How sure the last day is, when a decision can be put off to the next meeting."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from math import ceil

import numpy as np

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.tempo.engine import LATE, Ints, draw
from samenspel.analyse.tempo.netwerk import Kalenders, Netwerk, Stap
from samenspel.analyse.tempo.termijn import EPOCH, day_number, to_date
from samenspel.analyse.tempo.woorden import in_words

CHUNK = 500
MOST_DRAWS = 1_000_000
TIMES = {50: "5 van de 10 keer", 80: "8 van de 10 keer", 95: "19 van de 20 keer"}


@dataclass(frozen=True)
class Kansen:
    """On which day all are done, in each of many draws."""

    einddagen: Ints
    """The number of the last day of each draw, in order; `engine.LATE` where it has none."""

    @cached_property
    def dag(self) -> dict[int, date | None]:
        """The first day on which all are done in 50, 80 and 95 of a hundred draws.

        None where too many draws have no day: an organ then has no later meetings.
        """
        return {share: self.day_of(share / 100) for share in TIMES}

    def day_of(self, share: float) -> date | None:
        """Return the first day on which all are done in this share of the draws."""
        if not 0 < share <= 1:
            raise AnalyseError("Een kans ligt boven 0 en is hoogstens 1.")
        found = self.einddagen[ceil(share * len(self.einddagen) - 1e-9) - 1]
        return None if found >= LATE else to_date(int(found))

    def kans(self, day: date) -> float:
        """Return in which share of the draws all are done on `day`."""
        return bisect_right(self.einddagen, day.toordinal() - EPOCH) / len(self.einddagen)

    def zinnen(self) -> list[str]:
        """Say the three days; a day that is not there says why."""
        return [
            f"{often[0].upper()}{often[1:]} is iedereen uiterlijk rond op {in_words(day)}."
            if (day := self.dag[share])
            else f"Welke dag {often} haalbaar is, weten wij niet: vul latere vergaderingen in."
            for share, often in TIMES.items()
        ]


def probability(
    stappen: Iterable[Stap],
    kalenders: Kalenders,
    start: date,
    *,
    uitstel: Mapping[str, float],
    draws: int = 10_000,
    seed: int,
    executor: Executor | None = None,
) -> Kansen:
    """Draw how often each decision is put off, and return the days on which all are done.

    `uitstel` gives by step, or by calendar for all its steps, the chance that a decision goes to
    the next meeting; each time again, and independent of the others. What has no meetings goes to
    a week later. Draw k follows from `seed` and k only: with an `executor` it is the same.

    Raises `AnalyseError` for a chance that is none or of nothing there, and else as `earliest`.
    """
    netwerk = Netwerk(stappen, kalenders)
    first = day_number(start, "De eerste dag")
    if not 1 <= draws <= MOST_DRAWS:
        raise AnalyseError(f"Kies 1 tot {MOST_DRAWS} trekkingen.")
    chances = _chances(netwerk, uitstel)
    with np.errstate(divide="ignore"):
        logs = np.log(chances)
    work = partial(_drawn, netwerk, first, logs, _by_week(netwerk), draws, seed)
    parts = range(0, draws, CHUNK)
    found = list(executor.map(work, parts) if executor is not None else map(work, parts))
    return Kansen(np.sort(np.concatenate(found)))


def _drawn(
    netwerk: Netwerk,
    start: int,
    logs: np.ndarray,
    by_week: np.ndarray,
    draws: int,
    seed: int,
    first: int,
) -> Ints:
    number = min(CHUNK, draws - first)
    return draw(netwerk.arrays, start, logs, by_week, first, number, seed % 2**63)


def _chances(netwerk: Netwerk, uitstel: Mapping[str, float]) -> np.ndarray:
    for name, chance in uitstel.items():
        if name not in netwerk.at and name not in netwerk.kalenders:
            raise AnalyseError(f"Er is geen stap of kalender “{name}” om uit te stellen.")
        if not 0 <= chance < 1:  # also false for nan
            raise AnalyseError(
                f"De kans op uitstel van “{name}” ligt van 0 tot 1; {chance} kan niet."
            )
    return np.array(
        [uitstel.get(one.naam, uitstel.get(one.kalender or "", 0.0)) for one in netwerk.stappen]
    )


def _by_week(netwerk: Netwerk) -> np.ndarray:
    """Of each step: has its organ no meetings, so that a decision goes to a week later?"""
    any_day = {one.naam for one in netwerk.organs if one.vergaderingen is None}
    return np.array([one.kalender in any_day for one in netwerk.stappen])
