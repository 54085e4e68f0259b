"""What one viewer can do with a proposal or besluit now: her next step first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.checks import allows, why_not
from samenspel.basis.rij import Knop
from samenspel.basis.templatetags.samenspel import datum
from samenspel.opgaven.permissions import check_team_of, is_teamlid
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.permissions import speaks_for
from samenspel.overleg.besluiten import rules
from samenspel.overleg.besluiten.consent import explain_nodig, explain_wacht
from samenspel.overleg.besluiten.dekking import Dekking
from samenspel.overleg.besluiten.models import Besluit, Bijdrage
from samenspel.overleg.besluiten.permissions import (
    check_afspreken,
    check_nemen,
    check_reageren_namens,
    check_ronde,
    check_verlengen,
    check_wijzigen,
)
from samenspel.overleg.besluiten.rows import (
    eigen_kernbezwaren,
    gezegd,
    kunnen_reageren,
    next_termijn,
    tafel_of,
    terug_op_tafel,
    vorige_reactie,
)
from samenspel.overleg.mandaten.models import Mandaat

NEXT_LABEL = {
    "voorbereiding": "Open de beeldvorming",
    "beeldvorming": "Ga naar de oordeelsvorming",
    "oordeelsvorming": "Ga naar de besluitvorming",
}
ASKS = {
    "beeldvorming": "Is het voorstel helder? Stel uw vraag, of zeg dat u er geen hebt.",
    "oordeelsvorming": "Wat vindt uw organisatie? Noem feiten, waarden en belangen.",
    "besluitvorming": "Kan uw organisatie hiermee verder?",
}


@dataclass(frozen=True)
class AanU:
    """The one next step for this viewer, and why.

    `doet` is where one click does it (`label`); `knop` then leads to doing it otherwise.
    """

    titel: str
    uitleg: str
    knop: Knop | None = None
    doet: str = ""
    label: str = ""


def aan_u(
    besluit: Besluit,
    bijdragen: Sequence[Bijdrage],
    dekkingen: Sequence[Dekking],
    viewer: Gebruiker,
) -> AanU | None:
    """Return what this besluit asks of this viewer, as partner, as holder of a mandaat, as team."""
    if besluit.stand in rules.RONDEN:
        asked = {b.organisatie_id: (b, d) for b, d in zip(bijdragen, dekkingen, strict=True)}
        said = gezegd(besluit)
        for one in _speaks(besluit, viewer):
            if one.pk not in said:
                return _to_react(besluit, one, asked.get(one.pk), viewer)
        held = _held(besluit, asked, viewer)
        if held is not None:
            return held
    refused = any(one.afgewezen for one in bijdragen)
    return _of_team(besluit, viewer) or (_refused(besluit, viewer) if refused else None)


def _speaks(besluit: Besluit, viewer: Gebruiker) -> list[Organisatie]:
    return [one for one in kunnen_reageren(besluit) if speaks_for(viewer, one)]


def _to_react(
    besluit: Besluit,
    one: Organisatie,
    asked: tuple[Bijdrage, Dekking] | None,
    viewer: Gebruiker,
) -> AanU:
    """Ask for a reaction; whoever reacted to an earlier version may say it again."""
    button = _react("Reageer", besluit, one)
    late = _late(besluit)
    bind = power(besluit, asked, viewer)
    if eigen_kernbezwaren(besluit, one):
        title = "Lost deze tekst uw bezwaar op?"
        why = f"Uw bezwaar op een kernbelang staat tot u zelf zegt dat het is opgelost. {late}"
        return AanU(title, why, button)
    last = vorige_reactie(besluit, one)
    if last is None:
        return AanU(f"Reageer namens {one.kort}", f"{ASKS[besluit.stand]} {bind} {late}", button)
    said = last.get_soort_display().lower()
    why = f"U zei “{said}” op versie {last.voorstelversie}. Lees wat er veranderde. {bind} {late}"
    again = reverse("overleg:besluit_herhaal", args=[besluit.pk, one.pk])
    other = replace(button, label="Ik reageer anders")
    return AanU(f"Geldt uw reactie namens {one.kort} nog?", why, other, again, f"Nog steeds {said}")


def until_when(besluit: Besluit) -> str:
    """Say until when a partner can react: to the end of the term, or else until the next step."""
    return _late(besluit) or f"Reageren kan tot en met {datum(tafel_of(besluit).termijn.einde)}."


def _late(besluit: Besluit) -> str:
    """Say that a reaction still counts after the term; before it the page itself says the day."""
    if not tafel_of(besluit).termijn.is_over(klok.today()):
        return ""
    return "De termijn is voorbij. Uw reactie telt nog mee tot het team de volgende stap zet."


def power(besluit: Besluit, asked: tuple[Bijdrage, Dekking] | None, viewer: Gebruiker) -> str:
    """Say before she reacts what her reaction can bind."""
    if asked is None or besluit.stand != rules.LAST_RONDE:
        return ""
    bijdrage, dekking = asked
    if any(tegoed.mandaat.houder_id == viewer.pk for tegoed in dekking.tegoeden):
        who = bijdrage.organisatie.kort
        return f"Op uw mandaat kunt u ook ja zeggen tegen wat van {who} wordt gevraagd."
    who = dekking.orgaan.in_zin if dekking.orgaan else "uw organisatie zelf"
    held = [tegoed.mandaat.houder.naam for tegoed in dekking.tegoeden]
    also = f", of {' of '.join(sorted(set(held)))} op een mandaat" if held else ""
    return f"U kunt reageren en adviseren. Binden kan alleen {who}{also}."


def houdt(dekking: Dekking, viewer: Gebruiker) -> list[Mandaat]:
    """Return the mandaten with room that this viewer holds herself."""
    return [t.mandaat for t in dekking.tegoeden if t.mandaat.houder_id == viewer.pk]


def _held(
    besluit: Besluit, asked: dict[UUID, tuple[Bijdrage, Dekking]], viewer: Gebruiker
) -> AanU | None:
    """Ask whoever holds a mandaat whether she says yes on it."""
    if besluit.stand != rules.LAST_RONDE:
        return None
    for bijdrage, dekking in asked.values():
        spoke = {one["door"] for one in getattr(bijdrage, "toezeggingen", [])}
        if viewer.pk not in spoke and houdt(dekking, viewer):
            url = reverse("overleg:bijdrage_aanvaard", args=[bijdrage.pk])
            why = (
                f"{bijdrage.organisatie} gaf u mandaat. Er wordt gevraagd: {bijdrage.wat}. "
                "Alleen uw eigen ja telt."
            )
            return AanU("Zegt u ja op uw mandaat?", why, Knop("Lees en beslis", url))
    return None


def _of_team(besluit: Besluit, viewer: Gebruiker) -> AanU | None:
    """Tell the team its next step, or why it must wait."""
    if besluit.stand not in rules.NEXT_STAND or not is_teamlid(viewer, besluit.opgave_id):
        return None
    steps = team_steps(besluit, viewer)
    if steps and besluit.stand in NEXT_LABEL and allows(check_ronde, besluit, by=viewer):
        label, other = steps[0].label, replace(steps[0], label="Kies een latere dag")
        return AanU(label, _why(besluit), other, steps[0].url, label)
    if steps:
        return AanU(steps[0].label, _why(besluit), steps[0])
    check = check_nemen if besluit.stand == rules.LAST_RONDE else check_ronde
    return AanU("Nu wachten, of het voorstel aanpassen", why_not(check, besluit, by=viewer))


def _refused(besluit: Besluit, viewer: Gebruiker) -> AanU | None:
    """Show the team the way on when an orgaan said no to a part of a besluit."""
    if besluit.stand != Besluit.Stand.GENOMEN or not is_teamlid(viewer, besluit.opgave_id):
        return None
    refused = terug_op_tafel().filter(besluit=besluit).select_related("organisatie").first()
    if refused is None:
        return None
    who = refused.organisatie.kort
    why = f"{who} zei nee tegen: {refused.wat}. Maak een ander voorstel; deze tekst staat al klaar."
    return AanU("Een deel is terug op tafel", why, _again(besluit, "Maak een ander voorstel"))


def _again(besluit: Besluit, label: str) -> Knop:
    again = reverse("overleg:besluit_nieuw", args=[besluit.knelpunt_id])
    return Knop(label, f"{again}?van={besluit.pk}")


def _why(besluit: Besluit) -> str:
    tafel, today = tafel_of(besluit), klok.today()
    if besluit.stand == Besluit.Stand.VOORBEREIDING:
        return _how_long(besluit)
    if besluit.stand != rules.LAST_RONDE or tafel.needs_extension(today):
        heard = f"{len(tafel.nu)} van {len(tafel.partners)} partners reageerden op deze versie."
        ends = _how_long(besluit) if besluit.stand in NEXT_LABEL else ""
        return " ".join(filter(None, [heard, explain_wacht(tafel), explain_nodig(tafel), ends]))
    if tafel.is_quorum:
        return "Geen partner heeft een bezwaar dat nog telt. Wie zweeg, is niet gebonden."
    return (
        "Te weinig partners reageerden, ook na de verlenging. Het wordt een besluit van alleen wie "
        "instemde, en bindt niemand anders."
    )


def _how_long(besluit: Besluit) -> str:
    """Say until when partners can react in a round that begins today."""
    term = next_termijn(besluit)
    return (
        f"Een ronde duurt minstens {term.werkdagen} werkdagen: reageren kan dan tot en met "
        f"{datum(term.vroegst)}."
    )


def team_steps(besluit: Besluit, viewer: Gebruiker) -> list[Knop]:
    """Return the step with which the team brings a proposal further, if there is one now."""
    if allows(check_ronde, besluit, by=viewer):
        opens = f"{_url('ronde', besluit)}?ronde={rules.NEXT_STAND[besluit.stand]}"
        return [Knop(NEXT_LABEL[besluit.stand], opens)]
    if allows(check_nemen, besluit, by=viewer):
        return [Knop("Neem het besluit", _url("nemen", besluit))]
    if allows(check_verlengen, besluit, by=viewer):
        return [Knop("Verleng de ronde één keer", _url("verleng", besluit))]
    return []


def knoppen_of(besluit: Besluit, viewer: Gebruiker) -> list[Knop]:
    """Return what this viewer may do now; a reaction that is still missing comes first."""
    said = gezegd(besluit)
    mine = [
        one
        for one in _speaks(besluit, viewer)
        if allows(check_reageren_namens, besluit, one, by=viewer)
    ]
    first = [_react("Reageer", besluit, one) for one in mine if one.pk not in said]
    more = "Zeg meer" if besluit.stand != rules.LAST_RONDE else "Wijzig uw reactie"
    again = [_react(more, besluit, one) for one in mine if one.pk in said]
    steps = _team_knoppen(besluit, viewer)
    return [*first, *steps[:1], *again, *steps[1:]]


def _react(what: str, besluit: Besluit, one: Organisatie) -> Knop:
    url = f"{_url('reactie', besluit)}?organisatie={one.pk}"
    return Knop(f"{what} namens {one.kort}", url)


def _team_knoppen(besluit: Besluit, viewer: Gebruiker) -> list[Knop]:
    if allows(check_afspreken, besluit, by=viewer):
        return [Knop("Maak een afspraak", reverse("overleg:afspraak_nieuw", args=[besluit.pk]))]
    if besluit.stand == Besluit.Stand.INGETROKKEN and allows(check_team_of, besluit, by=viewer):
        return [_again(besluit, "Begin opnieuw met deze tekst")]
    if not allows(check_wijzigen, besluit, by=viewer):
        return []
    change = Knop("Pas het voorstel aan", _url("wijzig", besluit))
    ask = Knop("Vraag een bijdrage", _url("bijdrage", besluit))
    withdraw = Knop("Trek het voorstel in", _url("intrekken", besluit))
    return [*team_steps(besluit, viewer), change, ask, withdraw]


def _url(step: str, besluit: Besluit) -> str:
    return reverse(f"overleg:besluit_{step}", args=[besluit.pk])
