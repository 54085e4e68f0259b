"""Prepare a proposal, let every partner react, take the besluit, and have it confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.basis.tekst import require_clean
from samenspel.opgaven.models import Belang, Opgave, Partner
from samenspel.opgaven.permissions import require_teamlid
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.permissions import require_may_speak_for, require_organisatie
from samenspel.organisaties.versions import lock_version
from samenspel.overleg import queries, rules
from samenspel.overleg.actions.gedeeld import as_visible_as, fresh, require_future, require_not_past
from samenspel.overleg.models import Agendering, Besluit, Bijdrage, Reactie
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
    require_teamlid(by, knelpunt.opgave)
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
    record("voorbereid", besluit, by=by, knelpunt=knelpunt.pk)
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
    require_teamlid(by, besluit.opgave)
    require_clean(titel=titel, voorstel=voorstel)
    besluit = lock_version(fresh(besluit), versie)
    rules.next_fase(besluit.fase)
    besluit.titel, besluit.voorstel = titel, voorstel
    if besluit.fase == Besluit.Fase.BESLUIT:
        besluit.sluit_op = require_not_past(sluit_op, field="sluit_op")
        besluit.ronde += 1
    besluit.save(update_fields=["titel", "voorstel", "ronde", "sluit_op", "versie"])
    record("voorstel gewijzigd", besluit, by=by, ronde=besluit.ronde)
    return besluit


@transaction.atomic
def vraag_bijdrage(besluit: Besluit, part: Gevraagd, *, by: Gebruiker) -> Bijdrage:
    """Say what the proposal asks of an organisatie; once per organisatie.

    In besluitvorming that makes it another proposal: it opens a new round.
    """
    require_teamlid(by, besluit.opgave)
    require_clean(wat=part.wat)
    besluit = fresh(besluit)
    rules.next_fase(besluit.fase)
    if besluit.fase == Besluit.Fase.BESLUIT:
        besluit.ronde += 1
        besluit.save(update_fields=["ronde"])
    bijdrage, _ = Bijdrage.objects.update_or_create(
        besluit=besluit,
        organisatie=part.organisatie,
        defaults={"wat": part.wat, "bedrag": part.bedrag},
    )
    record("bijdrage gevraagd", besluit, by=by, organisatie=part.organisatie.pk)
    return bijdrage


@transaction.atomic
def open_fase(besluit: Besluit, *, sluit_op: date, by: Gebruiker) -> Besluit:
    """Open the next round (beeldvorming, oordeelsvorming, besluitvorming) until `sluit_op`.

    What partners said before counts as consent only when they say it again in besluitvorming.
    """
    require_teamlid(by, besluit.opgave)
    besluit = fresh(besluit)
    fase = rules.next_fase(besluit.fase)
    if fase == Besluit.Fase.GENOMEN:
        raise RuleError("Dit is de laatste ronde. Neem het besluit, of pas het voorstel aan.")
    besluit.fase, besluit.sluit_op = fase, require_not_past(sluit_op, field="sluit_op")
    besluit.ronde = int(fase == Besluit.Fase.BESLUIT)
    besluit.save(update_fields=["fase", "sluit_op", "ronde"])
    record("ronde geopend", besluit, by=by, fase=fase)
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
    by: Gebruiker,
) -> Reactie:
    """Give the one reaction of `organisatie` in this round; it may be changed until the end."""
    require_may_speak_for(by, organisatie)
    require_clean(toelichting=toelichting, oplossing=oplossing)
    besluit = fresh(besluit)
    if besluit.fase not in rules.OPEN_FASEN:
        raise RuleError("Op dit voorstel kan nu niet worden gereageerd.")
    _require_partner(besluit.opgave, organisatie)
    if soort != Reactie.Soort.CONSENT and not toelichting.strip():
        raise RuleError("Zeg waarom. Zonder reden telt uw reactie niet.", field="toelichting")
    if soort != Reactie.Soort.BEZWAAR:
        belang = None
    if belang is not None and belang.organisatie_id != organisatie.pk:
        raise RuleError(f"Kies een belang van {organisatie}.", field="belang")
    _require_first_or_own(besluit, organisatie, by)
    reactie, _ = Reactie.objects.update_or_create(
        besluit=besluit,
        organisatie=organisatie,
        ronde=besluit.ronde,
        defaults={
            "gebruiker": by,
            "soort": soort,
            "toelichting": toelichting,
            "belang": belang,
            "kern": belang is not None and belang.kern,
            "oplossing": oplossing,
        },
    )
    record("gereageerd", besluit, by=by, organisatie=organisatie.pk, reactie=soort)
    return reactie


def _require_partner(opgave: Opgave, organisatie: Organisatie) -> None:
    if not Partner.objects.filter(opgave=opgave, organisatie=organisatie).exists():
        raise NotAllowedError(f"{organisatie} is geen partner van {opgave}.")


def _require_first_or_own(besluit: Besluit, organisatie: Organisatie, by: Gebruiker) -> None:
    """Each organisatie counts once: whoever reacted first in a round may change it."""
    now = besluit.reacties.filter(organisatie=organisatie, ronde=besluit.ronde)
    other = now.exclude(gebruiker=by).select_related("gebruiker").first()
    if other is not None:
        raise RuleError(
            f"{other.gebruiker} heeft al gereageerd namens {organisatie}. "
            "Vraag uw collega om de reactie te wijzigen."
        )


@transaction.atomic
def neem_besluit(besluit: Besluit, *, herzien_op: date, by: Gebruiker) -> Besluit:
    """Take a besluit over which nobody has an objection that stands.

    Every bijdrage gets the mandaat it rests on (Awb 10:10); what no mandaat covers names the
    orgaan that must still decide. Consent never replaces a statutory decision.
    """
    require_teamlid(by, besluit.opgave)
    besluit = fresh(besluit)
    if rules.next_fase(besluit.fase) != Besluit.Fase.GENOMEN:
        raise RuleError("Open eerst de ronde besluitvorming.")
    today = timezone.localdate()
    rules.check_consent(queries.standpunten(besluit), besluit.ronde)
    rules.check_gehoord(queries.stille_partners(besluit), besluit.sluit_op, today)
    require_future(herzien_op, field="herzien_op")
    bijdragen = list(besluit.bijdragen.all())
    found = queries.dekkingen(besluit.opgave_id, bijdragen, today)
    for bijdrage, dekking in zip(bijdragen, found, strict=True):
        bijdrage.mandaat, bijdrage.orgaan = dekking.mandaat, dekking.orgaan
        bijdrage.bekrachtigd_op = today if dekking.mandaat else None
        bijdrage.save(update_fields=["mandaat", "orgaan", "bekrachtigd_op"])
    besluit.fase, besluit.genomen_op = Besluit.Fase.GENOMEN, timezone.now()
    besluit.herzien_op = herzien_op
    besluit.save(update_fields=["fase", "genomen_op", "herzien_op"])
    record("genomen", besluit, by=by, ronde=besluit.ronde)
    return besluit


@transaction.atomic
def bekrachtig(bijdrage: Bijdrage, *, op: date, by: Gebruiker) -> Bijdrage:
    """Note that the orgaan that had to decide did so on `op`."""
    require_may_speak_for(by, bijdrage.organisatie)
    rows = Bijdrage.objects.select_related("besluit", "organisatie")
    bijdrage = rows.select_for_update(of=("self",)).get(pk=bijdrage.pk)
    if bijdrage.besluit.fase != Besluit.Fase.GENOMEN:
        raise RuleError("Neem eerst het besluit.")
    if bijdrage.bekrachtigd_op is not None:
        raise RuleError("Hierover hoeft geen orgaan meer te besluiten.")
    if op > timezone.localdate():
        raise RuleError("Deze dag is nog niet geweest.", field="op")
    bijdrage.bekrachtigd_op = op
    bijdrage.save(update_fields=["bekrachtigd_op"])
    record("bekrachtigd", bijdrage.besluit, by=by, organisatie=bijdrage.organisatie.pk)
    return bijdrage
