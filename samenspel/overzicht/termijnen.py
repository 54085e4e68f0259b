"""The terms that somebody has to think of, for her own calendar."""

from samenspel.opgaven.permissions import teams_of
from samenspel.organisaties.models import Gebruiker
from samenspel.overzicht import rijen
from samenspel.overzicht.werk import Werk, in_words, spoken_for

WHAT = {
    "vraag": "Antwoord geven",
    "reactie": "Ronde sluit",
    "afspraak": "Afspraak klaar",
    "stilte": "Antwoord verwacht",
    "reacties": "Ronde sluit",
    "herzien": "Besluit opnieuw bekijken",
    "experiment": "Experiment loopt af",
}
"""What ends on that day, said before the title."""


def termijnen(gebruiker: Gebruiker) -> list[Werk]:
    """Return every term, first what ends first; `tag` says what ends. One query."""
    teams, speaks = teams_of(gebruiker), spoken_for(gebruiker)
    rows = rijen.fetch(
        [
            rijen.open_afspraken(gebruiker),
            rijen.vragen_aan(speaks),
            rijen.te_reageren(speaks),
            rijen.stilte(teams),
            rijen.ontbrekende_reacties(teams),
            rijen.te_herzien(teams, speaks),
            rijen.experimenten(gebruiker, speaks),
        ]
    )
    # One besluit can be hers as partner and as team; it stands in her calendar once.
    own = {row.pk for row in rows if row.soort in {"vraag", "reactie"}}
    twice = {"stilte", "reacties"}
    dated = [r for r in rows if r.termijn and not (r.soort in twice and r.pk in own)]
    told = [in_words(row, WHAT[row.soort], "gewoon") for row in dated]
    return sorted(told, key=lambda werk: (str(werk.termijn), werk.titel))
