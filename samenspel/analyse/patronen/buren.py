"""The texts nearest to each text, and vectors made steadier by them."""

import numba
import numpy as np

from samenspel.analyse.patronen.encoder import Vectors, unit

_NEIGHBOURS = 10
_WEIGHT = np.float32(2.0)
_CHUNK = 1024


def smooth(vectors: Vectors) -> Vectors:
    """Draw each vector towards its ten nearest, so that groups hang together less by accident.

    A text of a dozen words shares words with its own kind by luck; its neighbours have the words
    that it happens to lack. Each vector becomes itself plus twice the mean of its neighbours,
    weighted by cosine, with length 1 again.

    Parameters
    ----------
    vectors
        Shape ``(n, d)``, each of length 1. Time and the work grow with the square of n.

    References
    ----------
    One step of label spreading on the vectors themselves: Zhou et al. (2004), *Learning with
    local and global consistency*.
    """
    number = min(_NEIGHBOURS, len(vectors) - 1)
    if number < 1:
        return vectors
    steadier = np.empty_like(vectors)
    for at in range(0, len(vectors), _CHUNK):
        chunk = vectors[at : at + _CHUNK]
        _add_nearest(chunk @ vectors.T, vectors, at, number, steadier[at : at + _CHUNK])
    return unit(steadier)


@numba.njit(cache=True)
def _add_nearest(cosine, vectors, first, number, into):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Put each vector from `first` on, plus the weighted mean of its nearest, in `into`."""
    near = np.empty(number, dtype=np.int64)
    value = np.empty(number, dtype=np.float32)
    for row in range(len(cosine)):
        _nearest(cosine[row], first + row, near, value)
        into[row] = vectors[first + row]
        total = np.float32(0.0)
        for weight in value:
            total += max(weight, np.float32(0.0))
        if total > 0:
            for i in range(number):
                share = _WEIGHT * max(value[i], np.float32(0.0)) / total
                into[row] += share * vectors[near[i]]


@numba.njit(cache=True)
def _nearest(cosine, itself, near, value):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Fill `near` and `value` with the largest of `cosine`, largest first, without `itself`."""
    value[:] = -2.0
    near[:] = 0
    last = len(value) - 1
    for other in range(len(cosine)):
        if cosine[other] <= value[last] or other == itself:
            continue
        at = last
        while at > 0 and value[at - 1] < cosine[other]:
            value[at], near[at] = value[at - 1], near[at - 1]
            at -= 1
        value[at], near[at] = cosine[other], other
