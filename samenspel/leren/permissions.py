"""Who may describe a way of working, say what came of it, and take it over, now."""

from samenspel.basis.checks import check
from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.leren.models import Overname, Uitkomst, Variant
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import is_lid, require_organisatie
from samenspel.praktijk.models import Knelpunt, Les


@check
def check_beschrijven(knelpunt: Knelpunt, *, by: Gebruiker) -> None:
    """Anybody who works for an organisatie and can read the knelpunt."""
    require_organisatie(by)


@check
def check_variant(variant: Variant, *, by: Gebruiker) -> None:
    """Everybody who works for its organisatie."""
    if not is_lid(by, variant.organisatie):
        raise NotAllowedError(f"Alleen wie bij {variant.organisatie} werkt kan dit wijzigen.")


@check
def check_uitkomst(uitkomst: Uitkomst, *, by: Gebruiker) -> None:
    """An uitkomst belongs to a variant."""
    check_variant(uitkomst.variant, by=by)


@check
def check_afronden(variant: Variant, *, by: Gebruiker) -> None:
    """Its organisatie decides how an experiment goes on, until that is decided."""
    check_variant(variant, by=by)
    if not variant.looptijd.is_open():
        raise RuleError("Dit experiment vraagt nu geen keuze.")


@check
def check_overnemen(bron: Variant | Les, *, by: Gebruiker) -> None:
    """Any organisatie takes over what another one does."""
    own = require_organisatie(by)
    if bron.organisatie_id == own.pk:
        raise RuleError(f"{own} doet dit al: het is van uzelf.")


@check
def check_overname(overname: Overname, *, by: Gebruiker) -> None:
    """Everybody who works for the organisatie that took it over."""
    if not is_lid(by, overname.organisatie):
        raise NotAllowedError(f"Alleen wie bij {overname.organisatie} werkt kan dit doen.")
