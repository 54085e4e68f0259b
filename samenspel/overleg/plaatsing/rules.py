"""The rules of placing and answering, on plain values."""

from collections.abc import Iterable
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
SHORTEST_TERM = timedelta(days=14)
ONBEANTWOORD = ("open", "verlopen")
"""The standen in which the one asked still owes an answer: also when the term has passed, as long
as the question did not climb to somebody else."""


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


def check_onbeantwoord(stand: str) -> None:
    """Refuse a second answer, and an answer to a question that lies one step higher by now.

    >>> check_onbeantwoord("verlopen")
    >>> check_onbeantwoord("doorgezet")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Deze vraag is doorgezet en ligt nu een trede hoger.
    """
    if stand == "doorgezet":
        raise RuleError("Deze vraag is doorgezet en ligt nu een trede hoger.")
    if stand not in ONBEANTWOORD:
        raise RuleError("Deze vraag is al beantwoord.")


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
