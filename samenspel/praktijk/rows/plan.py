"""What a doorbraakplan holds, for any reader."""

from typing import Any, TypeAlias, TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)  # fmt: skip
from django.db.models.functions import Coalesce, JSONObject
from django_stubs_ext import WithAnnotations

from samenspel.opgaven.models import Partner
from samenspel.organisaties.models import Gebruiker, Organisatie, Regeling
from samenspel.praktijk.models import Casus, Doorbraakplan, Koppeling, Kostenpost, Maatregel

COLUMNS = ("pad", "betaler_soort", "van_jaar", "tot_jaar", "laag", "waarschijnlijk", "hoog")


class MetPlan(TypedDict):
    """What `with_plan` brings along."""

    aantal_maatregelen: int
    posten_json: list[dict[str, Any]]


CasusMetPlan: TypeAlias = "WithAnnotations[Casus, MetPlan]"


def with_plan(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Bring along what `plan_kort` and `plan_page` need, without asking once more."""
    measures = Maatregel.objects.filter(plan__casus=OuterRef("pk")).order_by()
    counted = measures.values("plan").annotate(n=Count("pk")).values("n")
    posts = Kostenpost.objects.filter(plan__casus=OuterRef("pk"))
    columns = JSONObject(naam="betaler__kort", **{name: name for name in COLUMNS})
    found: QuerySet[Any] = rows.annotate(
        aantal_maatregelen=Coalesce(Subquery(counted), 0),
        posten_json=ArraySubquery(posts.values(json=columns)),
    )
    return found


def maatregelen() -> QuerySet[Maatregel]:
    """The maatregelen, with in `keer` how often others (that I may see) took each over."""
    rows = Maatregel.objects.select_related(
        "plan__casus__organisatie", "regeling", "wie", "overgenomen_van__plan__casus__gemeente"
    )
    # Counting makes Django forget the order of the model.
    return rows.annotate(keer=Count("overgenomen")).order_by("gemaakt_op")


def over_te_nemen(casus: Casus, viewer: Gebruiker) -> QuerySet[Maatregel]:
    """The maatregelen of other casussen that are ready and not yet in the plan of `casus`."""
    ready = Q(plan__casus__ingebracht_op__isnull=False) | Q(plan__casus__maker=viewer)
    taken = Maatregel.objects.filter(plan__casus=casus, overgenomen_van=OuterRef("pk"))
    found = maatregelen().filter(ready).exclude(plan__casus=casus).exclude(Exists(taken))
    # A copy only where its source cannot be read: the join then finds nothing.
    return found.filter(overgenomen_van__wat__isnull=True)


def same_knelpunt(casus: Casus) -> Exists:
    """Say of a maatregel: it stands in the plan of a casus with a knelpunt of `casus`."""
    knelpunten = Koppeling.objects.filter(casus=casus).values("knelpunt")
    return Exists(Koppeling.objects.filter(casus=OuterRef("plan__casus"), knelpunt__in=knelpunten))


def kostenposten(casus: Casus) -> QuerySet[Kostenpost]:
    """The posts of the sum of `casus`, in the order they were written."""
    return Kostenpost.objects.filter(plan__casus=casus).select_related("betaler")


def som_versie(casus: Casus) -> int:
    """Return the version of the sum; the first is 1."""
    found = Doorbraakplan.objects.filter(casus=casus).values_list("versie", flat=True).first()
    return found or 1


def regelingen_to_choose(casus: Casus) -> QuerySet[Regeling]:
    """The regelingen, those the household meets first."""
    hers = Case(
        When(pk__in=casus.regelingen.values("pk"), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return Regeling.objects.order_by(hers, "naam")


def organisaties_around(casus: Casus) -> QuerySet[Organisatie]:
    """The gemeente of the household, who helps it, and the partners of its opgave."""
    partners = Partner.objects.filter(opgave=casus.opgave_id).values("organisatie")
    return Organisatie.objects.filter(
        Q(pk__in=[casus.gemeente_id, casus.organisatie_id]) | Q(pk__in=partners)
    )
