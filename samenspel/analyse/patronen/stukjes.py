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
_VOWELS = np.zeros(0x100, dtype=np.bool_)
_VOWELS[[ord(letter) for letter in "aeiouyàáâäèéêëìíîïòóôöùúûü"]] = True


def hash_pieces(words: Sequence[str]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """Hash the stem and the pieces of three to five letters of each word, edges included.

    The stem is a light one, for words in lower case: the plural or inflected ending goes (*-en*,
    *-e*, *-s* after *er*, *el*, *en*, *em* or *ie*), a letter written twice counts once, and a
    *v* or *z* at the end becomes *f* or *s*. So *scholen* meets *school* and *huizen* meets
    *huis*; what it misses, the pieces of letters catch.

    Returns
    -------
    tuple
        All hashes one word after the other, the stem first, and where each word starts, shape
        ``(w + 1,)``.

    References
    ----------
    FNV-1a with 64 bits over code points: Fowler, Noll, Vo and Eastlake, draft-eastlake-fnv.
    """
    if not words:
        return np.zeros(0, dtype=np.uint64), np.zeros(1, dtype=np.int64)
    letters, letter_starts = _code_points([f" {word} " for word in words])
    lengths = np.diff(letter_starts)
    sizes = np.arange(_SHORTEST, _LONGEST + 1)
    per_word = 1 + np.maximum(lengths[:, None] - sizes[None, :] + 1, 0).sum(axis=1)
    starts = np.concatenate([[0], np.cumsum(per_word)]).astype(np.int64)
    hashes = np.empty(starts[-1], dtype=np.uint64)
    _fill(letters, letter_starts, starts, hashes)
    return hashes, starts


def stem_hashes(words: Sequence[str]) -> npt.NDArray[np.uint64]:
    """Hash the stem of each word: equal for two forms of one word, shape ``(w,)``."""
    hashes, starts = hash_pieces(words)
    return hashes[starts[:-1]]


def _code_points(words: Sequence[str]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    letters = np.frombuffer("".join(words).encode("utf-32-le"), dtype=np.uint32)
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    return letters, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


@numba.njit(cache=True)
def _fill(letters, letter_starts, starts, hashes):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    for word in range(len(starts) - 1):
        at = starts[word]
        first, last = letter_starts[word], letter_starts[word + 1]
        hashes[at] = _stem(letters, first + 1, last - 1)
        at += 1
        for size in range(_SHORTEST, _LONGEST + 1):
            for begin in range(first, last - size + 1):
                value = _OFFSET
                for i in range(begin, begin + size):
                    value = (value ^ np.uint64(letters[i])) * _PRIME
                hashes[at] = value
                at += 1


@numba.njit(cache=True)
def _stem(letters, first, last):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    end = _stem_end(letters, first, last)
    value = (_OFFSET ^ _STEM_SALT) * _PRIME
    for i in range(first, end):
        letter = letters[i]
        if i > first and letter == letters[i - 1]:
            continue
        if i == end - 1 and letter == ord("v"):
            letter = np.uint32(ord("f"))
        elif i == end - 1 and letter == ord("z"):
            letter = np.uint32(ord("s"))
        value = (value ^ np.uint64(letter)) * _PRIME
    return value


@numba.njit(cache=True)
def _stem_end(letters, first, last):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Where the stem of ``letters[first:last]`` ends; a stem has three letters and a vowel."""
    if last - first < 4:
        return last
    final, before = letters[last - 1], letters[last - 2]
    if final == ord("s"):
        pair = letters[last - 3]
        liquid = before in (ord("r"), ord("l"), ord("n"), ord("m")) and pair == ord("e")
        if not (liquid or (before == ord("e") and pair == ord("i"))):
            return last
        end = last - 1
    elif final == ord("n") and before == ord("e"):
        end = last - 2
    elif final == ord("e"):
        end = last - 1
    else:
        return last
    if end - first < 3 or (final != ord("s") and _is_vowel(letters[end - 1])):
        return last
    for i in range(first, end):
        if _is_vowel(letters[i]):
            return end
    return last


@numba.njit(cache=True)
def _is_vowel(letter):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    return letter < len(_VOWELS) and _VOWELS[letter]
