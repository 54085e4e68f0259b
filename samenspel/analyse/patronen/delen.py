"""How widely a group of cases is shared: over gemeenten, regions, opgaven, and over time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import betaincinv

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.patronen.groepen import NOISE, Groups


@dataclass(frozen=True)
class Owner:
    """Where a case comes from; `jaar` may be a fraction (2025.5 is halfway)."""

    gemeente: str
    regio: str = ""
    opgave: str = ""
    jaar: float | None = None


@dataclass(frozen=True)
class Growth:
    """How the share of a group among all cases changed, as a factor.

    Attributes
    ----------
    factor
        Share in the later half of the period divided by that in the earlier half.
    low, high
        With 90% probability the real factor lies between these.
    certain
        Whether the interval leaves out 1, so that growth or decline may be said.
    """

    factor: float
    low: float
    high: float
    certain: bool


@dataclass(frozen=True)
class Shared:
    """How widely one group is shared.

    Attributes
    ----------
    group
        Position of the group in `Groups.groups`.
    cases, gemeenten, regios, opgaven
        Numbers; an empty name does not count.
    concentration
        Sum of the squared shares of the gemeenten: 1 when all cases come from one, and
        ``1 / gemeenten`` when they are spread evenly.
    growth
        None when too few cases have a year.
    explanation
        One Dutch sentence.
    """

    group: int
    cases: int
    gemeenten: int
    regios: int
    opgaven: int
    concentration: float
    growth: Growth | None
    explanation: str


def shared(groups: Groups, owner: Sequence[Owner]) -> list[Shared]:
    r"""Say for each group how widely it is shared, the most widely shared first.

    Growth compares the halves of the period before and after the median year of all cases. With
    :math:`a, b` cases of the group and :math:`m, n` of all in the halves, the later share of the
    group's own cases has posterior :math:`\pi \sim \mathrm{Beta}(b + \tfrac12, a + \tfrac12)`
    (Jeffreys), and the factor is :math:`\frac{\pi}{1 - \pi} \cdot \frac{m}{n}`.

    Parameters
    ----------
    groups
        What `find_groups` gave.
    owner
        Where each case comes from, in the order of the vectors.

    Raises
    ------
    AnalyseError
        If the number of owners is not the number of cases.

    References
    ----------
    Concentration: Herfindahl (1950). Interval: Brown, Cai and DasGupta (2001),
    doi:10.1214/ss/1009213286.
    """
    if len(owner) != len(groups.member_of):
        raise AnalyseError("Geef bij elke casus precies één eigenaar.")
    years = sorted(o.jaar for o in owner if o.jaar is not None)
    halfway = years[len(years) // 2] if years else 0.0
    totals = _halves(years, halfway)
    members: list[list[Owner]] = [[] for _ in groups.groups]
    for o, group in zip(owner, groups.member_of.tolist(), strict=True):
        if group != NOISE:
            members[group].append(o)
    found = [_one(i, own, halfway, totals) for i, own in enumerate(members)]
    return sorted(found, key=lambda s: (-s.gemeenten, -s.opgaven, -s.cases, s.group))


def growth(own: Sequence[float], every: Sequence[float]) -> Growth | None:
    """Say how the share of one group grew, from years alone: the growth of `shared`.

    Parameters
    ----------
    own
        The year of each case of the group; may be a fraction.
    every
        The year of every case, those of the group too.

    Returns
    -------
    Growth or None
        None when one of the halves of the period is empty.

    Examples
    --------
    >>> found = growth([2026.0] * 30 + [2025.0] * 10, [2025.0] * 500 + [2026.0] * 500)
    >>> round(found.factor, 1), found.certain
    (3.0, True)
    """
    years = sorted(every)
    halfway = years[len(years) // 2] if years else 0.0
    return _growth(_halves(own, halfway), _halves(years, halfway))


def _one(group: int, own: Sequence[Owner], halfway: float, totals: tuple[int, int]) -> Shared:
    gemeenten = Counter(o.gemeente for o in own if o.gemeente)
    named = gemeenten.total()
    concentration = sum((n / named) ** 2 for n in gemeenten.values()) if named else 1.0
    growth = _growth(_halves([o.jaar for o in own if o.jaar is not None], halfway), totals)
    regios = len({o.regio for o in own if o.regio})
    opgaven = len({o.opgave for o in own if o.opgave})
    text = (
        f"{_count(len(own), 'casus', 'casussen')} in "
        f"{_count(len(gemeenten), 'gemeente', 'gemeenten')} lijken over hetzelfde te gaan"
        f"{_say(growth)}."
    )
    return Shared(group, len(own), len(gemeenten), regios, opgaven, concentration, growth, text)


def _halves(years: Sequence[float], halfway: float) -> tuple[int, int]:
    early = sum(year < halfway for year in years)
    return early, len(years) - early


def _growth(own: tuple[int, int], totals: tuple[int, int]) -> Growth | None:
    if sum(own) == 0 or min(totals) == 0:
        return None
    exposure = totals[0] / totals[1]
    low, middle, high = (
        float(p / (1 - p) * exposure)
        for p in betaincinv(own[1] + 0.5, own[0] + 0.5, [0.05, 0.5, 0.95])
    )
    return Growth(middle, low, high, certain=low > 1 or high < 1)


def _count(number: int, one: str, more: str) -> str:
    """Write a number with its word.

    >>> _count(1, "gemeente", "gemeenten")
    '1 gemeente'
    """
    return f"{number} {one if number == 1 else more}"


def _say(growth: Growth | None) -> str:
    if growth is None:
        return ""
    if not growth.certain:
        return "; of het vaker voorkomt dan eerst, is niet te zeggen"
    return "; het komt vaker voor dan eerst" if growth.low > 1 else "; het komt minder vaak voor"
