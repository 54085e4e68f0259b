"""What the page of an opgave shows about its mandaten."""

from dataclasses import dataclass

from samenspel.basis.checks import allows
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Gebruiker
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.mandaten.permissions import check_intrekken
from samenspel.overleg.mandaten.rows import running_mandaten, withdrawn_mandaten


@dataclass(frozen=True)
class Gegeven:
    """A mandaat, and whether the viewer may withdraw it."""

    mandaat: Mandaat
    may_intrekken: bool


@dataclass(frozen=True)
class MandatenPart:
    """The mandaten of an opgave on the page of those who take part in it."""

    lopend: list[Gegeven]
    ingetrokken: list[Mandaat]


def mandaten_part(opgave: Opgave, *, viewer: Gebruiker) -> MandatenPart:
    """Compose what this viewer reads about the mandaten of `opgave`. Two queries."""
    return MandatenPart(
        [Gegeven(one, allows(check_intrekken, one, by=viewer)) for one in running_mandaten(opgave)],
        list(withdrawn_mandaten(opgave)),
    )
