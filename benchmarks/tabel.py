"""Print a table of measurements and put it into RESULTS.md with the command and the machine."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.results import write_block

RESULTS = Path(__file__).parent / "RESULTS.md"


def write_table(
    name: str, head: Sequence[str], rows: Sequence[Sequence[str]], note: str = ""
) -> None:
    """Write the block of benchmark `name` (``module`` or ``module option``)."""
    table = [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]
    machine = (
        f"`PYTHONPATH=. python benchmarks/{name.replace(' ', '.py ', 1)}"
        f"{'' if ' ' in name else '.py'}`, {datetime.now(UTC):%Y-%m-%d}; "
        f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, "
        f"load {os.getloadavg()[0]:.1f} (others work on this machine: trust ratios)."
    )
    text = "\n".join([f"## {name}", "", machine, "", *table, *(["", note] if note else [])])
    print(text)
    write_block(RESULTS, name.replace(" ", "-"), text)
