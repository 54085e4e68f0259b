"""Whose verhaal it is, and what a team may do with it."""

from uuid import UUID

from samenspel.basis.errors import NotAllowedError
from samenspel.opgaven.permissions import is_teamlid, teams_of
from samenspel.organisaties.models import Gebruiker
from samenspel.verhalen import rules
from samenspel.verhalen.models import Verhaal


def is_teller(gebruiker: Gebruiker | None, verhaal: Verhaal, code: str = "") -> bool:
    """Whoever told it while signed in, or holds its code."""
    signed_in = gebruiker is not None and gebruiker.pk is not None
    if signed_in and verhaal.maker_id == gebruiker.pk:  # type: ignore[union-attr]
        return True
    return bool(rules.normal(code)) and bytes(verhaal.sleutel) == rules.seal(code)


def require_teller(gebruiker: Gebruiker | None, verhaal: Verhaal, code: str = "") -> None:
    """As `is_teller`, but with an error for whoever asks."""
    if not is_teller(gebruiker, verhaal, code):
        raise NotAllowedError("Alleen wie het verhaal vertelde kan dit doen.")


def may_read_over(gebruiker: Gebruiker, verhaal: Verhaal) -> bool:
    """The team of its opgave; without an opgave every team that may read it."""
    if verhaal.nagelezen_op is not None:
        return False
    if verhaal.opgave_id is None:
        return bool(teams_of(gebruiker))
    return is_teamlid(gebruiker, verhaal.opgave_id)


def may_use(gebruiker: Gebruiker, verhaal: Verhaal) -> bool:
    """Only its team quotes from a verhaal and says where it points, once it was read over."""
    return verhaal.nagelezen_op is not None and is_teamlid(gebruiker, verhaal.opgave_id)


def require_may_use(gebruiker: Gebruiker, verhaal: Verhaal) -> None:
    """As `may_use`, but with an error for the gebruiker."""
    if not may_use(gebruiker, verhaal):
        raise NotAllowedError(
            "Alleen het programmateam kan dit doen, nadat het verhaal is nagelezen."
        )


def require_in_team(gebruiker: Gebruiker, opgave_id: UUID) -> None:
    """Refuse whoever is not in the programmateam of this opgave."""
    if not is_teamlid(gebruiker, opgave_id):
        raise NotAllowedError("Alleen het programmateam van de opgave kan dit doen.")
