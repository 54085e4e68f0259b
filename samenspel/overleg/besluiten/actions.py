"""Prepare a proposal, let every partner react, take the besluit, and have it confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.db import transaction

from samenspel.basis import klok
from samenspel.basis.errors import RuleError, StaleError
from samenspel.basis.tekst import require_clean
from samenspel.opgaven.models import Belang
from samenspel.organisaties.locks import at_version, lock
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.permissions import require_organisatie
from samenspel.overleg.besluiten import rules
from samenspel.overleg.besluiten.daden import BesluitDaad
from samenspel.overleg.besluiten.dekking import Dekking, dekkingen
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Reactie
from samenspel.overleg.besluiten.permissions import (
    check_bekrachtigen,
    check_nemen,
    check_reageren_namens,
    check_ronde,
    check_voorstellen,
    check_wijzigen,
)
from samenspel.overleg.besluiten.rows import gezegd
from samenspel.overleg.common import as_visible_as, require_future, require_not_past, wait_turn
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk.models import Knelpunt
from samenspel.spoor.actions import record


@dataclass(frozen=True)
class Gevraagd:
    """What a proposal asks of one organisatie; `bedrag` in euro."""

    organisatie: Organisatie
    wat: str
    bedrag: int = 0


@transaction.atomic
def bereid_besluit_voor(
    knelpunt: Knelpunt,
    *,
    titel: str,
    voorstel: str,
    agendering: Agendering | None = None,
    gevraagd: Sequence[Gevraagd] = (),
    by: Gebruiker,
) -> Besluit:
    """Write a proposal about a knelpunt, with what it asks of whom."""
    check_voorstellen(knelpunt, by=by)
    require_clean(titel=titel, voorstel=voorstel)
    besluit = Besluit.objects.create(
        organisatie=require_organisatie(by),
        maker=by,
        knelpunt=knelpunt,
        agendering=agendering,
        titel=titel,
        voorstel=voorstel,
        **as_visible_as(knelpunt),
    )
    for part in gevraagd:
        vraag_bijdrage(besluit, part, by=by)
    record(BesluitDaad.VOORBEREID, besluit, by=by, knelpunt=knelpunt.pk)
    return besluit


@transaction.atomic
def wijzig_voorstel(
    besluit: Besluit,
    *,
    titel: str,
    voorstel: str,
    versie: int,
    sluit_op: date | None = None,
    by: Gebruiker,
) -> Besluit:
    """Change a proposal that is not decided.

    In besluitvorming that opens a new round, in which partners can react until `sluit_op`.
    """
    besluit = fresh(besluit)
    check_wijzigen(besluit, by=by)
    require_clean(titel=titel, voorstel=voorstel)
    besluit = at_version(besluit, versie)
    besluit.titel, besluit.voorstel = titel, voorstel
    if besluit.stand == Besluit.Stand.BESLUIT:
        besluit.sluit_op = require_not_past(sluit_op, field="sluit_op")
        besluit.ronde += 1
    besluit.save(update_fields=["titel", "voorstel", "ronde", "sluit_op", "versie"])
    record(BesluitDaad.GEWIJZIGD, besluit, by=by, ronde=besluit.ronde)
    return besluit


@transaction.atomic
def vraag_bijdrage(besluit: Besluit, part: Gevraagd, *, by: Gebruiker) -> Bijdrage:
    """Say what the proposal asks of an organisatie; once per organisatie.

    In besluitvorming that makes it another proposal: it opens a new round.
    """
    besluit = fresh(besluit)
    check_wijzigen(besluit, by=by)
    require_clean(wat=part.wat)
    if besluit.stand == Besluit.Stand.BESLUIT:
        besluit.ronde += 1
        besluit.save(update_fields=["ronde"])
    bijdrage, _ = Bijdrage.objects.update_or_create(
        besluit=besluit,
        organisatie=part.organisatie,
        defaults={"wat": part.wat, "bedrag": part.bedrag},
    )
    record(BesluitDaad.BIJDRAGE_GEVRAAGD, besluit, by=by, organisatie=part.organisatie.pk)
    return bijdrage


@transaction.atomic
def open_ronde(besluit: Besluit, *, sluit_op: date, by: Gebruiker) -> Besluit:
    """Open the next round (beeldvorming, oordeelsvorming, besluitvorming) until `sluit_op`.

    What partners said before counts as consent only when they say it again in besluitvorming.
    """
    besluit = fresh(besluit)
    check_ronde(besluit, by=by)
    stand = rules.NEXT_STAND[besluit.stand]
    besluit.stand, besluit.sluit_op = stand, require_not_past(sluit_op, field="sluit_op")
    besluit.ronde = int(stand == Besluit.Stand.BESLUIT)
    besluit.save(update_fields=["stand", "sluit_op", "ronde"])
    record(BesluitDaad.RONDE_GEOPEND, besluit, by=by, fase=stand)
    return besluit


@transaction.atomic
def reageer(
    besluit: Besluit,
    organisatie: Organisatie,
    *,
    soort: str,
    toelichting: str = "",
    belang: Belang | None = None,
    oplossing: str = "",
    versie: int = 0,
    by: Gebruiker,
) -> Reactie:
    """Give the one reaction of `organisatie` in this round; it may be changed until the end.

    `versie` is that of the reaction on the screen, 0 for none: what a colleague said meanwhile
    is not overwritten unseen.
    """
    besluit = fresh(besluit)
    check_reageren_namens(besluit, organisatie, by=by)
    require_clean(toelichting=toelichting, oplossing=oplossing)
    if soort != Reactie.Soort.CONSENT and not toelichting.strip():
        raise RuleError("Zeg waarom. Zonder reden telt uw reactie niet.", field="toelichting")
    if soort != Reactie.Soort.BEZWAAR:
        belang = None
    if belang is not None and belang.organisatie_id != organisatie.pk:
        raise RuleError(f"Kies een belang van {organisatie}.", field="belang")
    reactie, _ = Reactie.objects.update_or_create(
        besluit=besluit,
        organisatie=organisatie,
        ronde=besluit.ronde,
        defaults={
            "versie": _next_version(besluit, organisatie, versie, by),
            "gebruiker": by,
            "soort": soort,
            "toelichting": toelichting,
            "belang": belang,
            "kern": belang is not None and belang.kern,
            "oplossing": oplossing,
        },
    )
    record(BesluitDaad.GEREAGEERD, besluit, by=by, organisatie=organisatie.pk, reactie=soort)
    return reactie


def _next_version(besluit: Besluit, organisatie: Organisatie, seen: int, by: Gebruiker) -> int:
    """Return the version of a reaction; each organisatie counts once, whoever speaks for it."""
    now = gezegd(besluit).get(organisatie.pk)
    if now is None:
        return 1
    if now.gebruiker_id != by.pk and now.versie != seen:
        raise StaleError(
            f"{now.gebruiker} heeft al gereageerd namens {organisatie}. Lees wat er staat. "
            "Stuurt u uw reactie nog eens, dan komt die ervoor in de plaats.",
            current=now,
        )
    return now.versie + 1


@transaction.atomic
def neem_besluit(
    besluit: Besluit,
    *,
    herzien_op: date,
    op_mandaat: Mapping[int, UUID] = MappingProxyType({}),
    by: Gebruiker,
) -> Besluit:
    """Take a besluit over which nobody has an objection that stands.

    `op_mandaat` names for a bijdrage the mandaat that is about its subject, as people judged it
    (Awb 10:10). What rests on no mandaat names the orgaan that must still decide: consent never
    replaces a statutory decision.
    """
    besluit = fresh(besluit)
    check_nemen(besluit, by=by)
    today = klok.today()
    require_future(herzien_op, field="herzien_op")
    # Two besluiten at once must not both use the last room of a mandaat.
    wait_turn(besluit.opgave_id)
    bijdragen = list(besluit.bijdragen.select_related("organisatie"))
    found = dekkingen(besluit.opgave_id, bijdragen, today)
    for bijdrage, dekking in zip(bijdragen, found, strict=True):
        _rest_on(bijdrage, dekking, op_mandaat.get(bijdrage.pk), today)
    besluit.stand, besluit.genomen_op = Besluit.Stand.GENOMEN, klok.now()
    besluit.herzien_op = herzien_op
    besluit.save(update_fields=["stand", "genomen_op", "herzien_op"])
    record(BesluitDaad.GENOMEN, besluit, by=by, ronde=besluit.ronde)
    return besluit


def _rest_on(bijdrage: Bijdrage, dekking: Dekking, chosen: UUID | None, today: date) -> None:
    """Note on whose authority `bijdrage` is promised."""
    with_room = {tegoed.mandaat.pk: tegoed.mandaat for tegoed in dekking.tegoeden}
    if chosen is not None and chosen not in with_room:
        raise RuleError(
            f"Op dit mandaat is niet genoeg over voor de bijdrage van {bijdrage.organisatie}. "
            "Kies opnieuw.",
            field=f"gezag_{bijdrage.pk}",
        )
    bijdrage.mandaat = with_room[chosen] if chosen is not None else None
    bijdrage.orgaan = None if chosen is not None else dekking.orgaan
    bijdrage.bekrachtigd_op = today if chosen is not None else None
    bijdrage.save(update_fields=["mandaat", "orgaan", "bekrachtigd_op"])


@transaction.atomic
def trek_voorstel_in(besluit: Besluit, *, reden: str, by: Gebruiker) -> Besluit:
    """Withdraw a proposal before it is taken; its knelpunt is open again for another one."""
    besluit = fresh(besluit)
    check_wijzigen(besluit, by=by)
    require_clean(reden=reden)
    if not reden.strip():
        raise RuleError("Schrijf op waarom. Alle partners lezen het.", field="reden")
    besluit.stand = Besluit.Stand.INGETROKKEN
    besluit.ingetrokken_op, besluit.ingetrokken_reden = klok.today(), reden
    besluit.save(update_fields=["stand", "ingetrokken_op", "ingetrokken_reden"])
    record(BesluitDaad.INGETROKKEN, besluit, by=by)
    return besluit


@transaction.atomic
def bekrachtig(bijdrage: Bijdrage, *, op: date, by: Gebruiker) -> Bijdrage:
    """Note that the orgaan that had to decide did so on `op`."""
    bijdrage = lock(bijdrage, check_bekrachtigen, by=by)
    if op > klok.today():
        raise RuleError("Deze dag is nog niet geweest.", field="op")
    bijdrage.bekrachtigd_op = op
    bijdrage.save(update_fields=["bekrachtigd_op"])
    record(
        BesluitDaad.BIJDRAGE_BEKRACHTIGD,
        bijdrage.besluit,
        by=by,
        organisatie=bijdrage.organisatie.pk,
    )
    return bijdrage


def fresh(besluit: Besluit) -> Besluit:
    """Read `besluit` again, while everybody else who acts on it waits."""
    wait_turn(besluit.pk)
    return Besluit.objects.get(pk=besluit.pk)
