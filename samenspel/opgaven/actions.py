"""What people do with an opgave."""

from datetime import date

from django.db import transaction

from samenspel.basis.errors import RuleError
from samenspel.basis.tekst import require_clean
from samenspel.opgaven import permissions, rules
from samenspel.opgaven.models import Belang, Mandaat, Opgave, Partner, Teamlid
from samenspel.organisaties.models import Gebruiker, Orgaan, Organisatie, Zichtbaarheid
from samenspel.organisaties.permissions import (
    is_lid,
    require_may_speak_for,
    require_organisatie,
)
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
    """Make a concept opgave; the organisatie of `by` holds the pen, `by` is the regisseur."""
    organisatie = require_organisatie(by)
    require_clean(titel=titel, bedoeling=bedoeling)
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
    permissions.forget_teams(by)
    record("opgesteld", opgave, by=by)
    return opgave


@transaction.atomic
def stel_opgave_vast(opgave: Opgave, *, by: Gebruiker) -> Opgave:
    """Make a concept vastgesteld."""
    permissions.require_teamlid(by, opgave)
    opgave = Opgave.objects.select_for_update().get(pk=opgave.pk)
    rules.check_standstap(opgave.stand, Opgave.Stand.VASTGESTELD)
    opgave.stand = Opgave.Stand.VASTGESTELD
    opgave.save(update_fields=["stand"])
    record("vastgesteld", opgave, by=by)
    return opgave


@transaction.atomic
def voeg_partner_toe(
    opgave: Opgave, organisatie: Organisatie, *, rol: str = Partner.Rol.PARTNER, by: Gebruiker
) -> Partner:
    """Let an organisatie take part; whoever is already partner stays as she is."""
    permissions.require_may_manage(by, opgave)
    partner, new = Partner.objects.get_or_create(
        opgave=opgave, organisatie=organisatie, defaults={"rol": rol}
    )
    if new:
        record("partner toegevoegd", opgave, by=by, organisatie=organisatie.pk)
    return partner


@transaction.atomic
def voeg_teamlid_toe(
    opgave: Opgave, gebruiker: Gebruiker, organisatie: Organisatie, *, by: Gebruiker
) -> Teamlid:
    """Let somebody of a partner work in the programmateam."""
    permissions.require_may_manage(by, opgave)
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
        permissions.forget_teams(gebruiker)
        record("teamlid toegevoegd", opgave, by=by, gebruiker=gebruiker.pk)
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
    require_may_speak_for(by, organisatie)
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
    record("belang benoemd", opgave, by=by, organisatie=organisatie.pk, kern=kern)
    return belang


@transaction.atomic
def geef_mandaat(
    opgave: Opgave,
    gever: Orgaan,
    houder: Gebruiker,
    *,
    onderwerp: str,
    bedrag: int | None,
    begint_op: date,
    eindigt_op: date,
    by: Gebruiker,
) -> Mandaat:
    """Let `houder` decide in the name of `gever` (Awb 10:1), within subject, amount and period."""
    require_may_speak_for(by, gever.organisatie)
    require_clean(onderwerp=onderwerp)
    if eindigt_op <= begint_op:
        raise RuleError("Een mandaat eindigt na zijn begin.", field="eindigt_op")
    mandaat = Mandaat.objects.create(
        opgave=opgave,
        gever=gever,
        houder=houder,
        onderwerp=onderwerp,
        bedrag=bedrag,
        begint_op=begint_op,
        eindigt_op=eindigt_op,
    )
    record("mandaat gegeven", opgave, by=by, gever=gever.pk, houder=houder.pk, bedrag=bedrag)
    return mandaat


@transaction.atomic
def trek_mandaat_in(mandaat: Mandaat, *, op: date, by: Gebruiker) -> Mandaat:
    """Withdraw a mandate from `op` on (Awb 10:8)."""
    require_may_speak_for(by, mandaat.gever.organisatie)
    mandaat.ingetrokken_op = op
    mandaat.save(update_fields=["ingetrokken_op"])
    record("mandaat ingetrokken", mandaat.opgave, by=by, mandaat=mandaat.pk)
    return mandaat
