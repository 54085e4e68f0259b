"""Whose verhaal it is, and what a team may do with it, now."""

from samenspel.basis.checks import check
from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.opgaven.models import Opgave
from samenspel.opgaven.permissions import check_teamlid, gedragen_teams_of
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid
from samenspel.verhalen import rules
from samenspel.verhalen.models import Citaat, Verhaal


def is_teller(gebruiker: Gebruiker | None, verhaal: Verhaal, code: str = "") -> bool:
    """Whoever told it while signed in, or holds its code."""
    if gebruiker is not None and gebruiker.is_authenticated and verhaal.maker_id == gebruiker.pk:
        return True
    return bool(rules.normal(code)) and bytes(verhaal.sleutel) == rules.seal(code)


@check
def check_teller(verhaal: Verhaal, *, by: Gebruiker | None, code: str) -> None:
    """Only the teller changes her consent and takes her verhaal back."""
    if not is_teller(by, verhaal, code):
        raise NotAllowedError(
            "Alleen wie het verhaal vertelde kan dit doen. Is het uw verhaal? Open het eerst met "
            "uw code."
        )


@check
def check_nalezen(verhaal: Verhaal, *, by: Gebruiker) -> None:
    """The team of its opgave reads it over, once; without an opgave every team that may read it.

    As everything here: the team of an opgave that more than its maker carries.
    """
    teams = gedragen_teams_of(by)
    if not (verhaal.opgave_id in teams if verhaal.opgave_id else teams):
        raise NotAllowedError("Alleen het programmateam kan dit doen.")
    if verhaal.nagelezen_op is not None:
        raise RuleError("Dit verhaal is al nagelezen.")


@check
def check_gebruiken(verhaal: Verhaal, *, by: Gebruiker) -> None:
    """Only its team quotes from a verhaal and says where it points, once it was read over."""
    if verhaal.nagelezen_op is None or verhaal.opgave_id not in gedragen_teams_of(by):
        raise NotAllowedError(
            "Alleen het programmateam kan dit doen, nadat het verhaal is nagelezen."
        )


@check
def check_citeren(verhaal: Verhaal, *, by: Gebruiker) -> None:
    """Its team quotes from a verhaal when the teller agreed."""
    check_gebruiken(verhaal, by=by)
    if not verhaal.citeren:
        raise RuleError("De verteller wil niet worden geciteerd.")


@check
def check_citaat(citaat: Citaat, *, by: Gebruiker) -> None:
    """A citaat belongs to a verhaal."""
    check_gebruiken(citaat.verhaal, by=by)


@check
def check_publiceren(opgave: Opgave, *, by: Gebruiker) -> None:
    """The team lets everybody read the verhaalpagina of an openbare opgave."""
    if opgave.pk not in gedragen_teams_of(by):
        check_teamlid(opgave, by=by)
        raise RuleError(
            "Stel de opgave eerst vast, met minstens één andere partner die een belang noemde."
        )
    if opgave.zichtbaarheid != Zichtbaarheid.OPENBAAR:
        raise RuleError("Alleen bij een openbare opgave kan iedereen de verhaalpagina lezen.")
