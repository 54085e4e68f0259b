r"""Delays of a signal over time, as Vensim defines them.

A material delay of order n passes a signal through n stocks, each with a mean stay of
:math:`D/n`. With :math:`S_k` the stocks and :math:`h` the time step (Euler, as in the source),

.. math:: o_k(t) = \frac{n}{D(t)} S_k(t), \qquad
          S_k(t+h) = S_k(t) + h\,(o_{k-1}(t) - o_k(t)), \qquad o_0 = \text{signal}

and the outcome is :math:`o_n`. The stocks start at :math:`S_k(0) = v\,D(0)/n` with v the initial
outcome: the first value of the signal (DELAY1, DELAY3), or one that is given (DELAY1I, DELAY3I).

Smoothing is a delay of information: nothing flows, so nothing has to be kept. Of order n, with
:math:`o_0 = \text{signal}` and :math:`o_k(0) = v`,

.. math:: o_k(t+h) = o_k(t) + \frac{n h}{D(t)} \, (o_{k-1}(t) - o_k(t))

The two are the same for a constant D and differ when it changes. A step with :math:`n h > D` takes
more out of a stock than there is in it: the outcome would swing or grow by the step alone, and is
refused.

References
----------
Forrester (1961), *Industrial dynamics*, chapter 9. Vensim reference manual: DELAY1, DELAY3,
SMOOTH, DELAY FIXED.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang.engine import Floats

MOST_STOCKS = 1000
"""More stocks than this are a fixed delay in all but name, and would fill memory."""


def delay1(
    signal: ArrayLike, delay_time: ArrayLike, *, initial: float | None = None, dt: float = 1.0
) -> Floats:
    """Delay a signal through one stock; see `delay_n`.

    References
    ----------
    Forrester (1961), *Industrial Dynamics*; Sterman (2000), *Business Dynamics*, chapter 11.
    """
    return delay_n(signal, delay_time, order=1, initial=initial, dt=dt)


def delay3(
    signal: ArrayLike, delay_time: ArrayLike, *, initial: float | None = None, dt: float = 1.0
) -> Floats:
    """Delay a signal through three stocks; see `delay_n`.

    References
    ----------
    Forrester (1961), *Industrial Dynamics*; Sterman (2000), *Business Dynamics*, chapter 11.
    """
    return delay_n(signal, delay_time, order=3, initial=initial, dt=dt)


def delay_n(
    signal: ArrayLike,
    delay_time: ArrayLike,
    *,
    order: int,
    initial: float | None = None,
    dt: float = 1.0,
) -> Floats:
    """Delay a signal through `order` stocks (formula: this module's docstring).

    Parameters
    ----------
    signal
        Shape (T,), the value at times 0, dt, 2 dt, ...
    delay_time
        The mean stay in units of time, above 0: one number, or shape (T,).
    order
        The number of stocks, from 1 to 1000.
    initial
        The outcome at time 0; left out: the first value of the signal.
    dt
        The time step in the same unit of time; `order` steps fit in the shortest delay time.

    Returns
    -------
    ndarray
        Shape (T,), the delayed signal at the same times.

    Raises
    ------
    AnalyseError
        If a number is not finite or outside its range, the shapes do not fit, or the step is too
        large.

    References
    ----------
    Forrester (1961), *Industrial Dynamics*; Sterman (2000), *Business Dynamics*, chapter 11.

    Examples
    --------
    >>> delay_n([0, 8, 8, 8, 8], 2.0, order=1).tolist()
    [0.0, 0.0, 4.0, 6.0, 7.0]
    """
    values = _signal(signal, dt)
    rates = _rates(values, delay_time, order, dt)
    stocks = np.full(order, _initial(values, initial) / rates[0])
    outcome = np.empty(len(values))
    for t, value in enumerate(values):
        flows = np.concatenate([[value], stocks * rates[t]])
        stocks += dt * (flows[:-1] - flows[1:])
        outcome[t] = flows[-1]
    return outcome


def smooth(
    signal: ArrayLike,
    smooth_time: ArrayLike,
    *,
    order: int = 1,
    initial: float | None = None,
    dt: float = 1.0,
) -> Floats:
    """Smooth a signal, as SMOOTH and SMOOTHI do, or with order 3 SMOOTH3 and SMOOTH3I.

    Parameters, outcome and errors are those of `delay_n`; `smooth_time` may change over time.

    References
    ----------
    Forrester (1961), *Industrial Dynamics*; Sterman (2000), *Business Dynamics*, chapter 11.

    Examples
    --------
    >>> smooth([0, 8, 8, 8, 8], [2, 2, 4, 4, 4]).tolist()
    [0.0, 0.0, 4.0, 5.0, 5.75]
    """
    values = _signal(signal, dt)
    rates = _rates(values, smooth_time, order, dt)
    levels = np.full(order, _initial(values, initial))
    outcome = np.empty(len(values))
    for t, value in enumerate(values):
        outcome[t] = levels[-1]
        levels += dt * rates[t] * (np.concatenate([[value], levels[:-1]]) - levels)
    return outcome


def delay_fixed(signal: ArrayLike, delay_time: float, initial: float, *, dt: float = 1.0) -> Floats:
    """Shift a signal in time: `initial` until `delay_time` has passed, then what went in.

    The shift is a whole number of steps: ``delay_time / dt`` rounded half up, and at least 1.

    Parameters
    ----------
    signal
        Shape (T,), the value at times 0, dt, 2 dt, ...
    delay_time, dt
        In the same unit of time, `delay_time` from 0 and `dt` above 0.
    initial
        What comes out before anything has passed through.

    Returns
    -------
    ndarray
        Shape (T,), the delayed signal at the same times.

    Raises
    ------
    AnalyseError
        If a number is not finite or outside its range.

    References
    ----------
    Forrester (1961), *Industrial Dynamics*; Sterman (2000), *Business Dynamics*, chapter 11.

    Examples
    --------
    >>> delay_fixed([1, 2, 3, 4], 1.5, initial=0.0).tolist()
    [0.0, 0.0, 1.0, 2.0]
    """
    values = _signal(signal, dt)
    if not (math.isfinite(delay_time) and delay_time >= 0 and math.isfinite(initial)):
        raise AnalyseError(
            "De vertragingstijd is 0 of meer en de beginwaarde een gewoon getal.",
            code="wrong_delay",
        )
    # Beyond the end of the signal it makes no difference how long the wait still is.
    steps = max(1, math.floor(min(delay_time / dt + 0.5, len(values))))
    return np.concatenate([np.full(steps, initial), values])[: len(values)]


def _signal(signal: ArrayLike, dt: float) -> Floats:
    values = np.asarray(signal, dtype=np.float64)
    if values.ndim != 1 or not len(values) or not np.isfinite(values).all():
        raise AnalyseError(
            "Geef het signaal als een reeks van minstens een gewoon getal.", code="not_a_series"
        )
    if not 0 < dt < math.inf:
        raise AnalyseError("De tijdstap is een getal boven 0.", code="wrong_step")
    return values


def _rates(values: Floats, delay_time: ArrayLike, order: int, dt: float) -> Floats:
    """Return which share of a stock leaves per unit of time, shape (T,)."""
    times = np.asarray(delay_time, dtype=float)
    if times.shape not in ((), values.shape) or not (np.isfinite(times) & (times > 0)).all():
        raise AnalyseError(
            "De vertragingstijd is een getal boven 0, of zo'n getal per tijdstip.",
            code="wrong_delay",
        )
    if not 1 <= order <= MOST_STOCKS:
        raise AnalyseError(
            f"Een vertraging heeft minstens 1 en hooguit {MOST_STOCKS} voorraden.",
            code="too_many_stocks",
        )
    shortest = float(times.min())
    if order * dt > shortest * (1 + 1e-9):
        raise AnalyseError(
            f"De tijdstap is te groot: {order} keer {dt:g} is meer dan de vertragingstijd van "
            f"{shortest:g}. Neem een tijdstap van hooguit {shortest / order:.3g}, of minder "
            "voorraden.",
            code="step_too_large",
        )
    return np.broadcast_to(order / times, values.shape)


def _initial(values: Floats, initial: float | None) -> float:
    if initial is None:
        return float(values[0])
    if not math.isfinite(initial):
        raise AnalyseError("De beginwaarde is een gewoon getal.", code="not_a_number")
    return initial
