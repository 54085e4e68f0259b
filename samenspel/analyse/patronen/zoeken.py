"""Similar cases: exact search in memory, and the fusion of two rankings.

The database searches with pgvector, so that row level security also governs similar cases; this
exact search is what it is measured against, and serves small sets.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Self, TypeVar

import numpy as np

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.patronen.encoder import AnyEncoder, Vectors

K = TypeVar("K", bound=Hashable)

_CHUNK = 4096


@dataclass(frozen=True)
class Hits:
    """What lies nearest to one text: positions in the index and cosines, nearest first."""

    positions: tuple[int, ...]
    similarity: tuple[float, ...]


@dataclass(frozen=True)
class Index:
    """Vectors to search, with the encoder that made them."""

    encoder: AnyEncoder
    vectors: Vectors

    @classmethod
    def build(cls, encoder: AnyEncoder, texts: Sequence[str]) -> Self:
        """Encode `texts` and keep the vectors."""
        return cls(encoder, encoder.encode(texts))


def similar(index: Index, texts: Sequence[str], k: int) -> list[Hits]:
    """Find for each text the `k` nearest of the index, fewer when the index is smaller.

    A text without any known word finds nothing. Of equal cosines the first position comes first.

    Raises
    ------
    AnalyseError
        If `k` is below 1.
    """
    if k < 1:
        raise AnalyseError("Vraag minstens één vergelijkbare casus.")
    vectors = index.encoder.encode(texts)
    k = min(k, len(index.vectors))
    if k == 0:
        return [Hits((), ()) for _ in texts]
    hits = []
    for at in range(0, len(vectors), _CHUNK):
        cosine = vectors[at : at + _CHUNK] @ index.vectors.T
        # The k nearest by value first; then everything that ties with the last of them.
        least = np.partition(cosine, -k, axis=1)[:, -k]
        for row, bound, vector in zip(cosine, least, vectors[at : at + _CHUNK], strict=True):
            if not vector.any():
                hits.append(Hits((), ()))
                continue
            near = np.flatnonzero(row >= bound)
            near = near[np.lexsort([near, -row[near]])][:k]
            hits.append(Hits(tuple(near.tolist()), tuple(row[near].tolist())))
    return hits


def fuse(rankings: Sequence[Sequence[K]], *, smoothing: int = 60) -> list[K]:
    r"""Merge rankings of the same things by reciprocal rank fusion.

    Something at rank :math:`r_j` in ranking :math:`j` scores :math:`\sum_j 1 / (60 + r_j)`.

    References
    ----------
    Cormack, Clarke and Buettcher (2009), doi:10.1145/1571941.1572114.

    Examples
    --------
    >>> fuse([["a", "b", "c"], ["c", "a"]])
    ['a', 'c', 'b']
    """
    score: dict[K, float] = defaultdict(float)
    for ranking in rankings:
        for rank, thing in enumerate(ranking, 1):
            score[thing] += 1 / (smoothing + rank)
    return sorted(score, key=lambda thing: -score[thing])
