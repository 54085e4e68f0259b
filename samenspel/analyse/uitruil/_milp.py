"""A mixed-integer program on HiGHS: rows over 0/1 and continuous columns, maximised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from samenspel.analyse.uitruil._stream import Floats
from samenspel.analyse.uitruil.errors import CalculationError

Row = tuple[Sequence[int], Sequence[float], float, float]
"""Columns, coefficients, low, high."""


@dataclass(frozen=True)
class Zoekstand:
    """How far a search is: the best value so far (-inf for none), the bound, and the gap.

    References
    ----------
    Huangfu and Hall (2018), doi:10.1007/s12532-017-0130-5.
    """

    nodes: int
    best: float
    bound: float
    gap: float


Progress = Callable[[Zoekstand], bool | None]
"""Called during a search; return False to stop with the best so far."""


@dataclass(frozen=True)
class Found:
    """A solution (None when there is none) with a bound that no solution exceeds."""

    columns: Floats | None
    value: float
    bound: float
    proven: bool
    infeasible: bool


@dataclass(frozen=True)
class Effort:
    """How long to search: seconds, allowed relative gap; and who follows it."""

    seconds: float = highspy.kHighsInf
    gap: float = 0.0
    progress: Progress | None = None


def maximise(
    objective: Floats, rows: Sequence[Row], binary: int, effort: Effort | None = None
) -> Found:
    """Maximise; the first `binary` columns are 0 or 1, the others lie between 0 and 1.

    Rows and objective are scaled to 1, so the unit of the amounts does not matter.
    """
    effort = effort or Effort()
    unit = float(np.abs(objective).max(initial=0.0)) or 1.0
    solver = _solver(objective / unit, rows, binary, effort)
    watch = _Watch(effort.progress, unit)
    if effort.progress is not None:
        solver.cbMipInterrupt += watch.look
    solver.run()
    if watch.error is not None:
        raise watch.error
    status = solver.getModelStatus()
    states = highspy.HighsModelStatus
    if status in (states.kInfeasible, states.kUnboundedOrInfeasible):
        return Found(None, 0.0, 0.0, True, True)
    if status not in (
        states.kOptimal, states.kTimeLimit, states.kInterrupt, states.kSolutionLimit
    ):  # fmt: skip
        raise CalculationError(
            f"De rekenmotor stopte onverwacht ({status.name}).", code="solver_failed"
        )
    info = solver.getInfo()
    proven = bool(status == states.kOptimal)
    at_most = float(np.maximum(objective, 0.0).sum())  # Before the first bound it is infinite.
    bound = min(float(info.mip_dual_bound) * unit, at_most)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Found(None, 0.0, bound, False, False)
    columns = np.array(solver.getSolution().col_value)
    columns[:binary] = np.round(columns[:binary])
    return Found(columns, float(objective @ columns), bound, proven, False)


def silent_solver() -> highspy.Highs:
    """Return a new solver that prints nothing."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    return solver


def _solver(objective: Floats, rows: Sequence[Row], binary: int, effort: Effort) -> highspy.Highs:
    """Load the program into HiGHS."""
    n = len(objective)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = n, len(rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = objective
    lp.col_lower_, lp.col_upper_ = np.zeros(n), np.ones(n)
    kinds = [highspy.HighsVarType.kInteger] * binary
    lp.integrality_ = kinds + [highspy.HighsVarType.kContinuous] * (n - binary)
    sizes = [max((abs(c) for c in row[1]), default=1.0) or 1.0 for row in rows]
    lp.row_lower_ = np.array([row[2] / size for row, size in zip(rows, sizes, strict=True)])
    lp.row_upper_ = np.array([row[3] / size for row, size in zip(rows, sizes, strict=True)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.cumsum([0] + [len(row[0]) for row in rows])
    lp.a_matrix_.start_ = starts.astype(np.int32)
    lp.a_matrix_.index_ = np.array([c for row in rows for c in row[0]], dtype=np.int32)
    lp.a_matrix_.value_ = np.array(
        [c / size for row, size in zip(rows, sizes, strict=True) for c in row[1]]
    )
    solver = silent_solver()
    options = {
        "mip_rel_gap": effort.gap,
        "mip_abs_gap": 1e-9,
        "mip_feasibility_tolerance": 1e-9,
        "primal_feasibility_tolerance": 1e-9,
        "time_limit": effort.seconds,
    }
    for name, value in options.items():
        solver.setOptionValue(name, value)
    solver.passModel(lp)
    return solver


class _Watch:
    """Passes progress on, and keeps an error until the solver has stopped cleanly."""

    def __init__(self, progress: Progress | None, unit: float) -> None:
        self.progress = progress
        self.unit = unit
        self.seen: tuple[float, float] | None = None
        self.error: Exception | None = None

    def look(self, event: highspy.HighsCallbackEvent) -> None:
        """Report when something changed; stop when asked to."""
        out = event.data_out
        if self.progress is None or self.seen == (out.mip_primal_bound, out.mip_dual_bound):
            return
        self.seen = (out.mip_primal_bound, out.mip_dual_bound)
        best, bound = out.mip_primal_bound * self.unit, out.mip_dual_bound * self.unit
        news = Zoekstand(int(out.mip_node_count), best, bound, float(out.mip_gap))
        try:
            stop = self.progress(news) is False
        except Exception as error:  # raised again once the solver has stopped
            self.error, stop = error, True
        if stop:
            event.interrupt()
