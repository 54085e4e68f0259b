"""What attackers report: figures, a line each, in the file that AANVAL_CIJFERS names."""

import json
import os
from collections import Counter
from pathlib import Path

FILE = "AANVAL_CIJFERS"


def report(**figures: int) -> None:
    """Add these figures; without a file nobody asked for them."""
    if name := os.environ.get(FILE):
        with Path(name).open("a") as file:
            file.write(json.dumps(figures) + "\n")


def added_up(file: Path) -> Counter[str]:
    """Add up what was reported in `file`."""
    found: Counter[str] = Counter()
    for line in file.read_text().splitlines() if file.exists() else ():
        found.update(json.loads(line))
    return found
