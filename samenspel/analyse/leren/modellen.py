"""The two models behind `vergelijken`, integrated over what they have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaincinv, betaln, ndtr

from samenspel.analyse.leren.kwadratuur import (
    Floats,
    hermite,
    legendre,
    probability_best,
    quantile,
)

LOW, HIGH = 0.05, 0.95
_Z = 1.645
_ROOT_TWO_PI = (2 * np.pi) ** 0.5
_TAU_NODES, _TAU_NODES_BEST, _MU_NODES = 64, 24, 8
_PHI_NODES, _R_NODES, _REACH = 40, 20, 12.0
_PHI_NODES_COARSE = 20
_NO_VARIANCE, _INSIDE = 1e-30, (1e-300, 1 - 1e-16)
_NEGLIGIBLE, _NEGLIGIBLE_BESIDE, _NEGLIGIBLE_FOR_BEST = 1e-8, 1e-5, 1e-5


@dataclass(frozen=True)
class Posterior:
    """Per variant: mean, 90% interval, probability to be the best and to be above the mean.

    `overall` and `between` are the posterior means of the common mean and of the standard
    deviation between variants. `exceeds(i, j)` is the probability that `i` is larger than `j`.
    """

    mean: Floats
    low: Floats
    high: Floats
    best: Floats
    above: Floats
    overall: float
    between: float
    exceeds: Callable[[int, int], float]


@dataclass(frozen=True)
class _GivenTau:
    """The normal model for fixed differences between variants; one row per value of tau."""

    log_likelihood: Floats  # (t,)
    mu: Floats  # (t, 1)
    mu_var: Floats  # (t, 1)
    shrink: Floats  # (t, k): the share that the common mean gets
    local_var: Floats  # (t, k)


@dataclass(frozen=True)
class _Grid:
    phi: Floats
    rest: Floats  # 1 - phi, also where that is too small to be seen in phi
    r: Floats
    log_weight: Floats


def scores_posterior(
    values: Sequence[float],
    errors: Sequence[float],
    spread: float,
    prior_mean: float,
    prior_sd: float | None,
    *,
    largest: bool,
) -> Posterior:
    r"""Pool scores: the normal-normal model with :math:`\tau` half-Cauchy of scale `spread`.

    With :math:`\tau = A \tan(\pi u / 2)` the prior is flat in :math:`u`, so the integral is one
    over 0 to 1; given :math:`\tau` all is normal and exact.
    """
    y, s = np.asarray(values, dtype=float), np.asarray(errors, dtype=float)
    u, w = legendre(_TAU_NODES)
    tau = spread * np.tan(np.pi * u / 2)[:, None]
    given = given_tau(y, s, tau, prior_mean, prior_sd)
    weight = _normalise(np.log(w) + given.log_likelihood)
    middle = given.shrink * given.mu + (1 - given.shrink) * y
    sd = np.sqrt(given.local_var + given.shrink**2 * given.mu_var)
    mean = weight @ middle
    total_sd = np.sqrt(weight @ (sd**2 + middle**2) - mean**2)

    def cdf(x: Floats) -> tuple[Floats, Floats, Floats]:
        z = (x - middle) / sd
        density = np.exp(-0.5 * z**2) / (sd * _ROOT_TWO_PI)
        return weight @ ndtr(z), weight @ density, weight @ (density * -z / sd)

    reach = (mean - 40 * total_sd, mean + 40 * total_sd)
    low = quantile(cdf, LOW, mean - _Z * total_sd, *reach)
    high = quantile(cdf, HIGH, mean + _Z * total_sd, *reach)
    keep = 1 - given.shrink
    lead_sd = np.sqrt(given.local_var + keep**2 * given.mu_var)
    above = weight @ ndtr(keep * (y - given.mu) / np.maximum(lead_sd, 1e-300))

    def exceeds(i: int, j: int) -> float:
        shared = (given.shrink[:, i] - given.shrink[:, j]) ** 2 * given.mu_var[:, 0]
        apart = np.sqrt(given.local_var[:, i] + given.local_var[:, j] + shared)
        return float(weight @ ndtr((middle[:, i] - middle[:, j]) / np.maximum(apart, 1e-300)))

    sign = 1 if largest else -1
    return Posterior(
        mean,
        low,
        high,
        _best_scores(sign * y, s, spread, sign * prior_mean, prior_sd),
        above,
        float(weight @ given.mu[:, 0]),
        float(weight @ tau[:, 0]),
        exceeds,
    )


def given_tau(
    y: Floats, s: Floats, tau: Floats, prior_mean: float, prior_sd: float | None
) -> _GivenTau:
    """Solve the normal model for each `tau`, shape ``(t, 1)``."""
    precision = 1 / (s**2 + tau**2)
    prior_precision = 0.0 if prior_sd is None else prior_sd**-2.0
    total = precision.sum(axis=1, keepdims=True) + prior_precision
    mu = ((precision * y).sum(axis=1, keepdims=True) + prior_precision * prior_mean) / total
    misfit = (precision * (y - mu) ** 2).sum(axis=1) + prior_precision * (
        mu[:, 0] - prior_mean
    ) ** 2
    log_likelihood = (np.log(precision).sum(axis=1) - np.log(total[:, 0]) - misfit) / 2
    shrink = s**2 * precision
    return _GivenTau(log_likelihood, mu, 1 / total, shrink, (1 - shrink) * s**2)


def shares_posterior(
    successes: Sequence[int], totals: Sequence[int], spread: float, *, largest: bool
) -> Posterior:
    r"""Pool shares: the beta-binomial model over a grid of its mean and its concentration.

    Gauss-Legendre in both directions, on the part where the posterior is. Situations that weigh
    next to nothing are left out.
    """
    y, n = np.asarray(successes, dtype=float), np.asarray(totals, dtype=float)
    grid = _shares_grid(y, n, spread)
    weight = _normalise(grid.log_weight)
    keep = weight > weight.max() * _NEGLIGIBLE_BESIDE
    weight, phi, r = weight[keep] / weight[keep].sum(), grid.phi[keep], grid.r[keep]
    rest, kappa = grid.rest[keep], (1 / r**2 - 1)[:, None]
    a, b = kappa * phi[:, None] + y, kappa * rest[:, None] + (n - y)
    mean = weight @ (a / (a + b))

    # Who counted the same has the same interval, so it is made once.
    _, once, whose = np.unique(np.stack([y, n]), axis=1, return_index=True, return_inverse=True)
    low, high = _ends(weight, a[:, once], b[:, once], mean[once])
    best = _best_shares(weight, a, b) if largest else _best_shares(weight, b, a)

    def exceeds(i: int, j: int) -> float:
        return float(_best_shares(weight, a[:, [i, j]], b[:, [i, j]])[0])

    return Posterior(
        mean,
        low[whose],
        high[whose],
        best,
        1 - weight @ betainc(a, b, phi[:, None]),
        float(weight @ phi),
        float(weight @ (np.sqrt(phi * rest) * r)),
        exceeds,
    )


def _ends(weight: Floats, a: Floats, b: Floats, mean: Floats) -> tuple[Floats, Floats]:
    """Return where the interval of every mixture of betas begins and ends."""
    square = weight @ (a * (a + 1) / ((a + b) * (a + b + 1)))
    total_sd = np.sqrt(np.maximum(square - mean**2, _NO_VARIANCE))
    scale = betaln(a, b)

    def cdf(x: Floats) -> tuple[Floats, Floats, Floats]:
        x = np.clip(x, *_INSIDE)
        density = np.exp((a - 1) * np.log(x) + (b - 1) * np.log1p(-x) - scale)
        slope = density * ((a - 1) / x - (b - 1) / (1 - x))
        return weight @ betainc(a, b, x), weight @ density, weight @ slope

    # The search starts where the beta distribution with this mean and variance has its ends.
    alike = mean * (1 - mean) / total_sd**2 - 1
    nothing, everything = np.zeros(len(mean)), np.ones(len(mean))
    low, high = (
        quantile(
            cdf, share, betaincinv(mean * alike, (1 - mean) * alike, share), nothing, everything
        )
        for share in (LOW, HIGH)
    )
    return low, high


def best_of_betas(a: Floats, b: Floats) -> Floats:
    """Probability that each of independent Beta(a, b) numbers is the largest, shape ``(k,)``."""
    return _best_shares(np.ones(1), np.atleast_2d(a), np.atleast_2d(b))


def _normalise(log_weight: Floats) -> Floats:
    weight = np.exp(log_weight - log_weight.max())
    return np.asarray(weight / weight.sum())


def _best_scores(
    y: Floats, s: Floats, spread: float, prior_mean: float, prior_sd: float | None
) -> Floats:
    """Probability to be the largest: over tau, and over mu given tau."""
    u, w = legendre(_TAU_NODES_BEST)
    tau = spread * np.tan(np.pi * u / 2)[:, None]
    given = given_tau(y, s, tau, prior_mean, prior_sd)
    z, z_weight = hermite(_MU_NODES)
    weight = np.outer(_normalise(np.log(w) + given.log_likelihood), z_weight).ravel()
    mu = (given.mu + np.sqrt(given.mu_var) * z).reshape(-1, 1)
    shrink = np.repeat(given.shrink, _MU_NODES, axis=0)
    sd = np.repeat(np.sqrt(given.local_var), _MU_NODES, axis=0)
    middle = shrink * mu + (1 - shrink) * y
    keep = weight > _NEGLIGIBLE_FOR_BEST
    middle, sd = middle[keep], sd[keep]

    share = weight[keep] / weight[keep].sum()
    return probability_best(share, middle, sd)


def _best_shares(weight: Floats, a: Floats, b: Floats) -> Floats:
    keep = weight > _NEGLIGIBLE_FOR_BEST
    weight, a, b = weight[keep] / weight[keep].sum(), a[keep], b[keep]
    return probability_best(weight, a, b, scale=betaln(a, b))


def _shares_grid(y: Floats, n: Floats, spread: float) -> _Grid:
    """Lay a grid over the common mean and r where the posterior is, found by a first coarse one."""
    coarse = _grid_between(y, n, spread, 0.0, 1.0, _PHI_NODES_COARSE)
    profile = _normalise(coarse.log_weight).reshape(_PHI_NODES_COARSE, _R_NODES).sum(axis=0)
    # With many data a share is a narrow peak that must not fall between two nodes.
    fine = int(np.clip(6 * np.sqrt(n.max()), _PHI_NODES, 5 * _PHI_NODES))
    there = np.flatnonzero(profile > _NEGLIGIBLE)
    edges = np.concatenate([[0.0], coarse.r[:_R_NODES], [1.0]])
    return _grid_between(y, n, spread, edges[there[0]], edges[there[-1] + 2], fine)


def _grid_between(
    y: Floats, n: Floats, spread: float, low: float, high: float, phi_nodes: int
) -> _Grid:
    """Lay a grid with r between `low` and `high`.

    `phi` is uniform; the nodes stand densest around the overall share, at the width that many
    equal groups would give, and reach far out on the log-odds. `r` is half-Cauchy up to 1.
    """
    v, v_weight = legendre(phi_nodes)
    middle = (y.sum() + 1) / (n.sum() + 2)
    width = 1 / np.sqrt((n.sum() + 2) * middle * (1 - middle))
    reach = np.arcsinh(_REACH / width)
    t = reach * (2 * v - 1)
    log_odds = np.log(middle / (1 - middle)) + width * np.sinh(t)
    phi, rest = 1 / (1 + np.exp(-log_odds)), 1 / (1 + np.exp(log_odds))
    phi_weight = v_weight * np.cosh(t) * phi * rest
    u, u_weight = legendre(_R_NODES)
    r = low + (high - low) * u
    r_weight = u_weight / (1 + (r / spread) ** 2)
    phi, rest, r = np.repeat(phi, _R_NODES), np.repeat(rest, _R_NODES), np.tile(r, phi_nodes)
    kappa = (1 / r**2 - 1)[:, None]
    a, b = kappa * phi[:, None], kappa * rest[:, None]
    log_likelihood = betaln(a + y, b + (n - y)).sum(axis=1) - len(y) * betaln(a, b)[:, 0]
    log_prior = (np.log(phi_weight)[:, None] + np.log(r_weight)[None, :]).ravel()
    return _Grid(phi, rest, r, log_prior + log_likelihood)
