"""Mandaten, and who decides where there is none, for any reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from samenspel.basis import klok
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Orgaan, Organisatie
from samenspel.overleg.mandaten import rules
from samenspel.overleg.mandaten.models import Mandaat


@dataclass(frozen=True)
class Tegoed:
    """A mandaat and how much of it is used, in euro, as far as the viewer may see."""

    mandaat: Mandaat
    gebruikt: int

    @property
    def rest(self) -> int | None:
        """What can still be decided on it, in euro; None is without limit."""
        return rules.rest_of(self.mandaat.bedrag, self.gebruikt)


def mandaten() -> QuerySet[Mandaat]:
    """The visible mandaten with who gave them to whom."""
    return Mandaat.objects.select_related("gever__organisatie", "houder")


def running_mandaten(opgave: Opgave) -> QuerySet[Mandaat]:
    """The mandaten that are in force today, and those that begin later."""
    today = klok.today()
    kept = Q(ingetrokken_op=None) | Q(ingetrokken_op__gt=today)
    given = mandaten().filter(kept, opgave=opgave, eindigt_op__gt=today)
    return given.order_by("onderwerp", "pk")


def withdrawn_mandaten(opgave: Opgave) -> QuerySet[Mandaat]:
    """The mandaten that their giver withdrew, the latest first."""
    given = mandaten().filter(opgave=opgave).exclude(ingetrokken_reden="")
    return given.order_by("-ingetrokken_op")


def organen_of(organisaties: QuerySet[Organisatie]) -> QuerySet[Orgaan]:
    """The organen that can give a mandaat for these organisaties."""
    return Orgaan.objects.filter(organisatie__in=organisaties).select_related("organisatie")


def deciding_organen(organisaties: Iterable[UUID]) -> dict[UUID, Orgaan]:
    """Return of each organisatie the orgaan that decides what no mandaat covers. One query."""
    own = Orgaan.objects.filter(organisatie__in=organisaties).select_related("organisatie")
    found: dict[UUID, Orgaan] = {}
    for orgaan in own.order_by("-besluitend", "naam"):
        found.setdefault(orgaan.organisatie_id, orgaan)
    return found
