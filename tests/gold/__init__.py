"""Published numbers and small samples that tests and benchmarks judge by; README.md has sources."""

import json
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parent


def cases(name: str) -> dict[str, dict[str, Any]]:
    """The cases of one file, by their id."""
    return {case["id"]: case for case in json.loads((GOLD / name).read_text())["cases"]}
