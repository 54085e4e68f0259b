"""What a group gains by a measure, or by measures that need each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from samenspel.analyse.uitruil._stream import Floats
from samenspel.analyse.uitruil.errors import GameError
from samenspel.analyse.uitruil.measures import Maatregel, by_name

MAX_EXTRA = 16
"""Players who are not needed for all of a stake, when its worth must be written out."""
MAX_WAYS = 1024
"""Ways to take up the measures in one stake that others require; each is tried."""


@dataclass(frozen=True, eq=False)
class Part:
    """One measure of a stake.

    Attributes
    ----------
    needed
        Who must take part, also in what it requires.
    net
        Per partner benefits minus costs, shape (draws,).
    first
        The measures that it requires and that may cost a group more than they bring.
    """

    naam: str
    needed: frozenset[str]
    net: Mapping[str, Floats]
    first: frozenset[str] = frozenset()

    @property
    def draws(self) -> int:
        """Return the number of draws."""
        return len(next(iter(self.net.values()))) if self.net else 1


@dataclass(frozen=True, eq=False)
class Stake:
    """Measures that a group weighs together: it takes up those that bring it the most."""

    parts: tuple[Part, ...]

    @property
    def naam(self) -> str:
        """Return the names of its measures."""
        return " + ".join(part.naam for part in self.parts)

    @cached_property
    def needed(self) -> frozenset[str]:
        """Return who must take part in any of it."""
        return frozenset.intersection(*(part.needed for part in self.parts))

    @cached_property
    def net(self) -> dict[str, Floats]:
        """Return per partner what all of it brings, shape (draws,)."""
        names = sorted({x for part in self.parts for x in part.net})
        return {
            x: _sum([part.net[x] for part in self.parts if x in part.net], self.draws)
            for x in names
        }

    @property
    def draws(self) -> int:
        """Return the number of draws."""
        return max(part.draws for part in self.parts)

    @property
    def gain(self) -> Floats:
        """Return what the needed players get together, shape (draws,)."""
        net = self.net
        return _sum([net[x] for x in sorted(self.needed & set(net))], self.draws)

    @property
    def others(self) -> list[str]:
        """Return who is not needed for all of it but counts for some of it, sorted."""
        counts = {x for part in self.parts for x in part.needed}
        counts |= {x for part in self.parts for x, amount in part.net.items() if amount.any()}
        return sorted(counts - self.needed)

    @property
    def simple(self) -> bool:
        """Is it one measure that never costs anybody more than it brings the needed?"""
        others = [self.net.get(name, np.zeros(1)) for name in self.others]
        return (
            len(self.parts) == 1
            and bool((self.gain >= 0).all())
            and all((amount >= 0).all() for amount in others)
        )

    def worth(self) -> Floats:
        r"""Return what each group of `others` gains with the needed, shape (2**k, draws).

        The best of its measures that the group has the people for, with what they require;
        each counts for what it brings the members. Which of the measures that others require
        to take up is tried in every way; the rest then pays or does not, one by one.
        """
        others = self.others
        first = sorted({name for part in self.parts for name in part.first})
        self._check_size(len(others))
        gains = {part.naam: self._within(part, others) for part in self.parts}
        best = np.zeros((1 << len(others), self.draws))
        for taken in self._ways():
            worth = np.zeros_like(best)
            for part in self.parts:
                if part.naam in taken:
                    worth += gains[part.naam]
                elif part.naam not in first and part.first <= taken:
                    worth += np.maximum(gains[part.naam], 0.0)
            np.maximum(best, worth, out=best)
        return best

    @property
    def total(self) -> Floats:
        """Return what all of it brings everybody, a loss too, shape (draws,)."""
        return _sum(list(self.net.values()), self.draws)

    @property
    def best_whole(self) -> bool:
        """Is all of it the best for everybody together, as it is unless conditions force it?"""
        if self.simple:
            return True
        if len(self.parts) == 1:
            return bool((self.total >= 0).all())
        worth = self.worth()
        return bool((worth[-1] <= self.total + 1e-12 * np.abs(worth).max()).all())

    def _within(self, part: Part, others: Sequence[str]) -> Floats:
        """Return what a part brings each group; minus infinity without the people for it."""
        nothing = np.zeros(self.draws)
        core = sorted(self.needed & set(part.net))
        amounts = _sum([part.net[x] for x in core], self.draws)[None, :]
        enough = np.ones(1, dtype=bool)
        for name in others:
            amounts = np.concatenate([amounts, amounts + part.net.get(name, nothing)])
            enough = np.concatenate([enough & (name not in part.needed), enough])
        gains: Floats = np.where(enough[:, None], amounts, -np.inf)
        return gains

    def _ways(self) -> set[frozenset[str]]:
        """Return every set of the required measures that has all that each of them requires."""
        first = {part.naam: part.first for part in self.parts}
        ways: set[frozenset[str]] = {frozenset()}
        for name in sorted({name for part in self.parts for name in part.first}):
            ways |= {way | first[name] | {name} for way in ways}
            if len(ways) > MAX_WAYS:
                raise GameError(
                    f"Bij {self.naam} zijn te veel maatregelen nodig voor andere. Neem maatregelen "
                    "samen die altijd samengaan.",
                    code="too_many_ways",
                )
        return ways

    def _check_size(self, others: int) -> None:
        if others > MAX_EXTRA:
            raise GameError(
                f"Bij {self.naam} tellen {others} partners mee die niet overal bij nodig zijn; "
                f"meer dan {MAX_EXTRA} kan niet. Noem de belangrijkste als deelnemer.",
                code="too_many_free_riders",
            )


def stakes_of(measures: Sequence[Maatregel], discount: float = 0.0) -> list[Stake]:
    """Return the measures that pay for everybody together, sorted by name."""
    stakes = []
    for measure in by_name(measures):
        net = {name: np.array([measure.net(name, discount)]) for name in measure.partners}
        if sum(float(amount[0]) for amount in net.values()) > 0:
            stakes.append(Stake((Part(measure.naam, needed_for(measure, discount), net),)))
    return stakes


def stakes_in(
    chosen: Sequence[Maatregel],
    net: Mapping[tuple[str, str], Floats],
    requires: Collection[tuple[str, str]],
    sharing: Collection[str],
    discount: float = 0.0,
) -> list[Stake]:
    """Split a package into stakes that a group can weigh apart from one another.

    A measure needs the partners of what it requires. Where that pays for itself in any group
    that can do it, nothing else ties the two together; where it may not, a group weighs them
    together. Only who is `sharing` counts; the others go along.
    """
    known = {measure.naam: measure for measure in chosen}
    parts = {}
    needs = {name: _required(name, requires, set(known)) for name in sorted(known)}
    for name in needs:
        people = [needed_for(known[one], discount) for one in {name} | needs[name]]
        own = {p: net[name, p] for p in known[name].partners if p in sharing}
        parts[name] = Part(name, frozenset().union(*people) & set(sharing), own)
    dear = {name for name in parts if _may_cost(known[name], parts[name].net, discount)}
    leader = {name: name for name in parts}
    for name in parts:
        first = frozenset(needs[name] & dear)
        parts[name] = replace(parts[name], first=first)
        together = {leader[one] for one in {name} | first}
        leader |= {one: min(together) for one in leader if leader[one] in together}
    return [
        Stake(tuple(parts[name] for name in parts if leader[name] == one))
        for one in sorted({leader[name] for name, part in parts.items() if part.net})
    ]


def needed_for(measure: Maatregel, discount: float = 0.0) -> frozenset[str]:
    """Return who must take part: its deelnemers and everybody who likely loses by it."""
    losing = {p for p in measure.partners if measure.net(p, discount) < 0}
    return frozenset(losing | set(measure.deelnemers))


def _may_cost(measure: Maatregel, net: Mapping[str, Floats], discount: float) -> bool:
    """Can a group that has the people for a measure lose by it, in any draw?"""
    needed = needed_for(measure, discount)
    least = sum(amount if p in needed else np.minimum(amount, 0.0) for p, amount in net.items())
    return bool((np.asarray(least) < 0).any())


def _required(name: str, requires: Collection[tuple[str, str]], known: set[str]) -> set[str]:
    """Return everything that a measure requires, directly or not, apart from itself."""
    found: set[str] = set()
    todo = [name]
    while todo:
        one = todo.pop()
        new = {b for a, b in requires if a == one and b in known} - found
        found |= new
        todo += sorted(new)
    return found - {name}


def _sum(amounts: Sequence[Floats], draws: int) -> Floats:
    total = np.zeros(draws)
    for amount in amounts:
        total = total + amount
    return total
