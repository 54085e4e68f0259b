"""What is tried out on a map, and its translation into arrays."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang.engine import INFERENCES, TRANSFERS, Floats, Plan
from samenspel.analyse.samenhang.kaart import Kaart

Inference = Literal["kosko", "modified", "rescaled", "linear"]
Transfer = Literal["sigmoid", "tanh", "bivalent", "trivalent", "saturating", "identity"]
Delay = Literal["fixed", "delay1", "delay3"]

State = Mapping[str, float] | Sequence[float] | NDArray[np.float64] | None
"""A value per factor: by name (left out is 0), or one for each in the order of the map."""

Impulse = Mapping[str, float | Sequence[float] | NDArray[np.float64]]
"""Per factor what is added at every step, or a series: one value per step, then nothing."""

STOCKS = {"fixed": 0, "delay1": 1, "delay3": 3}


@dataclass(frozen=True)
class Scenario:
    r"""What happens on a map, and by which rules; the fields are the arguments of `simulate`.

    With :math:`W_{ij}` the kracht of i on j, :math:`u` the impulse, :math:`\lambda` the steepness,
    :math:`f` the transfer and :math:`\theta` the damping, every step calculates

    .. math:: x_j(t+1) = \theta\,x_j(t) + (1-\theta)\,f\bigl(\lambda\,z_j(t)\bigr)

    ========== =======================================================================
    inference  net input :math:`z_j(t)`
    ========== =======================================================================
    kosko      :math:`u_j + \sum_i W_{ij} s_i` (Kosko 1986)
    modified   :math:`u_j + x_j + \sum_i W_{ij} s_i` (Stylios and Groumpos 2004)
    rescaled   :math:`u_j + (2x_j - 1) + \sum_i W_{ij} (2s_i - 1)` (Papageorgiou 2011)
    linear     as kosko, but the transfer is identity unless another one is given
    ========== =======================================================================

    where :math:`s_i` is the state :math:`x_i(t)` after the delay of the arrow.

    ========== ===============================================================
    transfer   :math:`f(y)`
    ========== ===============================================================
    sigmoid    :math:`1/(1+e^{-y})`
    tanh       :math:`\tanh y`
    bivalent   1 if :math:`y > 0`, else 0
    trivalent  the sign of y: -1, 0 or 1
    saturating y, but at least -1 and at most 1
    identity   y
    ========== ===============================================================

    For bivalent and trivalent an input within 1e-14 of zero is zero, so that rounding
    (0.1 + 0.2 - 0.3 is not quite 0) switches nothing on.

    Parameters
    ----------
    start
        The states at step 0, in the unit of the states; nothing is 0 for every factor.
    impulse
        Push from outside, added to the net input from the first step on: a number holds at every
        step, a series is used up value by value and followed by 0.
    clamp
        Factors that are held at a value at every step, step 0 included.
    inference, transfer
        See the tables. Left out, the transfer is identity for linear and sigmoid for the others.
    steepness
        :math:`\lambda`, above 0: the slope of the transfer at zero (a quarter of it for sigmoid).
    damping
        :math:`\theta`, from 0 to just under 1: the share of its old state a factor keeps. It moves
        no fixed point. A continuous-time model :math:`\tau\dot x = -x + f(z)` stepped by Euler with
        step h is the damping :math:`1 - h/\tau`.
    steps
        T, the number of steps.
    tolerance
        The distance, in the unit of the states, within which a state counts as reached. All steps
        are made whatever it is; with 0 only a state that is exactly at rest counts as reached.
    delay
        What a vertraging of d steps means. ``fixed``: the signal of d steps ago (DELAY FIXED).
        ``delay1`` and ``delay3``: it seeps through one or three stocks with together d steps of
        stay (DELAY1, DELAY3), never more stocks than steps.
    before
        The states before step 0, for delays that reach back that far; left out: the start.

    Raises
    ------
    AnalyseError
        If a number is outside its range or a name is not on the map (seen when it meets the map).

    References
    ----------
    Kosko (1986), *Fuzzy cognitive maps*, doi:10.1016/S0020-7373(86)80040-2.
    Stylios and Groumpos (2004), *Modeling complex systems using fuzzy cognitive maps*,
    doi:10.1109/TSMCA.2003.818878. Papageorgiou (2011), *A new methodology for decisions in medical
    informatics using fuzzy cognitive maps based on fuzzy rule-extraction techniques*,
    doi:10.1016/j.asoc.2009.12.010. Transfers: Bueno and Salmeron (2009), *Benchmarking main
    activation functions in fuzzy cognitive maps*, doi:10.1016/j.eswa.2008.06.072.
    """

    start: State = None
    impulse: Impulse | None = None
    clamp: Mapping[str, float] | None = None
    inference: Inference = "kosko"
    transfer: Transfer | None = None
    steepness: float = 1.0
    damping: float = 0.0
    steps: int = 100
    tolerance: float = 1e-6
    delay: Delay = "fixed"
    before: State = None

    def __post_init__(self) -> None:
        if self.inference not in INFERENCES:
            raise AnalyseError(
                f"Kies als rekenregel een van: {', '.join(INFERENCES)}.", code="unknown_inference"
            )
        if self.transfer is not None and self.transfer not in TRANSFERS:
            raise AnalyseError(
                f"Kies als overdracht een van: {', '.join(TRANSFERS)}.", code="unknown_transfer"
            )
        if self.delay not in STOCKS:
            raise AnalyseError(
                f"Kies als soort vertraging een van: {', '.join(STOCKS)}.", code="unknown_delay"
            )
        if not (0 < self.steepness < math.inf and 0 <= self.damping < 1):
            raise AnalyseError(
                "De steilheid is meer dan 0; de demping is 0 tot net onder 1.",
                code="wrong_slope_or_damping",
            )
        if isinstance(self.steps, bool) or not isinstance(self.steps, int | np.integer):
            raise AnalyseError("Het aantal stappen is een heel getal.", code="wrong_steps")
        if self.steps < 1 or not 0 <= self.tolerance < math.inf:
            raise AnalyseError(
                "Reken minstens 1 stap en geef een tolerantie van 0 of meer.", code="wrong_steps"
            )


def make_plan(kaart: Kaart, scenario: Scenario) -> Plan:
    """Translate a scenario on a map into the arrays of the engine."""
    if not kaart.factors:
        raise AnalyseError(
            "De kaart is leeg. Voeg eerst factoren en invloeden toe.", code="empty_map"
        )
    target = np.array(kaart.positions(a.op for a in kaart.invloeden), dtype=np.int64)
    counts = np.bincount(target, minlength=len(kaart.factors))
    # The arrows are sorted by name of target, so the arrows into one factor are neighbours.
    first = np.zeros(len(kaart.factors), dtype=np.int64)
    first[target[::-1]] = np.arange(len(target))[::-1]
    delay = np.array([a.vertraging for a in kaart.invloeden], dtype=np.int64)
    start = _state(kaart, scenario.start, "de start")
    clamp = np.full(len(kaart.factors), np.nan)
    for name, value in (scenario.clamp or {}).items():
        clamp[kaart.positions([name])] = _finite([value], "de vastgezette waarden")
    transfer = scenario.transfer or ("identity" if scenario.inference == "linear" else "sigmoid")
    return Plan(
        begin=first,
        end=first + counts,
        source=np.array(kaart.positions(a.van for a in kaart.invloeden), dtype=np.int64),
        delay=delay,
        stocks=np.minimum(delay, STOCKS[scenario.delay]),
        start=start,
        before=start if scenario.before is None else _state(kaart, scenario.before, "de aanloop"),
        impulse=_impulse(kaart, scenario),
        clamp=clamp,
        inference=INFERENCES.index(scenario.inference),
        transfer=TRANSFERS.index(transfer),
        steepness=float(scenario.steepness),
        damping=float(scenario.damping),
    )


def krachten(kaart: Kaart) -> Floats:
    """Return the best estimates, shape (m,), in the order of the arrows."""
    return np.array([arrow.kracht for arrow in kaart.invloeden], dtype=np.float64)


def _state(kaart: Kaart, state: State, what: str) -> Floats:
    values = np.zeros(len(kaart.factors))
    if isinstance(state, Mapping):
        values[kaart.positions(state)] = _finite(list(state.values()), what)
    elif state is not None:
        given = _finite(state, what)
        if given.shape != values.shape:
            raise AnalyseError(
                f"Geef voor {what} {len(values)} waarden, voor elke factor een.",
                code="wrong_length",
            )
        values[:] = given
    return values


def _impulse(kaart: Kaart, scenario: Scenario) -> Floats:
    impulse = np.zeros((scenario.steps, len(kaart.factors)))
    for name, value in (scenario.impulse or {}).items():
        series = _finite(value, "de impuls")
        (column,) = kaart.positions([name])
        if series.ndim == 0:
            impulse[:, column] = series
        elif series.ndim == 1:
            series = series[: scenario.steps]
            impulse[: len(series), column] = series
        else:
            raise AnalyseError(
                "Geef voor de impuls per factor een getal of een reeks getallen.",
                code="wrong_impulse",
            )
    return impulse


def _finite(values: object, what: str) -> Floats:
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise AnalyseError(f"Geef voor {what} alleen getallen.", code="not_a_number") from error
    if not np.isfinite(array).all():
        raise AnalyseError(f"Geef voor {what} alleen eindige getallen.", code="not_a_number")
    return array
