"""Cut one group of cases in two, when a person says that it is about two things."""

import numpy as np
import numpy.typing as npt

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.patronen.encoder import Vectors

_ROUNDS = 20


def halve(vectors: Vectors, *, minimum: int) -> npt.NDArray[np.bool_]:
    r"""Say for each case whether it belongs to the second of two groups.

    The cut begins across the axis along which the cases differ most (the first right singular
    vector of the vectors minus their mean) and is moved by spherical two-means: every case goes to
    the nearer of the two middles, until nothing changes. The first group is the larger one.

    Parameters
    ----------
    vectors
        Shape ``(n, d)``, each of length 1. Their order does not change the two groups.
    minimum
        Smallest size of each of the two.

    Returns
    -------
    array of bool
        Shape ``(n,)``.

    Raises
    ------
    AnalyseError
        If no cut leaves `minimum` cases on both sides.

    References
    ----------
    Start: Boley (1998), *Principal direction divisive partitioning*,
    doi:10.1023/A:1009740529316. Two-means: Dhillon and Modha (2001), doi:10.1023/A:1007612920971.

    Examples
    --------
    >>> about = np.array([[1, 0], [0.96, 0.28], [0, 1], [0.28, 0.96], [1, 0]], dtype=np.float32)
    >>> halve(about, minimum=2).tolist()
    [False, False, True, True, False]
    """
    if vectors.ndim != 2 or not np.isfinite(vectors).all():
        raise AnalyseError("De vectoren moeten een tabel met eindige getallen zijn.")
    if len(vectors) < 2 * minimum:
        raise AnalyseError("Er zijn te weinig casussen om er twee groepen van te maken.")
    data = vectors.astype(np.float64)
    centred = data - data.mean(axis=0)
    second = centred @ np.linalg.svd(centred, full_matrices=False)[2][0] > 0
    for _ in range(_ROUNDS):
        if not 0 < second.sum() < len(second):
            break
        middles = np.stack([data[~second].sum(axis=0), data[second].sum(axis=0)])
        middles /= np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), 1e-12)
        near = data @ middles.T
        moved = near[:, 1] > near[:, 0]
        if (moved == second).all():
            break
        second = moved
    if second.sum() * 2 > len(second) or (second.sum() * 2 == len(second) and second[0]):
        second = ~second
    if min(second.sum(), (~second).sum()) < minimum:
        raise AnalyseError("Het programma ziet hier geen twee groepen in.")
    return np.asarray(second, dtype=np.bool_)
