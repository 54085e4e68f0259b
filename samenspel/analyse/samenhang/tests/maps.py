"""Maps the tests share."""

import json
from pathlib import Path

import numpy as np

from samenspel.analyse.samenhang import Invloed, Kaart

GOLD = Path(__file__).parent / "gold"


def cases(name):
    """The published cases of one file, by their id."""
    return {case["id"]: case for case in json.loads((GOLD / name).read_text())["cases"]}


def random_kaart(n, arrows, *, seed, spread=0.2, longest_wait=0):
    """A map with that many arrows between n factors, none acting on itself twice."""
    rng = np.random.default_rng(seed)
    cells = rng.choice(n * n, arrows, replace=False).tolist()
    krachten = rng.uniform(-0.8, 0.8, arrows).tolist()
    waits = rng.integers(0, longest_wait + 1, arrows).tolist()
    return Kaart(
        [
            Invloed(f"f{cell // n:03}", f"f{cell % n:03}", k, k - spread, k + spread, wait)
            for cell, k, wait in zip(cells, krachten, waits, strict=True)
        ],
        [f"f{i:03}" for i in range(n)],
    )
