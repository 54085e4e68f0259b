"""What the pages about placing a knelpunt and answering the question show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from samenspel.opgaven.models import Partner
from samenspel.opgaven.permissions import is_teamlid
from samenspel.organisaties.models import Gebruiker, Orgaan, Organisatie, Regeling
from samenspel.organisaties.permissions import may_speak_for
from samenspel.overleg import rules
from samenspel.overleg.models import Agendering, Besluit
from samenspel.overleg.queries.rijen import stand_of, with_origin
from samenspel.praktijk.models import Knelpunt
from samenspel.praktijk.queries.knelpunten import spread_of

EARLIER = 5
"""How many earlier questions about the same knelpunt help whoever asks a new one."""


@dataclass(frozen=True)
class PlaatsingPage:
    """Everything the page shows on which a knelpunt is placed."""

    knelpunt: Knelpunt
    advies: rules.Advies
    organen: Sequence[Orgaan]
    eerder: list[Agendering]

    @property
    def advised(self) -> Orgaan | None:
        """The first orgaan on the advised niveau."""
        on_niveau = (orgaan for orgaan in self.organen if orgaan.niveau == self.advies.niveau)
        return next(on_niveau, None)


@dataclass(frozen=True)
class Trede:
    """One step of the ladder: who was asked, and what came."""

    agendering: Agendering
    tag: str
    tag_soort: str
    nu: bool
    doorgezet_op: date | None


@dataclass(frozen=True)
class Hoger:
    """The next step of the ladder, and why there."""

    orgaan: Orgaan
    reden: str


@dataclass(frozen=True)
class AgenderingPage:
    """Everything the page of one question shows."""

    agendering: Agendering
    tag: str
    tag_soort: str
    ladder: list[Trede]
    hoger: Hoger | None
    besluiten: list[Besluit]
    may_answer: bool
    may_decide: bool


def agenderingen() -> QuerySet[Agendering]:
    """The visible questions with who is asked and, as far as visible, what they belong to."""
    rows = Agendering.objects.select_related(
        "aan", "orgaan__organisatie", "organisatie", "maker", "beantwoord_door"
    )
    return with_origin(rows)


def plaatsing_page(knelpunt: Knelpunt) -> PlaatsingPage:
    """Compose the page on which `knelpunt` is placed: where to, and why there."""
    advies = advies_for(knelpunt)
    eerder = agenderingen().filter(knelpunt=knelpunt).order_by("-gemaakt_op")[:EARLIER]
    return PlaatsingPage(knelpunt, advies, organen_for(knelpunt, advies.niveau), list(eerder))


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


def agendering_page(agendering: Agendering, *, viewer: Gebruiker) -> AgenderingPage:
    """Compose the page of one question for this viewer."""
    today = timezone.localdate()
    tag, soort = stand_of(agendering, today)
    is_open = agendering.stand == Agendering.Stand.OPEN
    climbs = is_open and agendering.orgaan.hoger_id is not None
    # Where it climbs to depends on the knelpunt; who may not read that is not told.
    may_read = agendering.knelpunt_titel is not None  # type: ignore[attr-defined]
    besluiten = list(Besluit.objects.filter(agendering=agendering).order_by("gemaakt_op"))
    return AgenderingPage(
        agendering=agendering,
        tag=tag,
        tag_soort=soort,
        ladder=_ladder(agendering, today),
        hoger=next_step(agendering) if climbs and may_read else None,
        besluiten=besluiten,
        may_answer=is_open and may_speak_for(viewer, agendering.aan),
        may_decide=all(one.fase == Besluit.Fase.INGETROKKEN for one in besluiten)
        and is_teamlid(viewer, agendering.opgave_id),
    )


def next_step(agendering: Agendering) -> Hoger | None:
    """Return to whom a question climbs, or None at the top of the ladder.

    Where the ladder enters the Rijk it goes to the ministerie that is responsible for most
    regelingen of the knelpunt; the one that the ladder names only steps in when none is known.
    """
    rows = Orgaan.objects.filter(pk=agendering.orgaan.hoger_id)  # type: ignore[misc]
    named = rows.select_related("organisatie").first()
    if named is None:
        return None
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


def _ladder(agendering: Agendering, today: date) -> list[Trede]:
    """Return the steps from the first question to the last, as far as I may see them."""
    # A question that climbs keeps its titel; so other questions need not be read.
    same = Agendering.objects.filter(knelpunt=agendering.knelpunt_id, titel=agendering.titel)
    rows = {
        row.pk: row
        for row in same.select_related("orgaan__organisatie", "aan").order_by("gemaakt_op")
    }
    after = {row.vorige_id: row for row in rows.values() if row.vorige_id}
    step: Agendering | None = rows[agendering.pk]
    while step and step.vorige_id in rows:
        step = rows[step.vorige_id]
    ladder = []
    while step:
        tag, soort = stand_of(step, today)
        higher = after.get(step.pk)
        climbed = timezone.localdate(higher.gemaakt_op) if higher else None
        ladder.append(Trede(step, tag, soort, step.pk == agendering.pk, climbed))
        step = higher
    return ladder
