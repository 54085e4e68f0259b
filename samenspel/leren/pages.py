"""What the pages of varianten show."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.checks import allows
from samenspel.leren import permissions
from samenspel.leren.models import Overname, Uitkomst, Variant
from samenspel.leren.rows import SHORT, about, newest, varianten
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.permissions import lidmaatschappen_of, require_organisatie
from samenspel.praktijk.models import Knelpunt, Les

MOST = 60
"""So many varianten of one knelpunt are laid side by side; then it is no longer one knelpunt."""
COLUMNS = 6


@dataclass(frozen=True)
class Overgenomen:
    """Who does this too; `kan` is the organisatie for which the viewer may say so."""

    overnames: list[Overname]
    eigen: list[Overname]
    kan: Organisatie | None
    url: str


@dataclass(frozen=True)
class Kolom:
    """One variant of the table, with its own organisatie as the name that tells it apart."""

    variant: Variant
    stand: tuple[str, str]
    uitkomsten: list[Uitkomst]
    overnames: list[Overname]


@dataclass(frozen=True)
class NaastElkaarPage:
    """The varianten of one knelpunt; `varianten` are all of them, `kolommen` those shown."""

    knelpunt: Knelpunt
    varianten: list[Variant]
    kolommen: Page[Kolom]
    may_add: bool

    @property
    def eerste(self) -> list[Kolom]:
        """The first few."""
        return list(self.kolommen.object_list[:SHORT])


@dataclass(frozen=True)
class VariantPage:
    """Everything the page of one variant shows."""

    variant: Variant
    stand: tuple[str, str]
    uitkomsten: list[Uitkomst]
    overgenomen: Overgenomen
    eigen_variant: UUID | None
    may_change: bool
    afloop_nodig: bool


@dataclass(frozen=True)
class VariantRij:
    """A variant in a list, with how it stands."""

    variant: Variant
    stand: tuple[str, str]


def naast_elkaar_page(
    knelpunt: Knelpunt, *, viewer: Gebruiker, pagina: str | None = None
) -> NaastElkaarPage:
    """Compose the page that lays the varianten of `knelpunt` side by side."""
    found = list(varianten().filter(about(knelpunt))[:MOST])
    today = klok.today()
    columns = [
        Kolom(
            one, one.looptijd.stand(today), newest(one.uitkomsten.all()), list(one.overnames.all())
        )
        for one in found
    ]
    return NaastElkaarPage(
        knelpunt=knelpunt,
        varianten=found,
        kolommen=Paginator(columns, COLUMNS).get_page(pagina),
        may_add=allows(permissions.check_beschrijven, knelpunt, by=viewer),
    )


def variant_page(variant: Variant, *, viewer: Gebruiker) -> VariantPage:
    """Compose the page of `variant` (a row of `varianten()`) for this viewer."""
    today = klok.today()
    overgenomen = overgenomen_of(variant, viewer=viewer)
    own = [one.organisatie_id for one in overgenomen.eigen]
    followers = Variant.objects.filter(naar_voorbeeld_van=variant, organisatie__in=own)
    return VariantPage(
        variant=variant,
        stand=variant.looptijd.stand(today),
        uitkomsten=sorted(
            variant.uitkomsten.all(), key=lambda one: (one.maat, -one.tot.toordinal())
        ),
        overgenomen=overgenomen,
        eigen_variant=followers.values_list("pk", flat=True).first() if own else None,
        may_change=allows(permissions.check_variant, variant, by=viewer),
        afloop_nodig=allows(permissions.check_afronden, variant, by=viewer),
    )


def overgenomen_of(bron: Variant | Les, *, viewer: Gebruiker) -> Overgenomen:
    """Tell who took over a variant or a les, and for whom the viewer may."""
    name = "variant" if isinstance(bron, Variant) else "les"
    rows = Overname.objects.filter(**{name: bron}).select_related("organisatie")
    overnames = list(rows.order_by("organisatie__naam"))
    mine = {lid.organisatie_id for lid in lidmaatschappen_of(viewer)}
    own = require_organisatie(viewer) if mine else None
    taken = {bron.organisatie_id, *(one.organisatie_id for one in overnames)}
    return Overgenomen(
        overnames=overnames,
        eigen=[one for one in overnames if one.organisatie_id in mine],
        kan=None if own is None or own.pk in taken else own,
        url=reverse(f"leren:{name}_overnemen", args=[bron.pk]),
    )


def with_stand(page: Page[Variant]) -> list[VariantRij]:
    """Say of each variant on the page how it stands."""
    today = klok.today()
    return [VariantRij(variant, variant.looptijd.stand(today)) for variant in page]
