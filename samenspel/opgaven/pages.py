"""What the pages of an opgave show."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samenspel.basis.checks import allows
from samenspel.opgaven import permissions
from samenspel.opgaven.models import Belang, Opgave, Partner, Teamlid
from samenspel.opgaven.rows import HeleOpgave, belangen
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import lidmaatschappen_of


@dataclass(frozen=True)
class Deelopgave:
    """A part of an opgave, with a page of its own."""

    pk: UUID
    titel: str
    bedoeling: str


@dataclass(frozen=True)
class Eerder:
    """What an opgave said until somebody changed it, and why."""

    titel: str
    bedoeling: str
    reden: str
    wie: str
    tot: datetime


@dataclass(frozen=True)
class OpgavePage:
    """Everything the page of one opgave shows; the template looks nothing up."""

    opgave: Opgave
    deelopgaven: list[Deelopgave]
    trekkers: list[str]
    partners: int
    team: int
    organisaties_in_team: int
    eerder: list[Eerder]
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


def opgave_page(opgave: HeleOpgave, *, viewer: Gebruiker) -> OpgavePage:
    """Compose the page of `opgave` (a row of `hele_opgaven()`) for this viewer."""
    partners, team = opgave.partners_json, opgave.team_van
    works_for = {str(lid.organisatie_id) for lid in lidmaatschappen_of(viewer)}
    in_team = permissions.is_teamlid(viewer, opgave.pk)
    return OpgavePage(
        opgave=opgave,
        deelopgaven=[
            Deelopgave(UUID(row["pk"]), row["titel"], row["bedoeling"]) for row in opgave.delen_json
        ],
        trekkers=[one["kort"] for one in partners if one["rol"] == Partner.Rol.TREKKER],
        partners=len(partners),
        team=len(team),
        organisaties_in_team=len(set(team)),
        eerder=[_said(row) for row in opgave.eerder_json],
        in_team=in_team,
        takes_part=in_team or any(one["organisatie"] in works_for for one in partners),
        may_manage=allows(permissions.check_beheren, opgave, by=viewer),
        may_change=allows(permissions.check_wijzigen, opgave, by=viewer),
        may_vaststellen=allows(permissions.check_vaststellen, opgave, by=viewer),
        may_afronden=allows(permissions.check_afronden, opgave, by=viewer),
        may_heropenen=allows(permissions.check_heropenen, opgave, by=viewer),
        may_split=allows(permissions.check_deel, opgave, by=viewer),
    )


def _said(row: dict[str, str]) -> Eerder:
    until = datetime.fromisoformat(row["tot"])
    return Eerder(row["titel"], row["bedoeling"], row["reden"], row["wie"], until)


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
