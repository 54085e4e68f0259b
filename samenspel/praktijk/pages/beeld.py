"""Which regelingen and leefgebieden a casus touches, as suggested and as confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from samenspel.analyse.patronen import regelingen as herkenning
from samenspel.organisaties.models import Leefgebied
from samenspel.praktijk.models import Casus
from samenspel.praktijk.rows.regelingen import alle_regelingen, recognise_in
from samenspel.praktijk.totaalplaatje import InBeeld, Tekening, home, teken
from samenspel.praktijk.totaalplaatje_smal import teken_smal

LABELS = dict(Leefgebied.choices)
SURE = 0.85
"""From here a word says it nearly alone: ticked beforehand. Below, the professional decides."""


@dataclass(frozen=True)
class Keuze:
    """A regeling or leefgebied to tick; `woorden` are those in the text that suggest it."""

    waarde: str
    label: str
    gekozen: bool
    woorden: tuple[str, ...] = ()
    zeker: bool = False
    regeling: InBeeld | None = None


@dataclass(frozen=True)
class Plaatje:
    """The drawing for a wide screen, and the one for a phone."""

    breed: Tekening
    smal: Tekening


@dataclass(frozen=True)
class Beeld:
    """The totaalplaatje of one casus, and what can be ticked to change it."""

    casus: Casus
    regelingen: list[InBeeld]
    ministeries: int
    plaatje: Plaatje
    suggesties: list[Keuze]
    overige: list[Keuze]
    leefgebieden: list[Keuze]


def teken_beeld(leefgebieden: Iterable[str], regelingen: list[InBeeld]) -> Plaatje:
    """Draw the picture with the names of the leefgebieden as we write them."""
    areas = set(leefgebieden)
    return Plaatje(teken(areas, regelingen, LABELS), teken_smal(areas, regelingen, LABELS))


def beeld_page(
    casus: Casus, *, leefgebieden: Iterable[str] | None, gekozen: Iterable[str] | None
) -> Beeld:
    """Compose the page where a professional confirms or corrects the picture.

    `leefgebieden` (codes) and `gekozen` (ids of regelingen) are what she ticked; None when she
    did not choose yet: then what she confirmed before is ticked, or else what the text says.
    """
    every = {one.pk: one for one in alle_regelingen()}
    hits = _recognised(casus, every.values())
    if leefgebieden is not None and gekozen is not None:
        areas, ticked = set(leefgebieden), set(gekozen)
    else:
        areas, ticked = _before(casus, hits)
    regelingen = [one for one in every.values() if one.pk in ticked]
    choices = {
        code: Keuze(code, one.naam, code in ticked, regeling=one) for code, one in every.items()
    }
    suggested = [_with_words(choices.pop(hit.code), hit) for hit in hits if hit.code]
    rest = choices.values()
    areas |= {home(one, areas) for one in regelingen}
    return Beeld(
        casus=casus,
        regelingen=regelingen,
        ministeries=len({naam for one in regelingen for naam in one.ministeries}),
        plaatje=teken_beeld(areas & LABELS.keys(), regelingen),
        suggesties=[*suggested, *(one for one in rest if one.gekozen)],
        overige=[one for one in rest if not one.gekozen],
        leefgebieden=[Keuze(code, label, code in areas) for code, label in LABELS.items()],
    )


def ruimte_in(tekst: str) -> list[InBeeld]:
    """Return the regelingen that a text names nearly for sure, the surest first."""
    every = {one.pk: one for one in alle_regelingen()}
    hits = recognise_in(tekst, every.values())
    return [every[hit.code] for hit in hits if hit.code and hit.certainty >= SURE]


def _recognised(casus: Casus, regelingen: Iterable[InBeeld]) -> list[herkenning.Hit]:
    return recognise_in(f"{casus.titel}.\n{casus.tekst}", regelingen)


def _before(casus: Casus, hits: list[herkenning.Hit]) -> tuple[set[str], set[str]]:
    """What she confirmed earlier, or else what the text says nearly for sure."""
    known = {str(pk) for pk in casus.regelingen.values_list("pk", flat=True)}
    if known or casus.leefgebieden:
        return set(casus.leefgebieden), known
    sure = [hit for hit in hits if hit.certainty >= SURE]
    areas = {hit.leefgebied for hit in sure if hit.leefgebied}
    return areas, {hit.code for hit in sure if hit.code}


def _with_words(choice: Keuze, hit: herkenning.Hit) -> Keuze:
    words = tuple(dict.fromkeys(word.text for word in hit.words))
    return replace(choice, woorden=words[:3], zeker=hit.certainty >= SURE)
