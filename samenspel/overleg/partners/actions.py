"""Let a partner or a teamlid leave an opgave, once nothing of it runs there any more."""

from django.db import transaction

from samenspel.basis.errors import RuleError
from samenspel.opgaven.models import Partner, Teamlid
from samenspel.opgaven.permissions import (
    check_partner_weg,
    check_teamlid_weg,
    partners_of,
    teams_of,
)
from samenspel.organisaties.locks import locked
from samenspel.organisaties.models import Gebruiker
from samenspel.overleg.mandaten.rows import running_mandaten
from samenspel.overleg.partners.daden import VertrekDaad
from samenspel.overleg.partners.rows import Loopt, loopt_van
from samenspel.spoor.actions import record


@transaction.atomic
def laat_partner_gaan(partner: Partner, *, by: Gebruiker) -> None:
    """End that an organisatie takes part; what it said and did stays."""
    check_partner_weg(partner, by=by)
    opgave, organisatie = partner.opgave, partner.organisatie
    loopt = loopt_van(opgave, organisatie)
    if loopt:
        raise RuleError(f"{organisatie} kan nog niet weg. Dit loopt nog: {_named(loopt)}.")
    partner.delete()
    partners_of.forget(opgave)
    record(VertrekDaad.PARTNER_VERWIJDERD, opgave, by=by, organisatie=organisatie.pk)


@transaction.atomic
def laat_teamlid_gaan(lid: Teamlid, *, by: Gebruiker) -> None:
    """Let somebody leave the team: the last one stays, and so does whoever holds a mandaat."""
    check_teamlid_weg(lid, by=by)
    opgave = locked(lid.opgave)
    held = running_mandaten(opgave).filter(houder=lid.gebruiker_id)
    if held:
        what = " en ".join(f"“{mandaat.onderwerp}” van {mandaat.gever}" for mandaat in held)
        raise RuleError(f"{lid.gebruiker} heeft nog mandaat: {what}. Trek dat eerst in.")
    if not Teamlid.objects.filter(opgave=opgave).exclude(pk=lid.pk).exists():
        raise RuleError(f"{lid.gebruiker} is de laatste. Voeg eerst een ander teamlid toe.")
    lid.delete()
    teams_of.forget(lid.gebruiker)
    record(VertrekDaad.TEAMLID_VERWIJDERD, opgave, by=by, gebruiker=lid.gebruiker_id)


def _named(loopt: Loopt) -> str:
    return "; ".join(
        [row.titel for row in loopt.open]
        + [f"Mandaat “{one.onderwerp}”" for one in loopt.mandaten]
        + [f"{one.gebruiker} zit in het team" for one in loopt.team]
    )
