"""The power cut: while people write, it shoots (kill -9) what serves them.

A process of the website, the worker, a process of the database or all of the database, `start`, or
everything at once. What stops by itself afterwards is started again, as a supervisor does. What was
acknowledged must be there, whole and once, and the spoor must be one that only grew.
"""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from random import Random

import psutil
import psycopg

from tests.machine import Machine, Writers, command, database_of, shoot, until

PEOPLE = ["Anne", "Bob", "Esma"]
HALF = """
    select count(*) from praktijk_casus c
    where (select count(*) from spoor_gebeurtenis where object_id = c.id) <> 1
    and titel like 'Storing %'
"""
"""Casussen of the writers without their one gebeurtenis."""
LOOSE = """
    select count(*) from spoor_gebeurtenis
    where soort = 'casus' and object_id not in (select id from praktijk_casus)
    and wat <> 'concept verwijderd'
"""
TARGETS: dict[str, tuple[int, Callable[[Machine], list[psutil.Process]]]] = {
    "website": (30, lambda machine: machine.workers()[:1]),
    "database": (12, lambda machine: machine.backends()[:1]),
    "werker": (1, lambda machine: [machine.worker()]),
    "hele website": (1, lambda machine: [machine.master()]),
    "hele database": (1, lambda machine: [machine.postmaster()]),
    "start": (1, lambda machine: [psutil.Process(machine.process.pid)]),
    "alles": (1, lambda machine: machine.everything()),
}
"""What can be shot: how often of all, and which processes that are."""
ENDS = {"werker", "hele website", "hele database", "start", "alles"}
"""After these `start` ends, or is gone."""


@dataclass
class Outcome:
    """What came of it."""

    shots: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    lost: int = 0
    half: int = 0
    unexpected: int = 0
    spoor: str = ""

    @property
    def harmless(self) -> bool:
        """Was nothing lost, half written or wrongly answered, and is the spoor whole?"""
        return not (self.lost or self.half or self.unexpected) and "is heel" in self.spoor


def plan(shots: int, random: Random) -> list[str]:
    """Which to shoot, in which order: each of them once at least."""
    weights = [weight for weight, _ in TARGETS.values()]
    more = random.choices(list(TARGETS), weights, k=max(0, shots - len(TARGETS)))
    chosen = [*TARGETS, *more]
    random.shuffle(chosen)
    return chosen


def attack(
    machine: Machine, folder: Path, targets: list[str], *, until_then: float = inf
) -> Outcome:
    """Shoot these, one after another, while people write; the machine runs, and does afterwards.

    After `until_then` (of `time.monotonic`) it shoots no more.
    """
    outcome = Outcome()
    anker = folder / "voor.anker"
    anker.unlink(missing_ok=True)
    command(folder, "spoor", "anker", str(anker))
    with Writers(machine, PEOPLE).at_work() as writers:
        writers.more()
        for target in targets:
            if time.monotonic() > until_then:
                break
            writers.power_cut()
            _shoot(machine, target)
            outcome.shots[target] += 1
            _until_served(machine, writers)
        writers.more()
    outcome.acknowledged, outcome.unexpected = len(writers.acknowledged), len(writers.unexpected)
    with psycopg.connect(database_of(folder)) as owner:
        kept = {title for (title,) in owner.execute("select titel from praktijk_casus")}
        outcome.lost = len(set(writers.acknowledged) - kept)
        outcome.half = sum(owner.execute(one).fetchone()[0] for one in (HALF, LOOSE))
    outcome.spoor = command(folder, "spoor", "verifieer", "--anker", str(anker)).stdout
    return outcome


def _shoot(machine: Machine, target: str) -> None:
    found: list[psutil.Process] = []

    def sees() -> list[psutil.Process]:
        # Nobody while the site is coming up, or when a process went while we looked.
        with suppress(StopIteration, OSError, psutil.Error):
            found[:] = TARGETS[target][1](machine)
        return found

    until(sees, seconds=20)
    shoot(*found)
    if target in ENDS:
        until(lambda: machine.process.poll() is not None, seconds=60)


def _until_served(machine: Machine, writers: Writers) -> None:
    """Wait until one more was acknowledged; whenever `start` ends, start it again."""
    before = len(writers.acknowledged)

    def served() -> bool:
        if machine.process.poll() is not None:
            machine.start()
        return len(writers.acknowledged) > before

    until(served, seconds=90, told=writers.troubles)
