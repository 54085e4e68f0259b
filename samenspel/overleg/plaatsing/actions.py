"""Place a knelpunt with an orgaan, answer, and climb the ladder when nobody does."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from samenspel.basis import klok
from samenspel.basis.tekst import require_clean
from samenspel.organisaties.locks import lock
from samenspel.organisaties.models import Gebruiker, Orgaan
from samenspel.organisaties.permissions import require_organisatie
from samenspel.overleg.common import as_visible_as, require_future
from samenspel.overleg.plaatsing import rows, rules
from samenspel.overleg.plaatsing.daden import AgenderingDaad
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.plaatsing.permissions import check_agenderen, check_beantwoorden
from samenspel.praktijk.models import Knelpunt
from samenspel.spoor.actions import record


@transaction.atomic
def agendeer(
    knelpunt: Knelpunt,
    orgaan: Orgaan,
    *,
    titel: str,
    vraag: str,
    uiterlijk: date,
    advies: rules.Advies,
    afwijking: str = "",
    by: Gebruiker,
) -> Agendering:
    """Place a knelpunt with an orgaan; to be asked something makes nobody a partner."""
    check_agenderen(knelpunt, by=by)
    require_clean(titel=titel, vraag=vraag, afwijking=afwijking)
    require_future(uiterlijk, field="uiterlijk")
    rules.check_plaatsing(orgaan.niveau, advies.niveau, afwijking)
    agendering = Agendering.objects.create(
        organisatie=require_organisatie(by),
        maker=by,
        knelpunt=knelpunt,
        orgaan=orgaan,
        aan=orgaan.organisatie,
        titel=titel,
        vraag=vraag,
        uiterlijk=uiterlijk,
        advies=advies.niveau,
        advies_reden=advies.reden,
        afwijking=afwijking,
        **as_visible_as(knelpunt),
    )
    record(AgenderingDaad.GEPLAATST, agendering, by=by, knelpunt=knelpunt.pk, orgaan=orgaan.pk)
    return agendering


@transaction.atomic
def beantwoord(
    agendering: Agendering,
    *,
    stand: str,
    antwoord: str,
    tot_wanneer: date | None = None,
    by: Gebruiker,
) -> Agendering:
    """Answer a question: toegepast, or afgeweken with reasons and until when.

    Late is better than never, as long as the question did not climb to somebody else.
    """
    agendering = lock(agendering, check_beantwoorden, by=by)
    require_clean(antwoord=antwoord)
    rules.check_antwoord(stand, antwoord, tot_wanneer, klok.today())
    agendering.stand, agendering.antwoord = stand, antwoord
    agendering.tot_wanneer = tot_wanneer
    agendering.beantwoord_door, agendering.beantwoord_op = by, klok.now()
    agendering.save(
        update_fields=["stand", "antwoord", "tot_wanneer", "beantwoord_door", "beantwoord_op"]
    )
    record(AgenderingDaad.BEANTWOORD, agendering, by=by, stand=stand)
    return agendering


@transaction.atomic
def verwerk_termijnen(op: date) -> list[Agendering]:
    """Let every question without an answer on `op` climb one step of the ladder.

    A job of the system, run as owner and safe to repeat. The old question stays visible as
    silence; at the top of the ladder it stays there, and waits on. Returns the new questions.
    """
    late = Agendering.objects.filter(stand=Agendering.Stand.OPEN, uiterlijk__lt=op)
    climbed = []
    with_all = late.select_related("orgaan", "aan", "opgave", "knelpunt")
    for agendering in with_all.select_for_update(of=("self",)):
        higher = rows.next_step(agendering)
        agendering.stand = Agendering.Stand.DOORGEZET if higher else Agendering.Stand.VERLOPEN
        agendering.save(update_fields=["stand"])
        record(
            AgenderingDaad.VERLOPEN, agendering, by=None, naar=higher.orgaan.pk if higher else None
        )
        if higher is not None:
            climbed.append(_climb(agendering, higher, op))
    return climbed


def _climb(agendering: Agendering, higher: rows.Hoger, op: date) -> Agendering:
    asked_on = timezone.localtime(agendering.gemaakt_op).date()
    orgaan = higher.orgaan
    climbed = Agendering.objects.create(
        organisatie=agendering.organisatie,
        maker=agendering.maker,
        knelpunt=agendering.knelpunt,
        orgaan=orgaan,
        aan=orgaan.organisatie,
        titel=agendering.titel,
        vraag=agendering.vraag,
        uiterlijk=rules.next_term(asked_on, agendering.uiterlijk, op),
        advies=agendering.advies,
        advies_reden=agendering.advies_reden,
        doorgezet_reden=higher.reden,
        vorige=agendering,
        **as_visible_as(agendering),
    )
    record(AgenderingDaad.DOORGEZET, climbed, by=None, van=agendering.pk, orgaan=orgaan.pk)
    return climbed
