"""What does investing in one opgave do to the others?

A *kaart* holds signed, weighted, uncertain influences with delays between factors. It is read in
two ways: as a fuzzy cognitive map (kosko, modified or rescaled inference with a bounded transfer),
so that published maps reproduce, and as a linear or saturating model of system dynamics. See
docs/samenhang.md for the model, the choices and the limits.
"""

from samenspel.analyse.samenhang.delays import delay1, delay3, delay_fixed, delay_n, smooth
from samenspel.analyse.samenhang.doorwerking import Doorwerking, monte_carlo
from samenspel.analyse.samenhang.effecten import Hefboom, Neveneffect, leverage, side_effects
from samenspel.analyse.samenhang.errors import CancelledError, NoEquilibriumError, TooManyError
from samenspel.analyse.samenhang.gevoeligheid import Aandeel, Gevoeligheid, sensitivity
from samenspel.analyse.samenhang.kaart import Invloed, Kaart
from samenspel.analyse.samenhang.kringen import (
    Kring,
    Kringtelling,
    Pad,
    count_loops,
    loops,
    paths,
)
from samenspel.analyse.samenhang.sampling import draw_krachten
from samenspel.analyse.samenhang.scenario import Scenario
from samenspel.analyse.samenhang.sobol import Indices, sobol_indices
from samenspel.analyse.samenhang.terugkoppeling import Terugkoppeling, weighted_feedback
from samenspel.analyse.samenhang.verloop import Verloop, equilibrium, simulate, spectral_radius
from samenspel.analyse.samenhang.verschillen import (
    Band,
    Verschil,
    Verschillen,
    compare,
    fit_band,
)

# The same classes by English names, for who reads no Dutch.
InfluenceMap = Kaart
Influence = Invloed
Loop = Kring
LoopCount = Kringtelling
Route = Pad
Trajectory = Verloop
Outcomes = Doorwerking
Sensitivity = Gevoeligheid
Contribution = Aandeel
Lever = Hefboom
SideEffect = Neveneffect
Feedback = Terugkoppeling
Difference = Verschil
Differences = Verschillen

__all__ = [
    "Aandeel",
    "Band",
    "CancelledError",
    "Contribution",
    "Difference",
    "Differences",
    "Doorwerking",
    "Feedback",
    "Gevoeligheid",
    "Hefboom",
    "Indices",
    "Influence",
    "InfluenceMap",
    "Invloed",
    "Kaart",
    "Kring",
    "Kringtelling",
    "Lever",
    "Loop",
    "LoopCount",
    "Neveneffect",
    "NoEquilibriumError",
    "Outcomes",
    "Pad",
    "Route",
    "Scenario",
    "Sensitivity",
    "SideEffect",
    "Terugkoppeling",
    "TooManyError",
    "Trajectory",
    "Verloop",
    "Verschil",
    "Verschillen",
    "compare",
    "count_loops",
    "delay1",
    "delay3",
    "delay_fixed",
    "delay_n",
    "draw_krachten",
    "equilibrium",
    "fit_band",
    "leverage",
    "loops",
    "monte_carlo",
    "paths",
    "sensitivity",
    "side_effects",
    "simulate",
    "smooth",
    "sobol_indices",
    "spectral_radius",
    "weighted_feedback",
]
