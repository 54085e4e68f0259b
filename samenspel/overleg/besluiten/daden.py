"""What is done with a proposal and a besluit."""

from samenspel.spoor.daden import Daad


class BesluitDaad(
    Daad,
    over="besluit",
    vroeger={"voorstel gewijzigd": "gewijzigd", "bekrachtigd": "bijdrage bekrachtigd"},
):
    """From the first words of a proposal to the last organ that had to decide."""

    VOORBEREID = "voorbereid", "schreef het voorstel"
    GEWIJZIGD = "gewijzigd", "paste het voorstel aan"
    BIJDRAGE_GEVRAAGD = "bijdrage gevraagd", "vroeg een bijdrage van {organisatie}"
    RONDE_GEOPEND = "ronde geopend", "opende de {fase}"
    GEREAGEERD = "gereageerd", "reageerde namens {organisatie}: {reactie}"
    GENOMEN = "genomen", "legde vast dat het besluit is genomen"
    INGETROKKEN = "ingetrokken", "trok het voorstel in"
    BIJDRAGE_BEKRACHTIGD = (
        "bijdrage bekrachtigd",
        "meldde dat {organisatie} zelf over de bijdrage heeft besloten",
    )
