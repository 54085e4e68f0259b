"""The words that tell groups of texts apart."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from samenspel.analyse.patronen.encoder import count_words, stem

_PER_LABEL = 4
_SHORTEST = 4


def telling_words(
    texts: Sequence[str], member_of: npt.NDArray[np.int64], groups: int, *, least: int
) -> list[tuple[str, ...]]:
    r"""Give each group its most telling words, by class-based TF-IDF.

    With :math:`t_{gw}` the share of texts of group :math:`g` that hold word :math:`w`, weight is
    :math:`t_{gw} \ln(1 + A / f_w)`, where :math:`f_w` is the number of texts with the word and
    :math:`A` the mean number of texts per group.

    Parameters
    ----------
    texts, member_of
        The texts and their group, -1 for none.
    groups
        Number of groups.
    least
        A word must occur in this many texts of the group, so that it points at nobody.

    Returns
    -------
    list of tuple
        At most four words per group, most telling first; of two forms of one stem the first.

    References
    ----------
    Grootendorst (2022), *BERTopic*, arXiv:2203.05794, section 3.3.
    """
    counts, words = count_words(texts)
    counts.data[:] = 1.0
    belongs = member_of >= 0
    rows = np.flatnonzero(belongs)
    of_group = sparse.csr_array(
        (np.ones(len(rows)), (member_of[rows], rows)), shape=(groups, len(texts))
    )
    in_group = (of_group @ counts).tocsr()
    sizes = np.asarray(of_group.sum(axis=1)).ravel()
    frequency = np.bincount(counts.indices, minlength=len(words))
    rarity = np.log1p(len(texts) / max(groups, 1) / np.maximum(frequency, 1))
    return [_best(in_group, g, sizes[g], rarity, words, least) for g in range(groups)]


def _best(
    in_group: sparse.csr_array,
    group: int,
    size: float,
    rarity: npt.NDArray[np.float64],
    words: Sequence[str],
    least: int,
) -> tuple[str, ...]:
    start, end = in_group.indptr[group], in_group.indptr[group + 1]
    columns, texts = in_group.indices[start:end], in_group.data[start:end]
    weight = texts / max(size, 1) * rarity[columns]
    label: dict[str, str] = {}
    for i in np.lexsort([columns, -weight]):
        word = words[columns[i]]
        if texts[i] >= least and len(word) >= _SHORTEST and not word.isdigit():
            label.setdefault(stem(word), word)
        if len(label) == _PER_LABEL:
            break
    return tuple(label.values())
