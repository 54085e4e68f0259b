"""The terms that somebody has to think of, for her own calendar."""

from dataclasses import replace

from samenspel.basis import klok
from samenspel.basis.rij import Rij
from samenspel.opgaven.vormen import tell
from samenspel.opgaven.wachten import fetch, lezer_of
from samenspel.organisaties.models import Gebruiker
from samenspel.overzicht.rows import in_agenda
from samenspel.overzicht.vormen import VORMEN


def termijnen(gebruiker: Gebruiker) -> list[Rij]:
    """Return every term of Mijn werk and the days beyond it, first what ends first.

    `tag` says what ends. One query.
    """
    lezer, today = lezer_of(gebruiker), klok.today()
    rows = fetch(in_agenda(lezer, today))
    told = ((row, VORMEN[row.soort]) for row in rows)
    dated = [(row, vorm) for row, vorm in told if row.termijn and vorm.agenda]
    rijen = [
        replace(tell(row, vorm, today), tag=vorm.agenda, tag_soort="gewoon") for row, vorm in dated
    ]
    return sorted(rijen, key=lambda rij: (str(rij.termijn), rij.titel))
