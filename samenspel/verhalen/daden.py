"""What is done with a verhaal, and with the verhaalpagina of an opgave."""

from samenspel.spoor.daden import Daad


class VerhaalDaad(
    Daad,
    over="verhaal",
    vroeger={
        "las een verhaal na": "nagelezen",
        "koos een citaat": "citaat gekozen",
        "haalde een citaat weg": "citaat verwijderd",
        "koppelde een verhaal": "knelpunt aangewezen",
        "maakte een verhaal weer los": "knelpunt losgemaakt",
    },
):
    """What a teller takes back, and what a team does with a verhaal."""

    INGETROKKEN = "ingetrokken", "verwijderde een verhaal omdat de verteller het introk"
    NAGELEZEN = "nagelezen", "las een verhaal na"
    CITAAT_GEKOZEN = "citaat gekozen", "koos een citaat"
    CITAAT_VERWIJDERD = "citaat verwijderd", "haalde een citaat weg"
    KNELPUNT_AANGEWEZEN = "knelpunt aangewezen", "wees een knelpunt aan bij een verhaal"
    KNELPUNT_LOSGEMAAKT = "knelpunt losgemaakt", "maakte een verhaal los van een knelpunt"


class VerhaalpaginaDaad(
    Daad, over="opgave", vroeger={"verhaalpagina weggehaald": "verhaalpagina verwijderd"}
):
    """The verhaalpagina opens and closes."""

    GEPUBLICEERD = "verhaalpagina gepubliceerd", "publiceerde de verhaalpagina"
    VERWIJDERD = "verhaalpagina verwijderd", "haalde de verhaalpagina weg"
