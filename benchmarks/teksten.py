"""Short public texts with the subject they are about: a sample that is here, or a file one has.

`moties.jsonl` holds the requests of 1,207 motions in the Tweede Kamer of 2022 and 2023 with the
title of the debate. Source: tkmoties/tkmoties.github.io at b1ad58a7 (open data of the Tweede Kamer,
CC0 by the publisher's policy). It is a sample of 7,071: of the 144 titles with ten or more motions
that are about no budget, in an order by chance, the first 30, whole.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

SAMPLE = Path(__file__).parent / "moties.jsonl"


@dataclass(frozen=True)
class Motie:
    """What a motion asks (`kern`), and the title of the debate."""

    titel: str
    kern: str
    begrotingsdossier: bool = False
    """On a budget the title is the ministry and the year, which says little of the subject."""


def add_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--teksten", type=Path, default=SAMPLE, metavar="FILE",
        help="JSON lines with `titel`, `kern` and perhaps `begrotingsdossier` (default: a sample)",
    )  # fmt: skip


def read(file: Path) -> list[Motie]:
    """Read the motions in `file`; what is no such file ends the program with a sentence."""
    try:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        return [
            Motie(row["titel"], row["kern"], row.get("begrotingsdossier", False)) for row in rows
        ]
    except (OSError, ValueError, KeyError) as error:
        raise SystemExit(f"{file} holds no motions as `--teksten` wants them: {error}") from error


def described(file: Path, number: int) -> str:
    """Say in a table of results on what it was measured."""
    what = "the sample in benchmarks/moties.jsonl" if file == SAMPLE else file.name
    return f"{number:,} texts from {what}"
