"""Streaming passes over the 2**n values of a dense game, in blocks that fit the cache.

A coalition is a bit mask: its low `LOW` bits run through one block, its high bits number
the blocks. Every pass reads each value once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from samenspel.analyse.uitruil._compile import compiled, compiled_fast, in_threads

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LOW = 12
"""Bits per block: 4,096 values are 32 kB, one first-level cache."""
LANES = 6
"""Bits per row of a block; a row is added as one vector."""
PARALLEL_FROM = 21
"""Players from which starting threads costs less than it saves."""
PARTS = 16


def low_bits(n: int) -> int:
    """Return how many of the n bits run inside one block."""
    return min(n, LOW)


def parts_of(n: int) -> int:
    """Return into how many ranges a pass is cut: one for small games."""
    return PARTS if n >= PARALLEL_FROM else 1


def size_sums(values: Floats, n: int) -> tuple[Floats, Floats]:
    """Add the values per coalition size, over all coalitions and over those with player i.

    Returns
    -------
    total, shape (n + 1,)
        ``total[s]`` is the sum of v(S) over the coalitions of size s.
    containing, shape (n, n + 1)
        ``containing[i, s]`` is the same sum over the coalitions that contain player i.
    """
    low = low_bits(n)
    high = n - low

    def work(start: int, stop: int) -> tuple[Floats, Floats]:
        fold = np.zeros((high + 1, 1 << low))
        upper = np.zeros((high + 1, n + 1))
        _fold_blocks(values, low, min(LANES, low), start, stop, fold, upper)
        return fold, upper

    results = in_threads(work, 1 << high, parts_of(n))
    fold, upper = results[0]
    for other_fold, other_upper in results[1:]:
        fold += other_fold
        upper += other_upper
    containing = np.zeros((n, n + 1))
    total = np.zeros(n + 1)
    _unfold(fold, low, containing, total)
    containing[low:] = upper[:high]
    return total, containing


def magnitude(values: Floats) -> float:
    """Return max |v(S)|; not a number when any value is not finite."""
    chunk = 1 << 16
    blocks = -(-len(values) // chunk)

    def work(start: int, stop: int) -> tuple[float, float]:
        part = values[start * chunk : stop * chunk]
        return float(part.max(initial=0.0)), float(part.min(initial=0.0))

    pairs = in_threads(work, blocks, PARTS if blocks >= 4 * PARTS else 1)
    bounds = np.array(pairs)
    largest = float(np.abs(bounds).max())
    return largest if np.isfinite(bounds).all() else float("nan")


def smallest_gap(values: Floats, sign: float, upper: Floats) -> Floats:
    r"""Return per player :math:`\min_{S \ni i} \sum_{j \in S} M_j - v(S)`, shape (n,)."""
    n = len(upper)
    low = low_bits(n)
    low_sums, high_sums = subset_sums(upper[:low]), subset_sums(upper[low:])

    def work(start: int, stop: int) -> tuple[Floats, Floats]:
        fold = np.full(1 << low, np.inf)
        block_min = np.full(stop - start, np.inf)
        _gap_blocks(values, sign, low_sums, high_sums, start, fold, block_min)
        return fold, block_min

    results = in_threads(work, 1 << (n - low), parts_of(n))
    fold = np.min([result[0] for result in results], axis=0)
    block_min = np.concatenate([result[1] for result in results])
    lows, highs = np.arange(1 << low), np.arange(1 << (n - low))
    gaps = [fold[(lows >> i) & 1 == 1].min() for i in range(low)]
    gaps += [block_min[(highs >> i) & 1 == 1].min() for i in range(n - low)]
    return np.array(gaps)


@compiled
def subset_sums(parts: Floats) -> Floats:
    """Return the sum of `parts` over every bit mask, shape (2**len(parts),)."""
    sums = np.zeros(1 << len(parts))
    length = 1
    for part in parts:
        for k in range(length):
            sums[length + k] = sums[k] + part
        length *= 2
    return sums


@compiled
def popcount(mask: int) -> int:
    """Count the players in a coalition."""
    count = 0
    while mask:
        mask &= mask - 1
        count += 1
    return count


@compiled_fast
def _fold_blocks(
    values: Floats, low: int, lanes: int, start: int, stop: int, fold: Floats, upper: Floats
) -> None:
    """Add blocks start..stop to `fold` (per low mask) and `upper` (per high player, size).

    The last row of `upper` is not used; it keeps the array non-empty when there is one block.
    """
    width, rows = 1 << lanes, 1 << (low - lanes)
    sizes = np.array([popcount(k) for k in range(1 << LOW)])
    row_sums = np.zeros((low - lanes + 1, width))
    by_size = np.zeros(low + 1)
    for block in range(start, stop):
        high_size = popcount(block)
        offset = block << low
        target = fold[high_size]
        row_sums[:] = 0.0
        for row in range(rows):
            begin = row << lanes
            source = values[offset + begin : offset + begin + width]
            into = target[begin : begin + width]
            summed = row_sums[sizes[row]]
            for k in range(width):
                into[k] += source[k]
                summed[k] += source[k]
        by_size[:] = 0.0
        for size in range(low - lanes + 1):
            for k in range(width):
                by_size[size + sizes[k]] += row_sums[size, k]
        mask, player = block, 0
        while mask:
            if mask & 1:
                for size in range(low + 1):
                    upper[player, high_size + size] += by_size[size]
            mask >>= 1
            player += 1


@compiled
def _unfold(fold: Floats, low: int, containing: Floats, total: Floats) -> None:
    """Turn sums per low mask into sums per low player and size, and over everybody."""
    for mask in range(1 << low):
        size = popcount(mask)
        for high_size in range(fold.shape[0]):
            value = fold[high_size, mask]
            total[high_size + size] += value
            for player in range(low):
                if (mask >> player) & 1:
                    containing[player, high_size + size] += value


@compiled_fast
def _gap_blocks(
    values: Floats,
    sign: float,
    low_sums: Floats,
    high_sums: Floats,
    start: int,
    fold: Floats,
    block_min: Floats,
) -> None:
    width = len(low_sums)
    for b in range(len(block_min)):
        offset = (start + b) * width
        source = values[offset : offset + width]
        base = high_sums[start + b]
        least = np.inf
        for k in range(width):
            gap = base + low_sums[k] - sign * source[k]
            fold[k] = min(fold[k], gap)
            least = min(least, gap)
        block_min[b] = least


def largest_gain(values: Floats, sign: float, alone: Floats) -> float:
    """Return the largest of ``sign * (v(S) - sum of alone in S)``, or 0; block by block."""
    low = min(len(alone), 20)  # a million values at a time
    inside = np.zeros(1)
    for amount in alone[:low]:
        inside = np.concatenate([inside, inside + amount])
    largest = 0.0
    for block, part in enumerate(values.reshape(-1, 1 << low)):
        above = sum(float(a) for i, a in enumerate(alone[low:]) if block >> i & 1)
        largest = max(largest, float((sign * (part - inside - above)).max()))
    return largest
