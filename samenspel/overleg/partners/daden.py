"""What is done when somebody leaves an opgave."""

from samenspel.spoor.daden import Daad


class VertrekDaad(Daad, over="opgave"):
    """A partner or a teamlid leaves; `VERWIJDERD` is of when others could let them go."""

    PARTNER_VERWIJDERD = "partner verwijderd", "verwijderde {organisatie} als partner"
    TEAMLID_VERWIJDERD = "teamlid verwijderd", "haalde iemand uit het programmateam"
    PARTNER_VERTROKKEN = "partner vertrokken", "beëindigde dat {organisatie} meedoet"
    TEAMLID_VERTROKKEN = "teamlid vertrokken", "beëindigde een plek in het programmateam"
