"""Say whether it helped; open the loop again when it did not; answer."""

from django.db import transaction

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.basis.tekst import require_clean
from samenspel.organisaties.locks import lock
from samenspel.organisaties.models import Gebruiker
from samenspel.praktijk.daden import CasusDaad, KnelpuntDaad
from samenspel.praktijk.models import Casus, Heropening, Knelpunt
from samenspel.praktijk.terugkoppeling.permissions import check_beantwoorden, check_terugkoppelen
from samenspel.spoor.actions import record


@transaction.atomic
def koppel_terug(
    casus: Casus,
    *,
    geholpen: str,
    toelichting: str,
    knelpunt: Knelpunt | None = None,
    plek: str = "",
    mist: str = "",
    by: Gebruiker,
) -> Casus:
    """Say whether what came of it helped this household.

    When it did not, or only in part, the casus goes back into the loop: `mist` says what is still
    needed, at `plek` of which `knelpunt`. A yes closes what was open.
    """
    casus = lock(casus, check_terugkoppelen, by=by)
    require_clean(toelichting=toelichting, mist=mist)
    casus.geholpen, casus.geholpen_toelichting = geholpen, toelichting
    casus.gelezen_op = casus.gelezen_op or klok.now()
    casus.save(update_fields=["geholpen", "geholpen_toelichting", "gelezen_op"])
    record(CasusDaad.TERUGGEKOPPELD, casus, by=by, geholpen=geholpen)
    casus.heropeningen.exclude(stand=Heropening.Stand.GESLOTEN).update(
        stand=Heropening.Stand.GESLOTEN
    )
    if geholpen != Casus.Geholpen.JA:
        _heropen(casus, knelpunt, plek, mist, by=by)
    return casus


def _heropen(
    casus: Casus, knelpunt: Knelpunt | None, plek: str, mist: str, *, by: Gebruiker
) -> None:
    """Put the casus back where she says; what she said before and was not answered makes way."""
    if not mist.strip():
        raise RuleError("Schrijf op wat dit huishouden nog nodig heeft.", field="mist")
    if plek not in Heropening.Plek:
        raise RuleError("Kies wat opnieuw bekeken moet worden.", field="plek")
    if knelpunt is None or not casus.knelpunten.filter(pk=knelpunt.pk).exists():
        raise RuleError("Kies om welk knelpunt van uw casus het gaat.", field="knelpunt")
    Heropening.objects.create(
        casus=casus, organisatie=casus.organisatie, knelpunt=knelpunt, plek=plek, mist=mist
    )
    # In the spoor of the casus: whoever reads the knelpunt need not know whose household it is.
    record(CasusDaad.HEROPEND, casus, by=by, plek=plek)


@transaction.atomic
def beantwoord(heropening: Heropening, *, antwoord: str, by: Gebruiker) -> Heropening:
    """Tell the indiener what is done for her household now; she is asked again whether it helps."""
    heropening = lock(heropening, check_beantwoorden, by=by)
    require_clean(antwoord=antwoord)
    heropening.antwoord, heropening.beantwoord_op = antwoord, klok.now()
    heropening.stand = Heropening.Stand.BEANTWOORD
    heropening.save(update_fields=["antwoord", "beantwoord_op", "stand"])
    record(KnelpuntDaad.HEROPENING_BEANTWOORD, heropening.knelpunt, by=by)
    return heropening


def lees_terugkoppeling(casus: Casus, *, by: Gebruiker) -> None:
    """Note that the indiener saw what came of her casus; not an act, hence not in the spoor."""
    if casus.maker_id == by.pk and casus.gelezen_op is None:
        Casus.objects.filter(pk=casus.pk, gelezen_op=None).update(gelezen_op=klok.now())
