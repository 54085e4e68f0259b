"""What partners say of a proposal: questions and answers, arguments, consent and objections."""

from dataclasses import dataclass

from django.db import transaction

from samenspel.basis import klok
from samenspel.basis.errors import ConflictError, RuleError, StaleError
from samenspel.basis.tekst import require_clean
from samenspel.opgaven.models import Belang
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.overleg.besluiten import consent, rows, rules
from samenspel.overleg.besluiten.actions import fresh
from samenspel.overleg.besluiten.daden import BesluitDaad
from samenspel.overleg.besluiten.models import Besluit, Reactie
from samenspel.overleg.besluiten.permissions import (
    check_antwoorden,
    check_reageren_namens,
    check_vraag_intrekken,
)
from samenspel.spoor.actions import record


@dataclass(frozen=True)
class Grond:
    """On what an objection rests: which part, which law or belang, and what would solve it."""

    deel: str = ""
    wet: str = ""
    belang: Belang | None = None
    oplossing: str = ""


@transaction.atomic
def reageer(
    besluit: Besluit,
    organisatie: Organisatie,
    *,
    soort: str,
    toelichting: str = "",
    grond: Grond | None = None,
    opgelost: bool = False,
    versie: int = 0,
    voorstelversie: int | None = None,
    by: Gebruiker,
) -> Reactie:
    """Say something for `organisatie`, of the proposal as it lies there now.

    Whoever thinks again says it again; nothing is lost. `versie` is that of the reaction on the
    screen, 0 for none: what a colleague said meanwhile is not replaced unseen. `voorstelversie`
    is that of the proposal on the screen: nobody consents to a text that she did not read.
    """
    besluit = fresh(besluit)
    check_reageren_namens(besluit, organisatie, by=by)
    rules.check_soort(besluit.stand, soort)
    if voorstelversie is not None and voorstelversie != besluit.versie:
        raise ConflictError("Het voorstel is intussen aangepast. Lees eerst wat er nu staat.")
    grond = grond or Grond()
    if soort != Reactie.Soort.BEZWAAR:
        grond = Grond(oplossing=grond.oplossing)
    require_clean(
        toelichting=toelichting, deel=grond.deel, wet=grond.wet, oplossing=grond.oplossing
    )
    _check_said(organisatie, soort, toelichting, grond)
    mine = rows.eigen_kernbezwaren(besluit, organisatie)
    consent.check_opgelost(mine, soort=soort, opgelost=opgelost)
    said = Reactie.objects.create(
        besluit=besluit,
        organisatie=organisatie,
        gebruiker=by,
        fase=besluit.stand,
        ronde=besluit.ronde,
        voorstelversie=besluit.versie,
        versie=_next_version(besluit, organisatie, versie, by),
        soort=soort,
        toelichting=toelichting,
        belang=grond.belang,
        kern=grond.belang is not None and grond.belang.kern,
        opgelost=bool(mine) and opgelost,
        deel=grond.deel,
        wet=grond.wet,
        oplossing=grond.oplossing,
    )
    record(BesluitDaad.GEREAGEERD, besluit, by=by, organisatie=organisatie.pk, reactie=soort)
    return said


def _check_said(organisatie: Organisatie, soort: str, toelichting: str, grond: Grond) -> None:
    if grond.belang is not None and grond.belang.organisatie_id != organisatie.pk:
        raise RuleError(f"Kies een belang van {organisatie}.", field="belang")
    if soort == Reactie.Soort.BEZWAAR:
        op_belang = grond.belang is not None
        rules.check_bezwaar(
            rules.Bezwaargrond(
                toelichting, grond.deel, grond.wet, grond.oplossing, op_belang=op_belang
            )
        )
    elif soort not in (Reactie.Soort.CONSENT, Reactie.Soort.HELDER) and not toelichting.strip():
        raise RuleError("Zeg wat u bedoelt. Zonder tekst telt het niet.", field="toelichting")


def _next_version(besluit: Besluit, organisatie: Organisatie, seen: int, by: Gebruiker) -> int:
    """Count what an organisatie said; in besluitvorming it counts once, whoever speaks for it."""
    now = rows.gezegd(besluit).get(organisatie.pk)
    if (
        besluit.stand == rules.LAST_RONDE
        and now is not None
        and now.gebruiker_id != by.pk
        and now.versie != seen
    ):
        raise StaleError(
            f"{now.gebruiker} heeft al gereageerd namens {organisatie}. Lees wat er staat. "
            "Stuurt u uw reactie nog eens, dan komt die ervoor in de plaats.",
            current=now,
        )
    return rows.volgnummer(besluit, organisatie) + 1


@transaction.atomic
def herhaal(besluit: Besluit, organisatie: Organisatie, *, by: Gebruiker) -> Reactie:
    """Say of the changed proposal what was said of the one before, in one click."""
    last = rows.vorige_reactie(besluit, organisatie)
    if last is None:
        raise RuleError("Uw organisatie zei nog niets om te herhalen.")
    return reageer(
        besluit,
        organisatie,
        soort=last.soort,
        toelichting=last.toelichting,
        grond=Grond(last.deel, last.wet, last.belang, last.oplossing),
        versie=last.versie,
        voorstelversie=besluit.versie,
        by=by,
    )


@transaction.atomic
def neem_over(besluit: Besluit, bezwaar: Reactie, *, by: Gebruiker) -> Reactie:
    """Object here as its organisatie does elsewhere in the opgave on a kernbelang, in one click."""
    besluit = fresh(besluit)
    if bezwaar not in rows.kernbezwaren_elders(besluit):
        raise RuleError("Dit bezwaar staat niet meer.")
    return reageer(
        besluit,
        bezwaar.organisatie,
        soort=bezwaar.soort,
        toelichting=bezwaar.toelichting,
        grond=Grond(bezwaar.deel, bezwaar.wet, bezwaar.belang, bezwaar.oplossing),
        by=by,
    )


@transaction.atomic
def beantwoord_vraag(vraag: Reactie, *, antwoord: str, by: Gebruiker) -> Reactie:
    """Answer what a partner asked about the proposal."""
    vraag = _fresh_vraag(vraag)
    check_antwoorden(vraag, by=by)
    require_clean(antwoord=antwoord)
    if not antwoord.strip():
        raise RuleError("Schrijf een antwoord.", field="antwoord")
    vraag.antwoord, vraag.beantwoord_door, vraag.beantwoord_op = antwoord, by, klok.now()
    vraag.save(update_fields=["antwoord", "beantwoord_door", "beantwoord_op"])
    who = vraag.organisatie_id
    record(BesluitDaad.VRAAG_BEANTWOORD, vraag.besluit, by=by, organisatie=who)
    return vraag


def lees_antwoorden(besluit: Besluit, *, by: Gebruiker) -> None:
    """Note that whoever asked saw what was answered; not an act, hence not in the spoor."""
    unread = [
        row.pk
        for row in rows.reacties_of(besluit)
        if row.gebruiker_id == by.pk and row.beantwoord_op and row.gelezen_op is None
    ]
    if unread:
        Reactie.objects.filter(pk__in=unread).update(gelezen_op=klok.now())


@transaction.atomic
def trek_vraag_in(vraag: Reactie, *, by: Gebruiker) -> Reactie:
    """Let a question go that needs no answer any more."""
    vraag = _fresh_vraag(vraag)
    check_vraag_intrekken(vraag, by=by)
    vraag.ingetrokken_op = klok.now()
    vraag.save(update_fields=["ingetrokken_op"])
    who = vraag.organisatie_id
    record(BesluitDaad.VRAAG_INGETROKKEN, vraag.besluit, by=by, organisatie=who)
    return vraag


def _fresh_vraag(vraag: Reactie) -> Reactie:
    fresh(vraag.besluit)
    return Reactie.objects.select_related("besluit", "organisatie").get(pk=vraag.pk)
