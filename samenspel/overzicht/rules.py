"""How far a casus came, in words; on plain values."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Voortgang:
    """How far one casus came; each step is reached or not.

    `geholpen` is what the indiener said of it; `weer_open` whether that waits for an answer
    ("open"), or on her again ("beantwoord").
    """

    ingebracht: bool = False
    geplaatst_bij: str = ""
    in_besluit: bool = False
    besluit_genomen: bool = False
    afgesproken: bool = False
    les: bool = False
    geholpen: str = ""
    weer_open: str = ""


def steps_in_words(reached: Voortgang) -> list[str]:
    """Return the steps a casus took, in the order of the loop.

    >>> steps_in_words(Voortgang(ingebracht=True, geplaatst_bij="SZW"))
    ['beschreven', 'ingebracht', 'geplaatst bij SZW']
    """
    steps: Sequence[tuple[object, str]] = (
        (True, "beschreven"),
        (reached.ingebracht, "ingebracht"),
        (reached.geplaatst_bij, f"geplaatst bij {reached.geplaatst_bij}"),
        (reached.in_besluit and not reached.besluit_genomen, "besluit in voorbereiding"),
        (reached.besluit_genomen, "besluit genomen"),
        (reached.afgesproken, "afspraak gemaakt"),
        (reached.les, "les geleerd"),
        (reached.geholpen, "u liet weten of het hielp"),
    )
    return [words for holds, words in steps if holds]


def standing(reached: Voortgang) -> tuple[str, str]:
    """Return the tag that says where a casus stands now, and its kind.

    >>> standing(Voortgang()), standing(Voortgang(ingebracht=True, les=True))
    (('concept', 'wacht'), ('er is een les', 'klaar'))
    >>> standing(Voortgang(ingebracht=True, les=True, geholpen="nee", weer_open="open"))
    ('weer open', 'wacht')
    """
    if not reached.ingebracht:
        return "concept", "wacht"
    if reached.weer_open:
        return ("weer open" if reached.weer_open == "open" else "helpt het nu?"), "wacht"
    if reached.geholpen == "ja":
        return "rond", "klaar"
    if reached.geholpen:
        return "niet of deels geholpen", "stil"
    if reached.les:
        return "er is een les", "klaar"
    if reached.afgesproken:
        return "wordt uitgevoerd", "gewoon"
    if reached.in_besluit or reached.besluit_genomen:
        return "bij het besluit", "gewoon"
    if reached.geplaatst_bij:
        return "ligt voor", "gewoon"
    return "bij het team", "gewoon"
