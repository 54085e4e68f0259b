"""The trail of a casus, knelpunt or les, in words."""

from dataclasses import dataclass
from datetime import datetime

from samenspel.organisaties.models import Gebruiker
from samenspel.praktijk.models import Casus, Knelpunt, Les
from samenspel.spoor.queries import trail

SENTENCES = {
    ("casus", "beschreven"): "beschreef de casus",
    ("casus", "gewijzigd"): "wijzigde de beschrijving",
    ("casus", "beeld bevestigd"): "bevestigde het totaalplaatje",
    ("casus", "sluit aan bij knelpunt"): "sloot de casus aan bij een knelpunt",
    ("casus", "los van knelpunt"): "haalde een knelpunt weer weg",
    ("casus", "voorstel afgewezen"): "vond dat een voorgesteld knelpunt hier niet speelt",
    ("casus", "ingebracht"): "bracht de casus in",
    ("casus", "teruggekoppeld"): "zei of het hielp",
    ("casus", "maatregel toegevoegd"): "voegde een maatregel toe aan het doorbraakplan",
    ("casus", "maatregel gewijzigd"): "wijzigde een maatregel van het doorbraakplan",
    ("casus", "maatregel verwijderd"): "haalde een maatregel uit het doorbraakplan",
    ("casus", "maatregel overgenomen"): "nam een maatregel van een ander over",
    ("casus", "som opgesteld"): "rekende doormodderen en doorbreken uit",
    ("knelpunt", "benoemd"): "benoemde dit knelpunt",
    ("knelpunt", "gewijzigd"): "wijzigde de beschrijving",
    ("knelpunt", "uit een vermoeden benoemd"): "benoemde dit knelpunt uit een vermoeden",
    ("knelpunt", "opgegaan in"): "liet dit knelpunt opgaan in een ander",
    ("knelpunt", "nam op"): "voegde hier een ander knelpunt bij",
    ("knelpunt", "staat weer apart"): "maakte dit weer een knelpunt op zichzelf",
    ("knelpunt", "liet los"): "haalde een ander knelpunt er weer uit",
    ("les", "les vastgelegd"): "legde de les vast",
}
"""What follows the name, by kind and act."""


@dataclass(frozen=True)
class Gebeurd:
    """One act as a sentence, and when."""

    zin: str
    op: datetime


def verloop(thing: Casus | Knelpunt | Les, *, viewer: Gebruiker) -> list[Gebeurd]:
    """Tell what happened, first act first; who is not signed in reads no names."""
    return [
        Gebeurd(f"{_who(row.wie, viewer)} {SENTENCES.get((row.soort, row.wat), row.wat)}", row.op)
        for row in trail(thing)
    ]


def _who(wie: Gebruiker | None, viewer: Gebruiker) -> str:
    if wie is None:
        return "Samenspel"
    return wie.naam if viewer.is_authenticated else "Iemand"
