"""Linear equations in fractions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Row = list[Fraction]


def reduced(rows: Sequence[Sequence[Fraction]], columns: int) -> tuple[list[Row], list[int]]:
    """Bring rows to reduced echelon form over their first `columns` columns.

    Returns
    -------
    rows, pivots
        The rows that are not 0 in those columns, each with the column of its leading 1; then
        the rows that are (a right-hand side other than 0 there means: no solution).
    """
    left: list[Row] = [list(row) for row in rows]
    done: list[Row] = []
    pivots: list[int] = []
    for column in range(columns):
        at = next((k for k, row in enumerate(left) if row[column]), None)
        if at is None:
            continue
        row = left.pop(at)
        row = [entry / row[column] for entry in row]
        left = [_minus(other, row, column) for other in left]
        done = [_minus(other, row, column) for other in done]
        done.append(row)
        pivots.append(column)
    return [*done, *left], pivots


def solution(
    matrix: Sequence[Sequence[Fraction]],
    right: Sequence[Fraction],
    free: Sequence[Fraction] | None = None,
) -> Row | None:
    """Solve ``matrix x = right``; unknowns that nothing determines get the value in `free`.

    Returns None if there is no solution, or more than one while `free` is not given.
    """
    columns = len(matrix[0])
    rows, pivots = reduced([[*row, b] for row, b in zip(matrix, right, strict=True)], columns)
    if any(row[-1] for row in rows[len(pivots) :]):
        return None
    if len(pivots) < columns and free is None:
        return None
    found = [Fraction(0)] * columns if free is None else list(free)
    open_columns = [column for column in range(columns) if column not in pivots]
    for row, pivot in zip(rows, pivots, strict=False):
        found[pivot] = row[-1] - sum((row[k] * found[k] for k in open_columns), Fraction(0))
    return found


class Span:
    """What a growing set of vectors spans."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self._rows: list[Row] = []
        self._pivots: list[int] = []

    def add(self, vectors: Sequence[Sequence[int]]) -> None:
        """Let more vectors span."""
        fresh = [[Fraction(entry) for entry in vector] for vector in vectors]
        rows, self._pivots = reduced([*self._rows, *fresh], self.columns)
        self._rows = rows[: len(self._pivots)]

    def rest(self, vector: Sequence[int]) -> Row:
        """Return what is left of a vector when what the others span is taken out."""
        left = [Fraction(entry) for entry in vector]
        for row, pivot in zip(self._rows, self._pivots, strict=True):
            if left[pivot]:
                left = _minus(left, row, pivot)
        return left


def _minus(other: Row, row: Row, column: int) -> Row:
    """Take a row with a 1 in `column` from another, so that this gets a 0 there."""
    factor = other[column]
    if not factor:
        return other
    return [a - factor * b for a, b in zip(other, row, strict=True)]
