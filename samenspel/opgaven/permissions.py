"""Who may act for an opgave."""

from uuid import UUID

from samenspel.basis.errors import NotAllowedError
from samenspel.opgaven.models import Opgave, Partner, Teamlid
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


def may_change(gebruiker: Gebruiker, opgave: Opgave) -> bool:
    """A concept is for whoever manages it; once vastgesteld only the team speaks for all."""
    if opgave.stand == Opgave.Stand.CONCEPT:
        return may_manage(gebruiker, opgave)
    return is_teamlid(gebruiker, opgave.pk)


def require_may_change(gebruiker: Gebruiker, opgave: Opgave) -> None:
    """As `may_change`, but with an error for the gebruiker."""
    if opgave.stand == Opgave.Stand.CONCEPT:
        require_may_manage(gebruiker, opgave)
    else:
        require_teamlid(gebruiker, opgave)


def may_remove_teamlid(gebruiker: Gebruiker, lid: Teamlid) -> bool:
    """Whoever manages the opgave, and she herself."""
    return lid.gebruiker_id == gebruiker.pk or may_manage(gebruiker, lid.opgave)


def require_may_remove_teamlid(gebruiker: Gebruiker, lid: Teamlid) -> None:
    """As `may_remove_teamlid`, but with an error for the gebruiker."""
    if not may_remove_teamlid(gebruiker, lid):
        require_may_manage(gebruiker, lid.opgave)


def may_remove_partner(gebruiker: Gebruiker, partner: Partner) -> bool:
    """Whoever manages the opgave, and whoever speaks for the partner: it may leave by itself."""
    return may_speak_for(gebruiker, partner.organisatie) or may_manage(gebruiker, partner.opgave)


def require_may_remove_partner(gebruiker: Gebruiker, partner: Partner) -> None:
    """As `may_remove_partner`, but with an error for the gebruiker."""
    if not may_remove_partner(gebruiker, partner):
        require_may_manage(gebruiker, partner.opgave)
