"""Begin an opgave, change a concept, hand the pen over, and close an opgave.

The rest partners do together.
"""

from dataclasses import asdict
from datetime import date

from django.db import transaction

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.basis.tekst import require_clean
from samenspel.opgaven import permissions, rules
from samenspel.opgaven.actions.uitnodigen import nodig_uit
from samenspel.opgaven.actions.wijzigen import Opgavetekst, sluit_alle
from samenspel.opgaven.daden import OpgaveDaad
from samenspel.opgaven.models import Opgave, Partner, Teamlid
from samenspel.opgaven.rows import has_stem
from samenspel.organisaties.locks import at_version, lock
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import require_organisatie
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid
from samenspel.spoor.actions import record


@transaction.atomic
def stel_opgave_op(
    *,
    titel: str,
    bedoeling: str,
    begint_op: date,
    zichtbaarheid: str = Zichtbaarheid.PARTNERS,
    deel_van: Opgave | None = None,
    by: Gebruiker,
) -> Opgave:
    """Make a concept opgave; the organisatie of `by` holds the pen, `by` is the regisseur.

    The partners of the opgave it is `deel_van` are invited.
    """
    organisatie = require_organisatie(by)
    require_clean(titel=titel, bedoeling=bedoeling)
    if deel_van is not None:
        permissions.check_deel(deel_van, by=by)
    opgave = Opgave.objects.create(
        organisatie=organisatie,
        maker=by,
        zichtbaarheid=zichtbaarheid,
        titel=titel,
        bedoeling=bedoeling,
        begint_op=begint_op,
        deel_van=deel_van,
    )
    Partner.objects.create(opgave=opgave, organisatie=organisatie, rol=Partner.Rol.TREKKER)
    Teamlid.objects.create(
        opgave=opgave, gebruiker=by, organisatie=organisatie, rol=Teamlid.Rol.REGISSEUR
    )
    permissions.teams_of.forget(by)
    record(OpgaveDaad.OPGESTELD, opgave, by=by)
    if deel_van is not None:
        _invite_partners_of(deel_van, opgave, by=by)
    return opgave


def _invite_partners_of(geheel: Opgave, deel: Opgave, *, by: Gebruiker) -> None:
    there = {one.organisatie_id for one in permissions.partners_of(deel)}
    for partner in permissions.partners_of(geheel):
        if partner.organisatie_id not in there and has_stem(partner.organisatie):
            nodig_uit(deel, partner.organisatie, by=by)


@transaction.atomic
def wijzig_concept(opgave: Opgave, tekst: Opgavetekst, *, versie: int, by: Gebruiker) -> Opgave:
    """Change how a concept reads; who said yes to it before, is asked again.

    `versie` is the one the text on the screen was made from.
    """
    opgave = at_version(lock(opgave, permissions.check_wijzigen, by=by), versie)
    rules.check_samen(opgave.stand, concept=True)
    require_clean(titel=tekst.titel, bedoeling=tekst.bedoeling)
    for name, value in asdict(tekst).items():
        setattr(opgave, name, value)
    opgave.save(update_fields=[*asdict(tekst), "versie"])
    record(OpgaveDaad.GEWIJZIGD, opgave, by=by, versie=opgave.versie)
    sluit_alle(opgave, by=by)
    return opgave


@transaction.atomic
def rond_opgave_af(opgave: Opgave, *, slotzin: str, by: Gebruiker) -> Opgave:
    """Close an opgave with what came of it; what is still open stays open and can be finished."""
    opgave = lock(opgave, permissions.check_afronden, by=by)
    require_clean(slotzin=slotzin)
    if not slotzin.strip():
        raise RuleError("Schrijf op wat ervan kwam.", field="slotzin")
    opgave.slotzin, opgave.afgerond_op = slotzin, klok.today()
    return _step(opgave, Opgave.Stand.AFGEROND, OpgaveDaad.AFGEROND, by)


@transaction.atomic
def heropen_opgave(opgave: Opgave, *, by: Gebruiker) -> Opgave:
    """Undo that an opgave was closed; the closing sentence waits for the next time."""
    opgave = lock(opgave, permissions.check_heropenen, by=by)
    opgave.afgerond_op = None
    return _step(opgave, Opgave.Stand.VASTGESTELD, OpgaveDaad.HEROPEND, by)


def _step(opgave: Opgave, stand: str, daad: OpgaveDaad, by: Gebruiker) -> Opgave:
    opgave.stand = stand
    opgave.save(update_fields=["stand", "slotzin", "afgerond_op"])
    record(daad, opgave, by=by)
    return opgave
