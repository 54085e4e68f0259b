"""What the pages of opgaven show."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject, Lower

from samenspel.basis.checks import allows
from samenspel.basis.zoeken import search
from samenspel.opgaven import permissions
from samenspel.opgaven.models import Belang, EerdereVersie, Opgave, Partner, Teamlid
from samenspel.organisaties.models import Gebruiker, Lidmaatschap, Organisatie
from samenspel.organisaties.permissions import SPEAKS, lidmaatschappen_of


@dataclass(frozen=True)
class OpgavePage:
    """Everything the page of one opgave shows; the template looks nothing up."""

    opgave: Opgave
    deelopgaven: list[Opgave]
    trekkers: list[str]
    partners: int
    team: int
    organisaties_in_team: int
    eerder: list[EerdereVersie]
    in_team: bool
    takes_part: bool
    """In the team or of a partner; to others, what they do not see may well be there."""
    may_manage: bool
    may_change: bool
    may_vaststellen: bool
    may_afronden: bool
    may_heropenen: bool
    may_split: bool

    @property
    def ids(self) -> list[UUID]:
        """This opgave and its deelopgaven, over which the loop counts."""
        return [self.opgave.pk, *(deel.pk for deel in self.deelopgaven)]


def opgaven(*, text: str = "") -> QuerySet[Opgave]:
    """The visible opgaven with who holds the pen; with `text` those that match it."""
    rows = Opgave.objects.select_related("organisatie", "deel_van")
    return search(rows, text) if text else rows


def opgaven_with_wie() -> QuerySet[Opgave]:
    """As `opgaven`, for the page of one: with its partners by name, and its team."""
    partner = JSONObject(rol="rol", organisatie="organisatie_id", kort="organisatie__kort")
    partners = Partner.objects.filter(opgave=OuterRef("pk")).order_by(Lower("organisatie__kort"))
    team = Teamlid.objects.filter(opgave=OuterRef("pk")).values("organisatie_id")
    return opgaven().annotate(
        partners_json=ArraySubquery(partners.values(json=partner)), team_van=ArraySubquery(team)
    )


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
    """Compose the page of `opgave` (a row of `opgaven_with_wie()`) for this viewer."""
    partners: list[dict[str, str]] = opgave.partners_json  # type: ignore[attr-defined]
    team: list[UUID] = opgave.team_van  # type: ignore[attr-defined]
    works_for = {str(lid.organisatie_id) for lid in lidmaatschappen_of(viewer)}
    in_team = permissions.is_teamlid(viewer, opgave.pk)
    return OpgavePage(
        opgave=opgave,
        deelopgaven=list(deelopgaven([opgave])),
        trekkers=[one["kort"] for one in partners if one["rol"] == Partner.Rol.TREKKER],
        partners=len(partners),
        team=len(team),
        organisaties_in_team=len(set(team)),
        eerder=list(_earlier(opgave)) if opgave.versie > 1 else [],
        in_team=in_team,
        takes_part=in_team or any(one["organisatie"] in works_for for one in partners),
        may_manage=allows(permissions.check_beheren, opgave, by=viewer),
        may_change=allows(permissions.check_wijzigen, opgave, by=viewer),
        may_vaststellen=allows(permissions.check_vaststellen, opgave, by=viewer),
        may_afronden=allows(permissions.check_afronden, opgave, by=viewer),
        may_heropenen=allows(permissions.check_heropenen, opgave, by=viewer),
        may_split=allows(permissions.check_deel, opgave, by=viewer),
    )


def _earlier(opgave: Opgave) -> QuerySet[EerdereVersie]:
    return EerdereVersie.objects.filter(opgave=opgave).select_related("gewijzigd_door")


@dataclass(frozen=True)
class Deelname:
    """A partner or teamlid, and whether the viewer may let it go."""

    wie: Partner | Teamlid
    may_remove: bool


@dataclass(frozen=True)
class SamenPage:
    """Everything the page shows about who take part; `allowed` says what may be added."""

    opgave: Opgave
    partners: list[Deelname]
    team: list[Deelname]
    belangen: list[Belang]
    speaks: bool
    """Does the viewer speak for a partner?"""
    allowed: dict[str, bool]


def samen_page(opgave: Opgave, *, viewer: Gebruiker) -> SamenPage:
    """Compose the page of who take part in `opgave` for this viewer."""
    manages = allows(permissions.check_beheren, opgave, by=viewer)
    team = Teamlid.objects.filter(opgave=opgave).select_related("gebruiker", "organisatie")
    speaks = allows(permissions.check_namens_partner, opgave, by=viewer)
    return SamenPage(
        opgave=opgave,
        partners=[_taking_part(opgave, one, viewer) for one in permissions.partners_of(opgave)],
        team=[_taking_part(opgave, lid, viewer) for lid in team.order_by("gebruiker__naam")],
        belangen=list(belangen(opgave)),
        speaks=speaks,
        allowed={"partner": manages, "teamlid": manages, "belang": speaks},
    )


def _taking_part(opgave: Opgave, wie: Partner | Teamlid, viewer: Gebruiker) -> Deelname:
    wie.opgave = opgave
    if isinstance(wie, Teamlid):
        return Deelname(wie, allows(permissions.check_teamlid_weg, wie, by=viewer))
    return Deelname(wie, allows(permissions.check_partner_weg, wie, by=viewer))


def belangen(opgave: Opgave) -> QuerySet[Belang]:
    """The belangen of the partners that I may see, kernbelangen first."""
    partners = Partner.objects.filter(opgave=opgave).values("organisatie_id")
    return (
        Belang.objects.filter(opgave=opgave, organisatie__in=partners)
        .select_related("organisatie")
        .order_by("-kern", "organisatie__naam", "titel")
    )


def spoken_for(viewer: Gebruiker, opgave: Opgave) -> QuerySet[Organisatie]:
    """The partners of `opgave` for whom `viewer` may speak."""
    own = [lid.organisatie_id for lid in lidmaatschappen_of(viewer) if lid.rol in SPEAKS]
    partner = Q(pk__in=Partner.objects.filter(opgave=opgave).values("organisatie_id"))
    return Organisatie.objects.filter(partner, pk__in=own)


def candidates(opgave: Opgave) -> QuerySet[Lidmaatschap]:
    """Who could join the team for whom: people of the partners who are not in it yet."""
    partners = Partner.objects.filter(opgave=opgave).values("organisatie_id")
    there = Teamlid.objects.filter(opgave=opgave).values("gebruiker_id")
    people = Lidmaatschap.objects.filter(organisatie__in=partners, gebruiker__is_active=True)
    found = people.exclude(gebruiker__in=there).select_related("gebruiker", "organisatie")
    return found.order_by("gebruiker__naam", "organisatie__naam")


def partners_to_add(opgave: Opgave) -> QuerySet[Organisatie]:
    """Every present organisatie that is no partner yet."""
    return Organisatie.objects.filter(eindigt_op=None).exclude(
        pk__in=Partner.objects.filter(opgave=opgave).values("organisatie_id")
    )
