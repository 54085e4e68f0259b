"""The inner loop: many simulations of one map side by side, compiled by numba.

One block holds `width` simulations that differ in their krachten only. Everything is stored
structure-of-arrays, ``(..., width)``, so that each inner loop runs over neighbouring numbers and
the processor takes eight at a time. The states of all steps stay in the block: they are the
outcome and, for the delays, the history.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

INFERENCES = ("kosko", "modified", "rescaled", "linear")
TRANSFERS = ("sigmoid", "tanh", "bivalent", "trivalent", "saturating", "identity")
SIGMOID, TANH, BIVALENT, TRIVALENT, SATURATING, IDENTITY = range(len(TRANSFERS))

OWN = (0.0, 1.0, 2.0, 0.0)
"""Per inference: how often a factor's own state counts in its net input."""
GAIN = (1.0, 1.0, 2.0, 1.0)
"""Per inference: how often an incoming signal counts; rescaled reads a state x as 2x - 1."""

TIE = 1e-14
"""A net input this near to zero is zero: 0.1 + 0.2 - 0.3 must not switch a factor on."""

WIDTH = 64
"""Simulations per block: krachten and states of a common map then fit in the second-level cache."""


class Plan(NamedTuple):
    """A scenario on a map as arrays; m arrows sorted by target, n factors, T steps.

    Attributes
    ----------
    begin, end
        Shape (n,): the arrows into factor j are ``begin[j]:end[j]``.
    source, delay
        Shape (m,): where an arrow comes from and how many extra steps it waits.
    stocks
        Shape (m,): number of stocks of a smooth delay; 0 is a fixed delay or none.
    start, before
        Shape (n,): the states at step 0, and before it.
    impulse
        Shape (T, n): what is added to the net input of the step from t to t + 1.
    clamp
        Shape (n,): the value a factor is held at, or nan.
    inference, transfer
        Position in `INFERENCES` and `TRANSFERS`.
    """

    begin: Ints
    end: Ints
    source: Ints
    delay: Ints
    stocks: Ints
    start: Floats
    before: Floats
    impulse: Floats
    clamp: Floats
    inference: int
    transfer: int
    steepness: float
    damping: float


def run(plan: Plan, krachten: Floats) -> Floats:
    """Simulate every column of `krachten`, shape (m, width); return states (T + 1, n, width)."""
    states = np.empty((len(plan.impulse) + 1, len(plan.start), krachten.shape[1]))
    run_block(plan, np.ascontiguousarray(krachten, dtype=np.float64), states)
    return states


# Only fused multiply-add is allowed: it changes the last bit, never the order of a sum.
@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def run_block(plan: Plan, krachten: Floats, states: Floats) -> None:
    """Fill `states` (T + 1, n, width) for `krachten` (m, width)."""
    # Explicit indices instead of views: numba counts references on every view it makes.
    steps, n = plan.impulse.shape
    width = krachten.shape[1]
    own, gain = OWN[plan.inference], GAIN[plan.inference]
    shift = _fill_shift(plan, krachten)
    levels = _fill_stocks(plan, width)
    flow = np.empty((len(plan.source) if len(levels) else 0, width))
    net = np.empty(width)
    for j in range(n):
        states[0, j] = plan.start[j] if np.isnan(plan.clamp[j]) else plan.clamp[j]
    for t in range(steps):
        if len(levels):
            _flow_through(plan, states[t], levels, flow)
        for j in range(n):
            if not np.isnan(plan.clamp[j]):
                for b in range(width):
                    states[t + 1, j, b] = plan.clamp[j]
                continue
            _add_signals(plan, krachten, states, flow, t, j, net)
            for b in range(width):
                extra = plan.impulse[t, j] + shift[j, b] + own * states[t, j, b]
                net[b] = plan.steepness * (extra + gain * net[b])
            transfer_block(net, plan.transfer)
            for b in range(width):
                old = plan.damping * states[t, j, b]
                states[t + 1, j, b] = old + (1.0 - plan.damping) * net[b]


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def _add_signals(
    plan: Plan, krachten: Floats, states: Floats, flow: Floats, t: int, j: int, net: Floats
) -> None:
    """Set `net` to the weighted sum of what reaches factor j at step t."""
    for b in range(len(net)):
        net[b] = 0.0
    a, last = plan.begin[j], plan.end[j]
    while a < last:
        i, wait = plan.source[a], plan.delay[a]
        if a + 1 < last and plan.stocks[a] + plan.stocks[a + 1] + wait + plan.delay[a + 1] == 0:
            # The common case, two arrows without delay in one pass: about a third faster.
            k = plan.source[a + 1]
            for b in range(len(net)):
                first = krachten[a, b] * states[t, i, b]
                net[b] += first + krachten[a + 1, b] * states[t, k, b]
            a += 2
            continue
        if plan.stocks[a]:
            for b in range(len(net)):
                net[b] += krachten[a, b] * flow[a, b]
        elif wait <= t:
            for b in range(len(net)):
                net[b] += krachten[a, b] * states[t - wait, i, b]
        else:
            for b in range(len(net)):
                net[b] += krachten[a, b] * plan.before[i]
        a += 1


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def transfer_block(net: Floats, transfer: int) -> None:
    """Replace net inputs by new states, in place; formulas in `scenario.Scenario`."""
    if transfer == SIGMOID:
        for b in range(len(net)):
            net[b] = _logistic(net[b])
    elif transfer == TANH:
        for b in range(len(net)):
            net[b] = 2.0 * _logistic(2.0 * net[b]) - 1.0
    elif transfer in (BIVALENT, TRIVALENT):
        below = -1.0 if transfer == TRIVALENT else 0.0
        for b in range(len(net)):
            net[b] = 1.0 if net[b] > TIE else (below if net[b] < -TIE else 0.0)
    elif transfer == SATURATING:
        for b in range(len(net)):
            net[b] = min(max(net[b], -1.0), 1.0)


@njit(cache=True, inline="always", error_model="numpy")
def _logistic(x: float) -> float:
    """1 / (1 + exp(-x)) to 1e-13 without a call, so that the loop around it vectorises.

    exp(y) = exp(y / 64) ** 64 with the Taylor polynomial of degree 7 for the inner one. The error
    grows with y, but there the logistic function is flat; beyond 40 it is 0 or 1 to 17 digits.
    """
    y = min(max(-x, -40.0), 40.0) * 0.015625
    e = 1.0 + y * (
        1.0 + y * (1 / 2 + y * (1 / 6 + y * (1 / 24 + y * (1 / 120 + y * (1 / 720 + y / 5040)))))
    )
    e *= e
    e *= e
    e *= e
    e *= e
    e *= e
    e *= e
    return 1.0 / (1.0 + e)


@njit(cache=True, nogil=True)
def _fill_shift(plan: Plan, krachten: Floats) -> Floats:
    """Return what rescaling subtracts, (n, width): 1 plus the krachten into a factor."""
    shift = np.zeros((len(plan.start), krachten.shape[1]))
    if GAIN[plan.inference] == 2.0:
        for j in range(len(plan.start)):
            shift[j] = -1.0
            for a in range(plan.begin[j], plan.end[j]):
                shift[j] -= krachten[a]
    return shift


@njit(cache=True, nogil=True)
def _fill_stocks(plan: Plan, width: int) -> Floats:
    """Return the stocks of the smooth delays (order, m, width) in balance with `before`."""
    order = plan.stocks.max() if len(plan.stocks) else 0
    levels = np.zeros((order, len(plan.source), width))
    for a in range(len(plan.source)):
        for k in range(plan.stocks[a]):
            levels[k, a] = plan.before[plan.source[a]] * plan.delay[a] / plan.stocks[a]
    return levels


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def _flow_through(plan: Plan, state: Floats, levels: Floats, flow: Floats) -> None:
    """Read the outflow of every smooth delay at this step and move the stocks one step on."""
    for a in range(len(plan.source)):
        if plan.stocks[a] == 0:
            continue
        rate = plan.stocks[a] / plan.delay[a]
        for b in range(levels.shape[2]):
            moving = state[plan.source[a], b]
            for k in range(plan.stocks[a]):
                leaving = levels[k, a, b] * rate
                levels[k, a, b] += moving - leaving
                moving = leaving
            flow[a, b] = moving
