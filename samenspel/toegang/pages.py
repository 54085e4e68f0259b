"""What the page of the people of an organisatie shows."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.urls import reverse

from samenspel.basis.checks import allows
from samenspel.organisaties.models import Gebruiker, Lidmaatschap, Organisatie
from samenspel.organisaties.permissions import check_beheerder, lidmaatschappen_of
from samenspel.toegang.rows import AccountVan, accounts_van

PER_PAGE = 25


@dataclass(frozen=True)
class MensenPage:
    """Everything the page of the people of `organisatie` shows."""

    organisatie: Organisatie
    pagina: Page[Lidmaatschap]
    beheerders: list[str]
    andere: list[Organisatie]
    may_beheren: bool
    accounts: dict[int, AccountVan]

    @property
    def rijen(self) -> list[tuple[Lidmaatschap, AccountVan | None]]:
        """Everybody on this page, for a beheerder with what she may know of the account."""
        return [(lid, self.accounts.get(lid.gebruiker_id)) for lid in self.pagina]

    @property
    def nieuw(self) -> str:
        """Where a beheerder adds somebody."""
        return f"{reverse('toegang:mens_nieuw')}?organisatie={self.organisatie.pk}"


def mensen_page(
    organisatie: Organisatie, *, viewer: Gebruiker, text: str, number: str | None
) -> MensenPage:
    """Compose page `number` of the people whose naam or functie holds `text`."""
    found = Lidmaatschap.objects.filter(organisatie=organisatie)
    found = found.select_related("gebruiker").order_by("gebruiker__naam", "pk")
    beheerders = found.filter(rol=Lidmaatschap.Rol.BEHEERDER)
    if text:
        named = found.filter(gebruiker__naam__icontains=text)
        found = named | found.filter(functie__icontains=text)
    own = [lid.organisatie for lid in lidmaatschappen_of(viewer)]
    may_beheren = allows(check_beheerder, organisatie, by=viewer)
    return MensenPage(
        organisatie=organisatie,
        pagina=Paginator(found, PER_PAGE).get_page(number),
        beheerders=list(beheerders.values_list("gebruiker__naam", flat=True)),
        andere=[one for one in own if one.pk != organisatie.pk],
        may_beheren=may_beheren,
        accounts=accounts_van(organisatie.pk) if may_beheren else {},
    )
