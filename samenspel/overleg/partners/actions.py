"""Let a partner or a teamlid leave an opgave, and let terms to answer run out."""

from datetime import date, timedelta

from django.db import transaction

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.opgaven import rules
from samenspel.opgaven.actions.wijzigen import sluit, stel_verder_zonder_voor
from samenspel.opgaven.daden import OpgaveDaad
from samenspel.opgaven.models import Partner, Teamlid, Uitnodiging, Wijziging
from samenspel.opgaven.permissions import (
    check_teamlid_weg,
    check_verder_zonder,
    check_vertrek,
    partners_of,
    teams_of,
)
from samenspel.opgaven.rows import open_wijzigingen, stemmen_over
from samenspel.organisaties.locks import locked
from samenspel.organisaties.models import Gebruiker
from samenspel.overleg.mandaten.rows import running_mandaten
from samenspel.overleg.partners.daden import VertrekDaad
from samenspel.overleg.partners.rows import (
    loopt_nog,
    loopt_van,
    verlopen_uitnodigingen,
    verlopen_wijzigingen,
)
from samenspel.spoor.actions import record


@transaction.atomic
def laat_partner_gaan(partner: Partner, *, by: Gebruiker) -> None:
    """End that an organisatie takes part, by its own word; what it said and agreed stays.

    Its mandaten and its places in the team end. What only waited for it, goes on.
    """
    check_vertrek(partner, by=by)
    opgave, organisatie = partner.opgave, partner.organisatie
    waiting = list(open_wijzigingen(opgave))  # she does not read them once it has gone
    Teamlid.objects.filter(opgave=opgave, organisatie=organisatie).delete()
    partner.delete()
    partners_of.forget(opgave)
    teams_of.forget(by)
    record(VertrekDaad.PARTNER_VERTROKKEN, opgave, by=by, organisatie=organisatie.pk)
    for wijziging in waiting:
        wijziging.opgave = opgave
        sluit(wijziging, by=by)


@transaction.atomic
def stel_zonder_voor(partner: Partner, *, reden: str, by: Gebruiker) -> Wijziging:
    """Ask the other partners to go on without one; never while something of it runs."""
    check_verder_zonder(partner, by=by)
    if houdt := loopt_van(partner.opgave, partner.organisatie).houdt:
        raise RuleError(
            f"Dit kan niet: van {partner.organisatie} loopt nog {' en '.join(houdt)}. "
            "Praat daar eerst over."
        )
    return stel_verder_zonder_voor(partner, reden=reden, by=by)


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
        raise RuleError(
            f"{lid.gebruiker} is de laatste. Eerst moet er iemand anders in het team komen."
        )
    lid.delete()
    teams_of.forget(lid.gebruiker)
    record(VertrekDaad.TEAMLID_VERTROKKEN, opgave, by=by, gebruiker=lid.gebruiker_id)


@transaction.atomic
def verwerk_antwoordtermijnen(op: date) -> int:
    """Let invitations and wijzigingen whose term ran out before `op` end; returns how many.

    A job of the system, run as owner and safe to repeat. What was not agreed, changes nothing.
    """
    invitations = list(verlopen_uitnodigingen(op).select_for_update(of=("self",)))
    for uitnodiging in invitations:
        uitnodiging.stand = Uitnodiging.Stand.VERLOPEN
        uitnodiging.save(update_fields=["stand"])
        where = {"organisatie": uitnodiging.organisatie_id}
        record(OpgaveDaad.UITNODIGING_VERLOPEN, uitnodiging.opgave, by=None, **where)
    changes = list(verlopen_wijzigingen(op).select_for_update(of=("self",)))
    for wijziging in changes:
        _run_out(wijziging, op)
    return len(invitations) + len(changes)


def _run_out(wijziging: Wijziging, op: date) -> None:
    first = wijziging.soort == Wijziging.Soort.VASTSTELLEN
    if first and not wijziging.verlengd:
        wijziging.verlengd = True
        wijziging.uiterlijk = rules.termijn(op - timedelta(1), wijziging.opgave.ronde_werkdagen)
        wijziging.save(update_fields=["verlengd", "uiterlijk"])
        record(OpgaveDaad.WIJZIGING_VERLENGD, wijziging.opgave, by=None)
        return
    if first:
        _invite_the_silent_again(wijziging, op)
        if sluit(wijziging, by=None).stand != Wijziging.Stand.OPEN:
            return
    wijziging.stand, wijziging.gesloten_op = Wijziging.Stand.VERLOPEN, klok.now()
    wijziging.save(update_fields=["stand", "gesloten_op"])
    record(OpgaveDaad.WIJZIGING_VERLOPEN, wijziging.opgave, by=None, soort=wijziging.soort)


def _invite_the_silent_again(wijziging: Wijziging, op: date) -> None:
    """Let who said nothing about the first text go back to being invited, so nobody is held.

    Who holds the pen stays, and so does a partner of which something runs.
    """
    opgave = wijziging.opgave
    silent = {one.organisatie_id for one in stemmen_over(wijziging) if one.ja is None}
    silent.discard(opgave.organisatie_id)
    partners = Partner.objects.filter(opgave=opgave, organisatie__in=silent)
    for partner in partners.select_related("organisatie"):
        if loopt_nog(partner):
            continue
        Teamlid.objects.filter(opgave=opgave, organisatie=partner.organisatie).delete()
        partner.delete()
        Uitnodiging.objects.create(
            opgave=opgave,
            organisatie=partner.organisatie,
            rol=partner.rol,
            door=wijziging.maker,
            namens=wijziging.namens,
            uiterlijk=rules.termijn(op - timedelta(1), opgave.ronde_werkdagen),
        )
        where = {"organisatie": partner.organisatie_id}
        record(OpgaveDaad.PARTNER_TERUG, opgave, by=None, **where)
    partners_of.forget(opgave)
    stemmen_over.forget(wijziging)
