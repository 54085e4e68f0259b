"""The best package, its limits, and the exchange on top of it."""

import numpy as np
import pytest

from samenspel.analyse.uitruil import (
    Band,
    Conditions,
    InfeasibleError,
    Kernbelang,
    Maatregel,
    Oormerk,
    UitruilError,
    best_package,
    exchange,
    settle,
)
from samenspel.analyse.uitruil.tests.definitions import best_by_trying

PARTNERS = ["A", "B", "C", "D"]
HULP = Maatregel("hulp", ["A"], {"A": 10}, {"B": 30})


def some_measures(rng, count, partners=PARTNERS):
    measures = []
    for j in range(count):
        who = list(rng.choice(partners, int(rng.integers(1, 4)), replace=False))
        costs = {str(who[0]): Band(*sorted(rng.integers(10, 100, 3).tolist()))}
        benefits = {str(p): Band(*sorted(rng.integers(0, 80, 3).tolist())) for p in who}
        measures.append(Maatregel(f"m{j}", [str(who[0])], costs, benefits))
    return measures


def some_conditions(rng, measures):
    names = [m.naam for m in measures]
    return Conditions(
        budgets={p: float(rng.integers(20, 200)) for p in PARTNERS[:3]},
        earmarks=[
            Oormerk("jeugd", "A", 60.0, names[:3]),
            Oormerk("schulden", "A", 30.0, names[2:5]),
        ],
        kernbelangen=[Kernbelang("B", "rust", ondergrens=-20.0, geraakt_door=[names[8]])],
        requires=[(names[0], names[1])],
        excludes=[names[2:4]],
        at_least=[(2, names[4:8])],
        at_most=[(4, names)],
    )


def earmarked_money_suffices(cost, budget, earmarks):
    """Fill the earmarks in every order; one order wastes nothing."""
    small, wide = ({name: cost.get(name, 0.0) for name in e.maatregelen} for e in earmarks)
    shared = set(small) & set(wide)
    alone = sum(c for name, c in cost.items() if name not in set(small) | set(wide))
    best = np.inf
    for part in np.linspace(0, 1, 201):
        both = sum(cost.get(name, 0.0) for name in shared)
        one = sum(c for name, c in small.items() if name not in shared) + part * both
        two = sum(c for name, c in wide.items() if name not in shared) + (1 - part) * both
        rest = max(0, one - earmarks[0].bedrag) + max(0, two - earmarks[1].bedrag)
        best = min(best, alone + rest)
    return best <= budget + 0.3


def holds(conditions, chosen):
    names = {m.naam for m in chosen}
    cost = {p: {m.naam: m.cost(p) for m in chosen} for p in PARTNERS}
    (one, other), (_, group) = conditions.requires[0], conditions.at_most[0]
    minimum, some = conditions.at_least[0]
    return (
        all(sum(cost[p].values()) <= conditions.budgets[p] + 1e-9 for p in "BC")
        and earmarked_money_suffices(cost["A"], conditions.budgets["A"], conditions.earmarks)
        and sum(m.net("B") for m in chosen) >= -20.0 - 1e-9
        and not names & set(conditions.kernbelangen[0].geraakt_door)
        and (one not in names or other in names)
        and len(names & set(conditions.excludes[0])) <= 1
        and len(names & set(some)) >= minimum
        and len(names & set(group)) <= 4
    )


@pytest.mark.parametrize("seed", range(12))
def test_the_package_is_the_best_of_all_that_hold(seed):
    rng = np.random.default_rng(seed)
    measures = some_measures(rng, 9)
    conditions = some_conditions(rng, measures)
    best = best_by_trying(measures, lambda chosen: holds(conditions, chosen))
    if best is None:
        with pytest.raises(InfeasibleError):
            best_package(measures, conditions)
        return
    package = best_package(measures[::-1], conditions)
    chosen = [m for m in measures if m.naam in package.maatregelen]
    assert holds(conditions, chosen)
    assert package.totaal == pytest.approx(best)
    assert (package.gap, package.bewezen) == (0.0, True)
    assert package.bound == pytest.approx(best)
    assert min(package.ruimte.values()) >= -1e-9
    assert sum(package.saldo.values()) == pytest.approx(package.totaal)
    assert sum(package.bijdrage.values()) == pytest.approx(package.totaal)


@pytest.mark.parametrize("factor", [1e-6, 1e9])
def test_the_unit_of_the_amounts_does_not_matter(factor):
    def scaled(k):
        return [
            Maatregel(f"m{j}", ["A"], {"A": k * (j + 1)}, {"B": k * (3 + (7 * j) % 5)})
            for j in range(8)
        ], Conditions(budgets={"A": 9 * k})

    one, other = best_package(*scaled(1.0)), best_package(*scaled(factor))
    assert one.maatregelen == other.maatregelen
    assert other.totaal == pytest.approx(one.totaal * factor)


def test_of_equal_packages_the_cheapest_is_chosen():
    dear = Maatregel("a duur", ["A"], {"A": 50}, {"B": 60})
    cheap = Maatregel("b goedkoop", ["A"], {"A": 20}, {"B": 30})
    limits = Conditions(excludes=[["a duur", "b goedkoop"]])
    assert best_package([dear, cheap], limits).maatregelen == ("b goedkoop",)


def test_clashing_conditions_are_named_and_nothing_more():
    measures = [Maatregel(n, ["A"], {"A": 10}, {"B": 30}) for n in ("x", "y", "z")]
    limits = Conditions(
        budgets={"A": 15, "B": 100},
        at_least=[(2, ["x", "y"]), (1, ["z"])],
        excludes=[["x", "y"]],
        requires=[("x", "z")],
    )
    with pytest.raises(InfeasibleError) as caught:
        best_package(measures, limits)
    clash = caught.value.conflict
    assert set(clash) in (
        {"hoogstens één van x en y", "minstens 2 van x en y"},
        {"A heeft € 15 budget", "minstens 2 van x en y"},
    )
    with pytest.raises(InfeasibleError, match="minstens 2 van x en y"):
        best_package(measures, Conditions(budgets={"A": 15}, at_least=[(2, ["x", "y"])]))
    with pytest.raises(InfeasibleError, match="per saldo minstens"):
        best_package([], Conditions(kernbelangen=[Kernbelang("A", ondergrens=5.0)]))


def test_budgets_per_year_and_a_discount():
    slow = Maatregel("traag", ["A"], {"A": [40, 40]}, {"B": [0, 100]})
    fast = Maatregel("snel", ["A"], {"A": [80]}, {"B": [95]})
    assert best_package([slow, fast], Conditions(budgets={"A": [50, 50]})).maatregelen == ("traag",)
    both = best_package([slow, fast], Conditions(discount=0.25))
    assert both.totaal == pytest.approx(95 - 80 + 100 / 1.25 - 40 - 40 / 1.25)
    with pytest.raises(UitruilError, match="elk jaar"):
        best_package([slow], Conditions(budgets={"A": [50]}))
    assert Maatregel("m", ["A"], {"A": 5}, {}, jaren=3).cost("A") == 15


def test_a_search_can_be_followed_and_stopped():
    rng = np.random.default_rng(0)
    names = [f"p{i}" for i in range(12)]
    measures = [
        Maatregel(
            f"m{j:03d}",
            list(rng.choice(names, 4, replace=False)),
            {str(p): float(rng.integers(10, 100)) for p in rng.choice(names, 4, replace=False)},
            {str(p): float(rng.integers(50, 200)) for p in rng.choice(names, 4, replace=False)},
        )
        for j in range(120)
    ]
    limits = Conditions(budgets=dict.fromkeys(names, 500.0))
    seen = []

    def follow(news):
        seen.append(news)
        return news.best <= 0  # Go on until there is something.

    package = best_package(measures, limits, progress=follow)
    assert seen
    assert np.isfinite(package.bound)
    assert not package.bewezen
    assert package.bound >= package.totaal > 0
    assert package.gap == pytest.approx((package.bound - package.totaal) / package.bound)
    with pytest.raises(ZeroDivisionError):
        best_package(measures, limits, progress=lambda news: 1 / 0)


@pytest.mark.parametrize("rule", ["shapley", "nucleolus", "nash", "tau", "proportional"])
@pytest.mark.parametrize("seed", range(4))
def test_an_exchange_adds_up_and_keeps_every_condition(rule, seed):
    rng = np.random.default_rng(seed)
    measures = some_measures(rng, 9)
    conditions = Conditions(
        budgets={"A": 120.0, "B": 90.0},
        kernbelangen=[Kernbelang("C", ondergrens=2.0), Kernbelang("D", geraakt_door=["m3"])],
        requires=[("m0", "m1")],
        excludes=[["m4", "m5"]],
    )
    deal = exchange(measures, PARTNERS, conditions, rule, draws=50)
    saldo = {name: p.saldo for name, p in deal.partners.items()}
    assert saldo == pytest.approx(dict(deal.verdeling.share))
    assert sum(saldo.values()) == pytest.approx(deal.pakket.totaal)
    assert min(deal.pakket.ruimte.values()) >= -1e-9
    assert saldo["C"] >= 2.0 - 1e-9
    assert len(deal.betalingen) <= len(PARTNERS) - 1
    for name, position in deal.partners.items():
        net = deal.pakket.saldo.get(name, 0.0)
        assert position.saldo == pytest.approx(net + position.ontvangt - position.betaalt)
        assert position.betaalt == 0 or position.ontvangt == 0
        assert position.band.low <= position.band.likely <= position.band.high
        parts = deal.verdeling.explanation[name]
        assert sum(part.bedrag for part in parts) == pytest.approx(position.saldo)
    again = exchange(measures[::-1], PARTNERS[::-1], conditions, rule, draws=50)
    assert again.betalingen == deal.betalingen
    assert again.zinnen == deal.zinnen


def test_the_wrong_pocket():
    """The gemeente pays, the others profit: nobody can do it alone, together it pays."""
    hulp = Maatregel(
        "Vroege schuldhulp",
        ["Gemeente"],
        {"Gemeente": Band(80, 100, 130)},
        {"Zorg": Band(20, 60, 80), "Corporatie": Band(30, 50, 60), "Rijk": Band(10, 40, 50)},
    )
    deal = exchange([hulp], ["Gemeente", "Zorg", "Corporatie", "Rijk"])
    assert {p.aan for p in deal.betalingen} == {"Gemeente"}
    assert {p.van for p in deal.betalingen} == {"Zorg", "Corporatie", "Rijk"}
    assert all(position.saldo > 0 for position in deal.partners.values())
    assert deal.partners["Rijk"].saldo < deal.partners["Zorg"].saldo
    assert deal.stabiliteit.stabiel
    assert deal.stabiliteit.bewezen
    assert any("betaalt" in zin and "aan Gemeente" in zin for zin in deal.zinnen)
    wide = deal.partners["Gemeente"]
    assert wide.band.low < wide.saldo < wide.band.high


@pytest.mark.parametrize("rule", ["shapley", "nucleolus", "proportional"])
def test_sure_amounts_have_bands_without_width(rule):
    sure = [
        Maatregel("m", ["A"], {"A": 30}, {"B": 20, "C": 40}),
        Maatregel("n", ["B", "C"], {"B": 10}, {"C": 25}),
    ]
    deal = exchange(sure, ["A", "B", "C"], rule=rule, draws=20)
    for position in deal.partners.values():
        for band in (position.band, position.band_achteraf):
            assert (band.low, band.high) == pytest.approx((position.saldo, position.saldo))


def test_bands_follow_the_triangles():
    wide = Maatregel("m", ["A"], {"A": Band(0, 10, 40)}, {"A": 50})
    deal = exchange([wide], ["A"], draws=20_000, seed=3)
    band = deal.partners["A"].band
    rising, falling = (40 * 10 * 0.05) ** 0.5, 40 - (40 * 30 * 0.05) ** 0.5
    assert (band.low, band.high) == pytest.approx((50 - falling, 50 - rising), abs=0.5)
    one, other = (exchange([wide], ["A"], seed=4).partners for _ in range(2))
    assert one == other


def test_who_could_do_better_elsewhere_is_named():
    together = Maatregel("samen", ["A", "B"], {"A": 10}, {"A": 30, "B": 30})
    alone = Maatregel("zelf", ["A"], {}, {"A": 40})
    limits = Conditions(excludes=[["samen", "zelf"]])
    deal = exchange([together, alone], ["A", "B"], limits)
    assert deal.pakket.maatregelen == ("samen",)
    assert not deal.stabiliteit.stabiel
    (objection,) = deal.stabiliteit.bezwaren
    assert (objection.coalition, objection.excess) == (frozenset("A"), pytest.approx(15.0))


def test_a_needed_but_costly_measure_is_part_of_the_stake():
    costly = Maatregel("basis", ["C"], {"C": 20}, {})
    fruit = Maatregel("vrucht", ["A", "B"], {}, {"A": 40, "B": 40})
    deal = exchange([costly, fruit], ["A", "B", "C"], Conditions(requires=[("vrucht", "basis")]))
    assert deal.pakket.maatregelen == ("basis", "vrucht")
    assert list(deal.verdeling.share.values()) == pytest.approx([20.0, 20.0, 20.0])


def test_an_obligatory_loss_is_shared_by_those_involved():
    duty = Maatregel("plicht", ["A", "B"], {"A": 10}, {})
    deal = exchange([duty], ["A", "B", "C"], Conditions(at_least=[(1, ["plicht"])]))
    assert deal.verdeling.share == pytest.approx({"A": -5.0, "B": -5.0, "C": 0.0})


def test_no_measures_and_one_partner():
    empty = exchange([], ["A", "B"])
    assert empty.pakket.maatregelen == ()
    assert [p.saldo for p in empty.partners.values()] == [0.0, 0.0]
    alone = exchange([Maatregel("m", ["A"], {"A": 1}, {"A": 3})], ["A"])
    assert alone.partners["A"].saldo == 2.0
    assert alone.stabiliteit.stabiel


@pytest.mark.parametrize(
    ("call", "match"),
    [
        (lambda: Band(3, 2, 1), "laag via midden naar hoog"),
        (lambda: Band("x", 2, 3), "getal"),
        (lambda: Maatregel("", ["A"], {}, {}), "naam"),
        (lambda: Maatregel("m", [], {}, {}), "deelnemer"),
        (lambda: Maatregel("m", ["A"], {}, {}, jaren=0), "jaar"),
        (lambda: best_package([], Conditions(requires=[("a", "b")])), "onbekende maatregel"),
        (lambda: best_package([], Conditions(budgets={"A": -1})), "0 of meer"),
        (lambda: best_package([Maatregel("m", ["A"], {}, {})] * 2), "twee maatregelen"),
        (lambda: exchange([Maatregel("m", ["Z"], {}, {})], ["A"]), "niet aan tafel"),
        (lambda: exchange([], ["A"], None, "loterij"), "niet bekend"),
        (lambda: settle({"A": 1.0}), "niet op tot nul"),
        (lambda: settle({"A": float("nan"), "B": 5}), "A is geen"),
        (lambda: settle({"A": float("inf"), "B": -float("inf")}), "A is geen"),
        (lambda: best_package([HULP], Conditions(budgets={"Amlere": 5})), "noemt Amlere"),
        (lambda: exchange([HULP], ["A", "B"], Conditions(budgets={"C": 5})), "noemt C"),
        (
            lambda: exchange([HULP], ["A", "B"], Conditions(kernbelangen=[Kernbelang("C")])),
            "noemt C",
        ),
        (lambda: Conditions(budgets={"A": float("nan")}), "verbeter dat van A"),
        (lambda: Conditions(budgets={"A": [1.0, float("nan")]}), "verbeter dat van A"),
        (lambda: Conditions(budgets={"A": "veel"}), "verbeter dat van A"),
        (lambda: Conditions(earmarks=[Oormerk("jeugd", "A", float("nan"), [])]), "van jeugd"),
        (lambda: Conditions(kernbelangen=[Kernbelang("A", "", float("nan"))]), "ondergrens van A"),
        (lambda: Conditions(discount=float("nan")), "discontovoet"),
        (lambda: Conditions(at_most=[(float("nan"), ["m"])]), "aantal maatregelen"),
    ],
)
def test_a_wrong_input_is_refused_with_a_sentence(call, match):
    with pytest.raises(UitruilError, match=match):
        call()


def test_a_partner_without_a_measure_may_have_a_budget_and_a_kernbelang():
    limits = Conditions(budgets={"C": 5}, kernbelangen=[Kernbelang("C", ondergrens=0.0)])
    assert exchange([HULP], ["A", "B", "C"], limits, draws=10).pakket.totaal == 20.0


def test_payments_are_as_few_as_possible():
    balance = {"A": 30, "B": -30, "C": 5, "D": -2, "E": -3, "F": 0}
    payments = settle(balance)
    assert len(payments) == 3
    for name, amount in balance.items():
        got = sum(p.bedrag for p in payments if p.aan == name)
        paid = sum(p.bedrag for p in payments if p.van == name)
        assert got - paid == pytest.approx(amount)
    many = {f"p{i:02d}": float((-1) ** i * (i // 2 + 1)) for i in range(30)}
    assert len(settle(many)) <= 29
