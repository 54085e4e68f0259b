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
    RONDE_VERLENGD = "ronde verlengd", "verlengde de ronde, omdat te weinig partners reageerden"
    GEREAGEERD = "gereageerd", "reageerde namens {organisatie}: {reactie}"
    VRAAG_BEANTWOORD = "vraag beantwoord", "beantwoordde een vraag van {organisatie}"
    VRAAG_INGETROKKEN = "vraag ingetrokken", "trok een vraag van {organisatie} in"
    BIJDRAGE_AANVAARD = "bijdrage aanvaard", "zei op mandaat ja tegen de bijdrage van {organisatie}"
    BIJDRAGE_TERUGGENOMEN = "bijdrage teruggenomen", "nam een ja namens {organisatie} terug"
    GENOMEN = "genomen", "legde vast dat het besluit is genomen"
    INGETROKKEN = "ingetrokken", "trok het voorstel in"
    BIJDRAGE_BEKRACHTIGD = (
        "bijdrage bekrachtigd",
        "meldde dat {organisatie} zelf over de bijdrage heeft besloten",
    )
    BIJDRAGE_AFGEWEZEN = "bijdrage afgewezen", "meldde dat {organisatie} nee zei tegen de bijdrage"
