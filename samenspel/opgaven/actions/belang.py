"""What partners need from an opgave."""

from django.db import transaction

from samenspel.basis.tekst import require_clean
from samenspel.opgaven.daden import OpgaveDaad
from samenspel.opgaven.models import Belang, Opgave
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.permissions import check_vertegenwoordiger
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid
from samenspel.spoor.actions import record


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
