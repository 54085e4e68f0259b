"""Who may act for an organisatie."""

from samenspel.basis.errors import NotAllowedError
from samenspel.organisaties.models import Gebruiker, Lidmaatschap, Organisatie

SPEAKS = {Lidmaatschap.Rol.VERTEGENWOORDIGER, Lidmaatschap.Rol.BEHEERDER}


def lidmaatschappen_of(gebruiker: Gebruiker) -> list[Lidmaatschap]:
    """Return the memberships of `gebruiker`, the one she works for now first.

    With their organisatie, and read once per object.
    """
    known: list[Lidmaatschap] | None = getattr(gebruiker, "_lidmaatschappen", None)
    if known is None:
        known = []
        if gebruiker.is_authenticated:
            rows = gebruiker.lidmaatschappen.select_related("organisatie").order_by("pk")
            known = sorted(rows, key=lambda lid: lid.organisatie_id != gebruiker.werkt_voor_id)
        gebruiker._lidmaatschappen = known  # type: ignore[attr-defined]
    return known


def forget_lidmaatschappen(gebruiker: Gebruiker) -> None:
    """Read the memberships again next time, because they just changed."""
    gebruiker.__dict__.pop("_lidmaatschappen", None)


def is_lid(gebruiker: Gebruiker, organisatie: Organisatie) -> bool:
    """Is `gebruiker` a member of `organisatie`, in whatever role?"""
    return any(lid.organisatie_id == organisatie.pk for lid in lidmaatschappen_of(gebruiker))


def may_speak_for(gebruiker: Gebruiker, organisatie: Organisatie) -> bool:
    """Only a vertegenwoordiger or beheerder answers and reacts for `organisatie`."""
    return any(
        lid.organisatie_id == organisatie.pk and lid.rol in SPEAKS
        for lid in lidmaatschappen_of(gebruiker)
    )


def require_may_speak_for(gebruiker: Gebruiker, organisatie: Organisatie) -> None:
    """As `may_speak_for`, but with an error for the gebruiker."""
    if not may_speak_for(gebruiker, organisatie):
        raise NotAllowedError(
            f"Alleen een vertegenwoordiger van {organisatie} kan dit doen. "
            "Vraag een collega met die rol."
        )


def require_organisatie(gebruiker: Gebruiker) -> Organisatie:
    """Return the organisatie `gebruiker` works for now."""
    own = lidmaatschappen_of(gebruiker)
    if not own:
        raise NotAllowedError(
            "U hoort nog bij geen organisatie. Vraag uw beheerder om u toe te voegen."
        )
    return own[0].organisatie


def may_beheren(gebruiker: Gebruiker, organisatie: Organisatie) -> bool:
    """Only a beheerder says who works for `organisatie`, and in which role."""
    return any(
        lid.organisatie_id == organisatie.pk and lid.rol == Lidmaatschap.Rol.BEHEERDER
        for lid in lidmaatschappen_of(gebruiker)
    )


def require_beheerder(gebruiker: Gebruiker, organisatie: Organisatie) -> None:
    """As `may_beheren`, but with an error for the gebruiker."""
    if not may_beheren(gebruiker, organisatie):
        raise NotAllowedError(f"Alleen een beheerder van {organisatie} kan dit doen.")
