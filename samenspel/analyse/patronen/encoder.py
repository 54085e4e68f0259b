"""Turn short Dutch texts into vectors, so that texts about the same thing lie close together.

A text is the sum of its words, and a word is the sum of its stem and its pieces of three to five
letters. So *schuldhulpverlening* lies near *schuldhulp*, a typing error does little harm, and a
word needs to be worked out only once: afterwards a text costs a dozen additions.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.patronen.stukjes import hash_pieces

Vectors = npt.NDArray[np.float32]

_WORD = re.compile(r"[^\W_]+")
_BATCH = 50_000
_MAX_FIT = 30_000
_MAX_PIECES = 1 << 17
# The weight of a piece is idf ** 2. In texts of one sentence the words that hold a sentence
# together ("het", "onderzoeken of") otherwise fill the main axes (measured in docs/patronen.md).
_POWER = 2.0
_FORMAT = 1


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
    rows
        The vector of each piece, weight included, shape ``(p, d)``.
    """

    pieces: npt.NDArray[np.uint64]
    rows: Vectors
    _words: dict[str, int] = field(default_factory=dict, repr=False, compare=False)
    _table: list[Vectors] = field(default_factory=list, repr=False, compare=False)

    @classmethod
    def fit(cls, texts: Sequence[str], *, dimensions: int = 256, seed: int) -> Self:
        r"""Learn from `texts` which pieces tell texts apart, and on which axes.

        Text :math:`i` is :math:`x_i = \sum_w (1 + \ln n_{iw}) \sum_{g \in w} \mathrm{idf}_g^2
        e_g` over its words :math:`w` (counted :math:`n_{iw}` times) and their pieces :math:`g`,
        scaled to length 1. The axes are the first right singular vectors of the matrix of all
        :math:`x_i`, found by a randomised method with two power iterations.

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
        weight = _weight(documents[keep], counts.shape[0])
        weighted = (in_word[:, keep] @ sparse.diags_array(weight)).tocsr().astype(np.float32)
        axes = _main_axes(counts, weighted, dimensions, seed)
        return cls(pieces[keep], (weight[:, None] * axes).astype(np.float32))

    @property
    def dimensions(self) -> int:
        """Length of the vectors."""
        return int(self.rows.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of length 1 per text, shape ``(n, d)``.

        A text without any known piece becomes the zero vector: similar to nothing.
        """
        if len(texts) == 0:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        parts = [self._encode_batch(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def save(self, path: Path) -> None:
        """Write the encoder to one file of plain arrays (`.npz`, without pickle)."""
        with Path(path).open("wb") as file:
            np.savez(file, format=np.int64(_FORMAT), pieces=self.pieces, rows=self.rows)

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
                    return cls(data["pieces"], data["rows"])
        except (OSError, ValueError, KeyError) as error:
            raise AnalyseError("Dit bestand is geen tekstmodel; maak het opnieuw.") from error
        raise AnalyseError("Dit tekstmodel is van een andere versie; maak het opnieuw.")

    def _encode_batch(self, texts: Sequence[str]) -> Vectors:
        counts, words = count_words(texts)
        found = np.asarray(counts.astype(np.float32) @ self._rows_of(words), dtype=np.float32)
        length = np.linalg.norm(found, axis=1, keepdims=True)
        np.divide(found, length, out=found, where=length > 0)
        return found

    def _rows_of(self, words: Sequence[str]) -> Vectors:
        """Sum the pieces of each word, shape ``(w, d)``; the first words are remembered."""
        new = [word for word in words if word not in self._words]
        if not new:
            return np.asarray(self._table[0][[self._words[word] for word in words]])
        pieces, in_word = _pieces_of_words(new)
        at = np.searchsorted(self.pieces, pieces)
        known = (at < len(self.pieces)) & (
            self.pieces[np.minimum(at, len(self.pieces) - 1)] == pieces
        )
        rows = np.asarray(in_word[:, known] @ self.rows[at[known]], dtype=np.float32)
        fresh = {word: i for i, word in enumerate(new)}
        result = np.empty((len(words), self.dimensions), dtype=np.float32)
        for i, word in enumerate(words):
            result[i] = rows[fresh[word]] if word in fresh else self._table[0][self._words[word]]
        self._remember(new, rows)
        return result

    def _remember(self, words: Sequence[str], rows: Vectors) -> None:
        """Keep up to a fixed number of words, so that memory does not grow for ever."""
        room = _BATCH - len(self._words)
        if room <= 0:
            return
        start = len(self._words)
        self._words.update({word: start + i for i, word in enumerate(words[:room])})
        self._table[:] = [np.concatenate([*self._table, rows[:room]])]


@dataclass(frozen=True)
class ModelEncoder:
    """Encoder behind the same interface that uses a sentence-transformers model folder."""

    folder: Path

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of length 1 per text, shape ``(n, d)``.

        Raises
        ------
        AnalyseError
            If the package is not installed or the folder holds no model.
        """
        model = _model(str(self.folder))
        vectors = model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


@lru_cache(maxsize=2)
def _model(folder: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise AnalyseError(
            "Voor dit taalmodel is het pakket sentence-transformers nodig; vraag uw beheerder."
        ) from error
    if not Path(folder).is_dir():
        raise AnalyseError("De map van het taalmodel bestaat niet; controleer de instelling.")
    return SentenceTransformer(folder, device="cpu")


def count_words(texts: Sequence[str]) -> tuple[sparse.csr_array, list[str]]:
    """Count words per text as ``1 + ln(n)``, shape ``(n, w)``, with the words of the columns.

    Columns stand in alphabetical order, so that equal texts give equal sums.
    """
    index: dict[str, int] = {}
    columns: list[int] = []
    starts = [0]
    for text in texts:
        columns += [index.setdefault(word, len(index)) for word in _WORD.findall(text.lower())]
        starts.append(len(columns))
    words = sorted(index)
    place = np.empty(len(index), dtype=np.int64)
    place[[index[word] for word in words]] = np.arange(len(index))
    counts = sparse.csr_array(
        (np.ones(len(columns)), place[columns] if columns else [], starts),
        shape=(len(texts), len(words)),
    )
    counts.sum_duplicates()
    counts.data = 1 + np.log(counts.data)
    return counts, words


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Stem a Dutch word in lower case."""
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@lru_cache(maxsize=1)
def _stemmer():  # type: ignore[no-untyped-def]  # noqa: ANN202
    import snowballstemmer

    return snowballstemmer.stemmer("dutch")


def _sample(texts: Sequence[str], seed: int) -> list[str]:
    """Take the different texts in a fixed order, at most `_MAX_FIT` of them."""
    different = sorted(set(texts))
    if len(different) <= _MAX_FIT:
        return different
    chosen = np.random.default_rng(seed).choice(len(different), _MAX_FIT, replace=False)
    return [different[i] for i in np.sort(chosen)]


def _pieces_of_words(words: Sequence[str]) -> tuple[npt.NDArray[np.uint64], sparse.csr_array]:
    """Hash the pieces of each word: the different hashes, sorted, and counts ``(w, p)``."""
    hashes, starts = hash_pieces(words, [stem(word) for word in words])
    pieces, columns = np.unique(hashes, return_inverse=True)
    counts = sparse.csr_array(
        (np.ones(len(hashes), dtype=np.float32), columns, starts), shape=(len(words), len(pieces))
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


def _weight(documents: npt.NDArray[np.int64], texts: int) -> npt.NDArray[np.float64]:
    """Weigh pieces by how few of the texts hold them."""
    idf = np.log((1 + texts) / (1 + documents))
    return np.asarray(idf**_POWER)


def _main_axes(
    counts: sparse.csr_array, weighted: sparse.csr_array, dimensions: int, seed: int
) -> npt.NDArray[np.float64]:
    """Find the first right singular vectors of ``diag(1/length) counts weighted``, ``(p, d)``.

    The product is never formed: words repeat, so two thin products are several times cheaper.
    """
    counts = counts.astype(np.float32)
    squared = counts @ weighted
    length = np.sqrt(squared.multiply(squared).sum(axis=1))
    del squared
    scaled = sparse.diags_array((1 / np.maximum(length, 1e-9)).astype(np.float32)) @ counts
    texts, pieces = counts.shape[0], weighted.shape[1]
    size = min(dimensions + 10, texts, pieces)
    random = np.random.default_rng(seed).standard_normal((pieces, size)).astype(np.float32)
    base = scaled @ (weighted @ random)
    for _ in range(2):
        base = _orthonormal(base)
        base = scaled @ (weighted @ (weighted.T @ (scaled.T @ base)))
    base = _orthonormal(base)
    small = (weighted.T @ (scaled.T @ base)).T
    axes = _orthonormal(small.T).T[:dimensions]
    # A singular vector has no sign of its own; fix it, so that libraries agree.
    largest = np.abs(axes).argmax(axis=1)
    axes *= np.sign(axes[np.arange(len(axes)), largest])[:, None]
    return np.asarray(axes.T, dtype=np.float64)


def _orthonormal(columns: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Give the left singular vectors of a tall matrix, largest first.

    Through the small square matrix: several times cheaper than QR or a thin SVD. Directions that
    are lost in rounding are left out.
    """
    square = columns.T.astype(np.float64) @ columns.astype(np.float64)
    squares, right = np.linalg.eigh(square)
    keep = np.flatnonzero(squares > 1e-9 * squares.max())[::-1]
    found = columns @ (right[:, keep] / np.sqrt(squares[keep])).astype(np.float32)
    return np.asarray(found, dtype=np.float32)
