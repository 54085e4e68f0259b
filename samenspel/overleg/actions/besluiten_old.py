"""What people do at the table: place, answer, decide, agree, carry out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.basis.tekst import require_no_persoonsgegevens
from samenspel.opgaven.models import Belang, Inzet, Opgave, Partner
from samenspel.opgaven.permissions import require_teamlid
from samenspel.organisaties.models import Gebruiker, Orgaan, Organisatie
from samenspel.organisaties.permissions import require_may_speak_for, require_organisatie
from samenspel.organisaties.versions import lock_version
from samenspel.overleg import permissions, queries, rules
from samenspel.overleg.models import Afspraak, Agendering, Besluit, Bijdrage, Reactie
from samenspel.praktijk.actions import leg_les_vast
from samenspel.praktijk.models import Knelpunt
from samenspel.spoor.actions import record


def _as_visible_as(thing: Knelpunt | Besluit | Agendering) -> dict[str, Any]:
    """Return the columns that make a new row exactly as visible as `thing`."""
    return {
        "opgave": thing.opgave,
        "zichtbaarheid": thing.zichtbaarheid,
        "genoemden": thing.genoemden,
    }


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
    """Place a knelpunt with an orgaan; whoever is asked something takes part as a partner."""
    require_teamlid(by, knelpunt.opgave)
    require_no_persoonsgegevens(vraag, field="vraag")
    if uiterlijk <= timezone.localdate():
        raise RuleError("Kies een dag in de toekomst.", field="uiterlijk")
    rules.check_plaatsing(orgaan.niveau, advies.niveau, afwijking)
    Partner.objects.get_or_create(
        opgave=knelpunt.opgave,
        organisatie=orgaan.organisatie,
        defaults={"rol": Partner.Rol.MEEDENKER},
    )
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
        **_as_visible_as(knelpunt),
    )
    record("geplaatst", agendering, by=by, knelpunt=knelpunt.pk, orgaan=orgaan.pk)
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
    """Answer a question: toegepast, or afgeweken with reasons and until when."""
    require_may_speak_for(by, agendering.aan)
    require_no_persoonsgegevens(antwoord, field="antwoord")
    rules.check_antwoord(stand, antwoord, tot_wanneer, timezone.localdate())
    agendering = Agendering.objects.select_for_update(of=("self",)).get(pk=agendering.pk)
    if agendering.stand != Agendering.Stand.OPEN:
        raise RuleError("Deze vraag is al beantwoord of doorgezet.")
    agendering.stand, agendering.antwoord = stand, antwoord
    agendering.tot_wanneer = tot_wanneer
    agendering.beantwoord_door, agendering.beantwoord_op = by, timezone.now()
    agendering.save(
        update_fields=["stand", "antwoord", "tot_wanneer", "beantwoord_door", "beantwoord_op"]
    )
    record("beantwoord", agendering, by=by, stand=stand)
    return agendering


@transaction.atomic
def verwerk_termijnen(op: date) -> list[Agendering]:
    """Let every question without an answer on `op` climb one step of the ladder.

    A job of the system, run as owner and safe to repeat. The old question stays visible as
    silence; at the top of the ladder it stays there. Returns the new questions.
    """
    late = Agendering.objects.filter(stand=Agendering.Stand.OPEN, uiterlijk__lt=op)
    climbed = []
    for agendering in late.select_related(
        "orgaan__hoger__organisatie", "opgave", "knelpunt"
    ).select_for_update(of=("self",)):
        agendering.stand = Agendering.Stand.VERLOPEN
        agendering.save(update_fields=["stand"])
        higher = agendering.orgaan.hoger
        if higher is not None:
            climbed.append(_climb(agendering, higher, op))
        record("verlopen", agendering, by=None, naar=higher.pk if higher else None)
    return climbed


def _climb(agendering: Agendering, higher: Orgaan, op: date) -> Agendering:
    asked_on = timezone.localtime(agendering.gemaakt_op).date()
    Partner.objects.get_or_create(
        opgave=agendering.opgave,
        organisatie=higher.organisatie,
        defaults={"rol": Partner.Rol.MEEDENKER},
    )
    return Agendering.objects.create(
        organisatie=agendering.organisatie,
        maker=agendering.maker,
        knelpunt=agendering.knelpunt,
        orgaan=higher,
        aan=higher.organisatie,
        titel=agendering.titel,
        vraag=agendering.vraag,
        uiterlijk=rules.next_term(asked_on, agendering.uiterlijk, op),
        advies=agendering.advies,
        advies_reden=agendering.advies_reden,
        vorige=agendering,
        **_as_visible_as(agendering),
    )


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
    require_no_persoonsgegevens(voorstel, field="voorstel")
    besluit = Besluit.objects.create(
        organisatie=require_organisatie(by),
        maker=by,
        knelpunt=knelpunt,
        agendering=agendering,
        titel=titel,
        voorstel=voorstel,
        **_as_visible_as(knelpunt),
    )
    for part in gevraagd:
        vraag_bijdrage(besluit, part, by=by)
    record("voorbereid", besluit, by=by, knelpunt=knelpunt.pk)
    return besluit


@transaction.atomic
def wijzig_voorstel(
    besluit: Besluit, *, titel: str, voorstel: str, versie: int, by: Gebruiker
) -> Besluit:
    """Change a proposal that is not decided; in besluitvorming that opens a new round."""
    require_teamlid(by, besluit.opgave)
    require_no_persoonsgegevens(voorstel, field="voorstel")
    besluit = lock_version(besluit, versie)
    rules.next_fase(besluit.fase)
    besluit.titel, besluit.voorstel = titel, voorstel
    if besluit.fase == Besluit.Fase.BESLUIT:
        besluit.ronde += 1
    besluit.save(update_fields=["titel", "voorstel", "ronde", "versie"])
    record("voorstel gewijzigd", besluit, by=by, ronde=besluit.ronde)
    return besluit


@transaction.atomic
def vraag_bijdrage(besluit: Besluit, part: Gevraagd, *, by: Gebruiker) -> Bijdrage:
    """Say what the proposal asks of an organisatie; once per organisatie."""
    require_teamlid(by, besluit.opgave)
    rules.next_fase(besluit.fase)
    bijdrage, _ = Bijdrage.objects.update_or_create(
        besluit=besluit,
        organisatie=part.organisatie,
        defaults={"wat": part.wat, "bedrag": part.bedrag},
    )
    record("bijdrage gevraagd", besluit, by=by, organisatie=part.organisatie.pk)
    return bijdrage


@transaction.atomic
def open_fase(besluit: Besluit, *, sluit_op: date, by: Gebruiker) -> Besluit:
    """Open the next round (beeldvorming, oordeelsvorming, besluitvorming) until `sluit_op`."""
    require_teamlid(by, besluit.opgave)
    besluit = Besluit.objects.select_for_update(of=("self",)).get(pk=besluit.pk)
    fase = rules.next_fase(besluit.fase)
    if fase == Besluit.Fase.GENOMEN:
        raise RuleError("Dit is de laatste ronde. Neem het besluit, of pas het voorstel aan.")
    if sluit_op <= timezone.localdate():
        raise RuleError("Kies een dag in de toekomst.", field="sluit_op")
    besluit.fase, besluit.sluit_op = fase, sluit_op
    besluit.save(update_fields=["fase", "sluit_op"])
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
    for field, text in (("toelichting", toelichting), ("oplossing", oplossing)):
        require_no_persoonsgegevens(text, field=field)
    if besluit.fase not in rules.OPEN_FASEN:
        raise RuleError("Op dit voorstel kan nu niet worden gereageerd.")
    _require_partner(besluit.opgave, organisatie)
    if soort != Reactie.Soort.CONSENT and not toelichting.strip():
        raise RuleError("Zeg waarom. Zonder reden telt uw reactie niet.", field="toelichting")
    if soort != Reactie.Soort.BEZWAAR:
        belang = None
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


@transaction.atomic
def neem_besluit(besluit: Besluit, *, herzien_op: date, by: Gebruiker) -> Besluit:
    """Take a besluit over which nobody has an objection that stands.

    Every bijdrage gets the mandaat it rests on (Awb 10:10); what no mandaat covers names the
    orgaan that must still decide. Consent never replaces a statutory decision.
    """
    require_teamlid(by, besluit.opgave)
    besluit = Besluit.objects.select_for_update(of=("self",)).get(pk=besluit.pk)
    if rules.next_fase(besluit.fase) != Besluit.Fase.GENOMEN:
        raise RuleError("Open eerst de ronde besluitvorming.")
    rules.check_consent(queries.standpunten(besluit), besluit.ronde)
    today = timezone.localdate()
    if herzien_op <= today:
        raise RuleError("Kies een dag in de toekomst.", field="herzien_op")
    for bijdrage in besluit.bijdragen.select_related("organisatie"):
        dekking = queries.find_dekking(besluit.opgave, bijdrage.organisatie, bijdrage.bedrag, today)
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
    if bijdrage.orgaan is None or bijdrage.bekrachtigd_op is not None:
        raise RuleError("Hierover hoeft geen orgaan meer te besluiten.")
    if op > timezone.localdate():
        raise RuleError("Deze dag is nog niet geweest.", field="op")
    bijdrage.bekrachtigd_op = op
    bijdrage.save(update_fields=["bekrachtigd_op"])
    record("bekrachtigd", bijdrage.besluit, by=by, organisatie=bijdrage.organisatie.pk)
    return bijdrage


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
    require_teamlid(by, besluit.opgave)
    require_no_persoonsgegevens(tekst, field="tekst")
    if besluit.fase != Besluit.Fase.GENOMEN:
        raise RuleError("Neem eerst het besluit.")
    if uiterlijk <= timezone.localdate():
        raise RuleError("Kies een dag in de toekomst.", field="uiterlijk")
    waits = besluit.bijdragen.filter(organisatie=organisatie, bekrachtigd_op=None).first()
    if waits is not None:
        raise RuleError(f"{waits.orgaan} moet hier nog over besluiten.", field="eigenaar")
    shared = _as_visible_as(besluit) | {"organisatie": organisatie, "maker": by, "titel": titel}
    inzet = Inzet.objects.create(soort=soort, niveau=niveau, bedrag=bedrag, **shared)
    afspraak = Afspraak.objects.create(
        besluit=besluit,
        eigenaar=eigenaar,
        inzet=inzet,
        tekst=tekst,
        uiterlijk=uiterlijk,
        **shared,
    )
    record("afgesproken", afspraak, by=by, besluit=besluit.pk, eigenaar=eigenaar.pk)
    return afspraak


@transaction.atomic
def begin_inzet(afspraak: Afspraak, *, by: Gebruiker) -> Afspraak:
    """Say that the work has begun."""
    permissions.require_may_finish(by, afspraak)
    if afspraak.inzet.stand != Inzet.Stand.GEPLAND:
        raise RuleError("Deze inzet is al begonnen.")
    _set_inzet(afspraak, Inzet.Stand.LOOPT)
    record("begonnen", afspraak, by=by)
    return afspraak


@transaction.atomic
def rond_af(
    afspraak: Afspraak, *, resultaat: str, les_titel: str, les_tekst: str, by: Gebruiker
) -> Afspraak:
    """Say what came of it and what was learned; it goes back to everyone with such a casus."""
    permissions.require_may_finish(by, afspraak)
    require_no_persoonsgegevens(resultaat, field="resultaat")
    if not resultaat.strip():
        raise RuleError("Schrijf op wat het resultaat is.", field="resultaat")
    afspraak = (
        Afspraak.objects.select_related("besluit__knelpunt__opgave", "inzet")
        .select_for_update(of=("self",))
        .get(pk=afspraak.pk)
    )
    if afspraak.gedaan_op is not None:
        raise RuleError("Deze afspraak is al afgerond.")
    afspraak.resultaat, afspraak.gedaan_op = resultaat, timezone.now()
    afspraak.les = leg_les_vast(afspraak.besluit.knelpunt, titel=les_titel, tekst=les_tekst, by=by)
    afspraak.save(update_fields=["resultaat", "gedaan_op", "les"])
    _set_inzet(afspraak, Inzet.Stand.GEDAAN)
    record("afgerond", afspraak, by=by, les=afspraak.les.pk)
    return afspraak


def _set_inzet(afspraak: Afspraak, stand: str) -> None:
    afspraak.inzet.stand = stand
    afspraak.inzet.save(update_fields=["stand"])
