"""samenhang."""

from samenspel.analyse.samenhang.kaart import Invloed, Kaart
from samenspel.analyse.samenhang.scenario import Scenario
from samenspel.analyse.samenhang.doorwerking import Doorwerking, monte_carlo
from samenspel.analyse.samenhang.sampling import draw_krachten
from samenspel.analyse.samenhang.verloop import equilibrium, simulate
