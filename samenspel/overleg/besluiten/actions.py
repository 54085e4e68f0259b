"""Prepare a proposal and bring it round by round to a besluit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from django.db import transaction

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.basis.regel import longest
from samenspel.basis.tekst import require_clean
from samenspel.organisaties.locks import at_version
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.permissions import require_organisatie
from samenspel.overleg.besluiten import rows, rules
from samenspel.overleg.besluiten.daden import BesluitDaad
from samenspel.overleg.besluiten.geldigheid import Geldigheid, check_geldigheid
from samenspel.overleg.besluiten.gezag import leg_gezag_vast
from samenspel.overleg.besluiten.models import (
    Besluit,
    Bijdrage,
    Opvolging,
    Reactie,
    Voorstelversie,
)
from samenspel.overleg.besluiten.permissions import (
    check_nemen,
    check_ronde,
    check_verlengen,
    check_voorstellen,
    check_wijzigen,
)
from samenspel.overleg.common import as_visible_as, require_future, wait_turn
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk.models import Knelpunt
from samenspel.spoor.actions import record

NIETS = Geldigheid()
"""It holds from the day that it is taken, and nothing follows from it for an earlier one."""


@dataclass(frozen=True)
class Gevraagd:
    """What a proposal asks of one organisatie; `bedrag` in euro."""

    organisatie: Organisatie
    wat: str
    bedrag: int = 0
    uiterlijk: date | None = None


@transaction.atomic
def bereid_besluit_voor(
    knelpunt: Knelpunt,
    *,
    titel: str,
    voorstel: str,
    bevoegd: Organisatie | None = None,
    bevoegdheid: str = "",
    agendering: Agendering | None = None,
    gevraagd: Sequence[Gevraagd] = (),
    geldigheid: Geldigheid = NIETS,
    by: Gebruiker,
) -> Besluit:
    """Write a proposal about a knelpunt: whose power it uses, and what it asks of whom.

    `geldigheid` says when it holds, what it does with an earlier one, what everybody may read.
    """
    check_voorstellen(knelpunt, by=by)
    require_clean(titel=titel, voorstel=voorstel, bevoegdheid=bevoegdheid)
    besluit = Besluit(
        organisatie=require_organisatie(by),
        maker=by,
        knelpunt=knelpunt,
        agendering=agendering,
        titel=titel,
        voorstel=voorstel,
        **as_visible_as(knelpunt),
    )
    _note_power(besluit, bevoegd, bevoegdheid)
    _note_geldigheid(besluit, geldigheid, NIETS)
    besluit.save()
    _follow(besluit, geldigheid)
    for part in gevraagd:
        vraag_bijdrage(besluit, part, by=by)
    _ask_for_power(besluit)
    record(BesluitDaad.VOORBEREID, besluit, by=by, knelpunt=knelpunt.pk)
    return besluit


def _note_power(besluit: Besluit, bevoegd: Organisatie | None, bevoegdheid: str) -> None:
    """Say whose power a besluit uses, or that it is an advice; the law goes before consent."""
    if bevoegd is not None and not bevoegdheid.strip():
        raise RuleError(
            f"Welke bevoegdheid van {bevoegd} gebruikt dit besluit, en van welk orgaan?",
            field="bevoegdheid",
        )
    besluit.bevoegd, besluit.bevoegdheid = bevoegd, bevoegdheid if bevoegd is not None else ""


def _ask_for_power(besluit: Besluit) -> None:
    """Ask whoever has the power to use it: on a mandaat, or by a decision of its orgaan.

    A consent without either binds no power, also where nothing else is asked.
    """
    power = besluit.bijdragen.filter(bevoegdheid=True)
    power.exclude(organisatie=besluit.bevoegd_id).delete()
    if besluit.bevoegd_id is None:
        return
    what = f"Eigen bevoegdheid gebruiken: {besluit.bevoegdheid}"
    wat = shorten(what, longest(Bijdrage.wat), placeholder="…")
    power.update(wat=wat)
    asked = {"wat": wat, "bevoegdheid": True}
    Bijdrage.objects.get_or_create(
        besluit=besluit, organisatie_id=besluit.bevoegd_id, defaults=asked
    )


def _note_geldigheid(besluit: Besluit, nieuw: Geldigheid, oud: Geldigheid) -> None:
    """Say when it holds, and what everybody may read; an earlier one is of the same opgave."""
    check_geldigheid(nieuw, oud, klok.today())
    follows = nieuw.opvolgt
    require_clean(openbare_tekst=nieuw.openbare_tekst, deel=follows.deel if follows else "")
    if follows is not None and follows != oud.opvolgt:
        rules.check_opvolging(
            follows.eerder.stand, same_opgave=follows.eerder.opgave_id == besluit.opgave_id
        )
    for name in ("geldt_van", "geldt_tot", "herzien_op", "openbare_tekst"):
        setattr(besluit, name, getattr(nieuw, name))


def _follow(besluit: Besluit, geldigheid: Geldigheid) -> None:
    """Name in the proposal what becomes of an earlier besluit, instead of what stood there."""
    besluit.opvolgingen.all().delete()
    if follows := geldigheid.opvolgt:
        Opvolging.objects.create(
            besluit=besluit, eerder=follows.eerder, aard=follows.aard, deel=follows.deel
        )


@transaction.atomic
def wijzig_voorstel(
    besluit: Besluit,
    *,
    titel: str,
    voorstel: str,
    versie: int,
    bevoegd: Organisatie | None = None,
    bevoegdheid: str = "",
    geldigheid: Geldigheid = NIETS,
    vanwege: Reactie | None = None,
    sluit_op: date | None = None,
    by: Gebruiker,
) -> Besluit:
    """Change a proposal that is not decided; in a round that begins its term anew.

    What partners said stays with the version of which they said it. `vanwege` is the objection
    that it answers, `sluit_op` the last day to react: without, the first that is allowed.
    """
    besluit = fresh(besluit)
    check_wijzigen(besluit, by=by)
    require_clean(titel=titel, voorstel=voorstel, bevoegdheid=bevoegdheid)
    over, before, held = _is_afgelopen(besluit), _proposed(besluit), rows.geldigheid_of(besluit)
    besluit = at_version(besluit, versie)
    besluit.titel, besluit.voorstel = titel, voorstel
    _note_power(besluit, bevoegd, bevoegdheid)
    _note_geldigheid(besluit, geldigheid, held)
    if (before, held) == (_proposed(besluit), geldigheid):
        raise RuleError("U veranderde niets.", field="voorstel")
    _begin_version(besluit, sluit_op, over=over)
    besluit.save()
    _follow(besluit, geldigheid)
    _ask_for_power(besluit)
    _keep_version(besluit, vanwege, by)
    record(BesluitDaad.GEWIJZIGD, besluit, by=by, ronde=besluit.ronde)
    return besluit


def _proposed(besluit: Besluit) -> tuple[object, ...]:
    return besluit.titel, besluit.voorstel, besluit.bevoegd_id, besluit.bevoegdheid


@transaction.atomic
def vraag_bijdrage(besluit: Besluit, part: Gevraagd, *, by: Gebruiker) -> Bijdrage:
    """Say what the proposal asks of an organisatie; once per organisatie.

    In a round that makes it another proposal, of which everybody may think anew.
    """
    besluit = fresh(besluit)
    check_wijzigen(besluit, by=by)
    require_clean(wat=part.wat)
    if part.uiterlijk is not None:
        require_future(part.uiterlijk, field="uiterlijk")
    if besluit.stand in rules.RONDEN:
        over = _is_afgelopen(besluit)
        besluit.versie += 1
        _begin_version(besluit, None, over=over)
        besluit.save()
    bijdrage, _ = Bijdrage.objects.update_or_create(
        besluit=besluit,
        organisatie=part.organisatie,
        defaults={
            "wat": part.wat,
            "bevoegdheid": False,
            "bedrag": part.bedrag,
            "uiterlijk": part.uiterlijk,
        },
    )
    _keep_version(besluit, None, by)
    record(BesluitDaad.BIJDRAGE_GEVRAAGD, besluit, by=by, organisatie=part.organisatie.pk)
    return bijdrage


def _is_afgelopen(besluit: Besluit) -> bool:
    """Is its round over, as things stand before it changes?"""
    in_round = besluit.stand in rules.RONDEN
    return in_round and rows.tafel_of(besluit).is_afgelopen(klok.today())


def _begin_version(besluit: Besluit, sluit_op: date | None, *, over: bool) -> None:
    """Let a version begin, and in a round its term; `over`: the round before had ended."""
    today = klok.today()
    besluit.gewijzigd_op = today
    if besluit.stand not in rules.RONDEN:
        return
    ronde = rules.next_ronde(besluit.ronde, is_afgelopen=over)
    if ronde != besluit.ronde:
        besluit.ronde, besluit.geopend_op = ronde, today
    besluit.verlengd_op = None
    _announce(besluit, sluit_op)


def _announce(besluit: Besluit, sluit_op: date | None) -> None:
    """Announce until when partners react: never before the round lasted its term."""
    besluit.sluit_op = None
    termijn = rows.termijn_of(besluit)
    besluit.sluit_op = termijn.vroegst
    if sluit_op is not None:
        besluit.sluit_op = rules.check_sluit_op(sluit_op, termijn)


def _keep_version(besluit: Besluit, vanwege: Reactie | None, by: Gebruiker) -> None:
    """Keep what is proposed as partners read it, from the first round on.

    What goes with the text the database notes itself (`sql/besluit_versie.sql`).
    """
    if besluit.stand not in rules.RONDEN:
        return
    said = {"titel": besluit.titel, "voorstel": besluit.voorstel}
    Voorstelversie.objects.get_or_create(
        besluit=besluit,
        nummer=besluit.versie,
        defaults=said | {"ronde": besluit.ronde, "vanwege": vanwege, "gebruiker": by},
    )
    rows.forget(besluit)


@transaction.atomic
def open_ronde(besluit: Besluit, *, sluit_op: date | None = None, by: Gebruiker) -> Besluit:
    """Open the next round (beeldvorming, oordeelsvorming, besluitvorming) until `sluit_op`.

    Without `sluit_op` it closes on the first day that is allowed.
    """
    besluit = fresh(besluit)
    check_ronde(besluit, by=by)
    stand = rules.NEXT_STAND[besluit.stand]
    besluit.stand, besluit.geopend_op = stand, klok.today()
    besluit.ronde = int(stand == Besluit.Stand.BESLUIT)
    besluit.verlengd_op = None
    _announce(besluit, sluit_op)
    besluit.save()
    _keep_version(besluit, None, by)
    record(BesluitDaad.RONDE_GEOPEND, besluit, by=by, fase=stand)
    return besluit


@transaction.atomic
def verleng_ronde(besluit: Besluit, *, by: Gebruiker) -> Besluit:
    """Give the silent one more term, once, when too few spoke; it waits on them again."""
    besluit = fresh(besluit)
    check_verlengen(besluit, by=by)
    besluit.verlengd_op = klok.today()
    _announce(besluit, None)
    besluit.save(update_fields=["verlengd_op", "sluit_op"])
    record(BesluitDaad.RONDE_VERLENGD, besluit, by=by)
    return besluit


@transaction.atomic
def neem_besluit(besluit: Besluit, *, by: Gebruiker) -> Besluit:
    """Take a besluit that at least one partner wants and over which nobody's objection stands.

    It binds whoever said yes, on a mandaat that it used itself. Of who consents without one, its
    orgaan must still decide: consent never replaces a statutory decision. What was asked of
    anybody else lapses.
    """
    besluit = fresh(besluit)
    check_nemen(besluit, by=by)
    # Two besluiten at once must not both use the last room of a mandaat.
    wait_turn(besluit.opgave_id)
    tafel = rows.tafel_of(besluit)
    leg_gezag_vast(besluit, tafel)
    besluit.stand, besluit.genomen_op = Besluit.Stand.GENOMEN, klok.now()
    besluit.gezamenlijk = not tafel.is_quorum
    besluit.save(update_fields=["stand", "genomen_op", "gezamenlijk"])
    record(BesluitDaad.GENOMEN, besluit, by=by, ronde=besluit.ronde)
    return besluit


@transaction.atomic
def trek_voorstel_in(besluit: Besluit, *, reden: str, by: Gebruiker) -> Besluit:
    """Withdraw a proposal before it is taken; its knelpunt is open again for another one.

    An objection on a kernbelang stays, and counts for the next proposal about the knelpunt.
    """
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


def fresh(besluit: Besluit) -> Besluit:
    """Read `besluit` again, while everybody else who acts on it waits."""
    wait_turn(besluit.pk)
    return Besluit.objects.select_related("bevoegd").get(pk=besluit.pk)
