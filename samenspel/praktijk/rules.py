"""Doormodderen or doorbreken: what each path costs, for whom, and when it turns.

Pure sums on whole euros. A band is the outer band: every amount low, or every amount high. That
all of them miss to the same side is unlikely, so the truth will seldom lie at its edges.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import ngettext

from samenspel.basis.templatetags.samenspel import euro

DOORMODDEREN, DOORBREKEN = "doormodderen", "doorbreken"
PADEN = (DOORMODDEREN, DOORBREKEN)
JAREN = range(1, 6)
"""The horizon: further ahead nobody knows what a household costs."""
WAARDEN = {
    "legitimiteit": "de legitimiteit",
    "betrokkenheid": "de betrokkenheid",
    "rendement": "het rendement",
}
"""The three corners of the waardendriehoek, and how they stand in a sentence."""
VRAGEN = {
    "legitimiteit": "Mag het?",
    "betrokkenheid": "Wil iedereen dit?",
    "rendement": "Levert het iets op?",
}
"""What each waarde asks, in plain words."""
ANTWOORDEN = {3: "Ja, duidelijk", 2: "Grotendeels", 1: "Een beetje", 0: "Nee"}
"""What may be answered, with its score."""


class Raming(NamedTuple):
    """An amount in whole euros: at least, probably, at most."""

    laag: int = 0
    waarschijnlijk: int = 0
    hoog: int = 0

    def plus(self, other: "Raming") -> "Raming":
        """Add both, each edge to the same edge.

        >>> Raming(1, 2, 3).plus(Raming(10, 10, 20))
        Raming(laag=11, waarschijnlijk=12, hoog=23)
        """
        return Raming(*(a + b for a, b in zip(self, other, strict=True)))

    def minus(self, other: "Raming") -> "Raming":
        """Subtract `other`, each edge against the opposite edge, so that nothing falls outside.

        >>> Raming(1, 2, 3).minus(Raming(0, 1, 5))
        Raming(laag=-4, waarschijnlijk=1, hoog=3)
        """
        return Raming(
            self.laag - other.hoog,
            self.waarschijnlijk - other.waarschijnlijk,
            self.hoog - other.laag,
        )


@dataclass(frozen=True)
class Post:
    """A cost that comes back every year from `van` to `tot`, both included; `bedrag` per year."""

    pad: str
    betaler: str
    van: int
    tot: int
    bedrag: Raming


class Keerpunt(NamedTuple):
    """The year in which doorbreken has paid for itself; None is not within the horizon."""

    vroegst: int | None
    waarschijnlijk: int | None
    laatst: int | None


class Saldo(NamedTuple):
    """What a payer saves over the horizon when it is doorbreken; below zero it pays more."""

    betaler: str
    bedrag: Raming


def total(bands: Iterable[Raming]) -> Raming:
    """Add up any number of bands.

    >>> total([Raming(1, 2, 3), Raming(1, 1, 1)])
    Raming(laag=2, waarschijnlijk=3, hoog=4)
    """
    found = Raming()
    for band in bands:
        found = found.plus(band)
    return found


def per_jaar(posten: Iterable[Post], pad: str) -> list[Raming]:
    """Return what `pad` costs in each year of the horizon.

    >>> per_jaar([Post("doorbreken", "de gemeente", 2, 3, Raming(5, 6, 7))], "doorbreken")[1]
    Raming(laag=5, waarschijnlijk=6, hoog=7)
    """
    on_path = [post for post in posten if post.pad == pad]
    return [total(p.bedrag for p in on_path if p.van <= jaar <= p.tot) for jaar in JAREN]


def per_betaler(posten: Iterable[Post], pad: str) -> dict[str, list[Raming]]:
    """Return for each payer of `pad`, by name, what it costs in each year."""
    rows = [post for post in posten if post.pad == pad]
    names = sorted({post.betaler for post in rows}, key=str.casefold)
    return {name: per_jaar([p for p in rows if p.betaler == name], pad) for name in names}


def cumulatief(posten: Iterable[Post], pad: str) -> list[Raming]:
    """Return what `pad` costs from the start up to and including each year.

    >>> [band.hoog for band in cumulatief([Post("doorbreken", "x", 1, 2, Raming(0, 1, 2))],
    ...                                   "doorbreken")]
    [2, 4, 4, 4, 4]
    """
    years = per_jaar(posten, pad)
    return [total(years[:n]) for n in JAREN]


def verschil(posten: Sequence[Post]) -> list[Raming]:
    """Return what doorbreken has saved up to and including each year; below zero it costs."""
    muddle, break_through = cumulatief(posten, DOORMODDEREN), cumulatief(posten, DOORBREKEN)
    return [a.minus(b) for a, b in zip(muddle, break_through, strict=True)]


def keerpunt(posten: Sequence[Post]) -> Keerpunt:
    """Return from which year on doorbreken costs, in total, no more than doormodderen.

    From then on it has to stay so up to the horizon; a year that is lost again is no keerpunt.
    The earliest takes all that is saved as high and all that is spent as low; the latest the
    other way round.

    >>> posten = [Post("doormodderen", "a", 1, 5, Raming(80, 100, 120)),
    ...           Post("doorbreken", "b", 1, 1, Raming(150, 250, 300))]
    >>> keerpunt(posten)
    Keerpunt(vroegst=2, waarschijnlijk=3, laatst=4)
    """
    saved = verschil(posten)
    return Keerpunt(
        _stays([band.hoog for band in saved]),
        _stays([band.waarschijnlijk for band in saved]),
        _stays([band.laag for band in saved]),
    )


def saldo(posten: Sequence[Post]) -> list[Saldo]:
    """Return what each payer gains, whoever gains most first."""
    paths = [per_betaler(posten, pad) for pad in PADEN]
    muddle, break_through = ({n: total(years) for n, years in p.items()} for p in paths)
    found = [
        Saldo(name, muddle.get(name, Raming()).minus(break_through.get(name, Raming())))
        for name in sorted({*muddle, *break_through})
    ]
    return sorted(found, key=lambda one: -one.bedrag.waarschijnlijk)


def uitleg(posten: Sequence[Post]) -> str:
    """Explain the sum in sentences; empty while one of the two paths is.

    >>> posten = [Post("doormodderen", "de zorgverzekeraar", 1, 5, Raming(4000, 4000, 4000)),
    ...           Post("doorbreken", "de gemeente", 1, 1, Raming(8200, 8200, 8200))]
    >>> print(uitleg(posten).replace(chr(160), " "))
    Doorbreken kost in jaar 1 € 4.200 meer. In jaar 3 is dat terugverdiend. Na vijf jaar scheelt \
het € 11.800. De gemeente betaalt, de zorgverzekeraar profiteert.
    """
    if not is_te_vergelijken(posten):
        return ""
    saved = [band.waarschijnlijk for band in verschil(posten)]
    if not any(saved):
        return f"Beide paden kosten evenveel. {wie_profiteert(saldo(posten))}".strip()
    sentences = [
        _first_year(saved[0]),
        _turn(saved, keerpunt(posten)),
        _after_all(saved[-1]),
        wie_profiteert(saldo(posten)),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def in_het_kort(posten: Sequence[Post]) -> str:
    """Say in one phrase what doorbreken costs first and saves then; empty while one path is.

    >>> posten = [Post("doormodderen", "a", 1, 5, Raming(9000, 9000, 9000)),
    ...           Post("doorbreken", "b", 1, 1, Raming(12000, 12000, 12000)),
    ...           Post("doorbreken", "b", 2, 5, Raming(1000, 1000, 1000))]
    >>> print(in_het_kort(posten).replace(chr(160), " "))
    doorbreken kost € 12.000 in het eerste jaar, daarna gemiddeld € 8.000 per jaar minder
    """
    if not is_te_vergelijken(posten):
        return ""
    first = per_jaar(posten, DOORBREKEN)[0].waarschijnlijk
    saved = [band.waarschijnlijk for band in verschil(posten)]
    later = (saved[-1] - saved[0]) / (len(JAREN) - 1)
    later = round(later, -2 if abs(later) >= 1000 else 0)
    then = f"gemiddeld {euro(abs(int(later)))} per jaar {'minder' if later > 0 else 'meer'}"
    return (
        f"doorbreken kost {euro(first)} in het eerste jaar, "
        f"daarna {then if later else 'evenveel als doormodderen'}"
    )


def is_te_vergelijken(posten: Iterable[Post]) -> bool:
    """Do both paths have a post? Without one of them there is nothing to say."""
    return {post.pad for post in posten} == set(PADEN)


def wie_profiteert(saldi: Sequence[Saldo]) -> str:
    """Say who pays for what another gains.

    >>> wie_profiteert([Saldo("het Rijk", Raming(5, 5, 5)), Saldo("de gemeente", Raming(1, 1, 1))])
    'Het Rijk en de gemeente profiteren. Niemand betaalt meer dan nu.'
    """
    gain = [one.betaler for one in saldi if one.bedrag.waarschijnlijk > 0]
    lose = [one.betaler for one in reversed(saldi) if one.bedrag.waarschijnlijk < 0]
    if gain and lose:
        return (
            f"{_capital(_enumerate(lose))} {ngettext('betaalt', 'betalen', len(lose))}, "
            f"{_enumerate(gain)} {ngettext('profiteert', 'profiteren', len(gain))}."
        )
    if gain:
        verb = ngettext("profiteert", "profiteren", len(gain))
        return f"{_capital(_enumerate(gain))} {verb}. Niemand betaalt meer dan nu."
    if lose:
        verb = ngettext("betaalt", "betalen", len(lose))
        return f"{_capital(_enumerate(lose))} {verb} meer. Niemand houdt geld over."
    return ""


def zwakste(maatregelen: Sequence[Mapping[str, int | None]]) -> dict[str, int | None]:
    """Return for each waarde the lowest of all maatregelen; None while one is not judged.

    A plan is as strong as its weakest maatregel: one that is not allowed holds up the rest, so a
    zero counts even where others are still to be judged.

    >>> zwakste([{"legitimiteit": 3, "betrokkenheid": 2, "rendement": None},
    ...          {"legitimiteit": 1, "betrokkenheid": 2, "rendement": 2}])
    {'legitimiteit': 1, 'betrokkenheid': 2, 'rendement': None}
    """
    found: dict[str, int | None] = {}
    for waarde in WAARDEN:
        scores = [one[waarde] for one in maatregelen]
        judged = [score for score in scores if score is not None]
        known = 0 in judged or len(judged) == len(scores)
        found[waarde] = min(judged) if judged and known else None
    return found


def oordeel(scores: Mapping[str, int | None]) -> str:
    """Say what the triangle means; a corner at zero is no doorbraak.

    >>> oordeel({"legitimiteit": 3, "betrokkenheid": 0, "rendement": 2})
    'De betrokkenheid staat op nul. Dan is het geen doorbraak: alle drie de waarden zijn nodig.'
    """
    zero = [name for waarde, name in WAARDEN.items() if scores[waarde] == 0]
    unknown = [name for waarde, name in WAARDEN.items() if scores[waarde] is None]
    weak = [name for waarde, name in WAARDEN.items() if scores[waarde] == 1]
    if zero:
        return (
            f"{_capital(_enumerate(zero))} {ngettext('staat', 'staan', len(zero))} op nul. "
            "Dan is het geen doorbraak: alle drie de waarden zijn nodig."
        )
    if unknown:
        verb = ngettext("is", "zijn", len(unknown))
        return f"{_capital(_enumerate(unknown))} {verb} nog niet bij elke maatregel beoordeeld."
    if weak:
        verb = ngettext("is", "zijn", len(weak))
        return f"Het kan een doorbraak worden. Het zwakst {verb} {_enumerate(weak)}."
    return "Het mag, het wordt gedragen en het levert iets op: dit kan een doorbraak zijn."


def _stays(saved: Sequence[int]) -> int | None:
    """Return the first year from which no year is below zero any more."""
    below = [jaar for jaar, amount in zip(JAREN, saved, strict=True) if amount < 0]
    first = max(below, default=0) + 1
    return first if first in JAREN else None


def _first_year(saved: int) -> str:
    if saved < 0:
        return f"Doorbreken kost in jaar 1 {euro(-saved)} meer."
    if saved > 0:
        return f"Doorbreken kost in jaar 1 al {euro(saved)} minder."
    return "In jaar 1 kosten beide paden evenveel."


def _turn(saved: Sequence[int], turn: Keerpunt) -> str:
    likely = turn.waarschijnlijk
    if saved[0] < 0:
        if likely:
            return f"In jaar {likely} is dat terugverdiend{_band(turn)}."
        if turn.vroegst:
            return f"Waarschijnlijk is dat niet binnen vijf jaar terugverdiend{_band(turn)}."
        return "Binnen vijf jaar is dat niet terugverdiend."
    if likely is None:
        return "Later wordt doorbreken duurder."
    if turn.laatst is None:
        return "Zeker is dat niet: valt alles tegen, dan is doorbreken na vijf jaar nog duurder."
    return f"Zeker is dat pas in jaar {turn.laatst}." if turn.laatst > likely else ""


def _band(turn: Keerpunt) -> str:
    if turn.vroegst == turn.laatst:
        return ""
    latest = f"op zijn laatst in jaar {turn.laatst}"
    if turn.laatst is None:
        latest = "valt alles tegen, dan niet binnen vijf jaar"
    return f" (op zijn vroegst in jaar {turn.vroegst}; {latest})"


def _after_all(saved: int) -> str:
    if saved == 0:
        return "Na vijf jaar kosten beide paden evenveel."
    if saved < 0:
        return f"Na vijf jaar kost doorbreken {euro(-saved)} meer."
    return f"Na vijf jaar scheelt het {euro(saved)}."


def _enumerate(names: Sequence[str]) -> str:
    return " en ".join([*filter(None, [", ".join(names[:-1])]), names[-1]])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
