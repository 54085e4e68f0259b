"""Casussen of the example that are about the same, named in other words: something to find."""

import tomllib
from pathlib import Path

from samenspel.project.voorbeeld.loader import Loader

FILE = Path(__file__).parent / "gevonden.toml"


def laad_gevonden(loader: Loader) -> str:
    """Bring these casussen in, oldest first; says how many.

    Nobody has searched: that is for whoever looks at the example to do.
    """
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    loader.programma["knelpunten"] += data["knelpunten"]
    for row in sorted(data["casussen"], key=lambda row: -int(row["dagen"])):
        loader.casus(row, age=row["dagen"])
    return f"{len(data['casussen'])} casussen waarin iets te vinden is"
