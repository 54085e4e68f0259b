"""Who may act for an organisatie."""

from samenspel.basis.checks import check
from samenspel.basis.errors import NotAllowedError
from samenspel.basis.remembered import remembered
from samenspel.organisaties.models import Gebruiker, Lidmaatschap, Organisatie

SPEAKS = {Lidmaatschap.Rol.VERTEGENWOORDIGER, Lidmaatschap.Rol.BEHEERDER}


@remembered
def lidmaatschappen_of(gebruiker: Gebruiker) -> list[Lidmaatschap]:
    """Return the memberships of `gebruiker`, the one she works for now first.

    With their organisatie.
    """
    if not gebruiker.is_authenticated:
        return []
    rows = gebruiker.lidmaatschappen.select_related("organisatie").order_by("pk")
    return sorted(rows, key=lambda lid: lid.organisatie_id != gebruiker.werkt_voor_id)


def is_lid(gebruiker: Gebruiker, organisatie: Organisatie) -> bool:
    """Is `gebruiker` a member of `organisatie`, in whatever role?"""
    return any(lid.organisatie_id == organisatie.pk for lid in lidmaatschappen_of(gebruiker))


def speaks_for(gebruiker: Gebruiker, organisatie: Organisatie) -> bool:
    """Only a vertegenwoordiger or beheerder answers and reacts for `organisatie`."""
    return any(
        lid.organisatie_id == organisatie.pk and lid.rol in SPEAKS
        for lid in lidmaatschappen_of(gebruiker)
    )


@check
def check_vertegenwoordiger(organisatie: Organisatie, *, by: Gebruiker) -> None:
    """Refuse whoever does not speak for `organisatie`."""
    if not speaks_for(by, organisatie):
        raise NotAllowedError(
            f"Alleen een vertegenwoordiger van {organisatie} kan dit doen. "
            "Vraag een collega met die rol."
        )


@check
def check_beheerder(organisatie: Organisatie, *, by: Gebruiker) -> None:
    """Only a beheerder says who works for `organisatie`, and in which role."""
    if not any(
        lid.organisatie_id == organisatie.pk and lid.rol == Lidmaatschap.Rol.BEHEERDER
        for lid in lidmaatschappen_of(by)
    ):
        raise NotAllowedError(f"Alleen een beheerder van {organisatie} kan dit doen.")


def require_organisatie(gebruiker: Gebruiker) -> Organisatie:
    """Return the organisatie `gebruiker` works for now."""
    own = lidmaatschappen_of(gebruiker)
    if not own:
        raise NotAllowedError(
            "U hoort nog bij geen organisatie. Vraag uw beheerder om u toe te voegen."
        )
    return own[0].organisatie
