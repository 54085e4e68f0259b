"""Agree who does what, carry it out, and keep what was learned."""

from datetime import date

from django.db import transaction

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.basis.tekst import require_clean
from samenspel.opgaven.models import Inzet
from samenspel.organisaties.locks import lock
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.permissions import is_lid
from samenspel.overleg.afspraken import permissions, rules
from samenspel.overleg.afspraken.daden import AfspraakDaad
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.afspraken.rows import afgesproken
from samenspel.overleg.besluiten.actions import fresh
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.permissions import check_afspreken
from samenspel.overleg.common import as_visible_as, require_future
from samenspel.praktijk.actions import leg_les_vast
from samenspel.spoor.actions import record


@transaction.atomic
def maak_afspraak(
    besluit: Besluit,
    organisatie: Organisatie,
    eigenaar: Gebruiker,
    *,
    titel: str,
    tekst: str,
    uiterlijk: date,
    soort: str,
    niveau: str,
    bedrag: int = 0,
    by: Gebruiker,
) -> Afspraak:
    """Agree who does what by when, with an inzet; only as far as authority reaches."""
    besluit = fresh(besluit)
    check_afspreken(besluit, by=by)
    require_clean(titel=titel, tekst=tekst)
    require_future(uiterlijk, field="uiterlijk")
    if not is_lid(eigenaar, organisatie):
        raise RuleError(f"{eigenaar} werkt niet voor {organisatie}.", field="eigenaar")
    _require_authority(besluit, organisatie, bedrag)
    shared = as_visible_as(besluit) | {"organisatie": organisatie, "maker": by, "titel": titel}
    inzet = Inzet.objects.create(soort=soort, niveau=niveau, bedrag=bedrag, **shared)
    afspraak = Afspraak.objects.create(
        besluit=besluit,
        eigenaar=eigenaar,
        inzet=inzet,
        tekst=tekst,
        uiterlijk=uiterlijk,
        **shared,
    )
    record(AfspraakDaad.AFGESPROKEN, afspraak, by=by, besluit=besluit.pk, eigenaar=eigenaar.pk)
    return afspraak


def _require_authority(besluit: Besluit, organisatie: Organisatie, bedrag: int) -> None:
    """Money is agreed only as far as the besluit asks for it and somebody with power said yes.

    All afspraken together: whoever agrees at the same moment waits (`fresh`), and the database
    adds up again (`sql/binnen_bijdrage.sql`).
    """
    asked = besluit.bijdragen.filter(organisatie=organisatie).first()
    if asked is not None and asked.bekrachtigd_op is None:
        who = asked.orgaan or organisatie
        raise RuleError(f"{who} moet hier nog over besluiten.", field="eigenaar")
    rules.check_binnen_bijdrage(
        bedrag,
        gevraagd=asked.bedrag if asked is not None else 0,
        afgesproken=afgesproken(besluit, organisatie),
        wie=str(organisatie),
    )


@transaction.atomic
def begin_inzet(afspraak: Afspraak, *, by: Gebruiker) -> Afspraak:
    """Say that the work has begun."""
    afspraak = lock(afspraak, permissions.check_beginnen, by=by)
    _set_inzet(afspraak, Inzet.Stand.LOOPT)
    record(AfspraakDaad.BEGONNEN, afspraak, by=by)
    return afspraak


@transaction.atomic
def rond_af(
    afspraak: Afspraak, *, resultaat: str, les_titel: str, les_tekst: str, by: Gebruiker
) -> Afspraak:
    """Say what came of it and what was learned; it goes back to everyone with such a casus."""
    afspraak = lock(afspraak, permissions.check_afronden, by=by)
    require_clean(resultaat=resultaat)
    if not resultaat.strip():
        raise RuleError("Schrijf op wat het resultaat is.", field="resultaat")
    afspraak.resultaat, afspraak.gedaan_op = resultaat, klok.now()
    afspraak.les = leg_les_vast(afspraak.besluit.knelpunt, titel=les_titel, tekst=les_tekst, by=by)
    afspraak.save(update_fields=["resultaat", "gedaan_op", "les"])
    _set_inzet(afspraak, Inzet.Stand.GEDAAN)
    record(AfspraakDaad.AFGEROND, afspraak, by=by, les=afspraak.les.pk)
    return afspraak


def _set_inzet(afspraak: Afspraak, stand: str) -> None:
    afspraak.inzet.stand = stand
    afspraak.inzet.save(update_fields=["stand"])
