"""Who may describe a way of working, say what came of it, and take it over."""

from samenspel.basis.errors import NotAllowedError
from samenspel.leren.models import Overname, Variant
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import is_lid, lidmaatschappen_of


def may_add_variant(gebruiker: Gebruiker) -> bool:
    """Anybody who works for an organisatie and can read the knelpunt."""
    return bool(lidmaatschappen_of(gebruiker))


def may_change_variant(gebruiker: Gebruiker, variant: Variant) -> bool:
    """Everybody who works for its organisatie."""
    return is_lid(gebruiker, variant.organisatie)


def require_may_change_variant(gebruiker: Gebruiker, variant: Variant) -> None:
    """As `may_change_variant`, but with an error for the gebruiker."""
    if not may_change_variant(gebruiker, variant):
        raise NotAllowedError(f"Alleen wie bij {variant.organisatie} werkt kan dit wijzigen.")


def may_answer(gebruiker: Gebruiker, overname: Overname) -> bool:
    """Everybody who works for the organisatie that took it over."""
    return is_lid(gebruiker, overname.organisatie)


def require_may_answer(gebruiker: Gebruiker, overname: Overname) -> None:
    """As `may_answer`, but with an error for the gebruiker."""
    if not may_answer(gebruiker, overname):
        raise NotAllowedError(f"Alleen wie bij {overname.organisatie} werkt kan dit doen.")
