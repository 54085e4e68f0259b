"""Questions to organen, the advice where to place one, and the next step of the ladder."""

from collections import Counter
from dataclasses import dataclass
from typing import TypeAlias, TypedDict

from django.db.models import Q, QuerySet
from django_stubs_ext import WithAnnotations

from samenspel.opgaven.models import Partner
from samenspel.organisaties.models import Orgaan, Organisatie, Regeling
from samenspel.overleg.plaatsing import rules
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.titels import with_origin
from samenspel.praktijk.models import Knelpunt
from samenspel.praktijk.rows.knelpunten import spread_of


@dataclass(frozen=True)
class Hoger:
    """The next step of the ladder, and why there."""

    orgaan: Orgaan
    reden: str


class _MetTitels(TypedDict):
    opgave_titel: str | None
    knelpunt_titel: str | None


AgenderingRij: TypeAlias = "WithAnnotations[Agendering, _MetTitels]"


def agenderingen() -> QuerySet[AgenderingRij]:
    """The visible questions with who is asked and, as far as visible, what they belong to."""
    rows = Agendering.objects.select_related(
        "aan", "orgaan__organisatie", "organisatie", "maker", "beantwoord_door"
    )
    return with_origin(rows)


def advies_for(knelpunt: Knelpunt) -> rules.Advies:
    """Advise the niveau for `knelpunt`, by where it occurs as far as I may see."""
    where = spread_of(knelpunt)
    return rules.advise_niveau(
        knelpunt.oorzaak, where.niveaus, gemeenten=where.gemeenten, regios=where.regios
    )


def organen_for(knelpunt: Knelpunt, first: str) -> list[Orgaan]:
    """Return whom one can ask: organen of partners and of the ministeries of its regelingen.

    Those on niveau `first` come first, then low to high; on a niveau the ministerie that is
    responsible for most of its regelingen comes first.
    """
    partners = Partner.objects.filter(opgave=knelpunt.opgave_id).values("organisatie_id")
    of_regelingen = knelpunt.regelingen.filter(ministeries__isnull=False)
    responsible = Counter(of_regelingen.values_list("ministeries", flat=True))
    found = Orgaan.objects.filter(Q(organisatie__in=partners) | Q(organisatie__in=responsible))
    return sorted(
        found.select_related("organisatie"),
        key=lambda o: (
            o.niveau != first,
            rules.LEVELS.index(o.niveau),
            -responsible[o.organisatie_id],
            o.organisatie.naam.casefold(),
            o.naam,
        ),
    )


def next_step(agendering: Agendering) -> Hoger | None:
    """Return to whom a question climbs, or None at the top of the ladder.

    Where the ladder enters the Rijk it goes to the ministerie that is responsible for most
    regelingen of the knelpunt; the one that the ladder names only steps in when none is known.
    """
    if agendering.orgaan.hoger_id is None:
        return None
    named = Orgaan.objects.select_related("organisatie").get(pk=agendering.orgaan.hoger_id)
    rijk = Organisatie.Soort.MINISTERIE
    if named.organisatie.soort != rijk or agendering.aan.soort == rijk:
        return Hoger(named, "Dat is de volgende trede van de ladder.")
    links = Knelpunt.regelingen.through.objects.filter(knelpunt=agendering.knelpunt_id)
    about = Regeling.objects.filter(pk__in=links.values("regeling"))
    regelingen = list(about.prefetch_related("ministeries"))
    responsible = Counter(one.pk for regeling in regelingen for one in regeling.ministeries.all())
    same = Orgaan.objects.filter(naam=named.naam, organisatie__in=responsible)
    found = sorted(
        same.select_related("organisatie"),
        key=lambda one: (-responsible[one.organisatie_id], one.organisatie.naam),
    )
    if not found:
        return Hoger(named, "Bij dit knelpunt staat geen regeling van een ander ministerie.")
    first = found[0]
    of_it = [r.afkorting for r in regelingen if first.organisatie in r.ministeries.all()]
    return Hoger(first, f"{first.organisatie.kort} gaat over {' en '.join(sorted(of_it))}.")
