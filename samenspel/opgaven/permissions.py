"""Who may act for an opgave, now."""

from typing import Protocol
from uuid import UUID

from django.db.models import QuerySet

from samenspel.basis.checks import check
from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.basis.remembered import remembered
from samenspel.opgaven import rules
from samenspel.opgaven.models import Opgave, Partner, Teamlid
from samenspel.opgaven.rows import IsGedragen
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import speaks_for


@remembered
def teams_of(gebruiker: Gebruiker) -> set[UUID]:
    """Return the opgaven in whose programmateam `gebruiker` is.

    Whoever leaves her organisatie leaves its place in the team too.
    """
    return set(_places(gebruiker).values_list("opgave_id", flat=True))


def _places(gebruiker: Gebruiker) -> QuerySet[Teamlid]:
    if not gebruiker.is_authenticated:
        return Teamlid.objects.none()
    works_for = gebruiker.lidmaatschappen.values("organisatie_id")
    return Teamlid.objects.filter(gebruiker=gebruiker, organisatie__in=works_for)


def is_teamlid(gebruiker: Gebruiker, opgave_id: UUID | None) -> bool:
    """Is `gebruiker` in the programmateam of this opgave?"""
    return opgave_id in teams_of(gebruiker)


@remembered
def gedragen_teams_of(gebruiker: Gebruiker) -> set[UUID]:
    """Return the opgaven of `teams_of` that are gedragen: only their teams work with verhalen."""
    places = _places(gebruiker).filter(IsGedragen("opgave"))
    return set(places.values_list("opgave_id", flat=True))


@remembered
def partners_of(opgave: Opgave) -> list[Partner]:
    """Return the partners of `opgave`, with their organisatie."""
    return list(Partner.objects.filter(opgave=opgave).select_related("organisatie"))


@check
def check_teamlid(opgave: Opgave, *, by: Gebruiker) -> None:
    """Only the programmateam speaks for all partners."""
    if not is_teamlid(by, opgave.pk):
        raise NotAllowedError(f"Alleen het programmateam van {opgave} kan dit doen.")


class OfOpgave(Protocol):
    """Work that belongs to an opgave, which not everybody who reads the work may read."""

    @property
    def opgave_id(self) -> UUID | None:
        """The key of its opgave."""


@check
def check_team_of(thing: OfOpgave, *, by: Gebruiker) -> None:
    """As `check_teamlid`, for what belongs to an opgave."""
    if not is_teamlid(by, thing.opgave_id):
        raise NotAllowedError("Alleen het programmateam van deze opgave kan dit doen.")


@check
def check_beheren(opgave: Opgave, *, by: Gebruiker) -> None:
    """The team, or whoever speaks for the organisatie that holds the pen."""
    if not (is_teamlid(by, opgave.pk) or speaks_for(by, opgave.organisatie)):
        raise NotAllowedError(
            f"Alleen het programmateam van {opgave} of een vertegenwoordiger van "
            f"{opgave.organisatie} kan dit wijzigen."
        )


@check
def check_namens_partner(opgave: Opgave, *, by: Gebruiker) -> None:
    """Only whoever speaks for a partner says what it needs and gives its power."""
    if not any(speaks_for(by, partner.organisatie) for partner in partners_of(opgave)):
        raise NotAllowedError(
            "Alleen een vertegenwoordiger van een partner kan dit doen. "
            "Vraag een collega met die rol."
        )


@check
def check_deel(opgave: Opgave, *, by: Gebruiker) -> None:
    """May `by` make a part of `opgave`?"""
    check_beheren(opgave, by=by)
    rules.check_deel(opgave.stand, is_part=opgave.deel_van_id is not None)


@check
def check_wijzigen(opgave: Opgave, *, by: Gebruiker) -> None:
    """A concept is for whoever manages it; once vastgesteld only the team speaks for all."""
    if opgave.stand == Opgave.Stand.CONCEPT:
        check_beheren(opgave, by=by)
    else:
        check_teamlid(opgave, by=by)
    rules.check_open(opgave.stand)


@check
def check_vaststellen(opgave: Opgave, *, by: Gebruiker) -> None:
    """May `by` make the concept vastgesteld?"""
    check_teamlid(opgave, by=by)
    rules.check_vaststellen(opgave.stand)


@check
def check_afronden(opgave: Opgave, *, by: Gebruiker) -> None:
    """May `by` close the opgave?"""
    check_teamlid(opgave, by=by)
    rules.check_afronden(opgave.stand)


@check
def check_heropenen(opgave: Opgave, *, by: Gebruiker) -> None:
    """May `by` undo that the opgave was closed?"""
    check_teamlid(opgave, by=by)
    rules.check_heropenen(opgave.stand)


@check
def check_teamlid_weg(lid: Teamlid, *, by: Gebruiker) -> None:
    """Whoever manages the opgave, and she herself."""
    if lid.gebruiker_id != by.pk:
        check_beheren(lid.opgave, by=by)


@check
def check_partner_weg(partner: Partner, *, by: Gebruiker) -> None:
    """Whoever manages the opgave, and whoever speaks for the partner: it may leave by itself."""
    if not speaks_for(by, partner.organisatie):
        check_beheren(partner.opgave, by=by)
    if partner.organisatie_id == partner.opgave.organisatie_id:
        raise RuleError(f"{partner.organisatie} voert de pen van deze opgave en kan niet weg.")
