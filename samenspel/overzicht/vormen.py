"""How everything that waits is told, whatever app it is of."""

from samenspel.inzichten.vormen import VORMEN as INZICHTEN
from samenspel.leren.vormen import VORMEN as LEREN
from samenspel.opgaven.vormen import VORMEN as OPGAVEN
from samenspel.overleg.vormen import VORMEN as OVERLEG
from samenspel.praktijk.vormen import VORMEN as PRAKTIJK
from samenspel.verhalen.vormen import VORMEN as VERHALEN

VORMEN = OPGAVEN | PRAKTIJK | INZICHTEN | VERHALEN | OVERLEG | LEREN
