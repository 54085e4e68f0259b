"""Groups of cases about the same bottleneck, what leaves them out, and where a new case belongs.

Spherical k-means on vectors steadied by their neighbours, with an honest remainder: a case that is
no nearer to its group than chance would bring it stays noise. Everything is done in an order that
follows from the vectors themselves, so the order of the cases never changes an outcome.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.special import ndtr, ndtri

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.patronen.buren import smooth
from samenspel.analyse.patronen.encoder import Vectors, unit
from samenspel.analyse.patronen.kenwoorden import telling_words

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

T = TypeVar("T")

NOISE = -1
_CHUNK = 8192
_LEARN_FROM = 20_000
_JUDGE_FROM = 2_000
_ROUNDS = 15
_SETTLED = 0.002
# In one of twenty cases chance alone brings a case this near to the nearest of all centres.
_BY_CHANCE = 0.95
_STRANGE = 0.01


@dataclass(frozen=True)
class Group:
    """Cases that lie together.

    Attributes
    ----------
    label
        The most telling words; empty when no texts were given.
    size
        Number of cases.
    central
        Positions of at most three cases nearest to the middle, nearest first.
    """

    label: tuple[str, ...]
    size: int
    central: tuple[int, ...]


@dataclass(frozen=True)
class Groups:
    """The outcome of `find_groups`.

    Attributes
    ----------
    groups
        Largest first.
    member_of
        For every case the position of its group, or `NOISE`; shape ``(n,)``.
    similarity
        Cosine of every case with the middle of its nearest group; shape ``(n,)``.
    centres
        Middle of each group, length 1, shape ``(k, d)``.
    floor
        Below this similarity a case belongs to no group.
    spread
        How much the similarity with groups that a case does not belong to varies.
    """

    groups: tuple[Group, ...]
    member_of: Integers
    similarity: Floats
    centres: Vectors
    floor: float
    spread: float

    @property
    def noise_share(self) -> float:
        """Share of the cases that belong to no group."""
        return float(np.mean(self.member_of == NOISE)) if len(self.member_of) else 0.0


@dataclass(frozen=True)
class Assignment:
    """Where a new case belongs: `group` is None when the answer is "none of these"."""

    group: int | None
    confidence: float
    similarity: float


def find_groups(
    vectors: Vectors,
    *,
    minimum: int,
    seed: int,
    executor: Executor | None = None,
    texts: Sequence[str] | None = None,
) -> Groups:
    r"""Find groups of at least `minimum` cases that lie together.

    About :math:`1.75\sqrt n` centres are learned on at most 20,000 cases: spherical k-means with a
    k-means++ start, on vectors drawn towards their ten nearest (`buren.smooth`). From there on the
    vectors themselves count, so that an old case is judged as a new one.

    With :math:`m` and :math:`s` the median and (lower) standard deviation of the similarity
    between cases and centres of *other* groups, the nearest of :math:`k` unrelated centres stays
    below :math:`m + s\,\Phi^{-1}(0.95^{1/k})` nineteen times out of twenty. A case that is less
    similar than that to the other cases of its group is noise. Groups that stay under `minimum`
    are dissolved.

    Parameters
    ----------
    vectors
        Shape ``(n, d)``, each of length 1; a zero vector is noise.
    minimum
        Smallest size of a group; never below 2.
    seed
        Seed of the start. The order of the cases does not matter.
    executor
        Where the passes over the cases run, such as a process pool or
        ``dask.distributed.Client.get_executor()``; None is this process.
    texts
        The texts behind the vectors, for the labels. A word of a label occurs in at least
        ``min(minimum, 5)`` cases of its group, so that it tells of no one in particular.

    Returns
    -------
    Groups
        Without any group when there are too few cases: that is an answer too.

    Raises
    ------
    AnalyseError
        If the vectors are no finite matrix, `minimum` is too small or `texts` do not fit.

    References
    ----------
    Start: Arthur and Vassilvitskii (2007), *k-means++*. Spherical k-means: Dhillon and Modha
    (2001), doi:10.1023/A:1007612920971.
    """
    _check(vectors, minimum, texts)
    order = canonical_order(vectors)
    number = min(round(1.75 * len(order) ** 0.5), len(order) // (2 * minimum))
    if number < 1:
        return _no_groups(vectors)
    run = partial(_in_chunks, vectors, order, executor=executor)
    centres = _learn(vectors, order, number, seed)
    best = run(centres)
    middle, spread = _chance(vectors, order, centres)
    while True:
        floor = middle + spread * ndtri(_BY_CHANCE ** (1 / len(centres)))
        without_itself = _without_itself(best)
        member = np.where(without_itself >= floor, best.nearest, NOISE)
        sizes = np.bincount(member[member != NOISE], minlength=len(centres))
        if sizes.min() >= minimum:
            break
        # Dissolve the small ones at once; their cases try the groups that remain.
        centres = centres[sizes >= minimum]
        if len(centres) == 0:
            return _no_groups(vectors)
        best = run(centres)
    return _outcome(vectors, order, centres, member, best, floor, spread, minimum, texts)


def assign(
    groups: Groups, vectors: Vectors, *, familiarity: Floats | None = None
) -> list[Assignment]:
    r"""Say for new cases in which group they belong, and how sure that is.

    With similarity :math:`s_j` to group :math:`j`, floor :math:`f` and spread :math:`\sigma`, the
    confidence in the nearest group is

    .. math:: e^{s_1/\sigma} \Big/ \Big(e^{f/\sigma} + \sum_j e^{s_j/\sigma}\Big)

    where the term with :math:`f` is the answer "none of these"; it is given when
    :math:`s_1 < f`, with the confidence in that answer. It is also given for a text that is
    stranger to the encoder than ninety-nine in a hundred of what it learned from.

    Parameters
    ----------
    groups
        What `find_groups` gave.
    vectors
        Shape ``(m, d)``, from the same encoder.
    familiarity
        What ``Encoder.familiarity`` says of the same texts, shape ``(m,)``. Without it a text
        about something quite different often gets a group: on the axes it has a direction too.
    """
    if len(groups.groups) == 0:
        return [Assignment(None, 1.0, 0.0) for _ in vectors]
    usual = np.ones(len(vectors)) if familiarity is None else familiarity
    similarity = (vectors @ groups.centres.T).astype(np.float64)
    answers = np.column_stack([similarity, np.full(len(similarity), groups.floor)])
    weight = np.exp((answers - answers.max(axis=1, keepdims=True)) / groups.spread)
    weight /= weight.sum(axis=1, keepdims=True)
    nearest = similarity.argmax(axis=1)
    result = []
    for row, group in enumerate(nearest.tolist()):
        best = float(similarity[row, group])
        if usual[row] < _STRANGE:
            result.append(Assignment(None, 1 - float(usual[row]), best))
        elif best < groups.floor:
            result.append(Assignment(None, float(weight[row, -1]), best))
        else:
            result.append(Assignment(group, float(weight[row, group]), best))
    return result


def canonical_order(vectors: Vectors) -> Integers:
    """Positions of the non-zero vectors in an order that follows from their values alone."""
    data = np.ascontiguousarray(vectors, dtype=np.float32)
    key = np.zeros(len(data), dtype=np.uint64)
    for column in data.view(np.uint32).T:
        key = (key ^ column) * np.uint64(1099511628211)
        key ^= key >> np.uint64(29)
    order = np.argsort(key, kind="stable")
    return order[np.any(data[order] != 0, axis=1)]


@dataclass(frozen=True)
class _Nearest:
    nearest: Integers
    first: Floats  # the similarity with that centre
    centres: int


def _check(vectors: Vectors, minimum: int, texts: Sequence[str] | None) -> None:
    if vectors.ndim != 2 or not np.isfinite(vectors).all():
        raise AnalyseError("De vectoren moeten een tabel met eindige getallen zijn.")
    if minimum < 2:
        raise AnalyseError("Een groep heeft minstens twee casussen; kies een hoger minimum.")
    if texts is not None and len(texts) != len(vectors):
        raise AnalyseError("Geef bij elke vector precies één tekst.")


def _no_groups(vectors: Vectors) -> Groups:
    n, d = vectors.shape
    nowhere = np.full(n, NOISE, dtype=np.int64)
    return Groups((), nowhere, np.zeros(n), np.zeros((0, d), dtype=np.float32), 1.0, 1.0)


def _learn(vectors: Vectors, order: Integers, number: int, seed: int) -> Vectors:
    """Learn centres: spherical k-means on vectors made steadier by their neighbours."""
    random = np.random.default_rng(seed)
    if len(order) > _LEARN_FROM:
        order = order[np.sort(random.choice(len(order), _LEARN_FROM, replace=False))]
    learned = vectors[order]
    steadier = smooth(learned)
    centres = _spread_out(steadier, number, random)
    before = np.full(len(order), NOISE)
    for _ in range(_ROUNDS):
        nearest = _nearest_centre(steadier, centres)
        centres = _middles(steadier, nearest, centres)
        if np.mean(before != nearest) < _SETTLED:
            break
        before = nearest
    return _middles(learned, nearest, centres)


def _nearest_centre(vectors: Vectors, centres: Vectors) -> Integers:
    return np.concatenate(
        [
            (vectors[at : at + _CHUNK] @ centres.T).argmax(axis=1)
            for at in range(0, len(vectors), _CHUNK)
        ]
    )


def _middles(vectors: Vectors, nearest: Integers, centres: Vectors) -> Vectors:
    """Middle of the vectors of each centre, length 1; an empty centre stays where it is."""
    of_centre = sparse.csr_array(
        (np.ones(len(nearest), dtype=np.float32), (nearest, np.arange(len(nearest)))),
        shape=(len(centres), len(nearest)),
    )
    sums = unit(np.asarray(of_centre @ vectors))
    return np.where(sums.any(axis=1, keepdims=True), sums, centres)


def _spread_out(vectors: Vectors, number: int, random: np.random.Generator) -> Vectors:
    """Choose start centres far apart: k-means++ with cosine distance."""
    chosen = [int(random.integers(len(vectors)))]
    distance = np.maximum(1 - vectors @ vectors[chosen[0]], 0).astype(np.float64)
    while len(chosen) < number:
        total = distance.cumsum()
        if total[-1] <= 1e-9:
            break
        chosen.append(int(np.searchsorted(total, random.random() * total[-1])))
        np.minimum(distance, np.maximum(1 - vectors @ vectors[chosen[-1]], 0), out=distance)
    return vectors[chosen]


def _chunks(vectors: Vectors, order: Integers) -> Iterator[Vectors]:
    for at in range(0, len(order), _CHUNK):
        yield vectors[order[at : at + _CHUNK]]


def _map(
    job: Callable[[Vectors], T], chunks: Iterable[Vectors], executor: Executor | None
) -> Iterator[T]:
    if executor is None:
        return map(job, chunks)
    # Not executor.map: that of Dask refuses an iterator.
    running = [executor.submit(job, chunk) for chunk in chunks]
    return (future.result() for future in running)


def _in_chunks(
    vectors: Vectors, order: Integers, centres: Vectors, *, executor: Executor | None
) -> _Nearest:
    parts = list(_map(partial(_nearest_chunk, centres), _chunks(vectors, order), executor))
    nearest, first = (np.concatenate(part) for part in zip(*parts, strict=True))
    return _Nearest(nearest, first, len(centres))


def _nearest_chunk(centres: Vectors, chunk: Vectors) -> tuple[Integers, Floats]:
    similarity = chunk @ centres.T
    nearest = similarity.argmax(axis=1)
    return nearest, similarity[np.arange(len(chunk)), nearest].astype(np.float64)


def _without_itself(best: _Nearest) -> Floats:
    """Similarity of each case with the middle of the *other* cases of its group.

    A middle is drawn to its own cases: a handful of unrelated cases would look like a group.
    """
    group = best.nearest
    length = np.bincount(group, weights=best.first, minlength=best.centres)[group]
    rest = np.sqrt(np.maximum(length**2 - 2 * best.first * length + 1, 1e-12))
    alone = np.bincount(group, minlength=best.centres)[group] == 1
    return np.where(alone, 0.0, (best.first * length - 1) / rest)


def _chance(vectors: Vectors, order: Integers, centres: Vectors) -> tuple[float, float]:
    """Middle and spread of the similarity of cases with centres that are not theirs.

    Two centres may share one subject, which stretches the upper side only; so the middle is the
    median and the spread comes from the lower side.
    """
    some = order[:: max(len(order) // _JUDGE_FROM, 1)]
    similarity = np.sort(vectors[some] @ centres.T, axis=1)[:, :-1]
    if similarity.size == 0:
        return 0.0, 1.0 / vectors.shape[1] ** 0.5
    low, middle = np.quantile(similarity, [ndtr(-1), 0.5])
    return float(middle), max(float(middle - low), 1e-6)


def _outcome(
    vectors: Vectors,
    order: Integers,
    centres: Vectors,
    member: Integers,
    best: _Nearest,
    floor: float,
    spread: float,
    minimum: int,
    texts: Sequence[str] | None,
) -> Groups:
    """Number the groups by size, and put the cases back in their own order."""
    sizes = np.bincount(member[member != NOISE], minlength=len(centres))
    ranking = np.lexsort([*centres.T[::-1], -sizes])
    number = np.empty(len(centres) + 1, dtype=np.int64)
    number[ranking] = np.arange(len(centres))
    number[NOISE] = NOISE
    member_of = np.full(len(vectors), NOISE, dtype=np.int64)
    member_of[order] = number[member]
    similarity = np.zeros(len(vectors))
    similarity[order] = best.first
    labels = (
        [()] * len(centres)
        if texts is None
        else telling_words(texts, member_of, len(centres), least=min(minimum, 5))
    )
    by_group = np.lexsort([-similarity, member_of])
    starts = np.searchsorted(member_of[by_group], np.arange(len(centres) + 1))
    groups = tuple(
        Group(
            label=labels[g],
            size=int(starts[g + 1] - starts[g]),
            central=tuple(by_group[starts[g] : min(starts[g] + 3, starts[g + 1])].tolist()),
        )
        for g in range(len(centres))
    )
    return Groups(groups, member_of, similarity, centres[ranking], float(floor), float(spread))
