"""What the pages of leren show."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.checks import allows
from samenspel.basis.zoeken import search
from samenspel.leren import permissions
from samenspel.leren.models import Overname, Uitkomst, Variant
from samenspel.leren.rules import measure_key
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.permissions import lidmaatschappen_of, require_organisatie
from samenspel.praktijk.models import Knelpunt, Les

MOST = 60
"""So many varianten of one knelpunt are laid side by side; then it is no longer one knelpunt."""
COLUMNS = 6
SHORT = 3
"""So many stand on the page of the knelpunt itself."""


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
    besluit_nodig: bool


@dataclass(frozen=True)
class Gevonden:
    """A variant in a list, with how it stands."""

    variant: Variant
    stand: tuple[str, str]


def varianten() -> QuerySet[Variant]:
    """The varianten by organisatie, each with its uitkomsten and who took it over.

    A variant is read with its knelpunt: who may not read that one, does not find it here. The
    title of its example is null to whoever may not read that.
    """
    example = Variant.objects.filter(pk=OuterRef("naar_voorbeeld_van"))
    overnames = Overname.objects.select_related("organisatie").order_by("organisatie__naam")
    return (
        Variant.objects.select_related("knelpunt", "organisatie", "regeling", "maker")
        .annotate(
            voorbeeld_titel=Subquery(example.values("titel")[:1]),
            voorbeeld_van=Subquery(example.values("organisatie__kort")[:1]),
        )
        .prefetch_related("uitkomsten", Prefetch("overnames", overnames, to_attr="overgenomen"))
        .order_by("organisatie__naam", "sinds", "pk")
    )


def about(knelpunt: Knelpunt, to_knelpunt: str = "knelpunt") -> Q:
    """Return what is about `knelpunt`, or about one that went into it."""
    return Q(**{to_knelpunt: knelpunt}) | Q(**{f"{to_knelpunt}__opgegaan_in": knelpunt})


def naast_elkaar_page(
    knelpunt: Knelpunt, *, viewer: Gebruiker, pagina: str | None = None
) -> NaastElkaarPage:
    """Compose the page that lays the varianten of `knelpunt` side by side."""
    found = list(varianten().filter(about(knelpunt))[:MOST])
    today = klok.today()
    columns = [
        Kolom(one, one.looptijd.stand(today), newest(one.uitkomsten.all()), one.overgenomen)  # type: ignore[attr-defined]
        for one in found
    ]
    return NaastElkaarPage(
        knelpunt=knelpunt,
        varianten=found,
        kolommen=Paginator(columns, COLUMNS).get_page(pagina),
        may_add=allows(permissions.check_beschrijven, knelpunt, by=viewer),
    )


def newest(uitkomsten: Iterable[Uitkomst]) -> list[Uitkomst]:
    """Return of every measure the uitkomst over the last period."""
    in_order = sorted(uitkomsten, key=lambda one: (one.tot, one.gemaakt_op))
    return list({measure_key(one.maat): one for one in in_order}.values())


def names_of(found: Sequence[Variant]) -> dict[UUID, str]:
    """Name each variant by its organisatie; by its title too where that one has more.

    No two names are the same.
    """
    times = Counter(one.organisatie_id for one in found)
    seen: Counter[str] = Counter()
    names = {}
    for one in found:
        name = one.organisatie.kort
        if times[one.organisatie_id] > 1:
            name = f"{name}: {one.titel}"
        seen[name] += 1
        names[one.pk] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names


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
        besluit_nodig=allows(permissions.check_besluiten, variant, by=viewer),
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


def overnames() -> QuerySet[Overname]:
    """What was taken over, with from where; the source is null to whoever may not read it."""
    return Overname.objects.select_related(
        "organisatie", "variant__organisatie", "les__organisatie"
    )


def measures_of(knelpunt: Knelpunt) -> list[Uitkomst]:
    """Return one uitkomst of every measure that is counted for a knelpunt."""
    rows = Uitkomst.objects.filter(about(knelpunt, "variant__knelpunt")).order_by("gemaakt_op")
    return list({measure_key(row.maat): row for row in reversed(rows)}.values())


def lijst(
    *, zoek: str = "", opgave: UUID | None = None, experiment: bool = False
) -> QuerySet[Variant]:
    """The varianten, newest or best first."""
    found = Variant.objects.select_related("knelpunt", "organisatie")
    if zoek:
        found = search(found, zoek)
    if opgave:
        found = found.filter(opgave=opgave)
    return found.exclude(vraag="") if experiment else found


def with_stand(page: Page[Variant]) -> list[Gevonden]:
    """Say of each variant on the page how it stands."""
    today = klok.today()
    return [Gevonden(variant, variant.looptijd.stand(today)) for variant in page]


# --- what waits on somebody (Mijn werk) -----------------------------------------------------


def open_experimenten(mine: Q, *, until: date | None = None) -> QuerySet[Variant]:
    """Experiments without a last word, that end at the latest on `until`."""
    final = [Variant.Besluit.DOORGAAN, Variant.Besluit.STOPPEN]
    found = Variant.objects.filter(mine).exclude(vraag="").exclude(besluit__in=final)
    return found.filter(tot__lte=until) if until else found


def open_vragen(mine: Q, *, until: date) -> QuerySet[Overname]:
    """What was taken over half a year ago or more, and nobody said yet how it went."""
    found = Overname.objects.filter(mine, beantwoord_op=None, vraag_op__lte=until)
    return found.annotate(bron_titel=Coalesce("variant__titel", "les__titel"))
