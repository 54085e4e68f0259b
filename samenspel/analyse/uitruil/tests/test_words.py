"""What the sentences say is never more than what holds: checked by trying everything."""

import re
from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analyse.uitruil import Band, Conditions, Maatregel, Pakket, best_package, exchange
from samenspel.analyse.uitruil.bands import band_of, drawn_net
from samenspel.analyse.uitruil.sentences import sentences
from samenspel.analyse.uitruil.stakes import needed_for
from samenspel.analyse.uitruil.tests.definitions import best_by_trying
from samenspel.analyse.uitruil.wording import at_most, euro

TABLE = ("A", "B", "C")
AMOUNTS = st.integers(0, 60)


@st.composite
def tables(draw):
    """Up to four measures of three partners, and budgets for some."""
    measures = []
    for number in range(draw(st.integers(1, 4))):
        who = draw(st.lists(st.sampled_from(TABLE), min_size=1, max_size=3, unique=True))
        costs = {name: draw(AMOUNTS) for name in who}
        benefits = {name: draw(AMOUNTS) for name in TABLE}
        measures.append(Maatregel(f"m{number}", who, costs, benefits))
    limited = draw(st.lists(st.sampled_from(TABLE), max_size=2, unique=True))
    return measures, {name: draw(AMOUNTS) for name in limited}


def affordable(budgets):
    return lambda chosen: all(
        sum(m.cost(name) for m in chosen) <= budget for name, budget in budgets.items()
    )


def alone(measures, budgets, group):
    """The most a group reaches with measures that it can carry out itself."""
    own = [m for m in measures if needed_for(m, 0.0) <= group]
    sets = chain.from_iterable(combinations(own, k) for k in range(len(own) + 1))
    return max(
        sum(m.net(name) for m in chosen for name in group & set(m.partners))
        for chosen in sets
        if affordable(budgets)(chosen)
    )


@settings(max_examples=60, deadline=None)
@given(tables())
def test_the_sentences_claim_nothing_that_does_not_hold(case):
    measures, budgets = case
    deal = exchange(measures, TABLE, Conditions(budgets=budgets), draws=10)
    told = " ".join(deal.zinnen)
    best = best_by_trying(measures, affordable(budgets))
    if "Beter kan bewezen niet" in told:
        assert deal.pakket.totaal == pytest.approx(best)
    if "Geen enkele maatregel levert" in told:
        assert best == pytest.approx(0.0)
    if "Niemand hoeft iets" in told:
        left = {name: deal.pakket.saldo.get(name, 0.0) for name in TABLE}
        assert dict(deal.verdeling.share) == pytest.approx(left, abs=1e-6)
    groups = [frozenset(g) for size in (1, 2) for g in combinations(TABLE, size)]
    misses = {
        g: alone(measures, budgets, g) - sum(deal.verdeling.share[name] for name in g)
        for g in groups
    }
    if "Er is geen groep die" in told:
        assert max(misses.values()) <= 1e-4
    for names, amount in re.findall(r"Let op: (.+?) (?:is|zijn samen) .*?(€ .*?) beter af", told):
        group = frozenset(re.findall("[ABC]", names))
        assert euro(misses[group]) == amount
        assert misses[group] == pytest.approx(max(misses.values()))
    for payer, amount, taker in re.findall(r"([ABC]) betaalt (€ .*?) aan ([ABC])\.", told):
        paid = {(p.van, p.aan): euro(p.bedrag) for p in deal.betalingen}
        assert paid[payer, taker] == amount


def test_a_package_that_is_not_proven_is_not_called_the_best():
    found = best_package([Maatregel("M", ["A"], {"A": 10}, {"A": 110.4})])
    unsure = Pakket(**{**vars(found), "bewezen": False, "bound": 100.4})
    deal = exchange([Maatregel("M", ["A"], {"A": 10}, {"A": 110.4})], ["A"])
    told = sentences(unsure, deal.verdeling, (), deal.partners, deal.stabiliteit)
    assert told[0] == (
        "Het beste pakket dat is gevonden, is M; dat levert samen € 100 op. "
        "Meer dan € 101 kan in elk geval niet."
    )


@given(st.floats(-1e9, 1e9))
def test_nothing_exceeds_what_is_called_at_most(amount):
    written = at_most(amount).removeprefix("€ ").replace(".", "").replace(",", ".")
    assert float(written) >= amount - 1e-6


@pytest.mark.parametrize("seed", range(5))
def test_nine_out_of_ten_is_measured(seed):
    """Of 20,000 fresh draws 90% lie in the band of the default 1,000, give or take 3 points."""
    rng = np.random.default_rng(seed)
    measures = [
        Maatregel(f"m{k}", ["A"], {"A": Band(*sorted(rng.integers(0, 90, 3)))}, {})
        for k in range(1 + seed)
    ]

    def total(draws, seed):
        return sum(drawn_net(measures, draws=draws, seed=seed, discount=0.0).values())

    band = band_of(total(1000, seed))
    fresh = total(20_000, 100 + seed)
    assert ((fresh >= band.low) & (fresh <= band.high)).mean() == pytest.approx(0.9, abs=0.03)
