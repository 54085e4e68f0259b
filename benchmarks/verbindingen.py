"""Callers who hold the line, beside people who work: what do these notice of those?

Eight people of the example fetch *Mijn werk*, one page after another, in turns without and with
500 silent and 100 slow callers on the line (`tests/drukte.py`). Loopback only; stops by itself
within three minutes. The table goes into benchmarks/RESULTS.md:

    SAMENSPEL_DATA=var/verbindingen python -m benchmarks.verbindingen
"""

import http.client
import os
import platform
import statistics
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks.results import write_block
from tests.drukte import on_the_line
from tests.machine import Machine, Visitor

MOST_TIMES = 1.5
CLIENTS, SILENT, SLOW = 8, 500, 100
ROUNDS, SECONDS = 5, 8
PAGE = "/mijn-werk/"


@dataclass
class Measured:
    """What the eight saw, over all rounds of one kind."""

    times: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[18]

    def row(self, name: str) -> str:
        return (
            f"| {name} | {len(self.times)} | {len(self.times) / ROUNDS / SECONDS:.0f} "
            f"| {statistics.median(self.times):.0f} | {self.p95:.0f} | {max(self.times):.0f} "
            f"| {len(self.failed)} |"
        )

    def fetch(self, visitor: Visitor, until: float) -> None:
        while time.monotonic() < until:
            began = time.monotonic()
            try:
                status = visitor.get(PAGE)[0]
            except (OSError, http.client.HTTPException) as error:
                self.failed.append(repr(error))
            else:
                self.failed += [str(status)] if status != 200 else []
            self.times.append(1000 * (time.monotonic() - began))

    def work(self, visitors: list[Visitor], seconds: float) -> None:
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=self.fetch, args=(one, until)) for one in visitors]
        for one in threads:
            one.start()
        for one in threads:
            one.join()


def main() -> int:
    """Measure and write; the exit status is 1 when the goal is missed."""
    machine = Machine(Path(os.environ["SAMENSPEL_DATA"]).resolve())
    machine.folder.mkdir(parents=True, exist_ok=True)
    load = os.getloadavg()[0]
    machine.start()
    try:
        visitors = [Visitor(machine.port) for _ in range(CLIENTS)]
        for visitor in visitors:
            visitor.sign_in("Anne")
        Measured().work(visitors, SECONDS)  # warm
        alone, crowded = Measured(), Measured()
        for _ in range(ROUNDS):
            alone.work(visitors, SECONDS)
            with on_the_line(machine.port, silent=SILENT, slow=SLOW):
                crowded.work(visitors, SECONDS)
    finally:
        machine.stop()
    ratio = crowded.p95 / alone.p95
    text = f"""## verbindingen

`python -m benchmarks.verbindingen`, {date.today()}; {os.cpu_count()} cores
({platform.machine()}), load {load:.1f} before the start. {CLIENTS} people fetch `{PAGE}` without
pause, in {ROUNDS} turns of {SECONDS} s of each kind; times in ms.

| on the line besides them | pages | a second | median | p95 | slowest | failed |
|---|---|---|---|---|---|---|
{alone.row("nobody")}
{crowded.row(f"{SILENT} silent, {SLOW} slow")}

p95 with them is {ratio:.2f} times that without (goal: at most {MOST_TIMES})."""
    write_block(Path(__file__).parent / "RESULTS.md", "verbindingen", text)
    print(text)
    return 0 if ratio <= MOST_TIMES and not crowded.failed + alone.failed else 1


if __name__ == "__main__":
    sys.exit(main())
