"""What is done with an organisatie and its people."""

from samenspel.spoor.daden import Daad


class OrganisatieDaad(Daad, over="organisatie"):
    """Who works for an organisatie, and in which role."""

    TOEGEVOEGD = "toegevoegd", "voegde de organisatie toe"
    BEHEERDER_AANGEWEZEN = "beheerder aangewezen", "wees een beheerder aan"
    LID_TOEGEVOEGD = "lid toegevoegd", "voegde een collega toe"
    LID_GEWIJZIGD = "lid gewijzigd", "gaf een collega een andere rol"
    LID_VERWIJDERD = "lid verwijderd", "verwijderde een collega"
