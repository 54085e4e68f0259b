"""The rules of placing, deciding and agreeing, on plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samenspel.basis.errors import RuleError

LEVELS = ("lokaal", "regionaal", "landelijk")
WHY = {
    "uitvoering": "De oorzaak ligt in de uitvoering; die regelt elke gemeente zelf.",
    "samenwerking": "De oorzaak ligt in de samenwerking; partijen kunnen die zelf afspreken.",
    "gegevens": "De oorzaak ligt in het delen van gegevens; partijen kunnen dat zelf afspreken.",
    "geld": "De oorzaak ligt in het geld; daarover gaat het niveau dat de regeling betaalt.",
    "beleid": "De oorzaak ligt in het beleid; dat kan het niveau wijzigen dat het maakt.",
    "wet": "De oorzaak ligt in de wet; die kan alleen het Rijk wijzigen.",
}
MAX_RONDEN = 3
"""After so many rounds an objection that rests on no kernbelang lapses: light coercion, agreed
beforehand, so that a table does come to a decision."""
SHORTEST_TERM = timedelta(days=14)


@dataclass(frozen=True)
class Advies:
    """The lowest level that has the power over the cause and covers where it occurs."""

    niveau: str
    reden: str


def advise_niveau(oorzaak: str, niveaus: Iterable[str], *, gemeenten: int, regios: int) -> Advies:
    """Advise where to place a knelpunt (subsidiarity: Gemeentewet 117 read the other way).

    Parameters
    ----------
    oorzaak
        Code of `Knelpunt.Oorzaak`.
    niveaus
        The levels that carry out the regelingen it is about; may be empty.
    gemeenten, regios
        In how many it occurs.

    Examples
    --------
    >>> advise_niveau("uitvoering", ["lokaal"], gemeenten=1, regios=1).niveau
    'lokaal'
    >>> advise_niveau("samenwerking", ["lokaal"], gemeenten=3, regios=1).niveau
    'regionaal'
    >>> advise_niveau("wet", ["lokaal"], gemeenten=1, regios=1).niveau
    'landelijk'
    """
    known = sorted(set(niveaus), key=LEVELS.index)
    power = LEVELS[0]
    if oorzaak == "wet":
        power = LEVELS[2]
    elif oorzaak == "beleid" and known:
        power = known[0]
    elif oorzaak == "geld" and known:
        power = known[-1]
    reach = LEVELS[2] if regios > 1 else LEVELS[1] if gemeenten > 1 else LEVELS[0]
    niveau = max(power, reach, key=LEVELS.index)
    return Advies(niveau, f"{WHY[oorzaak]} {_where(gemeenten, regios)}")


def _where(gemeenten: int, regios: int) -> str:
    if gemeenten <= 1:
        return "Het speelt, voor zover u kunt zien, in één gemeente."
    if regios <= 1:
        return f"Het speelt in {gemeenten} gemeenten in dezelfde regio."
    return f"Het speelt in {gemeenten} gemeenten in {regios} regio's."


def check_plaatsing(niveau: str, advies: str, afwijking: str) -> None:
    """Ask for a reason when people place it on another level than advised.

    >>> check_plaatsing("lokaal", "landelijk", "")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Het advies is landelijk. Zeg waarom u lokaal kiest.
    """
    if niveau != advies and not afwijking.strip():
        raise RuleError(f"Het advies is {advies}. Zeg waarom u {niveau} kiest.", field="afwijking")


def check_antwoord(stand: str, reden: str, tot_wanneer: date | None, op: date) -> None:
    """Pas toe of leg uit: both answers carry a reason, afwijken also until when.

    >>> check_antwoord("afgeweken", "Geen budget", None, date(2026, 1, 1))
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Zeg tot wanneer u afwijkt; daarna kijkt u opnieuw.
    """
    if stand not in {"toegepast", "afgeweken"}:
        raise RuleError("Kies: toegepast of afgeweken.", field="stand")
    if not reden.strip():
        raise RuleError("Leg uw antwoord uit. De indieners lezen het.", field="antwoord")
    if stand == "afgeweken" and tot_wanneer is None:
        raise RuleError("Zeg tot wanneer u afwijkt; daarna kijkt u opnieuw.", field="tot_wanneer")
    if tot_wanneer is not None and tot_wanneer <= op:
        raise RuleError("Deze datum is al voorbij. Kies een latere.", field="tot_wanneer")


def next_term(asked_on: date, uiterlijk: date, today: date) -> date:
    """Return the term of the next step of the ladder: as long as the last, at least two weeks.

    >>> next_term(date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1))
    datetime.date(2026, 3, 3)
    """
    return today + max(uiterlijk - asked_on, SHORTEST_TERM)


NEXT_FASE = {
    "voorbereiding": "beeldvorming",
    "beeldvorming": "oordeelsvorming",
    "oordeelsvorming": "besluitvorming",
    "besluitvorming": "genomen",
}
OPEN_FASEN = ("beeldvorming", "oordeelsvorming", "besluitvorming")


def next_fase(fase: str) -> str:
    """Return the fase after `fase`; a besluit that was taken or withdrawn has none."""
    if fase not in NEXT_FASE:
        raise RuleError("Dit besluit is afgerond.")
    return NEXT_FASE[fase]


@dataclass(frozen=True)
class Standpunt:
    """What one organisatie said in the present round."""

    organisatie: str
    soort: str
    kern: bool


def blocking(standpunten: Iterable[Standpunt], ronde: int) -> list[Standpunt]:
    """Return the objections that stop a besluit in this round.

    One on a kernbelang always does. Others lapse after `MAX_RONDEN` rounds. Silence never does.

    >>> nee = Standpunt("Zwolle", "bezwaar", False)
    >>> blocking([nee], 1) == [nee], blocking([nee], 4)
    (True, [])
    """
    return [s for s in standpunten if s.soort == "bezwaar" and (s.kern or ronde <= MAX_RONDEN)]


def check_consent(standpunten: Iterable[Standpunt], ronde: int) -> None:
    """Refuse to take a besluit over an objection that stands."""
    against = blocking(standpunten, ronde)
    if not against:
        return
    names = " en ".join(sorted(s.organisatie for s in against))
    kern = any(s.kern for s in against)
    raise RuleError(
        f"{names} {'heeft' if len(against) == 1 else 'hebben'} bezwaar"
        f"{' op een kernbelang' if kern else ''}. "
        "Pas het voorstel aan en open een nieuwe ronde, of zoek een uitruil."
    )


def explain_bezwaar(ronde: int) -> str:
    """Say how long an objection that rests on no kernbelang still counts.

    >>> explain_bezwaar(1)
    'Elk ander bezwaar telt in deze ronde en in de volgende 2 rondes. Daarna vervalt het.'
    >>> explain_bezwaar(3)
    'Elk ander bezwaar telt alleen nog in deze ronde. Daarna vervalt het.'
    >>> explain_bezwaar(4)
    'Elk ander bezwaar is na 3 rondes vervallen.'
    """
    if ronde == 0:
        return "Nu telt het nog niet: in de besluitvorming reageert iedereen opnieuw."
    left = MAX_RONDEN - ronde
    if left < 0:
        return f"Elk ander bezwaar is na {MAX_RONDEN} rondes vervallen."
    if left == 0:
        return "Elk ander bezwaar telt alleen nog in deze ronde. Daarna vervalt het."
    next_rounds = "de volgende ronde" if left == 1 else f"de volgende {left} rondes"
    return f"Elk ander bezwaar telt in deze ronde en in {next_rounds}. Daarna vervalt het."


def is_gehoord(stil: Sequence[str], sluit_op: date | None, today: date) -> bool:
    """Could everybody react: is nobody silent, or does the round close today or before?"""
    return not stil or (sluit_op is not None and sluit_op <= today)


def check_gehoord(stil: Sequence[str], sluit_op: date | None, today: date) -> None:
    """Refuse to decide before everybody could react: silence counts only when the round closes.

    >>> check_gehoord([], date(2026, 1, 9), date(2026, 1, 1))
    >>> check_gehoord(["Zwolle"], date(2026, 1, 9), date(2026, 1, 9))
    >>> check_gehoord(["Zwolle"], date(2026, 1, 9), date(2026, 1, 1))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Nog niet gereageerd: Zwolle. Wacht tot 9-1-2026, ...
    """
    if is_gehoord(stil, sluit_op, today):
        return
    until = f"{sluit_op.day}-{sluit_op.month}-{sluit_op.year}" if sluit_op else "nog geen dag"
    raise RuleError(
        f"Nog niet gereageerd: {', '.join(stil)}. "
        f"Wacht tot {until}, dan sluit de ronde, of vraag om een reactie."
    )


def covers(limit: int | None, bedrag: int) -> bool:
    """Does a mandate up to `limit` euro (None: any) cover `bedrag`?

    >>> covers(250_000, 250_000), covers(250_000, 250_001), covers(None, 10**9)
    (True, False, True)
    """
    return limit is None or bedrag <= limit
