"""What is done with an opgave."""

from samenspel.spoor.daden import Daad


class OpgaveDaad(Daad, over="opgave"):
    """An opgave from beginning to end, and who take part in it.

    `TOEGEVOEGD` is of when others could add them, `PEN_GEGEVEN` of when nobody had to take it.
    """

    OPGESTELD = "opgesteld", "begon deze opgave"
    VASTGESTELD = "vastgesteld", "stelde de opgave vast"
    GEWIJZIGD = "gewijzigd", "wijzigde de opgave"
    AFGEROND = "afgerond", "rondde de opgave af"
    HEROPEND = "heropend", "heropende de opgave"
    PEN_GEGEVEN = "pen gegeven", "gaf de pen aan {organisatie}"
    PEN_AANGEBODEN = "pen aangeboden", "bood de pen aan iemand van {organisatie} aan"
    PEN_GENOMEN = "pen genomen", "nam de pen aan, namens {organisatie}"
    UITGENODIGD = "uitgenodigd", "nodigde {organisatie} uit"
    UITNODIGING_INGETROKKEN = "uitnodiging ingetrokken", "trok de uitnodiging van {organisatie} in"
    UITNODIGING_VERLOPEN = "uitnodiging verlopen", "kreeg geen antwoord van {organisatie}"
    PARTNER_TOEGEVOEGD = "partner toegevoegd", "voegde {organisatie} toe als partner"
    TEAMLID_TOEGEVOEGD = "teamlid toegevoegd", "voegde iemand toe aan het programmateam"
    PARTNER_ERBIJ = "partner toegetreden", "doet mee namens {organisatie}"
    TEAMLID_GEVRAAGD = "teamlid gevraagd", "vroeg {organisatie} om iemand voor het team"
    TEAMLID_ERBIJ = "teamlid toegetreden", "werkt in het programmateam namens {organisatie}"
    WIJZIGING_VOORGESTELD = "wijziging voorgesteld", "stelde een wijziging voor"
    INGESTEMD = "ingestemd", "stemde namens {organisatie} in met een wijziging"
    NIET_INGESTEMD = "niet ingestemd", "stemde namens {organisatie} niet in met een wijziging"
    WIJZIGING_INGETROKKEN = "wijziging ingetrokken", "trok een voorgestelde wijziging in"
    WIJZIGING_VERLENGD = "wijziging verlengd", "gaf iedereen nog één keer de tijd"
    WIJZIGING_VERLOPEN = "wijziging verlopen", "sloot een wijziging waarmee niet iedereen instemde"
    PARTNER_TERUG = (
        "partner teruggezet",
        "kreeg van {organisatie} geen antwoord over de opgave",
    )
    PARTNER_WEG = "partner losgelaten", "gaat in overleg verder zonder {organisatie}"
    BELANG_BENOEMD = "belang benoemd", "benoemde een belang van {organisatie}"


class UitnodigingDaad(Daad, over="uitnodiging"):
    """What only she herself reads: others learn that an organisatie said no, not who did."""

    AFGEWEZEN = "afgewezen", "sloeg de uitnodiging af"
