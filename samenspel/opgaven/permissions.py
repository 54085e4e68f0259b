"""Who may act for an opgave."""

from uuid import UUID

from samenspel.basis.errors import NotAllowedError
from samenspel.opgaven.models import Opgave, Teamlid
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import may_speak_for


def teams_of(gebruiker: Gebruiker) -> set[UUID]:
    """Return the opgaven in whose programmateam `gebruiker` is, read once per object.

    Whoever leaves her organisatie leaves its place in the team too.
    """
    known: set[UUID] | None = getattr(gebruiker, "_teams", None)
    if known is None:
        known = set()
        if gebruiker.is_authenticated:
            works_for = gebruiker.lidmaatschappen.values("organisatie_id")
            places = Teamlid.objects.filter(gebruiker=gebruiker, organisatie__in=works_for)
            known = set(places.values_list("opgave_id", flat=True))
        gebruiker._teams = known  # type: ignore[attr-defined]
    return known


def forget_teams(gebruiker: Gebruiker) -> None:
    """Read the teams again next time, because they just changed."""
    gebruiker.__dict__.pop("_teams", None)


def is_teamlid(gebruiker: Gebruiker, opgave_id: UUID | None) -> bool:
    """Is `gebruiker` in the programmateam of this opgave?"""
    return opgave_id in teams_of(gebruiker)


def require_teamlid(gebruiker: Gebruiker, opgave: Opgave) -> None:
    """As `is_teamlid`, but with an error for the gebruiker."""
    if not is_teamlid(gebruiker, opgave.pk):
        raise NotAllowedError(f"Alleen het programmateam van {opgave} kan dit doen.")


def may_manage(gebruiker: Gebruiker, opgave: Opgave) -> bool:
    """The team, or whoever speaks for the organisatie that holds the pen."""
    return is_teamlid(gebruiker, opgave.pk) or may_speak_for(gebruiker, opgave.organisatie)


def require_may_manage(gebruiker: Gebruiker, opgave: Opgave) -> None:
    """As `may_manage`, but with an error for the gebruiker."""
    if not may_manage(gebruiker, opgave):
        raise NotAllowedError(
            f"Alleen het programmateam van {opgave} of een vertegenwoordiger van "
            f"{opgave.organisatie} kan dit wijzigen."
        )
