"""Values: what a player adds, averaged over the ways in which a group can form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import comb

import numpy as np

from samenspel.analyse.uitruil._stream import Floats, size_sums
from samenspel.analyse.uitruil.errors import NoSolutionError, UitruilError
from samenspel.analyse.uitruil.game import Game
from samenspel.analyse.uitruil.projects import banzhaf_parts, shapley_parts
from samenspel.analyse.uitruil.verdeling import Explanation, Verdeling, named


def shapley(game: Game) -> Verdeling:
    r"""Give every player its average added value over all orders of joining.

    .. math:: \varphi_i = \sum_{S \not\ni i} \frac{|S|!\,(n-|S|-1)!}{n!} [v(S \cup i) - v(S)]

    It is the only rule that is efficient, symmetric, additive and gives a dummy player its
    own value. One pass over the 2**n values; compact games have a closed form.

    Returns
    -------
    Verdeling
        The parts of a share are the average added value as first, second, ... to join, each
        divided by n; in a compact game the part in each measure.

    References
    ----------
    Shapley (1953), *A value for n-person games*, doi:10.1515/9781400881970-018. Compact form:
    Ieong and Shoham (2005), *Marginal contribution nets*, doi:10.1145/1064009.1064030.

    Examples
    --------
    >>> game = Game.from_array(["A", "B"], np.array([0.0, 1.0, 2.0, 5.0]))
    >>> shapley(game).share
    {'A': 2.0, 'B': 3.0}
    """
    if game.projects is not None:
        shares, parts = shapley_parts(game.projects)
        return Verdeling("shapley", named(game.players, shares), Explanation(game.players, parts))
    average = _average_added(game)
    weighted = average / len(game.players)
    shares = weighted.sum(axis=1)
    explanation = Explanation(game.players, _by_place(weighted))
    return Verdeling("shapley", named(game.players, shares), explanation)


def banzhaf(game: Game, *, normalized: bool = True) -> Verdeling:
    r"""Give every player its average added value over all groups of the others.

    .. math:: \beta_i = 2^{1-n} \sum_{S \not\ni i} [v(S \cup i) - v(S)]

    These do not add up to v(N). With `normalized` they are divided in proportion:
    :math:`v(N)\,\beta_i / \sum_j \beta_j`, for a voting game the usual Banzhaf index.

    Raises
    ------
    NoSolutionError
        If the values add up to 0 while v(N) does not, so that nothing can be in proportion.

    References
    ----------
    Banzhaf (1965), *Weighted voting doesn't work*, Rutgers Law Review 19, 317-343; Dubey and
    Shapley (1979), doi:10.1287/moor.4.2.99.

    Examples
    --------
    >>> game = Game.from_array(["A", "B"], np.array([0.0, 1.0, 2.0, 5.0]))
    >>> banzhaf(game).share
    {'A': 2.0, 'B': 3.0}
    """
    if game.projects is not None:
        shares, parts = banzhaf_parts(game.projects)
    else:
        n = len(game.players)
        chances = np.array([comb(n - 1, size) for size in range(n)]) / 2.0 ** (n - 1)
        weighted = _average_added(game) * chances
        shares, parts = weighted.sum(axis=1), _by_place(weighted)
    if not normalized:
        return Verdeling("banzhaf", named(game.players, shares), Explanation(game.players, parts))
    whole, total = float(shares.sum()), game.total
    if abs(whole) <= 1e-12 * game.scale * len(shares):
        if abs(total) > 1e-12 * game.scale:
            raise NoSolutionError(
                "De Banzhaf-waarden tellen op tot 0; de opbrengst is er niet naar te verdelen. "
                "Kies normalized=False of een andere regel.",
                code="banzhaf_sums_to_zero",
            )
        factor = 0.0
    else:
        factor = total / whole
    scaled = Explanation(game.players, lambda i: [(text, part * factor) for text, part in parts(i)])
    return Verdeling("banzhaf", named(game.players, shares * factor), scaled)


def shapley_sampled(game: Game, *, draws: int, seed: int) -> Verdeling:
    """Estimate the Shapley value from drawn orders of joining, with standard errors.

    Every draw is an order together with its reverse, which makes the error smaller. Asks for
    at most ``2 * draws * n`` values, so it suits games that are only known as a black box.

    Parameters
    ----------
    draws
        The number of pairs of orders, at least 2.
    seed
        The same seed gives the same outcome, whatever the order of the players.

    References
    ----------
    Castro, Gomez and Tejada (2009), *Polynomial calculation of the Shapley value based on
    sampling*, doi:10.1016/j.cor.2008.04.004.

    Examples
    --------
    >>> game = Game.from_function(["A", "B", "C"], lambda group: len(group) ** 2)
    >>> estimate = shapley_sampled(game, draws=100, seed=1)
    >>> round(sum(estimate.share.values()), 9)
    9.0
    """
    if draws < 2:
        raise UitruilError(
            "Trek minstens twee keer; anders is de fout niet te schatten.", code="too_few_draws"
        )
    order = sorted(game.players)
    rng = np.random.default_rng(seed)
    column = {name: i for i, name in enumerate(order)}
    mean, spread = np.zeros(len(order)), np.zeros(len(order))
    for draw in range(draws):
        names = [order[i] for i in rng.permutation(len(order))]
        added = np.zeros(len(order))
        for way in (names, names[::-1]):
            _add_marginals(game, way, column, added)
        step = added / 2 - mean
        mean += step / (draw + 1)
        spread += step * (added / 2 - mean)
    error = np.sqrt(spread / (draws - 1) / draws)
    place = [column[name] for name in game.players]

    def parts(i: int) -> list[tuple[str, float]]:
        return [(f"gemiddelde bijdrage over {2 * draws} getrokken volgordes", mean[place[i]])]

    return Verdeling(
        "shapley_sampled",
        named(game.players, mean[place]),
        Explanation(game.players, parts),
        standard_error=named(game.players, error[place]),
    )


def _add_marginals(game: Game, way: Sequence[str], column: dict[str, int], added: Floats) -> None:
    """Add to `added` what each player adds when the group forms in this order."""
    before = 0.0
    for place, name in enumerate(way):
        value = game.value(way[: place + 1])
        added[column[name]] += value - before
        before = value


def _average_added(game: Game) -> Floats:
    """Return per player and per number of others the average added value, shape (n, n)."""
    values = game.dense()
    n = len(game.players)
    total, containing = size_sums(values, n)
    groups = np.array([comb(n - 1, size) for size in range(n)], dtype=np.float64)
    averages: Floats = (containing[:, 1:] - (total - containing)[:, :-1]) / groups
    return averages


def _by_place(weighted: Floats) -> Callable[[int], list[tuple[str, float]]]:
    """Name the parts of a share after the place at which a player joins."""

    def parts(i: int) -> list[tuple[str, float]]:
        places = enumerate(weighted[i].tolist(), start=1)
        return [(f"bijdrage als nummer {place} aan tafel", part) for place, part in places]

    return parts
