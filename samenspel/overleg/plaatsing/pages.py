"""What the pages about placing a knelpunt and answering the question show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from samenspel.basis import klok
from samenspel.basis.checks import allows
from samenspel.basis.rij import Rij, Tag, term
from samenspel.basis.templatetags.samenspel import dagen
from samenspel.opgaven.permissions import is_teamlid
from samenspel.organisaties.models import Gebruiker, Orgaan
from samenspel.overleg.plaatsing import rules
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.plaatsing.permissions import check_beantwoorden
from samenspel.overleg.plaatsing.rows import (
    AgenderingRij,
    Hoger,
    advies_for,
    agenderingen,
    next_step,
    organen_for,
)
from samenspel.overleg.titels import facts_of
from samenspel.praktijk.models import Knelpunt

STANDEN = {
    Agendering.Stand.TOEGEPAST: ("toegepast", "klaar"),
    Agendering.Stand.AFGEWEKEN: ("afgeweken, met uitleg", "gewoon"),
    Agendering.Stand.DOORGEZET: ("geen antwoord", "stil"),
}
"""How a question stands to which no answer is awaited any more."""


def rij_of_agendering(agendering: Agendering, today: date) -> Rij:
    """Write a question as a row."""
    tag, soort = stand_of(agendering, today)
    return Rij(
        agendering.titel,
        agendering.get_absolute_url(),
        facts_of(
            f"Vraag aan {agendering.orgaan.naam}, {agendering.orgaan.organisatie.kort}", agendering
        ),
        tag,
        soort,
    )


def stand_of(agendering: Agendering, today: date) -> Tag:
    """Say in a tag where the question stands."""
    found = STANDEN.get(Agendering.Stand(agendering.stand))
    return found or wait_for_answer(agendering.uiterlijk, today)


def answer_of(stand: str) -> str:
    """Say what came of a question; while it can still be answered, that it was not.

    >>> answer_of("toegepast"), answer_of("verlopen")
    ('toegepast', 'nog geen antwoord')
    """
    said, _ = STANDEN.get(Agendering.Stand(stand), ("nog geen antwoord", ""))
    return said


def wait_for_answer(uiterlijk: date, today: date) -> Tag:
    """Say how long an answer can still take, or how long it is silent; that is late, so amber.

    >>> wait_for_answer(date(2026, 1, 10), date(2026, 1, 22))
    ('12 dagen stil', 'wacht')
    >>> wait_for_answer(date(2026, 2, 22), date(2026, 1, 22))
    ('nog 31 dagen', 'gewoon')
    """
    late = (today - uiterlijk).days
    return (f"{dagen(late)} stil", "wacht") if late > 0 else term(uiterlijk, today)


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
class AgenderingPage:
    """Everything the page of one question shows.

    `hoger` is where it climbs to without an answer, `ligt_bij` where it lies since it climbed, as
    far as the viewer may see.
    """

    agendering: Agendering
    tag: str
    tag_soort: str
    ladder: list[Trede]
    hoger: Hoger | None
    ligt_bij: Trede | None
    may_answer: bool
    in_team: bool


def plaatsing_page(knelpunt: Knelpunt) -> PlaatsingPage:
    """Compose the page on which `knelpunt` is placed: where to, and why there."""
    advies = advies_for(knelpunt)
    eerder = agenderingen().filter(knelpunt=knelpunt).order_by("-gemaakt_op")[:EARLIER]
    return PlaatsingPage(knelpunt, advies, organen_for(knelpunt, advies.niveau), list(eerder))


def agendering_page(agendering: AgenderingRij, *, viewer: Gebruiker) -> AgenderingPage:
    """Compose the page of one question for this viewer."""
    today = klok.today()
    tag, soort = stand_of(agendering, today)
    climbs = agendering.stand == Agendering.Stand.OPEN and agendering.orgaan.hoger_id is not None
    ladder = _ladder(agendering, today)
    climbed = agendering.stand == Agendering.Stand.DOORGEZET and not ladder[-1].nu
    # Where it climbs to depends on the knelpunt; whoever may not read that is not told.
    may_read = agendering.knelpunt_titel is not None
    return AgenderingPage(
        agendering=agendering,
        tag=tag,
        tag_soort=soort,
        ladder=ladder,
        hoger=next_step(agendering) if climbs and may_read else None,
        ligt_bij=ladder[-1] if climbed else None,
        may_answer=allows(check_beantwoorden, agendering, by=viewer),
        in_team=is_teamlid(viewer, agendering.opgave_id),
    )


def _ladder(agendering: Agendering, today: date) -> list[Trede]:
    """Return the steps from the first question to the last, as far as I may see them."""
    # A question climbs with its knelpunt; of the others about it only steps of a ladder are read.
    climbed_from, climbed_to = Q(volgende__isnull=False), Q(vorige__isnull=False)
    steps = Agendering.objects.filter(
        climbed_from | climbed_to | Q(pk=agendering.pk), knelpunt=agendering.knelpunt_id
    )
    rows = {row.pk: row for row in steps.select_related("orgaan__organisatie", "aan")}
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
