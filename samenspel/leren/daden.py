"""What is done with a variant, and who takes over what."""

from samenspel.spoor.daden import Daad


class VariantDaad(
    Daad,
    over="variant",
    vroeger={
        "variant beschreven": "beschreven",
        "variant gewijzigd": "gewijzigd",
        "experiment besloten": "experiment afgerond",
        "uitkomst weggehaald": "uitkomst verwijderd",
    },
):
    """A variant from its first words to what was counted."""

    BESCHREVEN = "beschreven", "beschreef de variant"
    GEWIJZIGD = "gewijzigd", "wijzigde de beschrijving"
    EXPERIMENT_AFGEROND = "experiment afgerond", "besloot hoe het na het experiment verdergaat"
    UITKOMST_VASTGELEGD = "uitkomst vastgelegd", "legde een uitkomst vast"
    UITKOMST_VERWIJDERD = "uitkomst verwijderd", "haalde een uitkomst weg"


class OvernameDaad(
    Daad, over=["variant", "les"], vroeger={"overname teruggedraaid": "overname ingetrokken"}
):
    """An organisatie does what another thought of or learned."""

    OVERGENOMEN = "overgenomen", "nam dit over voor {organisatie}"
    INGETROKKEN = "overname ingetrokken", "trok de overname door {organisatie} in"
    BEANTWOORD = "overname beantwoord", "vertelde of het {organisatie} hielp"
