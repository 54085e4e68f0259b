"""Let a partner leave an opgave, once nothing of it runs there any more."""

from django.db import transaction

from samenspel.basis.errors import RuleError
from samenspel.opgaven.models import Partner
from samenspel.opgaven.permissions import require_may_remove_partner
from samenspel.organisaties.models import Gebruiker
from samenspel.overleg.openstaand import open_of_partner
from samenspel.spoor.actions import record


@transaction.atomic
def laat_partner_gaan(partner: Partner, *, by: Gebruiker) -> None:
    """End that an organisatie takes part; what it said and did stays."""
    require_may_remove_partner(by, partner)
    opgave, organisatie = partner.opgave, partner.organisatie
    if partner.organisatie_id == opgave.organisatie_id:
        raise RuleError(f"{organisatie} voert de pen van deze opgave en kan niet weg.")
    runs = open_of_partner(opgave, organisatie).rijen
    if runs:
        what = "; ".join(rij.titel for rij in runs)
        raise RuleError(f"{organisatie} kan nog niet weg. Dit loopt nog: {what}.")
    partner.delete()
    record("partner verwijderd", opgave, by=by, organisatie=organisatie.pk)
