"""Turn short Dutch texts into vectors, so that texts about the same thing lie close together.

A text is the sum of its words, and a word is the sum of its stem and its pieces of three to five
letters. So *schuldhulpverlening* lies near *schuldhulp*, a typing error does little harm, and a
word needs to be worked out only once: afterwards a text costs a dozen additions.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.patronen.assen import main_axes
from samenspel.analyse.patronen.stukjes import hash_pieces, stem_hashes

Vectors = npt.NDArray[np.float32]

# A line feed is no word, so it can stand between two texts.
_WORD_OR_END = re.compile(r"[^\W_]+|\n")
_BATCH = 50_000
_REMEMBERED = 50_000
_MAX_FIT = 30_000
_MAX_PIECES = 1 << 17
# The weight of a piece is idf ** 2. In texts of one sentence the words that hold a sentence
# together ("het", "onderzoeken of") otherwise fill the main axes (measured in docs/patronen.md).
_POWER = 2.0
_FORMAT = 2


class AnyEncoder(Protocol):
    """What every encoder can do."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of length 1 per text, shape ``(n, d)``."""
        ...


@dataclass(frozen=True)
class Encoder:
    """Encoder that learns from the texts themselves; needs no model from elsewhere.

    Attributes
    ----------
    pieces
        Hashes of the known stems and letter pieces, sorted, shape ``(p,)``.
    weight
        ``idf ** 2`` of each of those, shape ``(p,)``.
    weight_unknown
        The weight of a piece that the texts do not share.
    axes
        Orthonormal columns, shape ``(p, d)``.
    usual
        The coverage of the texts that were learned from: 201 quantiles, ascending.
    """

    pieces: npt.NDArray[np.uint64]
    weight: npt.NDArray[np.float32]
    weight_unknown: float
    axes: Vectors
    usual: npt.NDArray[np.float64]
    _words: dict[str, Vectors] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def fit(cls, texts: Sequence[str], *, dimensions: int = 256, seed: int) -> Self:
        r"""Learn from `texts` which pieces tell texts apart, and on which axes.

        Text :math:`i` is :math:`x_i = \sum_w (1 + \ln n_{iw}) \sum_{g \in w} \mathrm{idf}_g^2
        e_g` over its words :math:`w` (counted :math:`n_{iw}` times) and their pieces :math:`g`,
        scaled to length 1. The axes are the first right singular vectors of the matrix of all
        :math:`x_i`, found by a randomised method with two passes.

        Parameters
        ----------
        texts
            At least two different texts; of more than 30,000 a seeded sample is used.
        dimensions
            Length of the vectors; smaller when the texts cannot fill it.
        seed
            Seed of the sample and of the randomised method. The order of `texts` does not matter.

        Raises
        ------
        AnalyseError
            If there are fewer than two different texts with words, or `dimensions` is below 2.

        References
        ----------
        Weights: Salton and Buckley (1988), doi:10.1016/0306-4573(88)90021-0. Axes: Deerwester
        et al. (1990), *Indexing by latent semantic analysis*. Randomised method: Halko,
        Martinsson and Tropp (2011), doi:10.1137/090771806. Pieces of words: Bojanowski et al.
        (2017), doi:10.1162/tacl_a_00051.
        """
        if dimensions < 2:
            raise AnalyseError("Een vector heeft minstens twee getallen nodig.")
        counts, words = count_words(_sample(texts, seed))
        if counts.shape[0] < 2 or not words:
            raise AnalyseError("Geef minstens twee verschillende teksten om van te leren.")
        pieces, in_word = _pieces_of_words(words)
        in_text = counts @ in_word
        documents = np.bincount(in_text.indices, minlength=len(pieces))
        keep = _most_used(documents)
        weight = _weight(documents, counts.shape[0])
        known = np.zeros_like(weight)
        known[keep] = weight[keep]
        scaled = sparse.diags_array(_inverse(_lengths(in_text, known))) @ counts
        weighted = in_word[:, keep] @ sparse.diags_array(weight[keep])
        axes = main_axes(scaled, weighted.tocsr(), dimensions, seed)
        # Without the text itself, a piece that it shares with one other would not be known.
        others = np.where(documents[keep, None] > 2, axes, 0)
        on_axes = np.linalg.norm(counts @ (weighted @ others), axis=1)
        usual = on_axes * _inverse(_lengths(in_text, weight))
        return cls(
            pieces[keep],
            weight[keep],
            float(_weight(np.ones(1), counts.shape[0])[0]),
            axes,
            np.quantile(usual.astype(np.float64), np.linspace(0, 1, 201)),
        )

    @property
    def dimensions(self) -> int:
        """Length of the vectors."""
        return int(self.axes.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of length 1 per text, shape ``(n, d)``.

        A text without any known piece becomes the zero vector: similar to nothing.
        """
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for at in range(0, len(texts), _BATCH):
            counts, words = count_words(texts[at : at + _BATCH])
            if words:
                found[at : at + _BATCH] = counts @ self._rows_of(words)
        return unit(found)

    def familiarity(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        r"""Say how usual each text is among those that were learned from, shape ``(n,)``.

        The coverage of a text is :math:`\lVert V^\top x\rVert / \lVert x\rVert`: how much of its
        weight, unknown pieces included, lies on the axes. Familiarity is the share of the learned
        texts with less coverage, where a piece that a learned text shares with only one other
        does not count for it. A text about something else has familiar words ("wordt", "niet")
        and still little coverage. The axes fit the learned texts best, so new texts of the same
        kind are lower: 3 to 8 in a hundred below 0.01 (docs/patronen.md).

        A text without words has familiarity 0.
        """
        coverage = np.zeros(len(texts))
        for at in range(0, len(texts), _BATCH):
            counts, words = count_words(texts[at : at + _BATCH])
            if words:
                pieces, in_word = _pieces_of_words(words)
                length = _lengths(counts @ in_word, self.weights(pieces))
                on_axes = np.linalg.norm(counts @ self._rows_of(words), axis=1)
                coverage[at : at + _BATCH] = on_axes * _inverse(length)
        return np.interp(coverage, self.usual, np.linspace(0, 1, len(self.usual)), left=0.0)

    def weights(self, pieces: npt.NDArray[np.uint64]) -> npt.NDArray[np.float32]:
        """Look up the weight of each piece, known or not."""
        at, known = self._find(pieces)
        return np.where(known, self.weight[at], np.float32(self.weight_unknown))

    def usual_share(self, words: Sequence[str]) -> npt.NDArray[np.float64]:
        """Share of the learned texts that hold a form of each word, shape ``(w,)``; never 0."""
        return np.exp(-(self.weights(stem_hashes(words)).astype(np.float64) ** (1 / _POWER)))

    def save(self, path: Path) -> None:
        """Write the encoder to one file of plain arrays (`.npz`, without pickle)."""
        with Path(path).open("wb") as file:
            np.savez(
                file,
                format=np.int64(_FORMAT),
                pieces=self.pieces,
                weight=self.weight,
                weight_unknown=np.float64(self.weight_unknown),
                axes=self.axes,
                usual=self.usual,
            )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read an encoder that `save` wrote.

        Raises
        ------
        AnalyseError
            If the file is missing, or not of this format.
        """
        try:
            with np.load(Path(path), allow_pickle=False) as data:
                if int(data["format"]) == _FORMAT:
                    unknown = float(data["weight_unknown"])
                    return cls(data["pieces"], data["weight"], unknown, data["axes"], data["usual"])
        except (OSError, ValueError, KeyError) as error:
            raise AnalyseError("Dit bestand is geen tekstmodel; maak het opnieuw.") from error
        raise AnalyseError("Dit tekstmodel is van een andere versie; maak het opnieuw.")

    def _rows_of(self, words: Sequence[str]) -> Vectors:
        """Sum the pieces of each word, shape ``(w, d)``; the first words are remembered."""
        new = [word for word in words if word not in self._words]
        if len(self._words) + len(new) > _REMEMBERED:
            return self._build(words)
        if new:
            self._words.update(zip(new, self._build(new), strict=True))
        return np.array([self._words[word] for word in words])

    def _build(self, words: Sequence[str]) -> Vectors:
        pieces, in_word = _pieces_of_words(words)
        at, known = self._find(pieces)
        at = at[known]
        weighted = in_word[:, known] @ sparse.diags_array(self.weight[at])
        return np.asarray(weighted @ self.axes[at], dtype=np.float32)

    def _find(
        self, pieces: npt.NDArray[np.uint64]
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
        at = np.minimum(np.searchsorted(self.pieces, pieces), len(self.pieces) - 1)
        return at, self.pieces[at] == pieces


def unit(vectors: Vectors) -> Vectors:
    """Scale each row to length 1, in place; a row of zeros stays."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    np.divide(vectors, length, out=vectors, where=length > 0)
    return vectors


def count_words(texts: Sequence[str]) -> tuple[sparse.csr_array, list[str]]:
    """Count words per text as ``1 + ln(n)``, shape ``(n, w)``, with the words of the columns.

    Columns stand in alphabetical order, so that equal texts give equal sums.
    """
    joined = "\n".join([text.replace("\n", " ") for text in texts]).lower()
    found = _WORD_OR_END.findall(joined)
    words = sorted(set(found) - {"\n"})
    place = {word: i for i, word in enumerate(words)}
    place["\n"] = -1
    columns = np.fromiter(map(place.__getitem__, found), dtype=np.int32, count=len(found))
    ends = np.flatnonzero(columns < 0)
    # Every line feed before a word moves it one place back.
    starts = np.concatenate([[0], ends - np.arange(len(ends)), [len(found) - len(ends)]])
    starts = starts[: len(texts) + 1]
    columns = columns[columns >= 0]
    counts = sparse.csr_array(
        (np.ones(len(columns), dtype=np.float32), columns, starts.astype(np.int32)),
        shape=(len(texts), len(words)),
    )
    counts.sum_duplicates()
    counts.data = 1 + np.log(counts.data)
    return counts, words


def _sample(texts: Sequence[str], seed: int) -> list[str]:
    """Take the different texts in a fixed order, at most `_MAX_FIT` of them."""
    different = sorted(set(texts))
    if len(different) <= _MAX_FIT:
        return different
    chosen = np.random.default_rng(seed).choice(len(different), _MAX_FIT, replace=False)
    return [different[i] for i in np.sort(chosen)]


def _pieces_of_words(words: Sequence[str]) -> tuple[npt.NDArray[np.uint64], sparse.csr_array]:
    """Hash the pieces of each word: the different hashes, sorted, and counts ``(w, p)``."""
    hashes, starts = hash_pieces(words)
    pieces, columns = np.unique(hashes, return_inverse=True)
    counts = sparse.csr_array(
        (np.ones(len(hashes), dtype=np.float32), columns.astype(np.int32), starts.astype(np.int32)),
        shape=(len(words), len(pieces)),
    )
    counts.sum_duplicates()
    return pieces, counts


def _most_used(documents: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Keep pieces that at least two texts share, at most `_MAX_PIECES` of them."""
    keep = np.flatnonzero(documents >= 2)
    if len(keep) == 0:
        keep = np.arange(len(documents))
    if len(keep) > _MAX_PIECES:
        order = np.argsort(-documents[keep], kind="stable")
        keep = np.sort(keep[order[:_MAX_PIECES]])
    return keep


def _weight(documents: npt.NDArray[np.number], texts: int) -> npt.NDArray[np.float32]:
    """Weigh pieces by how few of the texts hold them."""
    idf = np.log((1 + texts) / (1 + documents))
    return np.asarray(idf**_POWER, dtype=np.float32)


def _lengths(counts: sparse.csr_array, weight: npt.NDArray[np.floating]) -> Vectors:
    """Length of each row of ``counts diag(weight)``, shape ``(n,)``."""
    squares = counts.copy()
    squares.data **= 2
    return np.asarray(np.sqrt(squares @ weight.astype(np.float32) ** 2), dtype=np.float32)


def _inverse(length: Vectors) -> Vectors:
    positive = np.maximum(length, np.float32(1e-9))
    return np.asarray(np.where(length > 0, 1 / positive, 0), dtype=np.float32)
