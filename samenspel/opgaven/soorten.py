"""The kinds of things of opgaven."""

from samenspel.basis.soorten import Soort
from samenspel.opgaven.models import Opgave

SOORTEN = [Soort(Opgave, "opgaven", tekst="bedoeling")]
