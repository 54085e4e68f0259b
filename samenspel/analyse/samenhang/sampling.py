"""Chance with a seed: drawing krachten from their bands.

Uniform numbers come in chunks of `CHUNK`. All chunks share one scrambled Sobol' net (Owen 1995);
each is moved by its own random digital shift. So every chunk fills the space evenly, the chunks
are independent replicates, and chunk k is the same whoever calculates it, and when.

References
----------
Sobol' (1967), doi:10.1016/0041-5553(67)90144-9. Owen (1995), *Randomly permuted (t,m,s)-nets and
(t,s)-sequences*, doi:10.1007/978-1-4612-2552-2_19. L'Ecuyer and Lemieux (2002), *Recent advances in
randomized quasi-Monte Carlo methods*, doi:10.1007/0-306-48102-2_20 (digital shifts).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy import special

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang.engine import Floats
from samenspel.analyse.samenhang.kaart import Kaart

Distribution = Literal["triangular", "uniform", "beta-pert"]

DISTRIBUTIONS = ("triangular", "uniform", "beta-pert")
CHUNK = 512
MAX_DIMENSION = 21_201  # direction numbers known to scipy
BITS = 30
NODES = 1025  # of the tabulated beta distribution; the interpolation error is below 1e-5 band


@dataclass(frozen=True, eq=False)
class Bands:
    """What is uncertain on a map: shape (m,) for all arrows, `uncertain` indexes the k others."""

    low: Floats
    mode: Floats
    high: Floats
    uncertain: NDArray[np.intp]

    def krachten(self, uniform: Floats, distribution: Distribution) -> Floats:
        r"""Turn uniform numbers (k, w) into krachten (m, w) by the inverse of the distribution.

        With a, c, b for laag, kracht and hoog: ``triangular`` has its top at c; ``uniform`` looks
        at a and b only; ``beta-pert`` is :math:`a + (b-a)\,\mathrm{Beta}(1+4\frac{c-a}{b-a},
        1+4\frac{b-c}{b-a})` (Malcolm et al. 1959, doi:10.1287/opre.7.5.646).
        """
        outcome = np.repeat(self.mode[:, None], uniform.shape[1], axis=1)
        low, mode, high = (
            values[self.uncertain, None] for values in (self.low, self.mode, self.high)
        )
        width = high - low
        if distribution == "uniform":
            drawn = low + width * uniform
        elif distribution == "triangular":
            drawn = _triangular(uniform, low[:, 0], mode[:, 0], high[:, 0])
        else:
            tops = ((mode - low) / width)[:, 0].tolist()
            drawn = np.empty_like(uniform)
            for i, top in enumerate(tops):
                drawn[i] = np.interp(uniform[i], _beta_table(top), np.linspace(0, 1, NODES))
            drawn = low + width * drawn
        outcome[self.uncertain] = drawn
        return outcome


def make_bands(kaart: Kaart) -> Bands:
    """Collect the bands of a map, in the order of its arrows."""
    bands = np.array([arrow.band for arrow in kaart.invloeden]).reshape(-1, 2)
    mode = np.array([arrow.kracht for arrow in kaart.invloeden])
    return Bands(bands[:, 0], mode, bands[:, 1], np.flatnonzero(bands[:, 0] < bands[:, 1]))


def draw_krachten(
    kaart: Kaart, *, draws: int, seed: int, distribution: Distribution = "triangular"
) -> Floats:
    """Return the krachten that `monte_carlo` uses, shape (draws, m), in the order of `invloeden`.

    ``simulate(kaart.with_krachten(row), ...)`` repeats one draw by itself.

    References
    ----------
    Malcolm, Roseboom, Clark and Fazar (1959), doi:10.1287/opre.7.5.646.
    """
    check_draws(draws, seed, distribution)
    bands = make_bands(kaart)
    chunks = range(-(-draws // CHUNK))
    parts = [draw_chunk(bands, distribution, seed, chunk) for chunk in chunks]
    return np.concatenate(parts, axis=1).T[:draws]


def draw_chunk(bands: Bands, distribution: Distribution, seed: int, chunk: int) -> Floats:
    """Return the krachten of one chunk, shape (m, CHUNK)."""
    k = len(bands.uncertain)
    shift = np.random.default_rng([seed, chunk]).integers(1 << BITS, size=k, dtype=np.uint32)
    return bands.krachten(_shift(_net(k, seed), shift), distribution)


def sobol_points(dimension: int, samples: int, seed: int) -> Floats:
    """Return scrambled Sobol' points in the unit cube, shape (samples, dimension)."""
    from scipy.stats import qmc  # takes half a second; most users of the kernel never draw

    if dimension > MAX_DIMENSION:
        raise AnalyseError(
            f"Er zijn te veel onzekere invloeden ({dimension}); reken met hooguit {MAX_DIMENSION}.",
            code="too_many_uncertain",
        )
    points = qmc.Sobol(max(dimension, 1), rng=np.random.default_rng(seed)).random(samples)
    return np.asarray(points[:, :dimension], dtype=np.float64)


def check_draws(draws: int, seed: int, distribution: str) -> None:
    """Refuse a number of draws, a seed or a distribution that cannot be calculated with."""
    if isinstance(draws, bool) or not isinstance(draws, int | np.integer) or draws < 1:
        raise AnalyseError(
            "Doe minstens 1 trekking; het aantal trekkingen is een heel getal.",
            code="too_few_draws",
        )
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise AnalyseError(
            "Geef een seed: een heel getal vanaf 0. Zo is de uitkomst herhaalbaar.",
            code="wrong_seed",
        )
    if distribution not in DISTRIBUTIONS:
        raise AnalyseError(
            f"Kies als verdeling een van: {', '.join(DISTRIBUTIONS)}.", code="unknown_distribution"
        )


@lru_cache(maxsize=4)
def _net(dimension: int, seed: int) -> NDArray[np.uint32]:
    """Return the shared net as whole numbers of `BITS` bits, shape (dimension, CHUNK)."""
    points = sobol_points(dimension, CHUNK, seed)
    return np.ascontiguousarray((points.T * (1 << BITS)).astype(np.uint32))


@lru_cache(maxsize=4096)
def _beta_table(top: float) -> Floats:
    """Return the cumulative beta distribution at `NODES` equidistant values."""
    return np.asarray(
        special.betainc(1 + 4 * top, 5 - 4 * top, np.linspace(0, 1, NODES)), dtype=np.float64
    )


@njit(cache=True, nogil=True)
def _shift(net: NDArray[np.uint32], shift: NDArray[np.uint32]) -> Floats:
    """Return the net with its own digital shift per row, as numbers between 0 and 1."""
    uniform = np.empty(net.shape)
    for i in range(len(net)):
        for b in range(net.shape[1]):
            uniform[i, b] = (np.float64(net[i, b] ^ shift[i]) + 0.5) / (1 << BITS)
    return uniform


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def _triangular(uniform: Floats, low: Floats, mode: Floats, high: Floats) -> Floats:
    """Return the inverse of the triangular distribution, row by row, without temporaries."""
    drawn = np.empty_like(uniform)
    for i in range(len(uniform)):
        width, rise, fall = high[i] - low[i], mode[i] - low[i], high[i] - mode[i]
        for b in range(uniform.shape[1]):
            u = uniform[i, b]
            rising = low[i] + np.sqrt(u * width * rise)
            falling = high[i] - np.sqrt((1.0 - u) * width * fall)
            drawn[i, b] = rising if u * width < rise else falling
    return drawn
