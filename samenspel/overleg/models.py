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
from samenspel.overleg.register.models import Herziening, OpenbaarBesluit

__all__ = [
    "Aanvaarding",
    "Afspraak",
    "Agendering",
    "Besluit",
    "Bijdrage",
    "Herziening",
    "Mandaat",
    "OpenbaarBesluit",
    "Opvolging",
    "Reactie",
    "Voorstelversie",
]
