"""Who take part in an opgave, what they need, and on whose authority somebody decides."""

from datetime import date

from django.db import transaction

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.basis.tekst import require_clean
from samenspel.opgaven import permissions, queries
from samenspel.opgaven.models import Belang, Mandaat, Opgave, Partner, Teamlid
from samenspel.organisaties.models import Gebruiker, Orgaan, Organisatie, Zichtbaarheid
from samenspel.organisaties.permissions import is_lid, require_may_speak_for
from samenspel.spoor.actions import record


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
def verwijder_teamlid(lid: Teamlid, *, by: Gebruiker) -> None:
    """Let somebody leave the team; a team never empties, and who holds a mandaat stays."""
    permissions.require_may_remove_teamlid(by, lid)
    opgave = Opgave.objects.select_for_update().get(pk=lid.opgave_id)
    held = queries.running_mandaten(opgave).filter(houder=lid.gebruiker_id)
    if held:
        what = " en ".join(f"“{mandaat.onderwerp}” van {mandaat.gever}" for mandaat in held)
        raise RuleError(f"{lid.gebruiker} heeft nog mandaat: {what}. Trek dat eerst in.")
    if not Teamlid.objects.filter(opgave=opgave).exclude(pk=lid.pk).exists():
        raise RuleError(f"{lid.gebruiker} is de laatste. Voeg eerst een ander teamlid toe.")
    lid.delete()
    permissions.forget_teams(lid.gebruiker)
    record("teamlid verwijderd", opgave, by=by, gebruiker=lid.gebruiker_id)


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
    instructies: str = "",
    by: Gebruiker,
) -> Mandaat:
    """Let `houder` decide in the name of `gever` (Awb 10:1), within subject, amount and period.

    `bedrag` in euro, for everything decided on it together; None is without limit.
    """
    require_may_speak_for(by, gever.organisatie)
    require_clean(onderwerp=onderwerp, instructies=instructies)
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
        instructies=instructies,
    )
    record("mandaat gegeven", opgave, by=by, gever=gever.pk, houder=houder.pk, bedrag=bedrag)
    return mandaat


@transaction.atomic
def trek_mandaat_in(mandaat: Mandaat, *, reden: str, by: Gebruiker) -> Mandaat:
    """Withdraw a mandaat from today on (Awb 10:8); what was decided on it stays decided."""
    require_may_speak_for(by, mandaat.gever.organisatie)
    require_clean(reden=reden)
    if not reden.strip():
        raise RuleError("Schrijf op waarom. De houder en het team lezen het.", field="reden")
    rows = Mandaat.objects.select_related("gever", "opgave")
    mandaat = rows.select_for_update(of=("self",)).get(pk=mandaat.pk)
    if mandaat.ingetrokken_op is not None:
        raise RuleError("Dit mandaat is al ingetrokken.")
    mandaat.ingetrokken_op, mandaat.ingetrokken_reden = klok.today(), reden
    mandaat.save(update_fields=["ingetrokken_op", "ingetrokken_reden"])
    record("mandaat ingetrokken", mandaat.opgave, by=by, mandaat=mandaat.pk)
    return mandaat
