"""Numerical integration for `vergelijken`: everything deterministic, nothing sampled."""

from collections.abc import Callable
from functools import cache

import numba
import numpy as np
import numpy.typing as npt
from scipy.special import betainc

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


_PANEL_NODES = 5
_LAST_STEP = 5e-3
_REACH = 6.0
_END = 1e-12


def probability_best(
    weight: Floats,
    first: Floats,
    second: Floats,
    *,
    scale: Floats | None = None,
) -> Floats:
    r"""Probability that each variant is the largest, shape ``(k,)``.

    In every situation :math:`h` (with weight :math:`w_h`) the variants are independent, so

    .. math:: P_i = \sum_h w_h \int f_{hi}(x) \prod_{j \ne i} F_{hj}(x)\, dx

    over panels of one and a quarter standard deviation of the narrowest variant that is present
    there, six to either side; so a narrow one beside a wide one is not missed. Numbers within 1e-12
    of an end of 0 to 1 are the same number: whoever share it, share that part of the probability.

    Parameters
    ----------
    weight
        Shape ``(h,)``, sums to 1.
    first, second
        Per situation and variant, shape ``(h, k)``: mean and standard deviation of a normal
        density, or the two parameters of a beta density.
    scale
        Logarithm of the beta function of both, for beta densities; None says normal.
    """
    is_beta = scale is not None
    if is_beta:
        middle = first / (first + second)
        spread = np.sqrt(middle * (1 - middle) / (first + second + 1))
        logs = np.asarray(scale)
        at_zero, at_one = betainc(first, second, _END), betainc(second, first, _END)
    else:
        middle, spread = first, second
        logs = np.log(second * np.sqrt(2 * np.pi))
        at_zero = at_one = np.zeros_like(first)
    t, w = legendre(_PANEL_NODES)
    run = running_integral(_PANEL_NODES)
    best = np.zeros(first.shape[1])
    ends = np.stack([at_zero, at_one])
    _march(weight, first, second, logs, middle, spread, is_beta, ends, t, w, run, best)
    return np.asarray(best / best.sum())


# What is needed per panel is made once: making it there took longer than the sums.
@numba.njit(cache=True)
def _march(weight, first, second, logs, middle, spread, is_beta, ends, t, w, run, best):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    variants, nodes = first.shape[1], len(t)
    density, below = np.empty((nodes, variants)), np.empty((nodes, variants))
    behind = np.ones(variants + 1)
    for h in range(first.shape[0]):
        before, at_one = ends[0, h].copy(), ends[1, h]
        left = best.sum() + weight[h]
        best += weight[h] * before.prod() / variants
        x = (middle[h] - _REACH * spread[h]).min()
        end = (middle[h] + _REACH * spread[h]).max()
        if is_beta:
            x, end = max(x, _END), min(end, 1 - _END)
        while x < end:
            step = _panel(x, end, middle[h], spread[h])
            for n in range(nodes):
                _fill(density[n], step, x + step * t[n], first[h], second[h], logs[h], is_beta)
            _fill_below(below, before, density, run)
            for n in range(nodes):
                _add_products(best, weight[h] * w[n], density[n], below[n], behind)
                for i in range(variants):
                    before[i] += density[n, i] * w[n]
            x += step
        if at_one.sum() > 0:
            best += max(left - best.sum(), 0.0) * at_one / at_one.sum()


@numba.njit(cache=True)
def _fill(density, step, point, first, second, logs, is_beta):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Put in `density` that of every variant at `point`, times the width of the panel."""
    log_point, log_rest = (np.log(point), np.log1p(-point)) if is_beta else (0.0, 0.0)
    for i in range(len(first)):
        if is_beta:
            value = (first[i] - 1) * log_point + (second[i] - 1) * log_rest
        else:
            value = -0.5 * ((point - first[i]) / second[i]) ** 2
        density[i] = step * np.exp(value - logs[i])


@numba.njit(cache=True)
def _fill_below(below, before, density, run):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Put in `below` the probability of every variant to lie below each node."""
    for n in range(len(below)):
        below[n] = before
        for m in range(len(below)):
            for i in range(len(before)):
                below[n, i] += density[m, i] * run[m, n]


@numba.njit(cache=True)
def _add_products(best, weight, density, below, behind):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Add for every variant: it is at this node, and all others are below.

    `behind` becomes the product of all `below` from each variant on; its last entry is 1.
    """
    for i in range(len(below) - 1, -1, -1):
        behind[i] = behind[i + 1] * below[i]
    ahead = weight
    for i in range(len(below)):
        best[i] += density[i] * ahead * behind[i + 1]
        ahead *= below[i]


@numba.njit(cache=True)
def _panel(x, end, middle, spread):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Width of the panel at `x`: by the narrowest variant there, or up to where one starts."""
    step = end - x
    for i in range(len(middle)):
        start = middle[i] - _REACH * spread[i]
        if start > x:
            step = min(step, start - x)
        elif x < middle[i] + _REACH * spread[i]:
            step = min(step, 1.25 * spread[i])
    return max(step, 1e-15 * abs(x) + 1e-300)  # so that x goes on


def quantile(
    cdf: Callable[[Floats], tuple[Floats, Floats, Floats]],
    share: float,
    start: Floats,
    low: Floats,
    high: Floats,
) -> Floats:
    """Solve ``cdf(x) = share`` per variant between `low` and `high`: Halley, kept in a bracket.

    `cdf` gives the probability, the density and its slope, each of shape ``(k,)``.
    """
    point = np.where((start > low) & (start < high), start, (low + high) / 2)
    for _ in range(60):
        value, density, slope = cdf(point)
        miss = value - share
        newton = miss / np.maximum(density, 1e-300)
        step = point - newton / np.clip(1 - newton * slope / (2 * density + 1e-300), 0.5, 2.0)
        done = np.abs(miss) < 1e-8
        low, high = np.where(miss < 0, point, low), np.where(miss > 0, point, high)
        step = np.where((step > low) & (step < high), step, (low + high) / 2)
        point = np.where(done, point, step)
        # The error of a step goes with the third power of the one before it.
        if np.abs(miss).max() < _LAST_STEP:
            break
    return point
