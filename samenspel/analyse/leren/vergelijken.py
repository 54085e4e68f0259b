"""Compare local variants of the same approach without fooling ourselves.

Each variant has few observations. Alone they say little, all thrown together they hide the
differences; partial pooling lends each variant strength from the others, as much as the data say
that they are alike. The integrals are computed, not sampled: the same input, the same outcome.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.leren.modellen import Posterior, scores_posterior, shares_posterior

SURE = 0.9
"""From this probability on we say it, if there is a difference at all."""
DIFFERENT = 0.95
"""From this probability on two variants differ."""
SMALLEST_SHARE = 0.05
"""Shares that are closer are the same to whoever must choose."""
_FEW_VARIANTS = 5

Verdict = Literal[
    "beter dan gemiddeld", "minder dan gemiddeld", "ongeveer gemiddeld", "te weinig gegevens"
]


@dataclass(frozen=True)
class Share:
    """A variant of which `gelukt` out of `totaal` cases succeeded."""

    naam: str
    gelukt: int
    totaal: int


@dataclass(frozen=True)
class Score:
    """A variant with a mean score and the standard error of that mean, in the same unit."""

    naam: str
    waarde: float
    standaardfout: float


@dataclass(frozen=True)
class Prior:
    """What we hold possible before seeing data; printed with every outcome.

    Attributes
    ----------
    spread
        Scale of the half-Cauchy prior of the differences between variants. For scores in their
        unit (default: the median standard error). For shares it is about the root of the
        correlation within a variant, between 0 and 1 (default: 0.3).
    mean, mean_sd
        Normal prior of the mean of all variants, for scores only; without `mean_sd` every mean
        is equally likely.
    """

    spread: float | None = None
    mean: float = 0.0
    mean_sd: float | None = None


@dataclass(frozen=True)
class Estimate:
    """What we know of one variant.

    Attributes
    ----------
    raw
        The share or score as observed.
    mean
        Posterior mean, drawn towards the others.
    low, high
        Between these it lies with 90% probability.
    best
        Probability that it is the best of these variants.
    above_mean
        Probability that it is better than the mean of all such variants.
    is_best
        May we say that it is the best?
    verdict
        What may be said honestly. Better and less need another variant from which this one differs
        in that direction; about the mean needs an interval that is narrow enough to know.
    """

    naam: str
    raw: float
    mean: float
    low: float
    high: float
    best: float
    above_mean: float
    is_best: bool
    verdict: Verdict


@dataclass(frozen=True)
class Sensitivity:
    """The estimates under another prior; shown when there are few variants."""

    spread: float
    estimates: tuple[Estimate, ...]


@dataclass(frozen=True)
class Comparison:
    """Variants side by side.

    Attributes
    ----------
    estimates
        In alphabetical order of name.
    mean, between
        Posterior mean of the mean of all variants, and of the standard deviation between them.
    prior
        The prior that was used, filled in.
    smallest
        Differences that are smaller do not matter.
    sensitivity
        The same with half and with double the prior spread, when there are fewer than five
        variants; empty otherwise.
    explanation
        One Dutch sentence that says what may be concluded.
    """

    estimates: tuple[Estimate, ...]
    mean: float
    between: float
    prior: Prior
    smallest: float
    sensitivity: tuple[Sensitivity, ...]
    explanation: str


def compare(
    variants: Sequence[Share] | Sequence[Score],
    *,
    prior: Prior | None = None,
    smallest: float | None = None,
    higher_is_better: bool = True,
) -> Comparison:
    r"""Compare variants by Bayesian partial pooling.

    Scores: :math:`y_i \sim N(\theta_i, \sigma_i^2)`, :math:`\theta_i \sim N(\mu, \tau^2)`,
    :math:`\tau` half-Cauchy, :math:`\mu` normal or flat. Shares:
    :math:`y_i \sim \mathrm{Bin}(n_i, p_i)`, :math:`p_i \sim \mathrm{Beta}(\kappa\phi,
    \kappa(1-\phi))`, :math:`\phi` uniform, :math:`r = (\kappa + 1)^{-1/2}` half-Cauchy on 0 to 1.

    Parameters
    ----------
    variants
        All shares or all scores, with different names; the order does not matter.
    prior
        None takes the defaults of `Prior`.
    smallest
        The smallest difference that matters, in the unit of the input. None takes
        `SMALLEST_SHARE` for shares and, as only you know the unit, 0 for scores.
    higher_is_better
        False for outcomes such as days of waiting.

    Returns
    -------
    Comparison
        Estimates in the unit of the input.

    Raises
    ------
    AnalyseError
        If there are fewer than two variants, names repeat, kinds are mixed or numbers are
        impossible.

    References
    ----------
    Gelman et al. (2013), *Bayesian Data Analysis*, chapter 5. Half-Cauchy prior: Gelman (2006),
    doi:10.1214/06-BA117A. Deterministic integration: Roever (2020), doi:10.18637/jss.v093.i06.

    Examples
    --------
    >>> outcome = compare([Share("Almere", 18, 20), Share("Ede", 9, 20), Share("Zwolle", 11, 20)])
    >>> [(e.naam, round(e.raw, 2), round(e.mean, 2), e.verdict) for e in outcome.estimates]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('Almere', 0.9, 0.81, 'beter dan gemiddeld'), ('Ede', 0.45, 0.51, 'te weinig gegevens'),
     ('Zwolle', 0.55, 0.58, 'te weinig gegevens')]
    """
    ordered: list[Share | Score] = sorted(variants, key=lambda v: v.naam)
    _check(ordered)
    used = _fill_in(ordered, prior or Prior())
    matters = _smallest(ordered, smallest)
    posterior = _posterior(ordered, used, higher_is_better)
    estimates = _estimates(ordered, posterior, matters, higher_is_better)
    sensitivity: tuple[Sensitivity, ...] = ()
    if len(ordered) < _FEW_VARIANTS and used.spread is not None:
        sensitivity = tuple(
            Sensitivity(s, _estimates(ordered, other, matters, higher_is_better))
            for s in (used.spread / 2, used.spread * 2)
            for other in [_posterior(ordered, replace(used, spread=s), higher_is_better)]
        )
    return Comparison(
        estimates,
        posterior.overall,
        posterior.between,
        used,
        matters,
        sensitivity,
        _explain(estimates, sensitivity),
    )


def _check(variants: Sequence[Share | Score]) -> None:
    if len(variants) < 2:
        raise AnalyseError("Vergelijken kan vanaf twee varianten.")
    if len({v.naam for v in variants}) < len(variants):
        raise AnalyseError("Twee varianten heten hetzelfde; geef elk een eigen naam.")
    if len({type(v) for v in variants}) > 1:
        raise AnalyseError("Vergelijk aandelen met aandelen, of scores met scores.")
    for v in variants:
        if isinstance(v, Share) and not (v.totaal >= 0 and 0 <= v.gelukt <= v.totaal):
            raise AnalyseError(f"Bij {v.naam} past het aantal gelukt niet bij het totaal.")
        if isinstance(v, Score) and not (
            0 < v.standaardfout < float("inf") and abs(v.waarde) < float("inf")
        ):
            raise AnalyseError(f"Bij {v.naam} moet de standaardfout groter dan nul zijn.")


def _fill_in(variants: Sequence[Share | Score], prior: Prior) -> Prior:
    spread = prior.spread
    if spread is None:
        errors = sorted(v.standaardfout for v in variants if isinstance(v, Score))
        middle = len(errors) // 2
        spread = (errors[middle] + errors[~middle]) / 2 if errors else 0.3
    if not 0 < spread < float("inf"):
        raise AnalyseError("De spreiding vooraf moet groter dan nul zijn.")
    if not abs(prior.mean) < float("inf"):
        raise AnalyseError("Het gemiddelde vooraf moet een getal zijn.")
    if prior.mean_sd is not None and not 0 < prior.mean_sd < float("inf"):
        raise AnalyseError("De onzekerheid van het gemiddelde vooraf moet groter dan nul zijn.")
    return replace(prior, spread=spread)


def _smallest(variants: Sequence[Share | Score], smallest: float | None) -> float:
    if smallest is None:
        return SMALLEST_SHARE if isinstance(variants[0], Share) else 0.0
    if not 0 <= smallest < float("inf"):
        raise AnalyseError("Het kleinste verschil dat telt kan niet kleiner dan nul zijn.")
    return smallest


def _posterior(
    variants: Sequence[Share | Score], prior: Prior, higher_is_better: bool
) -> Posterior:
    spread = float(prior.spread or 0.0)
    shares = [v for v in variants if isinstance(v, Share)]
    if shares:
        successes, totals = [v.gelukt for v in shares], [v.totaal for v in shares]
        return shares_posterior(successes, totals, spread, largest=higher_is_better)
    scores = [v for v in variants if isinstance(v, Score)]
    return scores_posterior(
        [v.waarde for v in scores],
        [v.standaardfout for v in scores],
        spread,
        prior.mean,
        prior.mean_sd,
        largest=higher_is_better,
    )


def _estimates(
    variants: Sequence[Share | Score], posterior: Posterior, smallest: float, higher: bool
) -> tuple[Estimate, ...]:
    estimates = []
    for i, variant in enumerate(variants):
        above, best = float(posterior.above[i]), float(posterior.best[i])
        low, high = float(posterior.low[i]), float(posterior.high[i])
        better = above if higher else 1 - above
        leads = max(better, best) >= SURE and _differs(posterior, i, smallest, above=higher)
        trails = better <= 1 - SURE and _differs(posterior, i, smallest, above=not higher)
        verdict: Verdict = "te weinig gegevens"
        if leads and better >= SURE:
            verdict = "beter dan gemiddeld"
        elif trails:
            verdict = "minder dan gemiddeld"
        elif high - low <= 2 * smallest:
            verdict = "ongeveer gemiddeld"
        estimates.append(
            Estimate(
                naam=variant.naam,
                raw=_raw(variant),
                mean=float(posterior.mean[i]),
                low=low,
                high=high,
                best=best,
                above_mean=better,
                is_best=leads and best >= SURE,
                verdict=verdict,
            )
        )
    return tuple(estimates)


def _differs(posterior: Posterior, i: int, smallest: float, *, above: bool) -> bool:
    """Is this variant clearly above (or below) the one that is lowest (or highest)?"""
    j = int((posterior.mean if above else -posterior.mean).argmin())
    apart = abs(float(posterior.mean[i] - posterior.mean[j]))
    probability = posterior.exceeds(i, j) if above else posterior.exceeds(j, i)
    return i != j and apart >= smallest and probability >= DIFFERENT


def _raw(variant: Share | Score) -> float:
    if isinstance(variant, Score):
        return variant.waarde
    return variant.gelukt / variant.totaal if variant.totaal else float("nan")


def _explain(estimates: Sequence[Estimate], sensitivity: Sequence[Sensitivity]) -> str:
    text = _conclude(estimates)
    if any(_conclude(other.estimates) != text for other in sensitivity):
        text += " Met zo weinig varianten hangt dit af van wat u vooraf aanneemt."
    return text


def _conclude(estimates: Sequence[Estimate]) -> str:
    """Say which is the best when that is sure; two can differ clearly while their mean is vague."""
    winner = next((e.naam for e in estimates if e.is_best), "")
    if winner:
        return f"{winner} is zeer waarschijnlijk de beste van deze varianten."
    silent = ("te weinig gegevens", "ongeveer gemiddeld")
    said = [f"{e.naam} is {e.verdict}" for e in estimates if e.verdict not in silent]
    if said:
        return f"{', '.join(said)}; welke de beste is, is nog niet zeker."
    if all(e.verdict == "ongeveer gemiddeld" for e in estimates):
        return "Deze varianten verschillen niet zo veel dat het ertoe doet."
    return "Er zijn te weinig gegevens om te zeggen welke variant beter werkt."
