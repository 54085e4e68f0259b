"""Who take part in an opgave, and what they need."""

from django.db import transaction

from samenspel.basis.errors import RuleError
from samenspel.basis.tekst import require_clean
from samenspel.opgaven import permissions
from samenspel.opgaven.daden import OpgaveDaad
from samenspel.opgaven.models import Belang, Opgave, Partner, Teamlid
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.permissions import check_vertegenwoordiger, is_lid
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid
from samenspel.spoor.actions import record


@transaction.atomic
def voeg_partner_toe(
    opgave: Opgave, organisatie: Organisatie, *, rol: str = Partner.Rol.PARTNER, by: Gebruiker
) -> Partner:
    """Let an organisatie take part; whoever is already partner stays as she is."""
    permissions.check_beheren(opgave, by=by)
    partner, new = Partner.objects.get_or_create(
        opgave=opgave, organisatie=organisatie, defaults={"rol": rol}
    )
    if new:
        permissions.partners_of.forget(opgave)
        record(OpgaveDaad.PARTNER_TOEGEVOEGD, opgave, by=by, organisatie=organisatie.pk)
    return partner


@transaction.atomic
def voeg_teamlid_toe(
    opgave: Opgave, gebruiker: Gebruiker, organisatie: Organisatie, *, by: Gebruiker
) -> Teamlid:
    """Let somebody of a partner work in the programmateam."""
    permissions.check_beheren(opgave, by=by)
    if not is_lid(gebruiker, organisatie):
        raise RuleError(f"{gebruiker} werkt niet voor {organisatie}.", field="gebruiker")
    if not Partner.objects.filter(opgave=opgave, organisatie=organisatie).exists():
        raise RuleError(
            f"{organisatie} is nog geen partner. Voeg eerst de partner toe.", field="organisatie"
        )
    lid, new = Teamlid.objects.get_or_create(
        opgave=opgave, gebruiker=gebruiker, defaults={"organisatie": organisatie}
    )
    if new:
        permissions.teams_of.forget(gebruiker)
        record(OpgaveDaad.TEAMLID_TOEGEVOEGD, opgave, by=by, gebruiker=gebruiker.pk)
    return lid


@transaction.atomic
def benoem_belang(
    opgave: Opgave,
    organisatie: Organisatie,
    *,
    titel: str,
    toelichting: str = "",
    kern: bool = False,
    zichtbaarheid: str = Zichtbaarheid.PARTNERS,
    by: Gebruiker,
) -> Belang:
    """Name what `organisatie` needs; only the organisatie itself can."""
    check_vertegenwoordiger(organisatie, by=by)
    require_clean(titel=titel, toelichting=toelichting)
    belang = Belang.objects.create(
        opgave=opgave,
        organisatie=organisatie,
        maker=by,
        titel=titel,
        toelichting=toelichting,
        kern=kern,
        zichtbaarheid=zichtbaarheid,
    )
    record(OpgaveDaad.BELANG_BENOEMD, opgave, by=by, organisatie=organisatie.pk, kern=kern)
    return belang
