"""What the page shows of who take part in an opgave, who is asked, and what they agreed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from samenspel.basis import klok
from samenspel.basis.checks import allows
from samenspel.basis.rij import Rij, Tag, term
from samenspel.opgaven import permissions
from samenspel.opgaven.models import Belang, Opgave, Partner, Teamlid, Uitnodiging
from samenspel.opgaven.pages.instemmen import wat_wacht
from samenspel.opgaven.rows import OpgaveMetWacht, belangen, uitnodigingen
from samenspel.opgaven.rules import Vraag, werkafspraken_of
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import lidmaatschappen_of


@dataclass(frozen=True)
class Deelname:
    """A partner or teamlid, and what the viewer may do about it."""

    wie: Partner | Teamlid
    may_leave: bool
    may_have_pen: bool = False
    """May the viewer hand her the pen?"""
    may_propose: bool = False
    """May she ask the other partners to go on without this one?"""
    eerder: bool = False
    """Partner since before there were invitations."""
    belangen: Sequence[Belang] = ()
    """Those of this partner that the viewer may read, a kernbelang first."""

    @property
    def has_kern(self) -> bool:
        """Is there a kernbelang that the viewer may read?"""
        return any(one.kern for one in self.belangen)


@dataclass(frozen=True)
class Uitgenodigd:
    """An invitation that was not accepted, and how it stands."""

    uitnodiging: Uitnodiging
    may_withdraw: bool
    tag: Tag


@dataclass(frozen=True)
class SamenPage:
    """Everything the page shows about who take part; `allowed` says what may be added."""

    opgave: Opgave
    partners: list[Deelname]
    team: list[Deelname]
    gevraagd: list[Uitgenodigd]
    """Organisaties that are asked to take part, or said no."""
    team_gevraagd: list[Uitgenodigd]
    wacht: list[Rij]
    """What the partners must still agree on."""
    werkafspraken: list[str]
    speaks: bool
    """Does the viewer speak for a partner?"""
    allowed: dict[str, bool]

    @property
    def may_change_partners(self) -> bool:
        """Can the viewer change who takes part?"""
        return self.allowed["partner"] or any(one.may_leave for one in self.partners)

    @property
    def may_change_team(self) -> bool:
        """Can she change who is in the team?"""
        who = any(one.may_leave or one.may_have_pen for one in self.team)
        return who or self.allowed["teamlid"] or self.allowed["teamvraag"]


def samen_page(opgave: OpgaveMetWacht, *, viewer: Gebruiker) -> SamenPage:
    """Compose the page of who take part in `opgave` (a row of `met_wacht`) for this viewer."""
    team = Teamlid.objects.filter(opgave=opgave).select_related("gebruiker", "organisatie")
    speaks = allows(permissions.check_namens_partner, opgave, by=viewer)
    asked = list(uitnodigingen(opgave))
    partners = permissions.partners_of(opgave)
    said_yes = {opgave.organisatie_id, *_accepted(asked)}
    if not _takes_part(opgave, partners, viewer):  # who was asked, she does not see
        said_yes |= {one.organisatie_id for one in partners}
    named = defaultdict(list)
    for one in sorted(belangen(opgave), key=lambda one: not one.kern):
        named[one.organisatie_id].append(one)
    gevraagd = [_asked(opgave, one, viewer) for one in _to_show(asked)]
    return SamenPage(
        opgave=opgave,
        partners=[_partner(opgave, one, viewer, said_yes, named) for one in partners],
        team=[_teamlid(opgave, lid, viewer) for lid in team.order_by("gebruiker__naam")],
        gevraagd=[one for one in gevraagd if one.uitnodiging.vraag == Vraag.ORGANISATIE],
        team_gevraagd=[one for one in gevraagd if one.uitnodiging.vraag != Vraag.ORGANISATIE],
        wacht=wat_wacht(opgave.wacht_json),
        werkafspraken=werkafspraken_of(opgave).zinnen(),
        speaks=speaks,
        allowed={
            "partner": allows(permissions.check_uitnodigen, opgave, by=viewer),
            "teamvraag": allows(permissions.check_om_teamlid_vragen, opgave, by=viewer),
            "teamlid": speaks,
            "belang": speaks,
            "wijzig": allows(permissions.check_wijzigen, opgave, by=viewer),
        },
    )


def _accepted(asked: list[Uitnodiging]) -> set[UUID]:
    yes = Uitnodiging.Stand.AANGENOMEN
    return {
        one.organisatie_id for one in asked if one.stand == yes and one.vraag == Vraag.ORGANISATIE
    }


def _takes_part(opgave: Opgave, partners: list[Partner], viewer: Gebruiker) -> bool:
    own = {one.organisatie_id for one in lidmaatschappen_of(viewer)}
    of_partner = any(one.organisatie_id in own for one in partners)
    return of_partner or permissions.is_teamlid(viewer, opgave.pk)


def _to_show(asked: list[Uitnodiging]) -> list[Uitnodiging]:
    """The newest for each, as long as it waits or was not answered with yes."""
    newest: dict[object, Uitnodiging] = {}
    for one in sorted(asked, key=lambda one: one.gemaakt_op):
        newest[one.organisatie_id, one.gebruiker_id, one.vraag] = one
    gone = {Uitnodiging.Stand.AANGENOMEN, Uitnodiging.Stand.INGETROKKEN}
    return sorted(
        (one for one in newest.values() if one.stand not in gone),
        key=lambda one: (one.stand != Uitnodiging.Stand.OPEN, one.organisatie.kort.casefold()),
    )


def _asked(opgave: Opgave, uitnodiging: Uitnodiging, viewer: Gebruiker) -> Uitgenodigd:
    uitnodiging.opgave = opgave
    is_open = uitnodiging.stand == Uitnodiging.Stand.OPEN
    return Uitgenodigd(
        uitnodiging,
        allows(permissions.check_uitnodiging_intrekken, uitnodiging, by=viewer),
        term(uitnodiging.uiterlijk, klok.today())
        if is_open
        else (uitnodiging.get_stand_display().lower(), "stil"),
    )


def _partner(
    opgave: Opgave,
    partner: Partner,
    viewer: Gebruiker,
    said_yes: set[UUID],
    named: Mapping[UUID, Sequence[Belang]],
) -> Deelname:
    partner.opgave = opgave
    return Deelname(
        partner,
        may_leave=allows(permissions.check_vertrek, partner, by=viewer),
        may_propose=allows(permissions.check_verder_zonder, partner, by=viewer),
        eerder=partner.organisatie_id not in said_yes,
        belangen=named.get(partner.organisatie_id, ()),
    )


def _teamlid(opgave: Opgave, lid: Teamlid, viewer: Gebruiker) -> Deelname:
    lid.opgave = opgave
    return Deelname(
        lid,
        may_leave=allows(permissions.check_teamlid_weg, lid, by=viewer),
        may_have_pen=allows(permissions.check_pen_geven, lid, by=viewer),
    )
