"""What is done with an agendering."""

from samenspel.spoor.daden import Daad


class AgenderingDaad(Daad, over="agendering"):
    """A question is asked, answered, or climbs the ladder."""

    GEPLAATST = "geplaatst", "stelde de vraag"
    BEANTWOORD = "beantwoord", "antwoordde: {stand}"
    VERLOPEN = "verlopen", "zag dat er binnen de termijn geen antwoord kwam"
    DOORGEZET = "doorgezet", "zette de vraag door naar een hogere trede"
