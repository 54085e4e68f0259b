"""Letter pieces of words as numbers: fast, and the same on every machine."""

from collections.abc import Sequence

import numba
import numpy as np
import numpy.typing as npt

_SHORTEST, _LONGEST = 3, 5
_OFFSET = np.uint64(14695981039346656037)
_PRIME = np.uint64(1099511628211)
# The stem gets a hash of its own kind: "huis" as a stem is not "huis" as a piece.
_STEM_SALT = np.uint64(0x53)


def hash_pieces(
    words: Sequence[str], stems: Sequence[str]
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """Hash the stem and the pieces of three to five letters of each word, edges included.

    Returns
    -------
    tuple
        All hashes one word after the other, and where each word starts, shape ``(w + 1,)``.

    References
    ----------
    FNV-1a with 64 bits over code points: Fowler, Noll, Vo and Eastlake, draft-eastlake-fnv.
    """
    letters, letter_starts = _code_points([f" {word} " for word in words])
    stem_letters, stem_starts = _code_points(stems)
    lengths = np.diff(letter_starts)
    sizes = np.arange(_SHORTEST, _LONGEST + 1)
    per_word = 1 + np.maximum(lengths[:, None] - sizes[None, :] + 1, 0).sum(axis=1)
    starts = np.concatenate([[0], np.cumsum(per_word)]).astype(np.int64)
    hashes = np.empty(starts[-1], dtype=np.uint64)
    _fill(letters, letter_starts, stem_letters, stem_starts, starts, hashes)
    return hashes, starts


def _code_points(words: Sequence[str]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    letters = np.frombuffer("".join(words).encode("utf-32-le"), dtype=np.uint32)
    lengths = np.fromiter((len(word) for word in words), dtype=np.int64, count=len(words))
    return letters, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


@numba.njit(cache=True)
def _fill(letters, letter_starts, stem_letters, stem_starts, starts, hashes):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    for word in range(len(starts) - 1):
        at = starts[word]
        value = (_OFFSET ^ _STEM_SALT) * _PRIME
        for i in range(stem_starts[word], stem_starts[word + 1]):
            value = (value ^ np.uint64(stem_letters[i])) * _PRIME
        hashes[at] = value
        at += 1
        first, last = letter_starts[word], letter_starts[word + 1]
        for size in range(_SHORTEST, _LONGEST + 1):
            for begin in range(first, last - size + 1):
                value = _OFFSET
                for i in range(begin, begin + size):
                    value = (value ^ np.uint64(letters[i])) * _PRIME
                hashes[at] = value
                at += 1
