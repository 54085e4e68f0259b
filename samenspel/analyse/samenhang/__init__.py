"""samenhang."""

from samenspel.analyse.samenhang.kaart import Invloed, Kaart
from samenspel.analyse.samenhang.verloop import equilibrium, simulate
