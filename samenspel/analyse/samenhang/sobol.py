"""Variance-based sensitivity indices of any function on the unit cube."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang.engine import Floats
from samenspel.analyse.samenhang.sampling import check_draws, sobol_points

RESAMPLES = 500
TOGETHER = 50
"""Resamples multiplied at once, so that memory does not grow with their number."""


@dataclass(frozen=True, eq=False)
class Indices:
    """First and total order Sobol indices with 95% intervals; d inputs.

    Attributes
    ----------
    first, total
        Shape (d,). Noise can push a small index just below 0, or the sum of `first` just over 1.
    first_interval, total_interval
        Shape (d, 2): lower and upper end.
    mean, variance
        Of the outcome, in its unit and its unit squared.
    samples, runs
        N, and how often the function was evaluated: N (d + 2).

    References
    ----------
    Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018; Jansen (1999),
    doi:10.1016/S0010-4655(98)00154-4.
    """

    first: Floats
    first_interval: Floats
    total: Floats
    total_interval: Floats
    mean: float
    variance: float
    samples: int
    runs: int


def sobol_indices(
    function: Callable[[Floats], Floats], dimension: int, *, samples: int, seed: int
) -> Indices:
    """Estimate which inputs explain the variance of a function; formulas in `estimate_indices`.

    Parameters
    ----------
    function
        From shape (rows, d) in the unit cube to shape (rows,); d independent uniform inputs.
    dimension
        d, at least 1.
    samples
        N; rounded up to a power of two, on which the Sobol' sequence is balanced.
    seed
        A whole number from 0.

    Raises
    ------
    AnalyseError
        If an argument is outside its range or the outcome does not vary.

    References
    ----------
    Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018; Jansen (1999),
    doi:10.1016/S0010-4655(98)00154-4.

    Examples
    --------
    >>> outcome = sobol_indices(lambda x: x[:, 0] + 2 * x[:, 1], 2, samples=1024, seed=1)
    >>> outcome.first.round(2).tolist()
    [0.2, 0.8]
    """
    rows = round_up(samples, seed)
    if dimension < 1:
        raise AnalyseError("Geef een functie van minstens een onzekere invoer.", code="no_inputs")
    a, b = np.split(sobol_points(2 * dimension, rows, seed), 2, axis=1)
    mixed = np.empty((dimension, rows))
    for i in range(dimension):
        swapped = a.copy()
        swapped[:, i] = b[:, i]
        mixed[i] = function(swapped)
    return estimate_indices(np.asarray(function(a)), np.asarray(function(b)), mixed, seed)


def estimate_indices(at_a: Floats, at_b: Floats, at_mixed: Floats, seed: int) -> Indices:
    r"""Estimate the indices from outcomes at two samples A and B and their mixtures.

    .. math:: S_i = \frac{1}{N V} \sum_r f(B)_r \left( f(A_B^{(i)})_r - f(A)_r \right), \qquad
              T_i = \frac{1}{2 N V} \sum_r \left( f(A)_r - f(A_B^{(i)})_r \right)^2

    where :math:`A_B^{(i)}` is A with input i taken from B, and V the variance over A and B. Both
    sums are taken over outcomes minus their mean, which leaves their expectation as it is and
    takes away noise. Intervals: percentile bootstrap over the N rows.

    Parameters
    ----------
    at_a, at_b
        Shape (N,).
    at_mixed
        Shape (d, N).
    seed
        Of the bootstrap.

    References
    ----------
    First order: Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018. Total: Jansen (1999),
    doi:10.1016/S0010-4655(98)00154-4. Definition: Sobol' (2001),
    doi:10.1016/S0378-4754(00)00270-6.
    """
    both = np.concatenate([at_a, at_b])
    mean, variance = float(both.mean()), float(both.var())
    if not np.isfinite(variance):
        raise AnalyseError(
            "De uitkomst groeit zonder grens. Kies een overdracht met een grens.", code="unbounded"
        )
    if variance <= 1e-24 * max(1.0, mean * mean):
        raise AnalyseError(
            "De uitkomst hangt van geen enkele onzekere invoer af.", code="nothing_uncertain"
        )
    n = len(at_a)
    change = at_mixed - at_a
    first_terms = (at_b - mean) * change
    total_terms = change * change / 2
    squares = ((at_a - mean) ** 2 + (at_b - mean) ** 2) / 2
    means = (at_a + at_b) / 2 - mean
    sums = _resample(np.vstack([squares, means, first_terms, total_terms]), seed)
    spread = np.maximum(sums[0] - sums[1] ** 2, 1e-300)
    firsts, totals = np.split(sums[2:] / spread, 2)
    ends = (2.5, 97.5)
    return Indices(
        first=first_terms.mean(axis=1) / variance,
        first_interval=np.percentile(firsts, ends, axis=1).T,
        total=total_terms.mean(axis=1) / variance,
        total_interval=np.percentile(totals, ends, axis=1).T,
        mean=mean,
        variance=variance,
        samples=n,
        runs=n * (len(at_mixed) + 2),
    )


def _resample(terms: Floats, seed: int) -> Floats:
    """Return the mean of every row of terms, shape (rows, n), in each of the `RESAMPLES`.

    Counting how often each of n draws falls somewhere is far quicker than asking for a multinomial.
    """
    n = terms.shape[1]
    rng = np.random.default_rng([seed, n])
    means = np.empty((len(terms), RESAMPLES))
    counts = np.empty((TOGETHER, n))
    for begin in range(0, RESAMPLES, TOGETHER):
        for row in counts:
            row[:] = np.bincount(rng.integers(n, size=n), minlength=n)
        means[:, begin : begin + TOGETHER] = terms @ counts.T / n
    return means


def round_up(samples: int, seed: int) -> int:
    """Return the next power of two, at least 2, after checking the arguments."""
    check_draws(samples, seed, "uniform")
    return 1 << max(1, int(samples - 1).bit_length())
