"""The words that say what a group of texts is about: themes that a person recognises."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from samenspel.analyse.patronen.encoder import Encoder
from samenspel.analyse.patronen.stukjes import stem_hashes

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

_PER_LABEL = 4
_SHORTEST = 4
_WORD_OR_BREAK = re.compile(r"[^\W_]+|[.,;:!?()\n]")
_BREAK = -1
# Determiners and prepositions, closed classes of the language: a noun phrase begins behind them.
_LEADS = (
    "de het een deze dit dat die geen mijn jouw uw zijn haar ons onze hun elk elke ieder iedere "
    "aan achter bij binnen boven buiten door in langs met na naar naast om onder op over per "
    "rond sinds tegen tijdens tot tussen uit van vanaf vanuit vanwege via volgens voor wegens "
    "zonder ter ten"
)
# In front of these, as in front of a lead, a noun phrase ends.
_ENDS = (
    "ik jij je u hij zij ze wij we jullie mij hem hen zich elkaar iets niets iemand niemand alles "
    "er te niet en of maar als dan wie wat waar omdat zodat "
    "is was zijn waren wordt worden werd heeft hebben had hadden krijgt krijgen kan kunnen moet "
    "moeten wil willen mag mogen zal zullen gaat gaan"
)
_NOUN = re.compile(r"(?:ing|heid|schap|tie|teit|ment|nis|isme|sel|aar|aars|ingen|heden|ties)$")
_PARTICIPLE = re.compile(r"^(?:ge|be|ver|ont).{3,}[dt]$|ende?$")
# How much the form of a word counts beside where it stands, and how much less telling than the
# first word of a label another one may be.
_FORM, _LEAST_TELLING = 0.25, 0.2
# A word that is there this often and never stands where nouns stand, is none.
_OFTEN = 8


@dataclass(frozen=True)
class _Words:
    words: list[str]
    in_text: sparse.csr_array  # 1 where a text holds a word, (n, w)
    noun: Floats  # how often a word stands where nouns stand, 0 to 1, (w,)


def label(
    texts: Sequence[str], background: Encoder | None = None, *, minimum: int = 5, most: int = 4
) -> tuple[str, ...]:
    r"""Give the most telling nouns of texts that belong together, most telling first.

    With :math:`t_w` the share of the texts that hold word :math:`w`, :math:`b_w` its share in
    the background and :math:`s_w` how often it stands where nouns stand (behind a determiner or a
    preposition, and at the end of the phrase), the weight is :math:`s_w t_w \ln(t_w / b_w)`. So
    words that hold every text together go by themselves.

    Parameters
    ----------
    texts
        The texts of one group, only those that the reader may read.
    background
        An encoder that learned from ordinary texts, such as ``FixedEncoder.learned``; its word
        frequencies are the background. Without it every word counts as equally rare.
    minimum
        A word must occur in this many of the texts, so that it points at nobody.
    most
        At most this many words; of two forms of one stem the more frequent.

    Examples
    --------
    >>> label(["Er is een huurachterstand bij het gezin."] * 6)
    ('gezin', 'huurachterstand')
    >>> label(["Er is een huurachterstand bij het gezin."] * 4)
    ()
    """
    found = _read(texts)
    held = np.bincount(found.in_text.indices, minlength=len(found.words)).astype(np.float64)
    if background is None:
        usual = np.full(len(found.words), 1e-3)
    else:
        usual = background.usual_share(found.words)
    return _best(np.arange(len(held)), held, len(texts), usual, found, minimum, most)


def telling_words(
    texts: Sequence[str], member_of: Integers, groups: int, *, least: int
) -> list[tuple[str, ...]]:
    """Give each group its most telling nouns: as `label`, with all `texts` as the background.

    Parameters
    ----------
    texts, member_of
        The texts and their group, -1 for none.
    groups
        Number of groups.
    least
        A word must occur in this many texts of the group, so that it points at nobody.

    References
    ----------
    Frequency per group against frequency overall: Grootendorst (2022), *BERTopic*,
    arXiv:2203.05794, section 3.3.
    """
    found = _read(texts)
    rows = np.flatnonzero(member_of >= 0)
    of_group = sparse.csr_array(
        (np.ones(len(rows)), (member_of[rows], rows)), shape=(groups, len(texts))
    )
    in_group = (of_group @ found.in_text).tocsr()
    sizes = np.bincount(member_of[rows], minlength=groups)
    usual = np.bincount(found.in_text.indices, minlength=len(found.words)) / max(len(texts), 1)
    labels = []
    for group in range(groups):
        part = slice(in_group.indptr[group], in_group.indptr[group + 1])
        columns, held = in_group.indices[part], in_group.data[part]
        labels.append(_best(columns, held, sizes[group], usual, found, least, _PER_LABEL))
    return labels


def _best(
    columns: Integers,
    held: Floats,
    size: int,
    usual: Floats,
    found: _Words,
    least: int,
    most: int,
) -> tuple[str, ...]:
    """Weigh the words in `columns`, which so many texts of the group hold."""
    often = (held >= least) & (found.noun[columns] > 0)
    columns, share = columns[often], held[often] / max(size, 1)
    weight = found.noun[columns] * share * np.log(share / np.maximum(usual[columns], 1e-9))
    words = [found.words[column] for column in columns]
    stems = stem_hashes(words).tolist()
    chosen: dict[int, str] = {}
    for i in np.lexsort([columns, -weight]):
        if weight[i] <= _LEAST_TELLING * max(weight.max(), 0) or len(chosen) == most:
            break
        chosen.setdefault(stems[i], words[i])
    return tuple(chosen.values())


def _read(texts: Sequence[str]) -> _Words:
    """Cut the texts into words; numbers and short words are there, but are never a noun."""
    joined = "\n".join([text.replace("\n", " . ") for text in texts]).lower()
    tokens = _WORD_OR_BREAK.findall(joined)
    words = sorted({token for token in tokens if token[0].isalnum()})
    place = {word: i for i, word in enumerate(words)}
    column = np.fromiter((place.get(t, _BREAK) for t in tokens), dtype=np.int64, count=len(tokens))
    text = np.cumsum(np.fromiter((t == "\n" for t in tokens), dtype=np.int64, count=len(tokens)))
    is_word = column != _BREAK
    in_text = sparse.csr_array(
        (np.ones(int(is_word.sum())), (text[is_word], column[is_word])),
        shape=(len(texts), len(words)),
    )
    in_text.sum_duplicates()
    in_text.data[:] = 1.0
    return _Words(words, in_text, _noun(words, place, column))


def _noun(words: list[str], place: dict[str, int], column: Integers) -> Floats:
    """Share of the occurrences of each word where only a noun stands, mixed with its form."""
    around = np.concatenate([[_BREAK], column, [_BREAK]])
    before, after = around[:-2], around[2:]
    leads, ends = (
        np.array([place[word] for word in some.split() if word in place], dtype=np.int64)
        for some in (_LEADS, _ENDS)
    )
    small = np.concatenate([[_BREAK], leads, ends])
    noun = np.isin(before, leads) & np.isin(after, small)
    is_word = column != _BREAK
    total = np.bincount(column[is_word], minlength=len(words))
    evidence = np.bincount(column[is_word & noun], minlength=len(words))
    form = np.array([_form(word) for word in words])
    share = (1 - _FORM) * evidence / np.maximum(total, 1) + _FORM * form
    too_short = np.array([len(word) < _SHORTEST or word.isdigit() for word in words], dtype=bool)
    too_short[small[1:]] = True
    return np.where(too_short | ((evidence == 0) & (total >= _OFTEN)), 0.0, share)


def _form(word: str) -> float:
    """How much the form of a word alone looks like a noun, 0 to 1."""
    if _NOUN.search(word):
        return 1.0
    return 0.1 if _PARTICIPLE.search(word) else 0.4
