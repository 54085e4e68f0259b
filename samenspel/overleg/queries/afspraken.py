"""What the page of an afspraak shows."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from samenspel.opgaven.models import Inzet, Partner, Teamlid
from samenspel.organisaties.models import Gebruiker, Lidmaatschap
from samenspel.organisaties.permissions import SPEAKS
from samenspel.overleg.models import Afspraak, Besluit
from samenspel.overleg.permissions import may_finish
from samenspel.overleg.queries.rijen import voortgang_of, with_origin, with_titles
from samenspel.praktijk.models import Casus


@dataclass(frozen=True)
class AfspraakPage:
    """Everything the page of one afspraak shows.

    `casussen` and `gelezen`: how many casussen the les goes back to, and how many indieners
    saw it, as far as the viewer may see.
    """

    afspraak: Afspraak
    besluit: Besluit | None
    tag: str
    tag_soort: str
    casussen: int
    gelezen: int
    may_begin: bool
    may_finish: bool


def afspraken() -> QuerySet[Afspraak]:
    """The visible afspraken with who does what."""
    rows = Afspraak.objects.select_related("organisatie", "eigenaar", "inzet", "les", "maker")
    return with_titles(rows)


def afspraak_page(afspraak: Afspraak, *, viewer: Gebruiker) -> AfspraakPage:
    """Compose the page of one afspraak for this viewer."""
    besluit = with_origin(Besluit.objects.filter(pk=afspraak.besluit_id)).first()
    if besluit is not None:
        afspraak.besluit = besluit
    tag, soort = voortgang_of(afspraak, timezone.localdate())
    reach = {"casussen": 0, "gelezen": 0}
    if afspraak.les is not None:
        reach = Casus.objects.filter(
            knelpunten=afspraak.les.knelpunt_id, ingebracht_op__isnull=False
        ).aggregate(casussen=Count("pk"), gelezen=Count("pk", filter=Q(gelezen_op__isnull=False)))
    may = afspraak.gedaan_op is None and may_finish(viewer, afspraak)
    return AfspraakPage(
        afspraak=afspraak,
        besluit=besluit,
        tag=tag,
        tag_soort=soort,
        **reach,
        may_begin=may and afspraak.inzet.stand == Inzet.Stand.GEPLAND,
        may_finish=may,
    )


def eigenaren(besluit: Besluit) -> list[Lidmaatschap]:
    """Return who can own an afspraak: who speaks for a partner, and who is in the team."""
    partners = Partner.objects.filter(opgave=besluit.opgave_id).values("organisatie_id")
    team = Teamlid.objects.filter(opgave=besluit.opgave_id).values("gebruiker_id")
    able = Q(rol__in=SPEAKS) | Q(gebruiker__in=team)
    found = Lidmaatschap.objects.filter(able, organisatie__in=partners)
    return list(
        found.select_related("organisatie", "gebruiker").order_by(
            "organisatie__naam", "gebruiker__naam"
        )
    )
