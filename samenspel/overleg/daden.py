"""The acts of the subjects of overleg, each in its own `daden.py`."""

from samenspel.overleg.afspraken.daden import AfspraakDaad
from samenspel.overleg.besluiten.daden import BesluitDaad
from samenspel.overleg.mandaten.daden import MandaatDaad
from samenspel.overleg.partners.daden import VertrekDaad
from samenspel.overleg.plaatsing.daden import AgenderingDaad
from samenspel.overleg.register.daden import HerzieningDaad

__all__ = [
    "AfspraakDaad",
    "AgenderingDaad",
    "BesluitDaad",
    "HerzieningDaad",
    "MandaatDaad",
    "VertrekDaad",
]
