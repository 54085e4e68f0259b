"""The kinds of things of leren."""

from samenspel.basis.soorten import Soort
from samenspel.leren.models import Variant

SOORTEN = [Soort(Variant, "manieren van werken", tekst="aanpak")]
