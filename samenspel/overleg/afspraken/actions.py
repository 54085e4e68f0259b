"""Agree who does what, carry it out, and keep what was learned."""

from datetime import date

from django.db import transaction

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.basis.tekst import require_clean
from samenspel.opgaven.models import Inzet
from samenspel.opgaven.permissions import check_team_of
from samenspel.organisaties.locks import lock
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.permissions import is_lid, speaks_for
from samenspel.overleg.afspraken import permissions, rules
from samenspel.overleg.afspraken.daden import AfspraakDaad
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.afspraken.rows import afgesproken
from samenspel.overleg.besluiten.actions import fresh
from samenspel.overleg.besluiten.models import Besluit, Bijdrage
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
    soort: str,
    niveau: str,
    uiterlijk: date | None = None,
    bedrag: int | None = None,
    afwijking: str = "",
    by: Gebruiker,
) -> Afspraak:
    """Agree who does what by when, with an inzet; only as far as authority reaches.

    Amount and day are those of the bijdrage; another amount (or a later day) needs a reason.
    """
    besluit = fresh(besluit)
    check_afspreken(besluit, by=by)
    require_clean(titel=titel, tekst=tekst, afwijking=afwijking)
    if not is_lid(eigenaar, organisatie):
        raise RuleError(f"{eigenaar} werkt niet voor {organisatie}.", field="eigenaar")
    asked = besluit.bijdragen.select_related("orgaan").filter(organisatie=organisatie).first()
    if not speaks_for(by, organisatie):
        check_team_of(besluit, by=by)
    _require_yes(asked, organisatie, eigenaar, by)
    uiterlijk = require_future(uiterlijk or (asked.uiterlijk if asked else None), field="uiterlijk")
    bedrag = _amount(besluit, organisatie, asked, bedrag)
    if asked is not None:
        later = asked.uiterlijk is not None and uiterlijk > asked.uiterlijk
        rules.check_afwijking(afwijking, gevraagd=asked.bedrag, bedrag=bedrag, later=later)
    shared = as_visible_as(besluit) | {"organisatie": organisatie, "maker": by, "titel": titel}
    inzet = Inzet.objects.create(soort=soort, niveau=niveau, bedrag=bedrag, **shared)
    afspraak = Afspraak.objects.create(
        besluit=besluit,
        eigenaar=eigenaar,
        inzet=inzet,
        tekst=tekst,
        uiterlijk=uiterlijk,
        afwijking=afwijking,
        **shared,
    )
    record(AfspraakDaad.AFGESPROKEN, afspraak, by=by, besluit=besluit.pk, eigenaar=eigenaar.pk)
    return afspraak


def _require_yes(
    asked: Bijdrage | None, organisatie: Organisatie, eigenaar: Gebruiker, by: Gebruiker
) -> None:
    """Refuse an afspraak for an organisatie that said no yes; it may offer one itself."""
    if asked is None:
        if eigenaar != by and not speaks_for(by, organisatie):
            raise RuleError(
                f"Het besluit vraagt niets van {organisatie}. Alleen {organisatie} zelf kan hier "
                "een afspraak aanbieden.",
                field="eigenaar",
            )
    elif asked.vervallen_op is not None:
        raise RuleError(f"Dit bindt {organisatie} niet. {asked.vervallen_reden}", field="eigenaar")
    elif asked.bekrachtigd_op is None:
        who = asked.orgaan or organisatie
        raise RuleError(f"{who} moet hier nog over besluiten.", field="eigenaar")


def _amount(
    besluit: Besluit, organisatie: Organisatie, asked: Bijdrage | None, bedrag: int | None
) -> int:
    """Return what is agreed: as filled in, or what the besluit asks and was not agreed yet.

    All afspraken together: whoever agrees at the same moment waits (`fresh`), and the database
    adds up again (`sql/binnen_bijdrage.sql`).
    """
    gevraagd, agreed = asked.bedrag if asked else 0, afgesproken(besluit, organisatie)
    found = max(0, gevraagd - agreed) if bedrag is None else bedrag
    rules.check_binnen_bijdrage(found, gevraagd=gevraagd, afgesproken=agreed, wie=str(organisatie))
    return found


@transaction.atomic
def begin_inzet(afspraak: Afspraak, *, by: Gebruiker) -> Afspraak:
    """Say that the work has begun."""
    afspraak = lock(afspraak, permissions.check_beginnen, by=by)
    _set_inzet(afspraak, Inzet.Stand.LOOPT)
    record(AfspraakDaad.BEGONNEN, afspraak, by=by)
    return afspraak


@transaction.atomic
def rond_af(
    afspraak: Afspraak,
    *,
    resultaat: str,
    bewijs: str,
    les_titel: str,
    les_tekst: str,
    by: Gebruiker,
) -> Afspraak:
    """Say what came of it, how others see that, and what was learned.

    That goes back to everyone with such a casus.
    """
    afspraak = lock(afspraak, permissions.check_afronden, by=by)
    require_clean(resultaat=resultaat, bewijs=bewijs)
    if not resultaat.strip():
        raise RuleError("Schrijf op wat het resultaat is.", field="resultaat")
    if not bewijs.strip():
        raise RuleError("Schrijf op waaraan een ander ziet dat het is gedaan.", field="bewijs")
    afspraak.resultaat, afspraak.gedaan_op = resultaat, klok.now()
    afspraak.bewijs = bewijs
    afspraak.les = leg_les_vast(afspraak.besluit.knelpunt, titel=les_titel, tekst=les_tekst, by=by)
    afspraak.save(update_fields=["resultaat", "bewijs", "gedaan_op", "les"])
    _set_inzet(afspraak, Inzet.Stand.GEDAAN)
    record(AfspraakDaad.AFGEROND, afspraak, by=by, les=afspraak.les.pk)
    return afspraak


def _set_inzet(afspraak: Afspraak, stand: str) -> None:
    afspraak.inzet.stand = stand
    afspraak.inzet.save(update_fields=["stand"])
