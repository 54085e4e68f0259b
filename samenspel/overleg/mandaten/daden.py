"""What is done with the mandaten of an opgave."""

from samenspel.spoor.daden import Daad


class MandaatDaad(Daad, over="opgave"):
    """A mandaat is given and withdrawn."""

    GEGEVEN = "mandaat gegeven", "gaf een mandaat"
    INGETROKKEN = "mandaat ingetrokken", "trok een mandaat in"
