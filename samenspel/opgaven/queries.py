"""What the pages of opgaven show."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from samenspel.basis.zoeken import search
from samenspel.opgaven.models import Belang, Mandaat, Opgave, Partner, Teamlid
from samenspel.organisaties.models import Gebruiker, Orgaan, Organisatie
from samenspel.organisaties.permissions import SPEAKS, lidmaatschappen_of, may_speak_for


@dataclass(frozen=True)
class OpgavePage:
    """Everything the page of one opgave shows; the template looks nothing up."""

    opgave: Opgave
    deelopgaven: list[Opgave]
    partners: list[Partner]
    teamleden: list[Teamlid]
    mandaten: list[Mandaat]
    in_team: bool
    may_manage: bool
    may_vaststellen: bool

    @property
    def trekkers(self) -> list[Partner]:
        """The partners who pull."""
        return [partner for partner in self.partners if partner.rol == Partner.Rol.TREKKER]

    @property
    def organisaties_in_team(self) -> int:
        """From how many organisaties the team comes."""
        return len({lid.organisatie_id for lid in self.teamleden})

    @property
    def ids(self) -> list[UUID]:
        """This opgave and its deelopgaven, over which the loop counts."""
        return [self.opgave.pk, *(deel.pk for deel in self.deelopgaven)]


def opgaven(*, text: str = "") -> QuerySet[Opgave]:
    """The visible opgaven with who holds the pen; with `text` those that match it."""
    rows = Opgave.objects.select_related("organisatie", "deel_van")
    return search(rows, text) if text else rows


def hoofdopgaven() -> QuerySet[Opgave]:
    """The opgaven that are no part of another, with how many partners each has."""
    return (
        opgaven()
        .filter(deel_van=None)
        .annotate(aantal_partners=Count("partners", distinct=True))
        .order_by("titel")
    )


def deelopgaven(of: list[Opgave]) -> QuerySet[Opgave]:
    """The parts of these opgaven."""
    return Opgave.objects.filter(deel_van__in=of).order_by("titel")


def opgave_page(opgave: Opgave, *, viewer: Gebruiker) -> OpgavePage:
    """Compose the page of `opgave` for this viewer."""
    today = timezone.localdate()
    mandaten = Mandaat.objects.filter(opgave=opgave).select_related("gever__organisatie", "houder")
    teamleden = Teamlid.objects.filter(opgave=opgave).select_related("gebruiker", "organisatie")
    team = list(teamleden.order_by("gebruiker__naam"))
    in_team = any(lid.gebruiker_id == viewer.pk for lid in team)
    return OpgavePage(
        opgave=opgave,
        deelopgaven=list(deelopgaven([opgave])),
        partners=list(Partner.objects.filter(opgave=opgave).select_related("organisatie")),
        teamleden=team,
        mandaten=[mandaat for mandaat in mandaten if mandaat.geldt_op(today)],
        in_team=in_team,
        may_manage=in_team or may_speak_for(viewer, opgave.organisatie),
        may_vaststellen=in_team and opgave.stand == Opgave.Stand.CONCEPT,
    )


def belangen(opgave: Opgave) -> QuerySet[Belang]:
    """The belangen I may see, kernbelangen first."""
    return (
        Belang.objects.filter(opgave=opgave)
        .select_related("organisatie")
        .order_by("-kern", "organisatie__naam", "titel")
    )


def spoken_for(viewer: Gebruiker, opgave: Opgave) -> QuerySet[Organisatie]:
    """The partners of `opgave` for whom `viewer` may speak."""
    own = [lid.organisatie_id for lid in lidmaatschappen_of(viewer) if lid.rol in SPEAKS]
    partner = Q(pk__in=Partner.objects.filter(opgave=opgave).values("organisatie_id"))
    return Organisatie.objects.filter(partner, pk__in=own)


def organen_of(organisaties: QuerySet[Organisatie]) -> QuerySet[Orgaan]:
    """The organen that can give a mandate for these organisaties."""
    return Orgaan.objects.filter(organisatie__in=organisaties).select_related("organisatie")


def candidates(opgave: Opgave) -> QuerySet[Gebruiker]:
    """Who could join the team: people of the partners who are not in it yet."""
    return (
        Gebruiker.objects.filter(
            lidmaatschappen__organisatie__in=Partner.objects.filter(opgave=opgave).values(
                "organisatie_id"
            )
        )
        .exclude(pk__in=Teamlid.objects.filter(opgave=opgave).values("gebruiker_id"))
        .distinct()
        .order_by("naam")
    )


def partners_to_add(opgave: Opgave) -> QuerySet[Organisatie]:
    """Every present organisatie that is no partner yet."""
    return Organisatie.objects.filter(eindigt_op=None).exclude(
        pk__in=Partner.objects.filter(opgave=opgave).values("organisatie_id")
    )
