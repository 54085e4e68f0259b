"""What is done with a besluit that was taken."""

from samenspel.spoor.daden import Daad


class HerzieningDaad(Daad, over="besluit"):
    """Partners look at it again."""

    HERZIEN = "herzien", "keek opnieuw en zag dat het besluit nog klopt"
