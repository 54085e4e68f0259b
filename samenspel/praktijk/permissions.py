"""Who may change a casus (and its doorbraakplan) or a knelpunt, now."""

from samenspel.basis.checks import check
from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.opgaven.permissions import is_teamlid
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import is_lid
from samenspel.praktijk.models import Casus, Knelpunt, Maatregel


def is_indiener(gebruiker: Gebruiker, casus: Casus) -> bool:
    """Did `gebruiker` describe this casus, for the organisatie she still works for?"""
    return casus.maker_id == gebruiker.pk and is_lid(gebruiker, casus.organisatie)


@check
def check_casus(casus: Casus, *, by: Gebruiker) -> None:
    """Only the indiener changes a casus and its plan; her colleagues may read along."""
    if not is_indiener(by, casus):
        raise NotAllowedError("Alleen wie de casus heeft beschreven kan hem wijzigen.")


@check
def check_maatregel(maatregel: Maatregel, *, by: Gebruiker) -> None:
    """A maatregel belongs to the plan of a casus."""
    check_casus(maatregel.plan.casus, by=by)


@check
def check_inbrengen(casus: Casus, *, by: Gebruiker) -> None:
    """The indiener brings it in once she said what is stuck."""
    check_casus(casus, by=by)
    if casus.ingebracht_op is not None:
        raise RuleError("Deze casus is al ingebracht.")
    if not casus.knelpunten.exists():
        raise RuleError("Zeg eerst wat er vastzit: kies of benoem een knelpunt.")


@check
def check_weggooien(casus: Casus, *, by: Gebruiker) -> None:
    """The indiener throws it away as long as nobody else could read it."""
    check_casus(casus, by=by)
    if casus.ingebracht_op is not None:
        raise RuleError("Deze casus is al ingebracht en kan niet meer worden weggegooid.")


@check
def check_knelpunt(knelpunt: Knelpunt, *, by: Gebruiker) -> None:
    """The programmateam of its opgave, or whoever named it, changes a knelpunt."""
    named = knelpunt.maker_id == by.pk and is_lid(by, knelpunt.organisatie)
    if not (named or is_teamlid(by, knelpunt.opgave_id)):
        raise NotAllowedError(
            "Alleen het programmateam en wie het knelpunt noemde kunnen het wijzigen."
        )


@check
def check_levend(knelpunt: Knelpunt) -> None:
    """What went into another knelpunt does not count by itself any more."""
    if knelpunt.opgegaan_in_id is not None:
        raise RuleError("Dit knelpunt is opgegaan in een ander. Ga bij dat knelpunt verder.")


@check
def check_samenvoegen(knelpunt: Knelpunt, *, by: Gebruiker) -> None:
    """Whoever may change it lets it go into another one, once."""
    check_knelpunt(knelpunt, by=by)
    check_levend(knelpunt)


@check
def check_uit_elkaar(knelpunt: Knelpunt, *, by: Gebruiker) -> None:
    """Whoever may change it takes it out of the one that it went into."""
    check_knelpunt(knelpunt, by=by)
    if knelpunt.opgegaan_in_id is None:
        raise RuleError("Dit knelpunt staat al op zichzelf.")
