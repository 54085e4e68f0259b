"""The least core of a compact game: a linear program whose rows come from minimum cuts."""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np

from samenspel.analyse.uitruil._milp import silent_solver
from samenspel.analyse.uitruil._mincut import Network
from samenspel.analyse.uitruil._stream import Floats
from samenspel.analyse.uitruil.errors import CalculationError
from samenspel.analyse.uitruil.projects import Projects, shapley_parts

MAX_ROUNDS = 500
PRECISION = 1e-9


def compact_least_core(
    projects: Projects, players: Sequence[str]
) -> tuple[float, Floats, list[tuple[np.ndarray, float]]]:
    """Return epsilon, a payoff and the groups that prove it, with weights.

    Separates not at the outcome of the program but between it and the best payoff so far,
    which starts at the Shapley value: the program's outcomes jump about, these do not.
    """
    n, scale = projects.n, projects.scale
    network = Network.of(projects)
    total = projects.value(np.ones(n, dtype=bool)) / scale
    program = _Program(n, total)
    center, _ = shapley_parts(projects)
    center = center / scale
    upper = np.inf
    program.add(*_first_groups(projects))
    for _ in range(MAX_ROUNDS):
        payoff, lower = program.solve()
        if upper - lower <= PRECISION:
            break
        point = center if np.isinf(upper) else 0.3 * payoff + 0.7 * center
        for trial in (point, payoff):
            groups, excess = network.objections(trial * scale, True, PRECISION * 1e-4 * scale)
            worst = float(excess.max()) / scale
            if worst < upper:
                upper, center = worst, trial
            values = excess / scale + groups @ trial
            fresh = values - groups @ payoff > lower + PRECISION / 10
            program.add(groups[fresh], values[fresh])
            if fresh.any():
                break
    else:
        raise CalculationError(
            f"Na {MAX_ROUNDS} rondes stond de kern nog niet vast.", code="no_convergence"
        )
    return upper * scale, center * scale, program.witness()


def _first_groups(projects: Projects) -> tuple[np.ndarray, Floats]:
    """Return everybody alone and everybody but one, with their values."""
    eye = np.eye(projects.n, dtype=bool)
    groups = np.concatenate([eye, ~eye])
    values = np.array([projects.value(row) for row in groups]) / projects.scale
    return groups, values


class _Program:
    """Minimise e such that x(S) + e >= v(S) for the groups added and x(N) = total."""

    def __init__(self, n: int, total: float) -> None:
        self.n = n
        self.groups: list[np.ndarray] = []
        self.solver = silent_solver()
        free = np.full(n + 1, highspy.kHighsInf)
        cost = np.zeros(n + 1)
        cost[n] = 1.0
        none = np.zeros(0)
        self.solver.addCols(
            n + 1, cost, -free, free, 0, np.zeros(n + 1, np.int32), none.astype(np.int32), none
        )
        self.solver.addRow(total, total, n, np.arange(n, dtype=np.int32), np.ones(n))

    def add(self, groups: np.ndarray, values: Floats) -> None:
        """Add a row per group."""
        for row, value in zip(groups, values, strict=True):
            inside = np.append(np.flatnonzero(row), self.n).astype(np.int32)
            self.solver.addRow(
                float(value), highspy.kHighsInf, len(inside), inside, np.ones(len(inside))
            )
            self.groups.append(row)

    def solve(self) -> tuple[Floats, float]:
        """Return the payoff and the lower bound on epsilon."""
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise CalculationError(
                "De kern van dit spel is niet zeker uit te rekenen.", code="not_provable"
            )
        solution = np.array(self.solver.getSolution().col_value)
        return solution[: self.n], float(solution[self.n])

    def witness(self) -> list[tuple[np.ndarray, float]]:
        """Return the groups with a positive multiplier."""
        duals = np.array(self.solver.getSolution().row_dual)[1:]
        return [(self.groups[row], float(duals[row])) for row in np.flatnonzero(duals > 1e-9)]
