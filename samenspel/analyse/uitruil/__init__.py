"""A fair exchange that anyone can check: who gains, who pays whom, and why."""

from samenspel.analyse.uitruil import exact
from samenspel.analyse.uitruil._milp import Zoekstand
from samenspel.analyse.uitruil.bargaining import nash_points
from samenspel.analyse.uitruil.conditions import Conditions, Kernbelang, Oormerk
from samenspel.analyse.uitruil.errors import (
    CalculationError,
    GameError,
    InfeasibleError,
    NoSolutionError,
    StoppedError,
    UitruilError,
)
from samenspel.analyse.uitruil.estates import bankruptcy
from samenspel.analyse.uitruil.game import Game
from samenspel.analyse.uitruil.measures import Band, Maatregel
from samenspel.analyse.uitruil.nucleoli import nucleolus
from samenspel.analyse.uitruil.packages import Pakket, best_package
from samenspel.analyse.uitruil.payments import Betaling, settle
from samenspel.analyse.uitruil.positie import Positie
from samenspel.analyse.uitruil.prekernels import prekernel, surpluses
from samenspel.analyse.uitruil.rules import nash, proportional, scrb, tau
from samenspel.analyse.uitruil.stability import Bezwaar, Core, LeastCore, core, least_core
from samenspel.analyse.uitruil.structure import (
    Properties,
    airport,
    dividends,
    myerson,
    owen,
    properties,
)
from samenspel.analyse.uitruil.together import Stabiliteit
from samenspel.analyse.uitruil.trade import Uitruil, exchange
from samenspel.analyse.uitruil.values import banzhaf, shapley, shapley_sampled
from samenspel.analyse.uitruil.verdeling import Deel, NucleolusStap, Verdeling
from samenspel.analyse.uitruil.voting import shapley_shubik

# The same classes by English names, for who reads no Dutch.
Allocation = Verdeling
Share = Deel
Measure = Maatregel
Payment = Betaling
Objection = Bezwaar
Deal = Uitruil
Package = Pakket
Position = Positie
Stability = Stabiliteit
Earmark = Oormerk
Interest = Kernbelang
NucleolusStep = NucleolusStap
SearchState = Zoekstand

__all__ = [
    "Allocation",
    "Band",
    "Betaling",
    "Bezwaar",
    "CalculationError",
    "Conditions",
    "Core",
    "Deal",
    "Deel",
    "Earmark",
    "Game",
    "GameError",
    "InfeasibleError",
    "Interest",
    "Kernbelang",
    "LeastCore",
    "Maatregel",
    "Measure",
    "NoSolutionError",
    "NucleolusStap",
    "NucleolusStep",
    "Objection",
    "Oormerk",
    "Package",
    "Pakket",
    "Payment",
    "Positie",
    "Position",
    "Properties",
    "SearchState",
    "Share",
    "Stabiliteit",
    "Stability",
    "StoppedError",
    "Uitruil",
    "UitruilError",
    "Verdeling",
    "Zoekstand",
    "airport",
    "bankruptcy",
    "banzhaf",
    "best_package",
    "core",
    "dividends",
    "exact",
    "exchange",
    "least_core",
    "myerson",
    "nash",
    "nash_points",
    "nucleolus",
    "owen",
    "prekernel",
    "properties",
    "proportional",
    "scrb",
    "settle",
    "shapley",
    "shapley_sampled",
    "shapley_shubik",
    "surpluses",
    "tau",
]
