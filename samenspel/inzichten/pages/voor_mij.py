"""What somebody is shown of lessen and varianten that fit her casussen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.core.paginator import Page, Paginator

from samenspel.inzichten.rows.voor_mij import Past, fitting, own_casussen
from samenspel.organisaties.models import Gebruiker
from samenspel.praktijk.models import Casus, Les

PER_PAGE = 25
SHORT = 3


@dataclass(frozen=True)
class VoorMij:
    """A les or variant, and which of her casussen it is shown for."""

    soort: Literal["les", "variant"]
    titel: str
    url: str
    van: str
    op: datetime
    casus: Casus
    deelt_knelpunt: bool


@dataclass(frozen=True)
class VoorMijPage:
    """What there is for her, newest first; without `casussen` she has none to compare with."""

    pagina: Page[VoorMij]
    casussen: bool

    @property
    def eerste(self) -> list[VoorMij]:
        """The newest few."""
        return list(self.pagina.object_list[:SHORT])


def voor_mij_page(viewer: Gebruiker, *, pagina: str | None = None) -> VoorMijPage:
    """Compose the page; four questions to the database, whatever there is."""
    mine = own_casussen(viewer)
    found = [_told(one) for one in fitting(mine, viewer=viewer)]
    return VoorMijPage(Paginator(found, PER_PAGE).get_page(pagina), bool(mine))


def _told(past: Past) -> VoorMij:
    ding = past.ding
    return VoorMij(
        soort="les" if isinstance(ding, Les) else "variant",
        titel=ding.titel,
        url=ding.get_absolute_url(),
        van=ding.organisatie.kort,
        op=ding.gemaakt_op,
        casus=past.casus,
        deelt_knelpunt=past.deelt_knelpunt,
    )
