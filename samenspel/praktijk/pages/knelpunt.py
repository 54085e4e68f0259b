"""What the page of a knelpunt shows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone

from samenspel.basis import klok
from samenspel.basis.checks import allows
from samenspel.organisaties.landkaart import Plek
from samenspel.organisaties.models import Gebruiker
from samenspel.praktijk import permissions
from samenspel.praktijk.models import Knelpunt
from samenspel.praktijk.rows.knelpunten import (
    PER_PAGE,
    Ingebracht,
    KnelpuntRij,
    brought_in,
    ingebracht,
)
from samenspel.praktijk.rows.regelingen import regelingen_of
from samenspel.praktijk.tijdlijn import Tijdlijn, teken_tijdlijn
from samenspel.praktijk.totaalplaatje import InBeeld
from samenspel.spoor.pages import Verteld, tell


@dataclass(frozen=True)
class InOpgave:
    """In which opgave, and how often; without `pk` an opgave the reader may not see."""

    pk: UUID | None
    titel: str
    aantal: int


@dataclass(frozen=True)
class Geleerd:
    """A les to link to."""

    pk: UUID
    titel: str
    op: datetime


FEW = 3
"""Of so many casussen no picture is drawn."""


@dataclass(frozen=True)
class KnelpuntPage:
    """Everything the page of one knelpunt shows."""

    knelpunt: Knelpunt
    plekken: list[Plek]
    opgaven: list[InOpgave]
    tijdlijn: Tijdlijn | None
    aantal: int
    regelingen: list[InBeeld]
    casussen: Page[Ingebracht]
    lessen: list[Geleerd]
    spoor: Verteld
    ook_genoemd: list[dict[str, str]]
    may_change: bool

    @property
    def is_few(self) -> bool:
        """Are there so few casussen that a sentence says where and since when?"""
        return self.aantal <= FEW


def knelpunt_page(
    knelpunt: KnelpuntRij, *, viewer: Gebruiker, pagina: str | None = None
) -> KnelpuntPage:
    """Compose the page of `knelpunt` (a row of `knelpunten_with_regelingen()`) for this viewer."""
    # All of them at once: what costs is which casussen she may see, and that is asked once.
    rows = ingebracht(brought_in(knelpunt))
    return KnelpuntPage(
        knelpunt=knelpunt,
        plekken=plekken_of(rows),
        opgaven=opgaven_of(rows),
        tijdlijn=tijdlijn_of(rows),
        aantal=len(rows),
        regelingen=regelingen_of(knelpunt),
        casussen=Paginator(rows, PER_PAGE).get_page(pagina),
        lessen=[_learned(row) for row in knelpunt.lessen_json],
        spoor=tell(knelpunt, viewer=viewer),
        ook_genoemd=knelpunt.ook_genoemd,
        may_change=allows(permissions.check_knelpunt, knelpunt, by=viewer),
    )


def tijdlijn_of(rows: Iterable[Ingebracht]) -> Tijdlijn | None:
    """Draw when these casussen were brought in."""
    zone = timezone.get_current_timezone()
    days = (timezone.localdate(row.ingebracht_op, zone) for row in rows)
    return teken_tijdlijn(days, klok.today())


def plekken_of(rows: Iterable[Ingebracht]) -> list[Plek]:
    """Count these casussen by gemeente, most first."""
    counts = Counter((row.gemeente_id, row.gemeente, row.gemeente_code) for row in rows)
    return [
        Plek(code, naam, reverse("organisaties:detail", args=[pk]), aantal)
        for (pk, naam, code), aantal in sorted(counts.items(), key=lambda i: (-i[1], i[0][1]))
    ]


def opgaven_of(rows: Iterable[Ingebracht]) -> list[InOpgave]:
    """Count these casussen by opgave, most first."""
    # An opgave she may not see has no title here; those count together.
    counts = Counter((row.opgave_id if row.opgave else None, row.opgave) for row in rows)
    found = [
        InOpgave(pk, titel or "een opgave die u niet ziet", aantal)
        for (pk, titel), aantal in counts.items()
    ]
    return sorted(found, key=lambda one: (-one.aantal, one.titel))


def _learned(row: dict[str, str]) -> Geleerd:
    return Geleerd(UUID(row["pk"]), row["titel"], datetime.fromisoformat(row["op"]))
