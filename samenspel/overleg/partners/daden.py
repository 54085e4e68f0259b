"""What is done when somebody leaves an opgave."""

from samenspel.spoor.daden import Daad


class VertrekDaad(Daad, over="opgave"):
    """A partner or a teamlid leaves."""

    PARTNER_VERWIJDERD = "partner verwijderd", "verwijderde {organisatie} als partner"
    TEAMLID_VERWIJDERD = "teamlid verwijderd", "haalde iemand uit het programmateam"
