"""Numerical integration for `vergelijken`: everything deterministic, nothing sampled."""

from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@cache
def legendre(nodes: int) -> tuple[Floats, Floats]:
    """Gauss-Legendre nodes and weights on 0 to 1."""
    x, w = np.polynomial.legendre.leggauss(nodes)
    return (x + 1) / 2, w / 2


@cache
def hermite(nodes: int) -> tuple[Floats, Floats]:
    """Nodes and weights for the mean of a function of a standard normal number."""
    x, w = np.polynomial.hermite_e.hermegauss(nodes)
    return x, w / w.sum()


@cache
def running_integral(nodes: int) -> Floats:
    """Matrix that turns values at the `legendre` nodes into integrals from 0 to each node.

    Exact for polynomials below degree `nodes`: the values are expanded in Legendre polynomials,
    and the integral of such a polynomial is known.
    """
    x, _ = legendre(nodes)
    t = 2 * x - 1
    to_coefficients = np.linalg.inv(np.polynomial.legendre.legvander(t, nodes - 1))
    integrals = np.stack(
        [
            np.polynomial.legendre.legval(
                t, np.polynomial.legendre.legint(np.eye(nodes)[degree], lbnd=-1)
            )
            for degree in range(nodes)
        ],
        axis=1,
    )
    return np.asarray((integrals @ to_coefficients).T / 2)


# Around every variant the grid has an edge at these numbers of standard deviations.
_EDGES = np.array([-7.0, -4.5, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.5, 7.0])
_PANEL_NODES = 5


def probability_best(
    weight: Floats,
    middle: Floats,
    spread: Floats,
    log_density: Callable[[Floats], Floats],
    *,
    limits: tuple[float, float],
) -> Floats:
    r"""Probability that each variant is the largest, shape ``(k,)``.

    In every situation :math:`h` (with weight :math:`w_h`) the variants are independent, so

    .. math:: P_i = \sum_h w_h \int f_{hi}(x) \prod_{j \ne i} F_{hj}(x)\, dx

    over panels that follow each variant, so that a narrow one beside a wide one is not missed.

    Parameters
    ----------
    weight
        Shape ``(h,)``, sums to 1.
    middle, spread
        Mean and standard deviation per situation and variant, shape ``(h, k)``.
    log_density
        From points of shape ``(h, 1, x)`` to the log density, shape ``(h, k, x)``, constant
        factors included or not.
    limits
        Where the quantity can lie.
    """
    situations, variants = middle.shape
    edges = (middle[..., None] + spread[..., None] * _EDGES).reshape(situations, -1)
    edges = np.sort(np.clip(edges, *limits), axis=1)
    width = np.diff(edges, axis=1)[:, None, :, None]
    t, w = legendre(_PANEL_NODES)
    points = edges[:, None, :-1, None] + width * t
    logs = log_density(points.reshape(situations, 1, -1))
    density = np.exp(logs - logs.max(axis=2, keepdims=True))
    density = density.reshape(situations, variants, -1, _PANEL_NODES) * width
    panel = density @ w
    total = panel.sum(axis=2)[..., None, None]
    before = np.cumsum(panel, axis=2) - panel
    below = (before[..., None] + density @ running_integral(_PANEL_NODES)) / total
    below = np.maximum(below, 1e-300)
    log_below = np.log(below)
    others = np.exp(log_below.sum(axis=1, keepdims=True) - log_below)
    best = np.einsum("h,hkpx,hkpx,x->k", weight, density / total, others, w)
    return np.asarray(best / best.sum())


def quantile(
    cdf: Callable[[Floats], tuple[Floats, Floats]],
    share: float,
    start: Floats,
    low: Floats,
    high: Floats,
) -> Floats:
    """Solve ``cdf(x) = share`` per variant between `low` and `high`: Newton, kept in a bracket.

    `cdf` gives the probability and the density, each of shape ``(k,)``.
    """
    point = np.where((start > low) & (start < high), start, (low + high) / 2)
    for _ in range(60):
        value, density = cdf(point)
        miss = value - share
        done = np.abs(miss) < 1e-10
        if done.all():
            break
        low, high = np.where(miss < 0, point, low), np.where(miss > 0, point, high)
        step = point - miss / np.maximum(density, 1e-300)
        step = np.where((step > low) & (step < high), step, (low + high) / 2)
        point = np.where(done, point, step)
    return point
