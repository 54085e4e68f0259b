"""What is done with a casus, a knelpunt and a les."""

from samenspel.spoor.daden import Daad


class CasusDaad(
    Daad,
    over="casus",
    vroeger={
        "sluit aan bij knelpunt": "knelpunt gekoppeld",
        "los van knelpunt": "knelpunt losgemaakt",
    },
):
    """From the first words of a casus to whether it helped."""

    BESCHREVEN = "beschreven", "beschreef de casus"
    GEWIJZIGD = "gewijzigd", "wijzigde de beschrijving"
    BEELD_BEVESTIGD = "beeld bevestigd", "bevestigde het totaalplaatje"
    KNELPUNT_GEKOPPELD = "knelpunt gekoppeld", "sloot de casus aan bij een knelpunt"
    KNELPUNT_LOSGEMAAKT = "knelpunt losgemaakt", "haalde een knelpunt weer weg"
    INGEBRACHT = "ingebracht", "bracht de casus in"
    CONCEPT_VERWIJDERD = "concept verwijderd", "gooide het concept weg"
    TERUGGEKOPPELD = "teruggekoppeld", "zei of het hielp"
    HEROPEND = "heropend", "opende de casus weer: er is nog iets nodig"
    MAATREGEL_TOEGEVOEGD = (
        "maatregel toegevoegd",
        "voegde een maatregel toe aan het doorbraakplan",
    )
    MAATREGEL_GEWIJZIGD = "maatregel gewijzigd", "wijzigde een maatregel van het doorbraakplan"
    MAATREGEL_VERWIJDERD = "maatregel verwijderd", "haalde een maatregel uit het doorbraakplan"
    MAATREGEL_OVERGENOMEN = "maatregel overgenomen", "nam een maatregel van een ander over"
    SOM_OPGESTELD = "som opgesteld", "rekende doormodderen en doorbreken uit"


class KnelpuntDaad(
    Daad,
    over="knelpunt",
    vroeger={
        "uit een vermoeden benoemd": "bevestigd",
        "opgegaan in": "opgegaan",
        "nam op": "knelpunt opgenomen",
        "staat weer apart": "losgemaakt",
        "liet los": "knelpunt losgelaten",
    },
):
    """A knelpunt is named, sharpened, and put together with another or taken apart."""

    BENOEMD = "benoemd", "benoemde dit knelpunt"
    BEVESTIGD = "bevestigd", "benoemde dit knelpunt uit een vermoeden"
    GEWIJZIGD = "gewijzigd", "wijzigde de beschrijving"
    OPGEGAAN = "opgegaan", "liet dit knelpunt opgaan in een ander"
    KNELPUNT_OPGENOMEN = "knelpunt opgenomen", "voegde hier een ander knelpunt bij"
    LOSGEMAAKT = "losgemaakt", "maakte dit weer een knelpunt op zichzelf"
    HEROPENING_BEANTWOORD = "heropening beantwoord", "antwoordde een huishouden dat nog wacht"
    KNELPUNT_LOSGELATEN = "knelpunt losgelaten", "haalde een ander knelpunt er weer uit"


class LesDaad(Daad, over="les", vroeger={"les vastgelegd": "vastgelegd"}):
    """A les is written down."""

    VASTGELEGD = "vastgelegd", "legde de les vast"
