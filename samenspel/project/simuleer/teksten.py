"""Dutch texts put together from parts, thousands at a time."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Texts = NDArray[np.object_]
Numbers = NDArray[np.int64]


@cache
def parts() -> dict[str, Any]:
    """The parts, as they stand in `teksten.toml`."""
    return tomllib.loads((Path(__file__).parent / "teksten.toml").read_text())


@cache
def theme_names() -> list[str]:
    """The names of the themes; elsewhere a theme is its place in this list."""
    return [thema["naam"] for thema in parts()["themas"]]


def pick(rng: np.random.Generator, given: list[str], size: int) -> Texts:
    """Choose `size` of the given texts, with a number from 2 to 9 for {n}."""
    expanded = np.array([[text.replace("{n}", str(n)) for n in range(2, 10)] for text in given])
    row, column = rng.integers(0, len(given), size), rng.integers(0, 8, size)
    chosen: Texts = expanded.astype(object)[row, column]
    return chosen


def pick_by_theme(rng: np.random.Generator, part: str, themes: Numbers) -> Texts:
    """Choose a text of this part for each of the given themes."""
    chosen: Texts = np.empty(len(themes), dtype=object)
    for number, thema in enumerate(parts()["themas"]):
        where = themes == number
        chosen[where] = pick(rng, thema[part], int(where.sum()))
    return chosen


@dataclass(frozen=True)
class Verhalen:
    """The words of many casussen."""

    titels: Texts
    teksten: Texts
    wensen: Texts


def tell(rng: np.random.Generator, themes: Numbers) -> Verhalen:
    """Tell a story for each theme."""
    who = parts()["wie"]
    which = rng.integers(0, len(who), len(themes))
    short = np.array([one[0] for one in who], dtype=object)[which]
    long: Texts = np.empty(len(themes), dtype=object)
    for number, one in enumerate(who):
        where = which == number
        long[where] = pick(rng, [one[1]], int(where.sum()))
    told = [pick_by_theme(rng, part, themes) for part in ("situatie", "obstakel", "gevolg")]
    ends = pick(rng, parts()["slot"], len(themes))
    texts = long + ". " + told[0] + " " + told[1] + " " + told[2] + " " + ends
    titles = short + " " + pick_by_theme(rng, "kort", themes)
    return Verhalen(titles, texts, pick_by_theme(rng, "wens", themes))


def name_knelpunten(rng: np.random.Generator, themes: Numbers) -> tuple[Texts, Texts]:
    """Title and description of a knelpunt for each theme."""
    what = pick_by_theme(rng, "onderwerpen", themes)
    trouble = pick(rng, parts()["probleem"], len(themes))
    when = pick(rng, parts()["onderwerp_in"], len(themes))
    titles = what + " " + trouble + " " + when
    why = pick_by_theme(rng, "obstakel", themes)
    return titles, why + " " + pick_by_theme(rng, "gevolg", themes)
