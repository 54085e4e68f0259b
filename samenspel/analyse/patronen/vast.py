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
from samenspel.analyse.patronen.encoder import Encoder, Vectors, count_words, unit
from samenspel.analyse.patronen.stukjes import hash_pieces, stem_hashes

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
        What the public text taught: its axes, and how rare every piece is.
    own
        Number of dimensions of the part that is not learned.
    """

    learned: Encoder
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
        return cls(Encoder.fit(texts, dimensions=_LEARNED, seed=seed), own)

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
        return unit(np.concatenate(parts, axis=1).astype(np.float32))

    def _own_part(self, texts: Sequence[str]) -> Vectors:
        counts, words = count_words(texts)
        if not words:
            return np.zeros((len(texts), self.own), dtype=np.float32)
        hashes, starts = hash_pieces(words)
        pieces, back = np.unique(hashes, return_inverse=True)
        rows = _signs(pieces, self.own) * self.learned.weights(pieces)[:, None]
        in_word = sparse.csr_array(
            (np.ones(len(hashes), dtype=np.float32), back, starts), shape=(len(words), len(pieces))
        )
        return unit(np.asarray(counts @ (in_word @ rows), dtype=np.float32))


def telling(encoder: FixedEncoder, text: str, most: int) -> list[str]:
    """Return the `most` words of `text` that are rarest in the public text, rarest first."""
    _, words = count_words([text])
    if not words:
        return []
    weight = encoder.learned.weights(stem_hashes(words))
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
