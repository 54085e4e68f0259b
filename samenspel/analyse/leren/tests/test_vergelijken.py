"""Partial pooling against published cases, closed forms and the definition itself."""

import numpy as np
import pytest
from scipy.special import betainc, betaln

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.leren import Prior, Score, Share, compare
from samenspel.analyse.leren.modellen import best_of_betas, given_tau
from tests.gold import cases

GOLD = cases("pooling.json")


def eight_schools(case: dict) -> list[Score]:
    pairs = zip(case["y"], case["sigma"], strict=True)
    return [Score(f"theta[{i}]", y, s) for i, (y, s) in enumerate(pairs, 1)]


def test_eight_schools_within_the_monte_carlo_error_of_posteriordb():
    case = GOLD["eight_schools_posteriordb"]
    outcome = compare(eight_schools(case), prior=Prior(spread=5, mean=0, mean_sd=5))
    found = {e.naam: e.mean for e in outcome.estimates} | {
        "mu": outcome.mean,
        "tau": outcome.between,
    }
    for name, published in case["expected"].items():
        assert abs(found[name] - published) < 3 * case["mcse"][name]
        assert found[name] == pytest.approx(case["quadrature"][name], abs=1e-9)


def test_probability_that_one_share_exceeds_another_equals_the_closed_form():
    for case in GOLD["beta_superiority_exact"]["cases"]:
        a, b, c, d = case["params"]
        found = best_of_betas(np.array([a, c], dtype=float), np.array([b, d], dtype=float))
        assert found[1] == pytest.approx(case["value"], abs=1e-8)


def test_given_the_differences_the_mean_is_that_of_dersimonian_and_laird():
    case = GOLD["bcg_DL"]
    tp, tn, cp, cn = (np.array(case[k]) for k in ("tpos", "tneg", "cpos", "cneg"))
    y = np.log(tp / (tp + tn) / (cp / (cp + cn)))
    s = np.sqrt(1 / tp - 1 / (tp + tn) + 1 / cp - 1 / (cp + cn))
    tau = np.sqrt(case["expected"]["tau2_DL"])
    given = given_tau(y, s, np.array([[tau]]), 0.0, None)
    assert np.exp(given.mu[0, 0]) == pytest.approx(case["expected"]["RR"], abs=1e-4)


def test_batting_averages_are_drawn_to_the_mean_about_as_much_as_james_and_stein_drew_them():
    case = GOLD["efron_morris_baseball"]
    players = [Share(f"{i:02}", hits, 45) for i, hits in enumerate(case["hits_of_45"])]
    outcome = compare(players)
    for estimate, published in zip(outcome.estimates, case["check"]["james_stein"], strict=True):
        assert estimate.mean == pytest.approx(published, abs=0.01)
    assert outcome.mean == pytest.approx(case["expected"]["grand_mean"], abs=0.005)


COUNTS = [((18, 20), (9, 20), (11, 20)), ((0, 7), (3, 4), (30, 60)), ((45, 50), (44, 50), (1, 2))]


@pytest.mark.parametrize("counts", COUNTS)
def test_shares_equal_the_definition_summed_over_a_dense_grid(counts):
    """The mean to five decimals, the ends of the interval to 1e-3."""
    y, n = np.array(counts, dtype=float).T
    phi = (np.arange(400) + 0.5) / 400
    r = (np.arange(400) + 0.5) / 400
    kappa = (1 / r**2 - 1)[None, :, None]
    a, b = kappa * phi[:, None, None], kappa * (1 - phi[:, None, None])
    like = (betaln(a + y, b + n - y) - betaln(a, b)).sum(axis=2)
    weight = np.exp(like) / (1 + (r[None, :] / 0.3) ** 2)
    mean = ((a + y) / (kappa + n) * weight[..., None]).sum(axis=(0, 1)) / weight.sum()
    outcome = compare([Share(name, *count) for name, count in zip("abc", counts, strict=True)])
    assert [e.mean for e in outcome.estimates] == pytest.approx(mean.tolist(), abs=1e-5)
    for i, estimate in enumerate(outcome.estimates):
        for end, chance in ((estimate.low, 0.05), (estimate.high, 0.95)):
            near = np.clip([end - 1e-3, end + 1e-3], 0, 1)
            one, other = (
                (betainc((a + y)[..., i], (b + n - y)[..., i], x) * weight).sum() / weight.sum()
                for x in near
            )
            assert one <= chance <= other


def test_probability_best_equals_drawing_from_the_model():
    random = np.random.default_rng(5)
    y, s = np.array([3.0, 1.0, 0.0, 8.0]), np.array([1.0, 0.2, 2.0, 6.0])
    outcome = compare([Score(n, *p) for n, p in zip("abcd", zip(y, s, strict=True), strict=True)])
    spread = outcome.prior.spread
    u = random.random(40_000)
    tau = spread * np.tan(np.pi * u / 2)
    given = given_tau(y, s, tau[:, None], 0.0, None)
    weight = np.exp(given.log_likelihood - given.log_likelihood.max())
    chosen = random.choice(len(tau), 200_000, p=weight / weight.sum())
    mu = given.mu[chosen] + np.sqrt(given.mu_var[chosen]) * random.standard_normal((200_000, 1))
    shrink, local = given.shrink[chosen], np.sqrt(given.local_var[chosen])
    theta = shrink * mu + (1 - shrink) * y + local * random.standard_normal((200_000, 4))
    drawn = np.bincount(theta.argmax(axis=1), minlength=4) / 200_000
    assert [e.best for e in outcome.estimates] == pytest.approx(drawn.tolist(), abs=0.01)
    low, high = np.quantile(theta, [0.05, 0.95], axis=0)
    assert [e.low for e in outcome.estimates] == pytest.approx(low.tolist(), abs=0.15)
    assert [e.high for e in outcome.estimates] == pytest.approx(high.tolist(), abs=0.15)


def test_a_narrow_variant_beside_a_wide_one_is_not_missed():
    outcome = compare([Share("a", 1800, 2000), Share("b", 900, 2000), Share("c", 0, 0)])
    best = {e.naam: e.best for e in outcome.estimates}
    assert best["b"] < 1e-6
    assert best["a"] + best["c"] == pytest.approx(1.0)


def test_few_data_are_called_few_data_and_many_are_not():
    few = compare([Share("Almere", 2, 3), Share("Ede", 1, 3)])
    assert {e.verdict for e in few.estimates} == {"te weinig gegevens"}
    assert "te weinig gegevens" in few.explanation
    many = compare(
        [Share(n, k, 200) for n, k in zip("abcdef", (180, 90, 95, 88, 92, 91), strict=True)]
    )
    assert many.estimates[0].verdict == "beter dan gemiddeld"
    assert many.explanation.startswith("a is zeer waarschijnlijk de beste")


def test_of_two_the_better_is_named_though_their_mean_is_vague():
    outcome = compare([Score("a", 4.0, 0.3), Score("b", 9.0, 0.3)])
    assert {e.verdict for e in outcome.estimates} == {"te weinig gegevens"}
    assert outcome.explanation == "b is zeer waarschijnlijk de beste van deze varianten."


def test_a_conclusion_that_the_prior_decides_says_so():
    variants = [Share(n, k, 20) for n, k in zip("abc", (18, 11, 11), strict=True)]
    sentences = {
        compare(variants, prior=Prior(spread=spread)).explanation.split(" Met zo")[0]
        for spread in (0.15, 0.3, 0.6)
    }
    assert len(sentences) == 2
    assert compare(variants).explanation.endswith("hangt dit af van wat u vooraf aanneemt.")


def alike(share: Share, number: int) -> list[Share]:
    return [Share(str(n), share.gelukt, share.totaal) for n in range(number)]


@pytest.mark.parametrize(
    "variants",
    [alike(Share("", 20, 20), 2), alike(Share("", 0, 20), 3), alike(Share("", 10**6, 10**6), 2)],
)
def test_who_counted_the_same_is_neither_better_nor_less(variants):
    outcome = compare(variants)
    assert {e.verdict for e in outcome.estimates} == {"ongeveer gemiddeld"}
    assert outcome.explanation == "Deze varianten verschillen niet zo veel dat het ertoe doet."
    for one in outcome.estimates:
        assert one.best == pytest.approx(1 / len(variants))
        assert 0 <= one.low <= one.mean <= one.high <= 1


def test_a_difference_that_does_not_matter_is_none():
    many = [Share("a", 50_500, 100_000), Share("b", 49_500, 100_000), Share("c", 49_500, 100_000)]
    assert {e.verdict for e in compare(many).estimates} == {"ongeveer gemiddeld"}
    assert compare(many, smallest=0.001).estimates[0].is_best


def test_of_ways_that_do_not_differ_at_most_one_in_twenty_is_said_to():
    random = np.random.default_rng(8)
    said = 0
    for _ in range(200):
        share, sizes = random.uniform(0.1, 0.9), random.integers(5, 80, size=3)
        drawn = zip("abc", random.binomial(sizes, share), sizes, strict=True)
        outcome = compare([Share(n, int(k), int(total)) for n, k, total in drawn])
        said += any(e.is_best or "dan" in e.verdict for e in outcome.estimates)
    assert said <= 10


def test_one_that_always_and_one_that_never_works_are_told_apart_however_often_counted():
    for number in (100, 10**6, 10**9):
        a, b = compare([Share("a", number, number), Share("b", 0, number)]).estimates
        assert (a.is_best, b.is_best) == (True, False)


def test_below_five_variants_the_sensitivity_to_the_prior_is_shown():
    variants = [Share(n, k, 20) for n, k in zip("abcde", (18, 9, 11, 10, 12), strict=True)]
    assert compare(variants).sensitivity == ()
    shown = compare(variants[:4]).sensitivity
    assert [s.spread for s in shown] == [0.15, 0.6]
    assert shown[0].estimates[0].mean < shown[1].estimates[0].mean


def test_lower_is_better_mirrors_the_question():
    days = [Score("a", 10.0, 1.0), Score("b", 20.0, 1.0), Score("c", 21.0, 1.5)]
    mirrored = [Score(d.naam, -d.waarde, d.standaardfout) for d in days]
    low = compare(days, higher_is_better=False)
    high = compare(mirrored)
    for one, other in zip(low.estimates, high.estimates, strict=True):
        assert one.best == pytest.approx(other.best)
        assert one.above_mean == pytest.approx(other.above_mean)
        assert one.verdict == other.verdict


def test_the_order_of_the_variants_changes_nothing():
    variants = [Share(n, k, 20) for n, k in zip("abcd", (18, 9, 11, 10), strict=True)]
    assert compare(variants) == compare(variants[::-1])


@pytest.mark.parametrize(
    ("variants", "message"),
    [
        ([Share("a", 1, 2)], "vanaf twee"),
        ([Share("a", 1, 2), Share("a", 1, 2)], "hetzelfde"),
        ([Share("a", 3, 2), Share("b", 1, 2)], "past het aantal"),
        ([Score("a", 1.0, 0.0), Score("b", 1.0, 1.0)], "groter dan nul"),
        ([Share("a", 1, 2), Score("b", 1.0, 1.0)], "aandelen met aandelen"),
    ],
)
def test_impossible_input_is_refused_with_what_to_do(variants, message):
    with pytest.raises(AnalyseError, match=message):
        compare(variants)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"prior": Prior(mean_sd=0)}, "onzekerheid"),
        ({"prior": Prior(mean_sd=-1)}, "onzekerheid"),
        ({"prior": Prior(mean_sd=float("nan"))}, "onzekerheid"),
        ({"prior": Prior(mean=float("nan"))}, "gemiddelde vooraf"),
        ({"prior": Prior(spread=float("nan"))}, "spreiding"),
        ({"smallest": -0.1}, "kleinste verschil"),
    ],
)
def test_impossible_assumptions_are_refused(given, message):
    with pytest.raises(AnalyseError, match=message):
        compare([Score("a", 1.0, 1.0), Score("b", 2.0, 1.0)], **given)
