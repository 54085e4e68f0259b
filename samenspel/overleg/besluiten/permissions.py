"""Who may do the next step with a proposal or a besluit, now."""

from samenspel.basis import klok
from samenspel.basis.checks import check
from samenspel.basis.errors import NotAllowedError
from samenspel.opgaven.permissions import check_team_of
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.permissions import check_vertegenwoordiger, speaks_for
from samenspel.overleg.besluiten import rules
from samenspel.overleg.besluiten.models import Besluit, Bijdrage
from samenspel.overleg.besluiten.rows import partners_of, standpunten, stille_partners
from samenspel.praktijk.models import Knelpunt
from samenspel.praktijk.permissions import check_levend


@check
def check_voorstellen(knelpunt: Knelpunt, *, by: Gebruiker) -> None:
    """The team proposes something about what still counts by itself."""
    check_team_of(knelpunt, by=by)
    check_levend(knelpunt)


@check
def check_wijzigen(besluit: Besluit, *, by: Gebruiker) -> None:
    """The team changes, extends and withdraws a proposal until the besluit is taken."""
    check_team_of(besluit, by=by)
    rules.check_voorstel(besluit.stand)


@check
def check_ronde(besluit: Besluit, *, by: Gebruiker) -> None:
    """The team opens the next round, until the last."""
    check_wijzigen(besluit, by=by)
    rules.check_ronde(besluit.stand)


@check
def check_nemen(besluit: Besluit, *, by: Gebruiker) -> None:
    """The team takes a besluit over which everybody could be heard and nobody objects."""
    check_wijzigen(besluit, by=by)
    rules.check_laatste_ronde(besluit.stand)
    rules.check_consent(standpunten(besluit), besluit.ronde)
    rules.check_gehoord(stille_partners(besluit), besluit.sluit_op, klok.today())


@check
def check_reageren(besluit: Besluit, *, by: Gebruiker) -> None:
    """Whoever speaks for a partner reacts while a round is open."""
    if not any(speaks_for(by, partner) for partner in partners_of(besluit)):
        raise NotAllowedError(
            "Alleen een vertegenwoordiger van een partner kan reageren. "
            "Vraag een collega met die rol."
        )
    rules.check_open(besluit.stand)


@check
def check_reageren_namens(besluit: Besluit, organisatie: Organisatie, *, by: Gebruiker) -> None:
    """As `check_reageren`, for this organisatie."""
    check_vertegenwoordiger(organisatie, by=by)
    if organisatie not in partners_of(besluit):
        raise NotAllowedError(f"{organisatie} is geen partner van deze opgave.")
    rules.check_open(besluit.stand)


@check
def check_bekrachtigen(bijdrage: Bijdrage, *, by: Gebruiker) -> None:
    """Whoever speaks for the organisatie notes that its orgaan decided, once."""
    check_vertegenwoordiger(bijdrage.organisatie, by=by)
    rules.check_bekrachtigen(bijdrage.besluit.stand, bijdrage.bekrachtigd_op)


@check
def check_afspreken(besluit: Besluit, *, by: Gebruiker) -> None:
    """The team agrees who does what once the besluit is taken."""
    check_team_of(besluit, by=by)
    rules.check_genomen(besluit.stand)
