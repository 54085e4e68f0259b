"""How many personal data are found, how many false marks are made, and how long that takes.

    PYTHONPATH=. python benchmarks/persoonsgegevens.py          found, and marked in vain
    PYTHONPATH=. python benchmarks/persoonsgegevens.py tijd     a megabyte

Sentences: `patronen/tests/gegevens/persoonsgegevens.txt`, two of three for development, the third
kept apart until the rules were done; both by the hand that wrote the rules. False marks: sentences
of policy by others (`--teksten FILE` for more motions than the sample that is here). Time: a
megabyte of motions and a megabyte of the sentences, in which every line holds somebody, and a
fixed piece of work beside it, because machines differ.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from time import process_time

from benchmarks import teksten
from benchmarks.tabel import write_table
from samenspel.analyse.patronen.persoonsgegevens import find
from samenspel.analyse.patronen.tests import zinnen

MEGABYTE = 1_000_000
RUNS = 3
PER = 50


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", default="gevonden", choices=["gevonden", "tijd"])
    teksten.add_argument(parser)
    options = parser.parse_args()
    if options.what == "tijd":
        write_table("persoonsgegevens tijd", ["text", "processor time"], time(options))
    else:
        head = ["kind", "development", "kept apart"]
        write_table("persoonsgegevens", head, recall(), false(options))


def recall() -> list[list[str]]:
    """Found per kind, in both parts."""
    every = zinnen.read()
    parts = [zinnen.recall(z for z in every if z.kept_apart is apart) for apart in (False, True)]
    kinds = sorted({kind for part in parts for kind in part})
    return [[kind, *(_share(*part.get(kind, (0, 0))) for part in parts)] for kind in kinds]


def false(options: Namespace) -> str:
    """Marks in sentences in which nobody is meant (a few name a member or a place)."""
    motions = [row.kern for row in teksten.read(options.teksten)]
    marks = sum(len(find(text)) for text in motions)
    own = sum(len(zin.false()) for zin in zinnen.read())
    return (
        f"Marked in vain: {PER * marks / len(motions):.1f} in {PER} sentences of policy by others "
        f"({len(motions):,} motions), {own} in our own {len(zinnen.read())} sentences."
    )


def time(options: Namespace) -> list[list[str]]:
    """Processor seconds for a megabyte, the quickest of some runs."""
    prose = " ".join(row.kern for row in teksten.read(options.teksten))
    notes = "\n".join(zin.text for zin in zinnen.read())
    find(notes)
    return [
        ["a megabyte of motions", f"{_quickest(lambda: find(_megabyte(prose))):.2f} s"],
        ["a megabyte of our sentences", f"{_quickest(lambda: find(_megabyte(notes))):.2f} s"],
        ["beside it: a million dictionary look-ups", f"{_quickest(_look_up):.2f} s"],
    ]


def _share(found: int, there: int) -> str:
    return f"{found} of {there}"


def _megabyte(text: str) -> str:
    return (text * (MEGABYTE // len(text) + 1))[:MEGABYTE]


def _look_up() -> None:
    known = {str(number): number for number in range(1000)}
    keys = list(known)
    for _ in range(1000):
        for key in keys:
            known[key]


def _quickest(work: Callable[[], object]) -> float:
    runs = []
    for _ in range(RUNS):
        start = process_time()
        work()
        runs.append(process_time() - start)
    return min(runs)


if __name__ == "__main__":
    main()
