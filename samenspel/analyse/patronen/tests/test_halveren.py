"""One group that is about two things becomes two."""

import numpy as np
import pytest

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.patronen.halveren import halve


def two_subjects(first: int, second: int, seed: int = 1) -> np.ndarray:
    random = np.random.default_rng(seed)
    middles = random.normal(size=(2, 40))
    rows = np.repeat(middles, [first, second], axis=0) + 0.6 * random.normal(
        size=(first + second, 40)
    )
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize(("first", "second"), [(10, 6), (30, 8), (12, 12)])
def test_two_subjects_are_told_apart_the_larger_first(first, second):
    assert halve(two_subjects(first, second), minimum=5).tolist() == (
        [False] * first + [True] * second
    )


def test_the_order_of_the_cases_does_not_matter():
    vectors = two_subjects(14, 9)
    order = np.random.default_rng(2).permutation(len(vectors))
    assert (halve(vectors[order], minimum=5) == halve(vectors, minimum=5)[order]).all()


@pytest.mark.parametrize(
    "vectors",
    [two_subjects(4, 4), two_subjects(20, 2), np.tile(two_subjects(1, 1)[:1], (20, 1))],
    ids=["too few", "one side too small", "all the same"],
)
def test_it_refuses_instead_of_making_a_group_that_is_none(vectors):
    with pytest.raises(AnalyseError):
        halve(vectors, minimum=5)


def test_what_is_no_number_is_refused():
    with pytest.raises(AnalyseError, match="eindige"):
        halve(np.full((20, 3), np.nan, dtype=np.float32), minimum=5)
