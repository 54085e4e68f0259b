"""Varianten, their outcomes, and who took over what; for any reader."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from samenspel.basis.zoeken import search
from samenspel.leren.models import Overname, Uitkomst, Variant
from samenspel.leren.rules import measure_key
from samenspel.opgaven.models import Opgave
from samenspel.opgaven.wachten import GEEN_OPGAVE, Lezer, Part, part, since
from samenspel.organisaties.models import Lidmaatschap
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
        .prefetch_related("uitkomsten", Prefetch("overnames", overnames))
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
    *, zoek: str = "", opgave: Opgave | None = None, experiment: bool = False
) -> QuerySet[Variant]:
    """The varianten, newest or best first."""
    found = Variant.objects.select_related("knelpunt", "organisatie")
    if zoek:
        found = search(found, zoek)
    if opgave:
        found = found.filter(opgave=opgave)
    return found.exclude(vraag="") if experiment else found


# --- what waits on somebody ------------------------------------------------------------------


def van_lezer(lezer: Lezer, today: date) -> list[Part]:
    """Experiments that ended, of which she says how to go on, and what she took over long ago."""
    mine = _to_answer(lezer)
    asked = Overname.objects.filter(mine, beantwoord_op=None, vraag_op__lte=today)
    return [
        _experimenten(_open_experimenten(mine).filter(tot__lte=today)),
        part(
            asked.order_by("vraag_op"),
            "overname",
            titel=Coalesce("variant__titel", "les__titel"),
            opgave=GEEN_OPGAVE,
            wie=F("organisatie__kort"),
            sinds=since("op"),
        ),
    ]


def in_agenda(lezer: Lezer, today: date) -> list[Part]:
    """Experiments of hers that end later."""
    return [_experimenten(_open_experimenten(_to_answer(lezer)).filter(tot__gt=today))]


def _open_experimenten(mine: Q) -> QuerySet[Variant]:
    """Experiments without a last word."""
    final = [Variant.Afloop.DOORGAAN, Variant.Afloop.STOPPEN]
    return Variant.objects.filter(mine).exclude(vraag="").exclude(afloop__in=final)


def _experimenten(found: QuerySet[Variant]) -> Part:
    return part(found.order_by("tot"), "experiment", termijn="tot", sinds=since("sinds"))


def _to_answer(lezer: Lezer) -> Q:
    """What she made herself, and what a colleague who is gone made, for whoever speaks there."""
    still_there = Lidmaatschap.objects.filter(
        gebruiker=OuterRef("maker"), organisatie=OuterRef("organisatie")
    )
    works_for = lezer.gebruiker.lidmaatschappen.values("organisatie")
    own = Q(maker=lezer.gebruiker, organisatie__in=works_for)
    return own | Q(~Exists(still_there), organisatie__in=lezer.stem)
