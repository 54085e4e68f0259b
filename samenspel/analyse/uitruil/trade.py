"""The exchange: the best package, a fair division of it, and who pays whom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from samenspel.analyse.uitruil._milp import Progress
from samenspel.analyse.uitruil._stream import Floats
from samenspel.analyse.uitruil.bands import band_of, drawn_net
from samenspel.analyse.uitruil.conditions import Conditions
from samenspel.analyse.uitruil.errors import GameError, NoSolutionError, UitruilError
from samenspel.analyse.uitruil.game import Game
from samenspel.analyse.uitruil.hindsight import as_agreed, settled_afterwards
from samenspel.analyse.uitruil.measures import Maatregel, by_name
from samenspel.analyse.uitruil.nucleoli import nucleolus
from samenspel.analyse.uitruil.packages import Pakket, best_package
from samenspel.analyse.uitruil.payments import EQUAL, Betaling, settle
from samenspel.analyse.uitruil.positie import Positie
from samenspel.analyse.uitruil.projects import projects_of
from samenspel.analyse.uitruil.rules import nash, proportional, tau
from samenspel.analyse.uitruil.sentences import sentences
from samenspel.analyse.uitruil.stakes import Stake, stakes_in
from samenspel.analyse.uitruil.together import Stabiliteit, check_stability
from samenspel.analyse.uitruil.values import shapley
from samenspel.analyse.uitruil.verdeling import Deel, Explanation, Verdeling, named

Rule = Callable[[Game], Verdeling]

RULES: dict[str, Rule] = {
    "shapley": shapley,
    "nucleolus": nucleolus,
    "per_capita_nucleolus": lambda game: nucleolus(game, per_capita=True),
    "nash": nash,
    "tau": tau,
}
"""The rules by name; 'proportional' (to benefits) is the sixth."""
COMPARE_UP_TO = 12
"""Partners up to which the other rules are calculated too."""


@dataclass(frozen=True)
class Uitruil:
    """A package with side payments that make it fair, and the reasons.

    Attributes
    ----------
    pakket, betalingen, partners
        What is done, who pays whom (fewest payments), what each gives and gets.
    verdeling
        The net result per partner by the rule, with its parts.
    stabiliteit
        Can a group do better with a package of its own?
    vergelijking
        The net results by the other rules, as far as they exist.
    zinnen
        The whole in Dutch sentences.

    References
    ----------
    Raiffa (1982), *The Art and Science of Negotiation*.
    """

    pakket: Pakket
    verdeling: Verdeling
    betalingen: tuple[Betaling, ...]
    partners: Mapping[str, Positie]
    stabiliteit: Stabiliteit
    vergelijking: Mapping[str, Mapping[str, float]] = field(repr=False)
    zinnen: tuple[str, ...] = field(repr=False)


def exchange(
    measures: Sequence[Maatregel],
    partners: Sequence[str],
    conditions: Conditions | None = None,
    rule: str | Rule = "shapley",
    *,
    deelt_mee: Collection[str] | None = None,
    draws: int = 1000,
    seed: int = 0,
    time_limit: float = 60.0,
    progress: Progress | None = None,
) -> Uitruil:
    """Find the best package and the side payments that divide its gain by `rule`.

    The gain is divided over the game of the package: the value of a group is the best package
    that it can carry out itself out of the measures in it. It needs everybody who takes part in
    a measure or loses by it, does what the measure requires, and counts only its own amounts
    (see `Game.from_measures`). Everybody who has a kernbelang is heard, also who does not share
    in the money. A kernbelang with a bound is kept: who would fall below it is topped up by the
    others, in proportion to what they have above their own bound (or 0).

    Parameters
    ----------
    partners
        Everybody at the table; a partner may be in no measure at all.
    deelt_mee
        Who shares in the money; by default everybody in a measure of the package. Who does not,
        keeps what the package itself brings, pays and receives nothing, and goes along with any
        group; who likely loses by the package must share.
    rule
        'shapley', 'nucleolus', 'per_capita_nucleolus', 'nash', 'tau', 'proportional' (to
        benefits), or a function from a game to a `Verdeling`.
    draws, seed
        For the bands: every amount is drawn from its band, see `bands`.
    time_limit, progress
        See `best_package`.

    Raises
    ------
    InfeasibleError
        If no package fits the conditions.
    NoSolutionError
        If the rule has no outcome here.
    UitruilError
        If a measure or condition names somebody who is not at the table, or the rule is not known.

    References
    ----------
    Raiffa (1982), *The Art and Science of Negotiation*.

    Examples
    --------
    >>> hulp = Maatregel("Schuldhulp", ["Almere"], {"Almere": 100}, {"Zorg": 160})
    >>> deal = exchange([hulp], ["Almere", "Zorg"])
    >>> deal.betalingen
    (Betaling(van='Zorg', aan='Almere', bedrag=130.0),)
    >>> deal.partners["Almere"].saldo
    30.0
    """
    conditions = conditions or Conditions()
    ordered, table = by_name(measures), _table(partners, measures)
    if draws < 1:
        raise UitruilError(
            "Trek minstens één keer om een bandbreedte te geven.", code="too_few_draws"
        )
    package = best_package(
        ordered, conditions, partners=table, time_limit=time_limit, progress=progress
    )
    chosen = [m for m in ordered if m.naam in package.maatregelen]
    before = np.array([package.saldo.get(name, 0.0) for name in table])
    sharing = _sharing(deelt_mee, table, chosen, package.saldo)
    shared = np.isin(table, sharing)
    drawn = drawn_net(chosen, draws=draws, seed=seed, discount=conditions.discount)
    likely = {(m.naam, p): np.array([m.net(p, conditions.discount)]) for m, p in _pairs(chosen)}
    game = Game(
        players=sharing,
        projects=projects_of(_stakes(chosen, likely, sharing, conditions), sharing),
        scale=_size(package),
    )
    benefits = {name: package.baten.get(name, 0.0) for name in sharing}
    divide = _divider(rule, benefits)
    floors = _floors(sharing, before[shared], conditions)
    division = _with_all(_protect(divide(game), game, floors), table, before)
    shares = np.array([division.share[name] for name in table])
    payments = settle(dict(zip(table, (shares - before).tolist(), strict=True)))
    agreed = as_agreed(table, drawn, shares - before, draws)
    stakes = _stakes(chosen, drawn, sharing, conditions)
    afterwards = settled_afterwards(sharing, stakes, divide, draws)
    if afterwards is not None:
        settled, afterwards = afterwards, agreed.copy()
        afterwards[shared] = np.array([_topped_up(row, floors) for row in settled.T]).T
    positions = _positions(package, payments, agreed, afterwards, table)
    stable = check_stability(ordered, table, conditions, division.share, time_limit=time_limit)
    others = {
        name: _with_all(other, table, before).share
        for name, other in _compare(game, benefits, floors).items()
    }
    text = sentences(package, division, payments, positions, stable)
    return Uitruil(package, division, payments, positions, stable, others, text)


def _table(partners: Sequence[str], measures: Sequence[Maatregel]) -> tuple[str, ...]:
    if isinstance(partners, str) or len(set(partners)) < len(partners) or not partners:
        raise GameError("Noem elke partner één keer, en minstens één.", code="double_name")
    for measure in measures:
        if missing := sorted(set(measure.partners) - set(partners)):
            raise UitruilError(
                f"{measure.naam} noemt {missing[0]}, die niet aan tafel zit. Voeg die partner toe "
                "of pas de maatregel aan.",
                code="unknown_partner",
            )
    return tuple(sorted(partners))


def _sharing(
    asked: Collection[str] | None,
    table: Sequence[str],
    chosen: Sequence[Maatregel],
    saldo: Mapping[str, float],
) -> tuple[str, ...]:
    """Return who shares in the money, sorted; without any measure there is none to share."""
    if asked is None:
        return tuple(sorted({p for m in chosen for p in m.partners})) or tuple(table)
    if isinstance(asked, str) or not asked or not set(asked) <= set(table):
        raise UitruilError(
            "Noem bij deelt_mee minstens één partner die aan tafel zit.", code="unknown_partner"
        )
    for name in table:
        if name not in asked and saldo.get(name, 0.0) < -EQUAL * max(map(abs, saldo.values())):
            raise UitruilError(
                f"{name} legt geld toe op het pakket en deelt dus mee in het geld. Zet {name} bij "
                "deelt_mee of kies andere maatregelen.",
                code="must_share",
            )
    return tuple(sorted(set(asked)))


def _pairs(chosen: Sequence[Maatregel]) -> list[tuple[Maatregel, str]]:
    return [(measure, partner) for measure in chosen for partner in measure.partners]


def _stakes(
    chosen: Sequence[Maatregel],
    net: Mapping[tuple[str, str], Floats],
    sharing: Sequence[str],
    conditions: Conditions,
) -> list[Stake]:
    """Return what groups of those who share can take up of the package."""
    return stakes_in(chosen, net, conditions.requires, sharing, conditions.discount)


def _size(package: Pakket) -> float:
    return max([abs(package.totaal), *map(abs, package.saldo.values())]) or 1.0


def _divider(rule: str | Rule, benefits: Mapping[str, float]) -> Rule:
    """Return the rule as a function; without benefits, in proportion means equal."""
    if not isinstance(rule, str):
        return rule
    weights = dict(benefits) if any(benefits.values()) else dict.fromkeys(benefits, 1.0)
    rules: dict[str, Rule] = RULES | {"proportional": lambda game: proportional(game, weights)}
    if rule not in rules:
        raise UitruilError(
            f"De regel {rule} is niet bekend; kies uit: {', '.join(rules)}.", code="unknown_rule"
        )
    return rules[rule]


def _floors(table: Sequence[str], before: Floats, conditions: Conditions) -> Floats:
    """Return what each must keep at least; minus infinity for all when nobody has a bound.

    Without own bound that is 0, or the result before payments if the bounds ask for that.
    """
    low: dict[str, float] = {}
    for interest in conditions.kernbelangen:
        if interest.ondergrens is not None and interest.partner in table:
            own = low.get(interest.partner, -np.inf)
            low[interest.partner] = max(own, interest.ondergrens)
    if not low:
        return np.full(len(table), -np.inf)
    floors = np.array([low.get(name, 0.0) for name in table])
    if floors.sum() > before.sum():
        floors = np.where([name in low for name in table], floors, np.minimum(before, 0.0))
    return floors


def _topped_up(shares: Floats, floors: Floats) -> Floats:
    """Lift shares to their floors at the expense of what others have above theirs."""
    lacking = np.maximum(floors - shares, 0.0)
    room = np.maximum(shares - floors, 0.0)
    if not lacking.any() or not room.sum():
        return shares
    topped: Floats = shares + lacking - room * (lacking.sum() / room.sum())
    return topped


def _protect(division: Verdeling, game: Game, floors: Floats) -> Verdeling:
    """Apply the floors to a division and say so in its explanation."""
    shares = np.array([division.share[name] for name in game.players])
    final = _topped_up(shares, floors)
    if (final == shares).all():
        return division

    def parts(i: int) -> list[tuple[str, float]]:
        own: Sequence[Deel] = division.explanation[game.players[i]]
        extra = ("bescherming van kernbelangen", float(final[i] - shares[i]))
        return [(part.omschrijving, part.bedrag) for part in own] + [extra]

    return Verdeling(
        division.rule,
        named(game.players, final),
        Explanation(game.players, parts),
        standard_error=division.standard_error,
        steps=division.steps,
    )


def _with_all(division: Verdeling, table: Sequence[str], before: Floats) -> Verdeling:
    """Add who does not share in the money: these keep what the package itself brings them."""
    share = dict(zip(table, before.tolist(), strict=True)) | dict(division.share)

    def parts(i: int) -> list[tuple[str, float]]:
        own = division.explanation.get(table[i])
        if own is None:
            return [("eigen baten min kosten, deelt niet mee", share[table[i]])]
        return [(part.omschrijving, part.bedrag) for part in own]

    explanation = Explanation(table, parts)
    return replace(division, share={name: share[name] for name in table}, explanation=explanation)


def _positions(
    package: Pakket, payments: Sequence[Betaling], agreed: Floats, afterwards: Floats | None,
    table: Sequence[str],
) -> dict[str, Positie]:  # fmt: skip
    return {
        name: Positie(
            kosten=package.kosten.get(name, 0.0),
            baten=package.baten.get(name, 0.0),
            betaalt=sum((p.bedrag for p in payments if p.van == name), 0.0),
            ontvangt=sum((p.bedrag for p in payments if p.aan == name), 0.0),
            band=band_of(agreed[i]),
            band_achteraf=None if afterwards is None else band_of(afterwards[i]),
        )
        for i, name in enumerate(table)
    }


def _compare(game: Game, benefits: Mapping[str, float], floors: Floats) -> dict[str, Verdeling]:
    """Return the divisions by every rule that has an outcome here."""
    divisions: dict[str, Verdeling] = {}
    for name in (*RULES, "proportional"):
        many = len(game.players) > COMPARE_UP_TO
        if many and ("nucleolus" in name or (name == "tau" and not _is_convex(game))):
            continue
        try:
            divisions[name] = _protect(_divider(name, benefits)(game), game, floors)
        except NoSolutionError:
            continue
    return divisions


def _is_convex(game: Game) -> bool:
    return game.projects is not None and game.projects.convex
