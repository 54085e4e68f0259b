"""The long run of all attackers: `make aanval`, or

    python -m tests.aanval.lang --verzoeken 100000 --schoten 200 --minuten 20

The attackers of this folder as a suite, with the curious colleague in many random worlds; the
impatient anonymous and after her the power cut on a machine of its own. All on loopback. What they
found goes into docs/veiligheid.md, if nothing gave way; else this says what did, and ends with 1.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import psutil

from tests.aanval import cijfers, ongeduldig, stroomuitval
from tests.machine import ROOT, Machine

PAGE = ROOT / "docs" / "veiligheid.md"
BEGIN, END = "<!-- cijfers -->\n", "<!-- einde -->"
ADDRESSES, PEOPLE = 250, 4
"""That a colleague fetches, twice; of how many people in each random world."""
ORDERS = 40
"""At how many random tables two people act at once."""
OF_COLLEAGUE = 0.3
"""Which part of the requests is hers."""


@dataclass
class Sizes:
    """How much is asked for."""

    requests: int
    shots: int
    minutes: float

    @property
    def worlds(self) -> int:
        """How many random worlds give the colleague her part."""
        return max(1, round(self.requests * OF_COLLEAGUE / (2 * ADDRESSES * (PEOPLE + 1))))

    @property
    def rest(self) -> int:
        """How many requests the impatient anonymous sends."""
        return max(100, self.requests - self.worlds * 2 * ADDRESSES * (PEOPLE + 1))


@contextmanager
def suite(sizes: Sizes, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Let the tests of this folder run beside what follows; they report to files in `folder`."""
    ours = {
        "AANVAL_WERELDEN": sizes.worlds, "AANVAL_ADRESSEN": ADDRESSES, "AANVAL_MENSEN": PEOPLE,
        "AANVAL_VOLGORDES": ORDERS,
        cijfers.FILE: folder / "cijfers",
    }  # fmt: skip
    with (folder / "tests").open("w") as said:
        tests = subprocess.Popen(
            [sys.executable, "-m", "pytest", "tests/aanval", "-q", "-n", "0", "--tb=short"],
            cwd=ROOT, env=os.environ | {key: str(value) for key, value in ours.items()},
            stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip
    try:
        yield tests
    finally:
        if tests.poll() is None:
            os.killpg(tests.pid, signal.SIGTERM)  # with the site that a test may have running


def main() -> int:
    """Run all, and write the page."""
    sizes = _asked()
    began, end = time.monotonic(), time.monotonic() + 60 * sizes.minutes
    folder = ROOT / "var" / "aanval"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    machine = Machine(folder, SAMENSPEL_WERKER="1")
    try:
        machine.start()
        with suite(sizes, folder) as tests:
            half = began + 30 * sizes.minutes
            answers = ongeduldig.attack(machine.port, sizes.rest, until_then=half)
            print(f"ongeduldige bezoeker: {dict(answers)}", flush=True)
            targets = stroomuitval.plan(sizes.shots, Random(1))
            outcome = stroomuitval.attack(machine, folder, targets, until_then=end)
            print(f"stroomuitval: {outcome}", flush=True)
            with suppress(subprocess.TimeoutExpired):
                tests.wait(max(60, end - time.monotonic()))
            passed = tests.poll() == 0
    finally:
        machine.stop()
    told, found = (folder / "tests").read_text(), cijfers.added_up(folder / "cijfers")
    held = {
        f"de aanvallers als tests:\n{told[-3000:]}": passed,
        f"de stroomuitval: {outcome}": outcome.harmless,
        f"er lekten {found['lekken']} antwoorden": not found["lekken"],
        f"onverwacht antwoord (0 is geen): {answers}": not _broken(answers),
        "niet alles paste in de tijd": outcome.shots.total() == len(targets),
    }
    if not all(held.values()):
        print("\n".join(["Niet heel gebleven:", *(what for what, so in held.items() if not so)]))
        return 1
    number = re.search(r"(\d+) passed", told)
    _write(_table(found, answers, outcome, int(number[1]) if number else 0, began))
    print(f"Heel gebleven; de cijfers staan in {PAGE.relative_to(ROOT)}.")
    return 0


def _asked() -> Sizes:
    asked = argparse.ArgumentParser(description="Val Samenspel aan, op deze machine.")
    asked.add_argument("--verzoeken", type=int, default=100_000)
    asked.add_argument("--schoten", type=int, default=200)
    asked.add_argument("--minuten", type=float, default=20, help="niet langer dan zo")
    given = asked.parse_args()
    return Sizes(given.verzoeken, given.schoten, given.minuten)


def _broken(answers: Counter[int]) -> int:
    return sum(count for status, count in answers.items() if status >= 500 or status == 0)


def _table(
    found: Counter[str],
    answers: Counter[int],
    outcome: stroomuitval.Outcome,
    passed: int,
    began: float,
) -> str:
    shots = ", ".join(f"{what} {count}" for what, count in sorted(outcome.shots.items()))
    rows = {
        "tests of attackers that passed": passed,
        "requests of the curious colleague": found["verzoeken"],
        "pairs of answers compared (person x address, before and after hidden rows)": found[
            "paren"
        ],
        "pairs that differed, or held a hidden word": found["lekken"],
        "requests of the impatient anonymous": answers.total(),
        "of which refused as too often (429)": answers[429],
        "without an answer, or 5xx": _broken(answers),
        f"kills ({shots})": outcome.shots.total(),
        "writes acknowledged meanwhile": outcome.acknowledged,
        "of which lost": outcome.lost,
        "half written": outcome.half,
        "5xx more than ten seconds after a kill": outcome.unexpected,
    }
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    minutes = (time.monotonic() - began) / 60
    return (
        f"Measured on {date.today()}, version `{commit.strip()}`, on one machine of "
        f"{psutil.cpu_count()} cores, in {minutes:.0f} minutes.\n\n"
        "| | |\n|---|---|\n"
        + "".join(f"| {what} | {count:,} |\n" for what, count in rows.items())
        + f"\nThe spoor afterwards, against an anker of before: {outcome.spoor.splitlines()[0]}\n"
    )


def _write(table: str) -> None:
    page = PAGE.read_text()
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(before + BEGIN + table + END + after)


if __name__ == "__main__":
    sys.exit(main())
