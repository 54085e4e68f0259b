"""What the page of an opgave shows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samenspel.basis.checks import allows
from samenspel.basis.rij import Rij
from samenspel.basis.templatetags.samenspel import meervoud
from samenspel.opgaven import permissions
from samenspel.opgaven.models import Opgave, Partner
from samenspel.opgaven.pages.instemmen import wat_wacht
from samenspel.opgaven.rows import HeleOpgave
from samenspel.opgaven.rules import werkafspraken_of
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
    samen: str
    """Who carries it and how many take part, in a sentence or two."""
    partnernamen: list[str]
    """In alphabetical order."""
    eerder: list[Eerder]
    werkafspraken: list[str]
    wacht: list[Rij]
    """What the partners must still agree on."""
    eerdere_regels: bool
    """Vastgesteld before partners agreed on that themselves; told to who takes part."""
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
    def is_concept(self) -> bool:
        """Did the partners not agree on it yet?"""
        return self.opgave.stand == Opgave.Stand.CONCEPT

    @property
    def ids(self) -> list[UUID]:
        """This opgave and its deelopgaven, over which the loop counts."""
        return [self.opgave.pk, *(deel.pk for deel in self.deelopgaven)]


def opgave_page(opgave: HeleOpgave, *, viewer: Gebruiker) -> OpgavePage:
    """Compose the page of `opgave` (a row of `hele_opgaven()`) for this viewer."""
    partners, team = opgave.partners_json, opgave.team_van
    works_for = {str(lid.organisatie_id) for lid in lidmaatschappen_of(viewer)}
    in_team = permissions.is_teamlid(viewer, opgave.pk)
    takes_part = in_team or any(one["organisatie"] in works_for for one in partners)
    concept = opgave.stand == Opgave.Stand.CONCEPT
    return OpgavePage(
        opgave=opgave,
        werkafspraken=werkafspraken_of(opgave).zinnen(),
        wacht=wat_wacht(opgave.wacht_json),
        eerdere_regels=takes_part and not concept and not opgave.is_afgesproken,
        deelopgaven=[
            Deelopgave(UUID(row["pk"]), row["titel"], row["bedoeling"]) for row in opgave.delen_json
        ],
        samen=wie_samen(
            [one["kort"] for one in partners if one["rol"] == Partner.Rol.TREKKER],
            partners=len(partners),
            team=len(team),
            organisaties=len(set(team)),
        ),
        partnernamen=[one["kort"] for one in partners],
        eerder=[_said(row) for row in opgave.eerder_json],
        in_team=in_team,
        takes_part=takes_part,
        may_manage=allows(permissions.check_beheren, opgave, by=viewer),
        may_change=allows(permissions.check_wijzigen, opgave, by=viewer),
        may_vaststellen=allows(permissions.check_vaststellen, opgave, by=viewer),
        may_afronden=allows(permissions.check_afronden, opgave, by=viewer),
        may_heropenen=allows(permissions.check_heropenen, opgave, by=viewer),
        may_split=allows(permissions.check_deel, opgave, by=viewer),
    )


def wie_samen(trekkers: list[str], *, partners: int, team: int, organisaties: int) -> str:
    """Say who carries an opgave, and how many take part.

    >>> wie_samen(["SZW", "VNG"], partners=10, team=7, organisaties=5)
    'SZW en VNG trekken deze opgave, samen met 8 partners. 7 mensen uit 5 organisaties vormen het \
programmateam.'
    >>> wie_samen(["VNG"], partners=1, team=1, organisaties=1)
    'VNG trekt deze opgave. Eén mens vormt het programmateam.'
    >>> wie_samen([], partners=2, team=0, organisaties=0)
    '2 partners doen mee. Er is nog geen programmateam.'
    """
    others = partners - len(trekkers)
    met = f"{others} {meervoud(others, 'partner,partners')}"
    if trekkers:
        names = " en ".join(filter(None, [", ".join(trekkers[:-1]), trekkers[-1]]))
        who = f"{names} {meervoud(len(trekkers), 'trekt,trekken')} deze opgave"
        who += f", samen met {met}." if others else "."
    else:
        who = f"{met} {meervoud(others, 'doet,doen')} mee."
    if team > 1:
        at = f"{organisaties} {meervoud(organisaties, 'organisatie,organisaties')}"
        return f"{who} {team} mensen uit {at} vormen het programmateam."
    return f"{who} " + (
        "Eén mens vormt het programmateam." if team else "Er is nog geen programmateam."
    )


def _said(row: dict[str, str]) -> Eerder:
    until = datetime.fromisoformat(row["tot"])
    return Eerder(row["titel"], row["bedoeling"], row["reden"], row["wie"], until)
