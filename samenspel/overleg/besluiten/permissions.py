"""Who may do the next step with a proposal or a besluit, now."""

from samenspel.basis import klok
from samenspel.basis.checks import check
from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.opgaven.permissions import check_team_of
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.permissions import check_vertegenwoordiger, speaks_for
from samenspel.overleg.besluiten import consent, rules
from samenspel.overleg.besluiten.geldigheid import check_geldt_nog
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Reactie
from samenspel.overleg.besluiten.rows import kunnen_reageren, opgave_stand, partners_nu, tafel_of
from samenspel.overleg.mandaten.models import Mandaat
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
    """The team opens the next round, until the last, once the one before is over."""
    check_wijzigen(besluit, by=by)
    rules.check_ronde(besluit.stand)
    rules.check_tafel(opgave_stand(besluit), besluit.zichtbaarheid)
    if besluit.stand in rules.RONDEN:
        consent.check_gehoord(tafel_of(besluit), klok.today())


@check
def check_verlengen(besluit: Besluit, *, by: Gebruiker) -> None:
    """The team extends a round in which too few spoke, once."""
    check_wijzigen(besluit, by=by)
    rules.check_laatste_ronde(besluit.stand)
    consent.check_verlengen(tafel_of(besluit), klok.today())


@check
def check_nemen(besluit: Besluit, *, by: Gebruiker) -> None:
    """The team takes a besluit that was heard about, that somebody wants and nobody stops."""
    check_wijzigen(besluit, by=by)
    rules.check_laatste_ronde(besluit.stand)
    rules.check_tafel(opgave_stand(besluit), besluit.zichtbaarheid)
    check_geldt_nog(besluit.geldt_tot, klok.today())
    consent.check_nemen(tafel_of(besluit), klok.today())


@check
def check_reageren(besluit: Besluit, *, by: Gebruiker) -> None:
    """Whoever speaks for a partner reacts while a round is open; who objected may come back."""
    if not any(speaks_for(by, one) for one in kunnen_reageren(besluit)):
        raise NotAllowedError(
            "Alleen een vertegenwoordiger van een partner kan reageren. "
            "Vraag een collega met die rol."
        )
    rules.check_open(besluit.stand)


@check
def check_reageren_namens(besluit: Besluit, organisatie: Organisatie, *, by: Gebruiker) -> None:
    """As `check_reageren`, for this organisatie."""
    check_vertegenwoordiger(organisatie, by=by)
    if organisatie not in kunnen_reageren(besluit):
        raise NotAllowedError(f"{organisatie} is geen partner van deze opgave.")
    rules.check_open(besluit.stand)


@check
def check_antwoorden(vraag: Reactie, *, by: Gebruiker) -> None:
    """The team answers a question, once."""
    check_team_of(vraag.besluit, by=by)
    _check_vraag(vraag)


@check
def check_vraag_intrekken(vraag: Reactie, *, by: Gebruiker) -> None:
    """Whoever speaks for the partner that asked withdraws its question."""
    check_vertegenwoordiger(vraag.organisatie, by=by)
    _check_vraag(vraag)


def _check_vraag(vraag: Reactie) -> None:
    rules.check_voorstel(vraag.besluit.stand)
    if not vraag.is_open:
        raise RuleError("Deze vraag is al beantwoord of ingetrokken.")


@check
def check_aanvaarden(bijdrage: Bijdrage, mandaat: Mandaat | None, *, by: Gebruiker) -> None:
    """Only who holds a mandaat uses it, in besluitvorming, for the organisatie that gave it."""
    rules.check_laatste_ronde(bijdrage.besluit.stand)
    if mandaat is None:
        return
    if mandaat.houder_id != by.pk:
        raise NotAllowedError(f"Alleen {mandaat.houder} kan dit mandaat gebruiken.")
    same_giver = mandaat.gever.organisatie_id == bijdrage.organisatie_id
    if not same_giver or mandaat.opgave_id != bijdrage.besluit.opgave_id:
        raise RuleError(f"Dit mandaat is niet van {bijdrage.organisatie}.", field="mandaat")


@check
def check_bekrachtigen(bijdrage: Bijdrage, *, by: Gebruiker) -> None:
    """Whoever speaks for the organisatie notes what its orgaan decided, once."""
    check_vertegenwoordiger(bijdrage.organisatie, by=by)
    rules.check_bekrachtigen(
        bijdrage.besluit.stand,
        gebonden=bijdrage.bekrachtigd_op is not None,
        vervallen=bijdrage.vervallen_op is not None,
    )


@check
def check_afspreken(besluit: Besluit, *, by: Gebruiker) -> None:
    """The team agrees who does what once the besluit is taken; a partner offers what it does."""
    if not any(speaks_for(by, partner) for partner in partners_nu(besluit)):
        check_team_of(besluit, by=by)
    rules.check_genomen(besluit.stand)
