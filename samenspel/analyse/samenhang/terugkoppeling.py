r"""How sure is the sign of a lasting push, when only the signs on a map are known? (Loop analysis)

With A the community matrix, :math:`A_{ji}` the sign of the arrow from i to j, a lasting push on i
moves j in rest by :math:`\mathrm{adj}(-A)_{ji} / \det(-A)`. The adjoint counts ways along which
the push works: those that raise j minus those that lower it. The total feedback T counts them
all: it is the permanent of the same minor of :math:`|A|`. Their ratio is the weighted feedback.

References
----------
Dambacher, Li and Rossignol (2002), *Relevance of community structure in assessing indeterminacy of
ecological predictions*, doi:10.1890/0012-9658(2002)083[1372:ROCSIA]2.0.CO;2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang.engine import Floats
from samenspel.analyse.samenhang.errors import TooManyError
from samenspel.analyse.samenhang.kaart import Kaart

Ints = NDArray[np.int64]

MOST_FACTORS = 18
"""All ways are counted over the subsets of the factors: 2**18 of them take a tenth of a second."""


@dataclass(frozen=True, eq=False)
class Terugkoppeling:
    """The outcome of `weighted_feedback`; each array has shape (n, n) and the row acts.

    Attributes
    ----------
    factors
        The names, in the order of the rows and columns.
    net
        The number of ways along which a lasting push on the row raises the column, minus those
        that lower it, in a map that comes to rest.
    total
        The number of ways.
    weighted
        abs(net) / total: 1 if every way works the same way, so that the sign is certain whatever
        the krachten are; 0 if as many ways raise as lower. 1 where there is no way at all.

    References
    ----------
    Dambacher, Li and Rossignol (2002),
    doi:10.1890/0012-9658(2002)083[1372:ROCSIA]2.0.CO;2.
    """

    factors: tuple[str, ...]
    net: Ints
    total: Ints
    weighted: Floats


def weighted_feedback(kaart: Kaart) -> Terugkoppeling:
    """Say for every pair of factors how far the signs alone decide what a lasting push does.

    Only the arrows that are drawn count, and of them only the sign: a factor that fades by itself
    has an arrow to itself with kracht below 0. (`leverage` needs no such arrow: in a simulation a
    factor keeps nothing of its state unless it is told to.)

    Parameters
    ----------
    kaart
        The map, of at most 18 factors.

    Raises
    ------
    AnalyseError
        If the map is empty.
    TooManyError
        If it has more factors.

    References
    ----------
    Dambacher, Li and Rossignol (2002),
    doi:10.1890/0012-9658(2002)083[1372:ROCSIA]2.0.CO;2.

    Examples
    --------
    >>> from samenspel.analyse.samenhang import Invloed, Kaart, weighted_feedback
    >>> own = [Invloed(name, name, -1.0) for name in "abc"]
    >>> ways = [Invloed("a", "b", 0.5), Invloed("b", "c", 0.4), Invloed("a", "c", -0.1)]
    >>> outcome = weighted_feedback(Kaart([*own, *ways]))
    >>> outcome.net[0].tolist(), outcome.total[0].tolist(), outcome.weighted[0].tolist()
    ([1, 1, 0], [1, 1, 2], [1.0, 1.0, 0.0])
    """
    n = len(kaart.factors)
    if not n:
        raise AnalyseError(
            "De kaart is leeg. Voeg eerst factoren en invloeden toe.", code="empty_map"
        )
    if n > MOST_FACTORS:
        raise TooManyError(
            f"De kaart heeft {n} factoren. Alle wegen tellen kan tot {MOST_FACTORS} factoren: kies "
            "een deel van de kaart.",
            code="too_many_factors",
        )
    # A push on i moves j by adj(-A)[j, i], which is the cofactor of -A at (i, j).
    community = np.ascontiguousarray(-np.sign(kaart.matrix()).T.astype(np.int64))
    net, total = _minors(community, True), _minors(np.abs(community), False)
    weighted = np.divide(np.abs(net), total, out=np.ones((n, n)), where=total > 0)
    return Terugkoppeling(kaart.factors, net, total, weighted)


@njit(cache=True)
def _minors(matrix: Ints, signed: bool) -> Ints:
    """Return the cofactors of a matrix, or without `signed` the permanents of its minors.

    Exact in whole numbers. `upper[s]` is that of the first rows on the columns in s, as many as
    there are in s, and `lower[s]` that of the last rows: every minor is a sum over the ways to
    share its columns between the rows above the one left out and those below it.
    """
    n = len(matrix)
    full = (1 << n) - 1
    upper, lower = np.zeros(full + 1, dtype=np.int64), np.zeros(full + 1, dtype=np.int64)
    upper[0] = lower[0] = 1
    size = np.zeros(full + 1, dtype=np.int64)
    for s in range(1, full + 1):
        size[s] = size[s >> 1] + (s & 1)
        for j in range(n):
            if s >> j & 1:
                rest = s ^ (1 << j)
                above = size[rest >> j] & 1 if signed else 0  # columns in the rest beyond j
                before = (size[s] - 1 - size[rest >> j]) & 1 if signed else 0
                upper[s] += (1 - 2 * above) * matrix[size[s] - 1, j] * upper[rest]
                lower[s] += (1 - 2 * before) * matrix[n - size[s], j] * lower[rest]
    outcome = np.zeros((n, n), dtype=np.int64)
    for s in range(full):
        i = size[s]
        crossings = 0  # of a column in s with a smaller one that is not
        for j in range(n):
            if not s >> j & 1:
                crossings += size[s >> j]
        for j in range(n):
            if not s >> j & 1:
                odd = (crossings - size[s >> j] + i + j) & 1 if signed else 0
                outcome[i, j] += (1 - 2 * odd) * upper[s] * lower[full ^ s ^ (1 << j)]
    return outcome
