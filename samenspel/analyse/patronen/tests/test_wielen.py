"""Bounds of likeness belong to an encoder, so whoever calls may give her own."""

import numpy as np
import pytest

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.patronen import same_wheel
from samenspel.analyse.patronen.wielen import Variant


def pair(cosine: float) -> list[Variant]:
    one, other = np.array([1.0, 0.0]), np.array([cosine, (1 - cosine**2) ** 0.5])
    return [Variant("a", "Almere", one, one), Variant("b", "Zwolle", other, other)]


@pytest.mark.parametrize(
    ("bounds", "judgement"),
    [
        ({}, "niet te zeggen"),
        ({"alike": 0.4}, "zelfde wiel"),
        ({"alike": 0.8, "different": 0.7}, "zinvolle variatie"),
    ],
)
def test_the_same_cosine_is_judged_by_the_bounds_given(bounds, judgement):
    assert [one.oordeel for one in same_wheel(pair(0.5), **bounds)] == [judgement]


@pytest.mark.parametrize("bounds", [{"alike": 0.2}, {"alike": float("nan")}])
def test_bounds_that_cross_are_refused(bounds):
    with pytest.raises(AnalyseError, match="lijken"):
        same_wheel(pair(0.5), **bounds)
