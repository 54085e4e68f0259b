"""What a group can do alone with the measures of a package, and who shares in the money."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from samenspel.analyse.uitruil import (
    Band,
    Conditions,
    Kernbelang,
    Maatregel,
    UitruilError,
    core,
    exchange,
    shapley,
)
from samenspel.analyse.uitruil.bands import drawn_net
from samenspel.analyse.uitruil.case import read_case, write_case
from samenspel.analyse.uitruil.tests.definitions import masks

EXAMPLES = Path(__file__).parents[1] / "voorbeelden"
PARTNERS = ["A", "B", "C", "D"]


def games_of(measures, partners, conditions, **more):
    """The game of the package, then that of every draw."""
    seen = []

    def watch(game):
        seen.append(game)
        return shapley(game)

    return exchange(measures, partners, conditions, watch, **more), seen


def best_own_package(chosen, requires, group, net):
    """Try every package out of `chosen`: the people are there, and all that is required."""
    names = {m.naam for m in chosen}
    best = 0.0
    for taken in product((False, True), repeat=len(chosen)):
        mine = [m for m, take in zip(chosen, taken, strict=True) if take]
        have = {m.naam for m in mine}
        people = {p for m in mine for p in m.partners if p in m.deelnemers or m.net(p) < 0}
        if people <= group and all(b in have for a, b in requires if a in have and b in names):
            worth = sum(net(m, p) for m in mine for p in m.partners if p in group)
            best = max(best, worth)
    return best


def linked_measures(rng, count):
    measures = []
    for j in range(count):
        who = [str(p) for p in rng.choice(PARTNERS, int(rng.integers(1, 5)), replace=False)]
        costs = {who[0]: float(rng.integers(10, 120))}
        benefits = {p: float(rng.integers(0, 90)) for p in who}
        measures.append(Maatregel(f"m{j}", [who[0]], costs, benefits))
    pairs = [rng.choice(count, 2, replace=False) for _ in range(count)]
    return measures, [(f"m{a}", f"m{b}") for a, b in pairs]


@pytest.mark.parametrize("seed", range(60))
def test_a_group_is_worth_the_best_package_it_can_carry_out_itself(seed):
    measures, requires = linked_measures(np.random.default_rng(seed), 7)
    deal, games = games_of(measures, PARTNERS, Conditions(requires=requires), draws=1)
    chosen = [m for m in measures if m.naam in deal.pakket.maatregelen]
    game = games[0]
    for mask in masks(len(game.players)):
        group = {p for i, p in enumerate(game.players) if mask >> i & 1}
        expected = best_own_package(chosen, requires, group, lambda m, p: m.net(p))
        assert game.value(group) == pytest.approx(expected, abs=1e-9)
    assert core(game).nonempty
    assert core(game).contains(shapley(game).share)


def test_a_long_chain_of_requirements_is_weighed_and_too_many_ways_are_refused():
    chain = [Maatregel(f"m{j:02d}", ["A"], {"A": 10 + j}, {"B": 40}) for j in range(15)]
    requires = [(f"m{j:02d}", f"m{j - 1:02d}") for j in range(1, 15)]
    _, games = games_of(chain, ["A", "B"], Conditions(requires=requires), draws=1)
    assert games[0].value({"A"}) == 0.0
    assert games[0].total == sum(30 - j for j in range(15))
    loose = [("m14", f"m{j:02d}") for j in range(14)]
    with pytest.raises(UitruilError, match="Neem maatregelen samen"):
        exchange(chain, ["A", "B"], Conditions(requires=loose))


def test_so_it_is_in_every_draw():
    """All measures rest on one, so only everybody together is bound to the whole of it."""
    basis = Maatregel("basis", ["A"], {"A": _band(100)}, {"B": _band(70), "C": _band(60)})
    extra = Maatregel("extra", ["A", "B"], {"B": _band(40)}, {"A": _band(30), "B": _band(35)})
    last = Maatregel("laatst", ["C"], {"C": _band(10)}, {"D": _band(30), "A": _band(15)})
    chosen, requires = [basis, extra, last], [("extra", "basis"), ("laatst", "basis")]
    draws = 40
    _, games = games_of(chosen, PARTNERS, Conditions(requires=requires), draws=draws, seed=5)
    drawn = drawn_net(chosen, draws=draws, seed=5, discount=0.0)
    for draw, game in enumerate(games[1:]):
        for mask in range((1 << 4) - 1):
            group = {p for i, p in enumerate(game.players) if mask >> i & 1}
            worth = best_own_package(
                chosen, requires, group, lambda m, p, k=draw: drawn[m.naam, p][k]
            )
            assert game.value(group) == pytest.approx(worth, abs=1e-9)
        assert game.total == pytest.approx(sum(net[draw] for net in drawn.values()))
    assert len(games) == draws + 1


def _band(likely):
    return Band(0.2 * likely, likely, 1.8 * likely)


def test_nobody_counts_nazorg_without_the_hulp_it_rests_on():
    """Nazorg brings these two 25,000, but the vroege hulp it requires costs them 90,000."""
    case = read_case((EXAMPLES / "schuldhulp.json").read_text())
    deal, games = games_of(case.measures, case.partners, case.conditions, draws=1)
    assert {"Nazorg na schuldhulp", "Vroege schuldhulp"} == set(deal.pakket.maatregelen)
    assert games[0].value({"Gemeente", "Zorgverzekeraar"}) == 0.0
    assert games[0].value({"Gemeente", "Zorgverzekeraar", "Woningcorporatie"}) == 55_000.0
    assert games[0].total == deal.pakket.totaal == 145_000.0


HULP = Maatregel("hulp", ["A", "B"], {"A": 10}, {"B": 30})


@pytest.mark.parametrize("rule", ["shapley", "nucleolus", "nash", "tau", "proportional"])
def test_who_does_not_share_keeps_what_the_package_brings(rule):
    """C brings people, not money: no share of the money, and D only has a small gain of its own."""
    plan = Maatregel("plan", ["A", "C"], {"A": 40}, {"B": 100, "D": 6})
    deal = exchange([plan], PARTNERS, Conditions(), rule, deelt_mee=["A", "B"], draws=30)
    saldo = {name: position.saldo for name, position in deal.partners.items()}
    assert (saldo["C"], saldo["D"]) == (0.0, 6.0)
    assert saldo["A"] + saldo["B"] == pytest.approx(60.0)
    if rule != "proportional":
        assert saldo["A"] == pytest.approx(30.0)
    assert {p for b in deal.betalingen for p in (b.van, b.aan)} <= {"A", "B"}
    for other in deal.vergelijking.values():
        assert (other["C"], other["D"]) == (0.0, 6.0)
    assert deal.partners["D"].band_achteraf == deal.partners["D"].band


def test_a_partner_in_no_measure_has_no_part_of_the_gain_by_nash():
    deal = exchange([HULP], ["A", "B", "Bewoners"], rule="nash", draws=10)
    assert deal.verdeling.share == {"A": 10.0, "B": 10.0, "Bewoners": 0.0}


def test_the_kernbelang_of_who_does_not_share_counts_all_the_same():
    rough = Maatregel("grof", ["A"], {"A": 10}, {"B": 90})
    limits = Conditions(
        kernbelangen=[Kernbelang("C", "rust", ondergrens=0.0, geraakt_door=["grof"])]
    )
    deal = exchange([HULP, rough], ["A", "B", "C"], limits, deelt_mee=["A", "B"], draws=10)
    assert deal.pakket.maatregelen == ("hulp",)
    costly = Maatregel("duur", ["C"], {"C": 10}, {"A": 50})
    deal = exchange([HULP, costly], ["A", "B", "C"], limits_of_c(), deelt_mee=["A", "B"])
    assert deal.pakket.maatregelen == ("hulp",)


def limits_of_c():
    return Conditions(kernbelangen=[Kernbelang("C", "rond komen", ondergrens=0.0)])


def test_who_loses_by_the_package_must_share_and_the_names_are_known():
    with pytest.raises(UitruilError, match="A legt geld toe"):
        exchange([HULP], ["A", "B"], deelt_mee=["B"])
    for names in (["X"], [], "A"):
        with pytest.raises(UitruilError, match="deelt_mee"):
            exchange([HULP], ["A", "B"], deelt_mee=names)


def test_a_case_remembers_who_shares():
    case = read_case((EXAMPLES / "schuldhulp.json").read_text())
    assert case.deelt_mee is None
    text = write_case(case).replace('"deelt_mee": null', '"deelt_mee": ["Gemeente"]')
    assert read_case(text).deelt_mee == ("Gemeente",)
    assert read_case(write_case(read_case(text))).deelt_mee == ("Gemeente",)
