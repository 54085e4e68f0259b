"""Varianten, their outcomes, and who took over what; for any reader."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from samenspel.basis.zoeken import search
from samenspel.leren.models import Overname, Uitkomst, Variant
from samenspel.leren.rules import measure_key
from samenspel.praktijk.models import Knelpunt

SHORT = 3
"""So many stand on the page of the knelpunt itself."""


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
