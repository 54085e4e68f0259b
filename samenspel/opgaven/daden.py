"""What is done with an opgave."""

from samenspel.spoor.daden import Daad


class OpgaveDaad(Daad, over="opgave"):
    """An opgave from beginning to end, and who take part in it."""

    OPGESTELD = "opgesteld", "begon deze opgave"
    VASTGESTELD = "vastgesteld", "stelde de opgave vast"
    GEWIJZIGD = "gewijzigd", "wijzigde de opgave"
    AFGEROND = "afgerond", "rondde de opgave af"
    HEROPEND = "heropend", "heropende de opgave"
    PARTNER_TOEGEVOEGD = "partner toegevoegd", "voegde {organisatie} toe als partner"
    TEAMLID_TOEGEVOEGD = "teamlid toegevoegd", "voegde iemand toe aan het programmateam"
    BELANG_BENOEMD = "belang benoemd", "benoemde een belang van {organisatie}"
