"""What is shown of casussen like this one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from samenspel.inzichten.rows.gelijkend import (
    CasusMetGevolg,
    KnelpuntMetGevolg,
    maatregelen_like,
    most_alike,
    with_outcome,
)
from samenspel.organisaties.models import Gebruiker
from samenspel.overleg.plaatsing.pages import answer_of
from samenspel.praktijk.models import Casus, Maatregel
from samenspel.praktijk.pages.beeld import ruimte_in
from samenspel.praktijk.pages.plan import PlanKort, plan_kort
from samenspel.praktijk.totaalplaatje import InBeeld

SHOWN = 5
CLEARLY_ALIKE = 0.30
"""Cosine from which a page says that a casus is much like this one."""
MOST_LETTERS = 20_000
"""What a casus may hold; the form says so, what is longer is compared as far as it fits."""


@dataclass(frozen=True)
class Gelijkend:
    """A casus like this one, with what was done and what that costs."""

    casus: Casus
    sterk: bool
    knelpunten: list[KnelpuntMetGevolg]
    plan: PlanKort


@dataclass(frozen=True)
class GelijkendPage:
    """The casussen like one casus, or like a text that is still being written."""

    casus: Casus | None
    gelijkend: list[Gelijkend]
    regelingen: Sequence[InBeeld] = ()
    """What the text that is being written names nearly for sure."""


@dataclass(frozen=True)
class MaatregelenPage:
    """What casussen like this one do, most alike first, to take over with one click."""

    casus: Casus
    maatregelen: list[Maatregel]


def gelijkend_page(casus: Casus) -> GelijkendPage:
    """Compose the page with the casussen like `casus`."""
    return GelijkendPage(casus, gelijkende(casus.titel, casus.tekst, zonder=casus.pk))


def tekst_page(titel: str, tekst: str) -> GelijkendPage:
    """Compose what stands beside a text that is still being written."""
    titel, tekst = (part.replace("\x00", "")[:MOST_LETTERS] for part in (titel, tekst))
    return GelijkendPage(None, gelijkende(titel, tekst), ruimte_in(f"{titel}.\n{tekst}"))


def maatregelen_page(casus: Casus, *, viewer: Gebruiker) -> MaatregelenPage:
    """Compose what casussen like `casus` do."""
    return MaatregelenPage(casus, maatregelen_like(casus, viewer=viewer))


def gelijkende(titel: str, tekst: str, *, zonder: UUID | None = None) -> list[Gelijkend]:
    """Find the casussen brought in that are most like this text, at most `SHOWN`."""
    alike = most_alike(titel, tekst, zonder=zonder)
    rows = {row.pk: row for row in with_outcome(list(alike)[:SHOWN])}
    return [
        Gelijkend(rows[pk], cosine >= CLEARLY_ALIKE, _knelpunten(rows[pk]), plan_kort(rows[pk]))
        for pk, cosine in alike.items()
        if pk in rows
    ]


def _knelpunten(casus: CasusMetGevolg) -> list[KnelpuntMetGevolg]:
    for knelpunt in casus.vast:
        for asked in knelpunt.gevraagd:
            asked["antwoord"] = answer_of(asked["stand"])
    return casus.vast
