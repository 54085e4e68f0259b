"""An encoder learned from a fixed public text, which knows words it never saw too.

Vectors that are shown to people who may not read each other's cases may not be learned from those
cases: a rare word of a confidential case would then move the axes, and so what others find. This
encoder learns its axes from a text that everybody may read, and adds for every piece of a word,
known or not, a direction of its own that follows from its letters alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy import sparse

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.patronen.encoder import Encoder, Vectors, count_words, stem
from samenspel.analyse.patronen.stukjes import hash_pieces

_LEARNED = 128
_BITS = 64
# The learned part finds other words for the same thing, the other part finds the same words. The
# balance was chosen on the moties and the example programme: docs/decisions/0010.
_SHARE_LEARNED = 0.35


@dataclass(frozen=True)
class FixedEncoder:
    """Encoder whose vectors depend on the text and on one public text, and on nothing else.

    Attributes
    ----------
    learned
        The axes of the public text.
    pieces
        Hashes of the stems and letter pieces in that text, sorted, shape ``(p,)``.
    weight
        ``idf ** 2`` of each of those, shape ``(p,)``.
    weight_unknown
        The weight of a piece that the public text does not have.
    own
        Number of dimensions of the part that is not learned.
    """

    learned: Encoder
    pieces: npt.NDArray[np.uint64]
    weight: npt.NDArray[np.float64]
    weight_unknown: float
    own: int

    @classmethod
    def fit(cls, texts: Sequence[str], *, own: int = 256, seed: int) -> Self:
        """Learn from `texts`, which everybody may read.

        Parameters
        ----------
        texts
            Sentences; their order does not matter.
        own
            Number of dimensions of the part that is not learned, a multiple of 64.
        seed
            Seed of the learned part.

        Raises
        ------
        AnalyseError
            If `own` is no positive multiple of 64, or there are fewer than two different texts.
        """
        if own < _BITS or own % _BITS:
            raise AnalyseError("Het vaste deel van een vector is een veelvoud van 64.")
        different = sorted(set(texts))
        learned = Encoder.fit(different, dimensions=_LEARNED, seed=seed)
        found = []
        for text in different:
            _, words = count_words([text])
            found.append(np.unique(hash_pieces(words, [stem(word) for word in words])[0]))
        pieces, documents = np.unique(np.concatenate(found), return_counts=True)
        idf = np.log((1 + len(different)) / (1 + documents))
        return cls(learned, pieces, idf**2, float(np.log(1 + len(different)) ** 2), own)

    @property
    def dimensions(self) -> int:
        """Length of the vectors."""
        return self.learned.dimensions + self.own

    def encode(self, texts: Sequence[str]) -> Vectors:
        r"""Return one vector of length 1 per text, shape ``(n, d)``; without words, zero.

        With :math:`a` the learned vector and :math:`b` the sum over the pieces of
        :math:`\mathrm{idf}^2` times a vector of signs that is the hash of the piece, both of
        length 1, it is :math:`(\sqrt{0.35}\,a, \sqrt{0.65}\,b)`.

        References
        ----------
        Random signs: Achlioptas (2003), *Database-friendly random projections*,
        doi:10.1016/S0022-0000(03)00025-4. Hashing: Weinberger et al. (2009),
        doi:10.1145/1553374.1553516.
        """
        parts = [
            _SHARE_LEARNED**0.5 * self.learned.encode(texts),
            (1 - _SHARE_LEARNED) ** 0.5 * self._own_part(texts),
        ]
        return _unit(np.concatenate(parts, axis=1).astype(np.float32))

    def _own_part(self, texts: Sequence[str]) -> Vectors:
        counts, words = count_words(texts)
        if not words:
            return np.zeros((len(texts), self.own), dtype=np.float32)
        hashes, starts = hash_pieces(words, [stem(word) for word in words])
        pieces, back = np.unique(hashes, return_inverse=True)
        at = np.minimum(np.searchsorted(self.pieces, pieces), len(self.pieces) - 1)
        known = self.pieces[at] == pieces
        weight = np.where(known, self.weight[at], self.weight_unknown)
        rows = (_signs(pieces, self.own) * weight[:, None]).astype(np.float32)
        in_word = sparse.csr_array(
            (np.ones(len(hashes), dtype=np.float32), back, starts), shape=(len(words), len(pieces))
        )
        return _unit(np.asarray(counts @ (in_word @ rows), dtype=np.float32))


def telling(encoder: FixedEncoder, text: str, most: int) -> list[str]:
    """Return the `most` words of `text` that are rarest in the public text, rarest first."""
    _, words = count_words([text])
    stems = [stem(word) for word in words]
    hashes, starts = hash_pieces(words, stems)
    # The first hash of a word is its stem.
    at = np.minimum(np.searchsorted(encoder.pieces, hashes[starts[:-1]]), len(encoder.pieces) - 1)
    known = encoder.pieces[at] == hashes[starts[:-1]]
    weight = np.where(known, encoder.weight[at], encoder.weight_unknown)
    order = sorted(range(len(words)), key=lambda i: (-weight[i], -len(words[i]), words[i]))
    return [words[i] for i in order if len(words[i]) > 3 and not words[i].isdigit()][:most]


def _signs(pieces: npt.NDArray[np.uint64], number: int) -> npt.NDArray[np.float32]:
    """Make for each hash `number` signs, always the same (the mixing steps of splitmix64)."""
    blocks = []
    for block in range(number // _BITS):
        mixed = pieces + np.uint64((block + 1) * 0x9E3779B97F4A7C15 % 2**64)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        blocks.append(mixed ^ (mixed >> np.uint64(31)))
    bits = np.unpackbits(np.stack(blocks, axis=1).astype("<u8").view(np.uint8), axis=1)
    return bits.astype(np.float32) * 2 - 1


def _unit(vectors: Vectors) -> Vectors:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    np.divide(vectors, length, out=vectors, where=length > 0)
    return vectors
