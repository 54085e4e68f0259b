"""Every table of overleg, where Django looks for it; each stands with its subject."""

from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import (
    Aanvaarding,
    Besluit,
    Bijdrage,
    Opvolging,
    Reactie,
    Voorstelversie,
)
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.plaatsing.models import Agendering

__all__ = [
    "Aanvaarding",
    "Afspraak",
    "Agendering",
    "Besluit",
    "Bijdrage",
    "Mandaat",
    "Opvolging",
    "Reactie",
    "Voorstelversie",
]
