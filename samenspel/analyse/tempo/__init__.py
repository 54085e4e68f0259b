"""When can everybody have decided, who decides that day, and how sure is it?

Steps wait for each other; organs decide on their meetings and want papers before. See docs/tempo.md
for the model, the choices and the limits.
"""

from samenspel.analyse.tempo.errors import CircleError, NoMeetingError, OutsideCalendarError
from samenspel.analyse.tempo.gevoelig import Winst, sensitivity
from samenspel.analyse.tempo.kalender import Kalender, Reeks
from samenspel.analyse.tempo.kansen import Kansen, probability
from samenspel.analyse.tempo.netwerk import Na, Netwerk, Stap
from samenspel.analyse.tempo.plan import Plan, earliest, latest, plan_from
from samenspel.analyse.tempo.termijn import Termijn

__all__ = [
    "CircleError",
    "Kalender",
    "Kansen",
    "Na",
    "Netwerk",
    "NoMeetingError",
    "OutsideCalendarError",
    "Plan",
    "Reeks",
    "Stap",
    "Termijn",
    "Winst",
    "earliest",
    "latest",
    "plan_from",
    "probability",
    "sensitivity",
]
