"""Does a disturbance fade? The one-step map of a plan whose transfer has no bound.

The states and all that is still under way (older states for a fixed delay, stocks for a smooth one)
follow x(t+1) = A x(t) + push. Whatever the push, they stay bounded if the spectral radius of A is
below 1, and run away if it is above 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse
from scipy.sparse import csgraph
from scipy.sparse import linalg as sparse_linalg

from samenspel.analyse.samenhang.engine import GAIN, IDENTITY, OWN, Floats, Plan

DENSE_SIZE = 400
"""Up to this many states eigenvalues are calculated all at once, beyond it only the largest."""
ROUNDING = 1e-9
"""A radius this near to 1 is 1: such a map keeps what goes round, as a stock does."""


def runs_away(plan: Plan, krachten: Floats) -> NDArray[np.bool_]:
    """Return which columns of `krachten`, shape (m, w), make the map amplify itself without bound.

    A map whose radius is 1, such as one with a stock that only fills, does not amplify itself.
    """
    never = np.zeros(krachten.shape[1], dtype=np.bool_)
    if plan.transfer != IDENTITY or not krachten.size:
        return never
    # No radius is larger than that of the largest sizes (Perron and Frobenius): often enough.
    size = np.abs(krachten).max(axis=1, keepdims=True)
    if spectral_radii(plan, size)[0] <= 1 + ROUNDING:
        return never
    return spectral_radii(plan, krachten) > 1 + ROUNDING


def spectral_radii(plan: Plan, krachten: Floats) -> Floats:
    """Return the growth per step of the slowest-fading disturbance per column of `krachten`."""
    row, column, value = _entries(plan, krachten)
    used = value.any(axis=1)
    row, column, value = row[used], column[used], value[used]
    if not len(row):
        return np.zeros(krachten.shape[1])
    size = 1 + int(max(row.max(), column.max()))
    pattern = sparse.csr_array((np.ones(len(row)), (row, column)), shape=(size, size))
    # Ring by ring: eigenvalues of what does not go round are zero, which rounding would blur.
    count, ring = csgraph.connected_components(pattern, connection="strong")
    position = np.empty(size, dtype=np.intp)
    sizes = np.bincount(ring, minlength=count)
    begins = np.concatenate([[0], np.cumsum(sizes)])[:-1]
    position[np.argsort(ring, kind="stable")] = np.arange(size) - np.repeat(begins, sizes)
    inside = ring[row] == ring[column]
    radii = np.zeros(krachten.shape[1])
    for label in np.unique(ring[row[inside]]):
        mine = inside & (ring[row] == label)
        ends = position[row[mine]], position[column[mine]]
        for draw, values in enumerate(value[mine].T):
            block = sparse.coo_array((values, ends), shape=(sizes[label], sizes[label]))
            radii[draw] = max(radii[draw], _largest_modulus(block))
    return radii


def _entries(plan: Plan, krachten: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats]:
    """Return row, column and value, shape (e, w), of what one step adds; equal places add up."""
    n = len(plan.start)
    free = np.isnan(plan.clamp)
    fresh = (1 - plan.damping) * plan.steepness
    rows: list[int] = []
    columns: list[int] = []
    values: list[Floats | float] = []

    def add(row: int, column: int, value: Floats | float) -> None:
        rows.append(row)
        columns.append(column)
        values.append(value)

    own = plan.damping + fresh * OWN[plan.inference]
    for j in np.flatnonzero(free & (own != 0)).tolist():
        add(j, j, own)
    places = n
    older: dict[tuple[int, int], int] = {}  # where the state of a factor so many steps ago is kept
    for j in np.flatnonzero(free).tolist():
        for a in range(plan.begin[j], plan.end[j]):
            at, wait, stocks = int(plan.source[a]), int(plan.delay[a]), int(plan.stocks[a])
            signal = fresh * GAIN[plan.inference] * krachten[a]
            if stocks:
                rate = stocks / wait
                # The first stock fills with the state itself, each next one with what leaves.
                for k in range(stocks):
                    add(places, at, 1.0 if k == 0 else rate)
                    add(places, places, 1.0 - rate)
                    at, places = places, places + 1
                # What leaves a stock is passed on within the step.
                signal = signal * rate
            else:
                source = at
                for ago in range(1, wait + 1):
                    if (source, ago) not in older:
                        older[source, ago] = places
                        add(places, at, 1.0)
                        places += 1
                    at = older[source, ago]
            add(j, at, signal)
    width = krachten.shape[1]
    filled = np.array([np.broadcast_to(value, width) for value in values]).reshape(-1, width)
    return np.array(rows, dtype=np.intp), np.array(columns, dtype=np.intp), filled


def _largest_modulus(block: sparse.coo_array) -> float:
    """Return the largest modulus among the eigenvalues of an irreducible block."""
    if block.shape[0] == 1:
        return float(abs(block.sum()))
    if block.shape[0] > DENSE_SIZE:
        try:
            first = np.ones(block.shape[0])
            (value,) = sparse_linalg.eigs(block.tocsr(), k=1, v0=first, return_eigenvectors=False)
            return float(abs(value))
        except sparse_linalg.ArpackError:
            pass  # It found none in time: calculate all of them, which is slow but sure.
    return float(np.abs(linalg.eigvals(block.toarray())).max())
