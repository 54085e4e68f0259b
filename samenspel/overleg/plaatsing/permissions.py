"""Who may place a knelpunt, and answer, now."""

from samenspel.basis.checks import check
from samenspel.opgaven.permissions import check_team_of
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import check_vertegenwoordiger
from samenspel.overleg.plaatsing import rules
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk.models import Knelpunt
from samenspel.praktijk.permissions import check_levend


@check
def check_agenderen(knelpunt: Knelpunt, *, by: Gebruiker) -> None:
    """The team places what still counts by itself."""
    check_team_of(knelpunt, by=by)
    check_levend(knelpunt)


@check
def check_beantwoorden(agendering: Agendering, *, by: Gebruiker) -> None:
    """Whoever speaks for the organisatie that is asked answers, once."""
    check_vertegenwoordiger(agendering.aan, by=by)
    rules.check_onbeantwoord(agendering.stand)
