"""The outcome in every draw: with the payments as agreed, and settled afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from samenspel.analyse.uitruil._stream import Floats
from samenspel.analyse.uitruil.errors import NoSolutionError
from samenspel.analyse.uitruil.game import Game
from samenspel.analyse.uitruil.projects import dividends_of
from samenspel.analyse.uitruil.stakes import Stake
from samenspel.analyse.uitruil.values import shapley
from samenspel.analyse.uitruil.verdeling import Verdeling

MAX_PARTNERS = 12
"""Partners up to which a rule other than Shapley is applied to every draw."""


def as_agreed(
    table: Sequence[str], drawn: Mapping[tuple[str, str], Floats], received: Floats, draws: int
) -> Floats:
    """Return the net results when the payments stay as they are, shape (n, draws)."""
    place = {name: i for i, name in enumerate(table)}
    results = np.repeat(received[:, None], draws, axis=1)
    for (_, partner), net in sorted(drawn.items(), key=lambda item: item[0]):
        results[place[partner]] += net
    return results


def settled_afterwards(
    table: tuple[str, ...],
    stakes: Sequence[Stake],
    divide: Callable[[Game], Verdeling],
    draws: int,
) -> Floats | None:
    """Return the shares by the rule in every draw, shape (n, draws).

    A draw in which the rule has no outcome gives nan. None when there are too many partners
    to apply the rule so often.
    """
    if not stakes:
        return np.zeros((len(table), draws))
    if divide is not shapley and len(table) > MAX_PARTNERS:
        return None
    terms, amounts = dividends_of(stakes, table)
    sizes = np.array([len(members) for _, members in terms])
    member = np.zeros((len(terms), len(table)))
    for d, (_, members) in enumerate(terms):
        member[d, members] = 1.0
    if divide is shapley:
        shares: Floats = (amounts @ (member / sizes[:, None])).T
        return shares
    masks = np.arange(1 << len(table))
    inside = ((masks[:, None] >> np.arange(len(table))) & 1) @ member.T == sizes
    values = amounts @ inside.T.astype(np.float64)
    return np.array([_shares(divide, table, row) for row in values]).T


def _shares(
    divide: Callable[[Game], Verdeling], table: tuple[str, ...], values: Floats
) -> list[float]:
    try:
        share = divide(Game.from_array(table, values)).share
    except NoSolutionError:
        return [np.nan] * len(table)
    return [share[name] for name in table]
