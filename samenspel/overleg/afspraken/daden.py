"""What is done with an afspraak."""

from samenspel.spoor.daden import Daad


class AfspraakDaad(Daad, over="afspraak"):
    """From the promise to what came of it."""

    AFGESPROKEN = "afgesproken", "legde de afspraak vast"
    BEGONNEN = "begonnen", "begon met de inzet"
    AFGEROND = "afgerond", "rondde de afspraak af"
