"""Who is bound by what a besluit asks, on whose authority: accept, confirm, refuse."""

from datetime import date

from django.db import transaction

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.basis.tekst import require_clean
from samenspel.organisaties.locks import lock
from samenspel.organisaties.models import Gebruiker, Orgaan
from samenspel.overleg.besluiten import rules
from samenspel.overleg.besluiten.consent import Tafel
from samenspel.overleg.besluiten.daden import BesluitDaad
from samenspel.overleg.besluiten.dekking import dekkingen, met_toezeggingen, toegezegd
from samenspel.overleg.besluiten.models import Aanvaarding, Besluit, Bijdrage
from samenspel.overleg.besluiten.permissions import check_aanvaarden, check_bekrachtigen
from samenspel.overleg.common import wait_turn
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.spoor.actions import record


@transaction.atomic
def aanvaard(bijdrage: Bijdrage, mandaat: Mandaat | None, *, by: Gebruiker) -> Aanvaarding:
    """Promise a bijdrage, as asked now, on a mandaat of one's own; None takes that back.

    Whoever does it read the subject and the instructions: whether they fit, only people can judge
    (Awb 10:10). What is left is counted while nobody else can use it.
    """
    besluit_id = bijdrage.besluit_id
    wait_turn(besluit_id)
    bijdrage = Bijdrage.objects.select_related("besluit", "organisatie").get(pk=bijdrage.pk)
    check_aanvaarden(bijdrage, mandaat, by=by)
    wait_turn(bijdrage.besluit.opgave_id)
    [dekking] = dekkingen(bijdrage.besluit.opgave_id, [bijdrage], klok.today())
    if mandaat is not None and mandaat not in [one.mandaat for one in dekking.tegoeden]:
        raise RuleError(
            f"Op dit mandaat is niet genoeg over voor de bijdrage van {bijdrage.organisatie}, "
            "of het geldt niet meer.",
            field="mandaat",
        )
    made = Aanvaarding.objects.create(
        bijdrage=bijdrage,
        mandaat=mandaat,
        gebruiker=by,
        voorstelversie=bijdrage.besluit.versie,
        wat=bijdrage.wat,
        bedrag=bijdrage.bedrag,
    )
    daad = BesluitDaad.BIJDRAGE_AANVAARD if mandaat else BesluitDaad.BIJDRAGE_TERUGGENOMEN
    record(daad, bijdrage.besluit, by=by, organisatie=bijdrage.organisatie_id)
    return made


def leg_gezag_vast(besluit: Besluit, tafel: Tafel) -> None:
    """Note of each bijdrage whether it binds, waits for an orgaan, or lapses."""
    today = klok.today()
    asked = besluit.bijdragen.select_related("organisatie", "besluit")
    bijdragen = list(met_toezeggingen(asked))
    found = dekkingen(besluit.opgave_id, bijdragen, today)
    for bijdrage, dekking in zip(bijdragen, found, strict=True):
        if bijdrage.organisatie_id in tafel.stemt_in:
            bijdrage.mandaat = toegezegd(bijdrage, dekking)
            bijdrage.orgaan = None if bijdrage.mandaat else dekking.orgaan
            bijdrage.bekrachtigd_op = today if bijdrage.mandaat else None
        else:
            bijdrage.vervallen_op, bijdrage.vervallen_reden = today, why_lapsed(bijdrage, tafel)
        bijdrage.save()


def why_lapsed(bijdrage: Bijdrage, tafel: Tafel) -> str:
    """Say why an organisatie is not bound."""
    if bijdrage.organisatie_id not in tafel.partners:
        return f"{bijdrage.organisatie} doet niet meer mee."
    if bijdrage.organisatie_id in tafel.nu:
        return f"{bijdrage.organisatie} stemde niet in."
    return f"{bijdrage.organisatie} reageerde niet. Zwijgen is geen toestemming."


@transaction.atomic
def bekrachtig(
    bijdrage: Bijdrage, *, op: date, bewijs: str, orgaan: Orgaan | None = None, by: Gebruiker
) -> Bijdrage:
    """Note that the orgaan that had to decide said yes on `op`, and where one can see that."""
    bijdrage = lock(bijdrage, check_bekrachtigen, by=by)
    _note_orgaan(bijdrage, op, orgaan, bewijs)
    bijdrage.bekrachtigd_op = op
    bijdrage.save(update_fields=["orgaan", "bekrachtigd_op", "bewijs"])
    besluit, who = bijdrage.besluit, bijdrage.organisatie_id
    record(BesluitDaad.BIJDRAGE_BEKRACHTIGD, besluit, by=by, organisatie=who)
    return bijdrage


@transaction.atomic
def wijs_af(
    bijdrage: Bijdrage,
    *,
    op: date,
    bewijs: str,
    reden: str,
    orgaan: Orgaan | None = None,
    by: Gebruiker,
) -> Bijdrage:
    """Note that the orgaan said no, and why; for that part the besluit is back on the table."""
    bijdrage = lock(bijdrage, check_bekrachtigen, by=by)
    require_clean(reden=reden)
    if not reden.strip():
        raise RuleError("Schrijf op waarom niet. Alle partners lezen het.", field="reden")
    _note_orgaan(bijdrage, op, orgaan, bewijs)
    bijdrage.vervallen_op, bijdrage.vervallen_reden = op, reden
    bijdrage.afgewezen = True
    bijdrage.save(
        update_fields=["orgaan", "bewijs", "vervallen_op", "vervallen_reden", "afgewezen"]
    )
    besluit, who = bijdrage.besluit, bijdrage.organisatie_id
    record(BesluitDaad.BIJDRAGE_AFGEWEZEN, besluit, by=by, organisatie=who)
    return bijdrage


def _note_orgaan(bijdrage: Bijdrage, op: date, orgaan: Orgaan | None, bewijs: str) -> None:
    """Ask who decided when, and where that can be read."""
    require_clean(bewijs=bewijs)
    rules.check_besloten(op, bewijs, sinds=bijdrage.besluit.gewijzigd_op, today=klok.today())
    who = orgaan or bijdrage.orgaan
    own = Orgaan.objects.filter(organisatie=bijdrage.organisatie_id)
    if not (own.filter(pk=who.pk).exists() if who else not own.exists()):
        raise RuleError(f"Kies een orgaan van {bijdrage.organisatie}.", field="orgaan")
    bijdrage.orgaan, bijdrage.bewijs = who, bewijs
