"""The text of a proposal or besluit as a document, with in its margin what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.urls import reverse

from samenspel.basis.blad import Alinea, Noot
from samenspel.basis.templatetags.samenspel import datum, meervoud
from samenspel.basis.verschil import Woorden, alineas, verschil
from samenspel.overleg.besluiten import rules
from samenspel.overleg.besluiten.models import Reactie
from samenspel.overleg.besluiten.versies import Tekstversie, versies_of


@dataclass(frozen=True)
class Tekstwijziging:
    """What a version changed, word by word, and whose objection caused it."""

    nummer: int
    op: datetime
    vanwege: str | None
    stukken: list[Woorden]


def wijzigingen(besluit: Any) -> list[Tekstwijziging]:
    """Tell of each version what it changed, the latest first (`besluiten`)."""
    changed = [
        Tekstwijziging(new.nummer, new.op, new.vanwege, verschil(old.tekst, new.tekst))
        for old, new in pairwise(versies_of(besluit))
    ]
    return changed[::-1]


def blad_of(besluit: Any, said: Sequence[Reactie]) -> list[Alinea]:
    """Return its paragraphs with their notes; while partners decide, with the latest change.

    `said` are the concerns and objections that name a part of it.
    """
    text = _text(besluit) or [Alinea([])]  # without words it rests on something all the same
    notes: list[list[Noot]] = [[] for _ in text]
    notes[0] += _grounds(besluit)
    changed = next((at for at, alinea in enumerate(text) if alinea.is_changed), None)
    if changed is not None:
        notes[changed].append(_change(besluit, versies_of(besluit)[-1], said))
    for row in said:
        if row.deel:
            notes[_part(text, row.deel)].append(_said(row, besluit))
    return [replace(alinea, noten=found) for alinea, found in zip(text, notes, strict=True)]


def _text(besluit: Any) -> list[Alinea]:
    """Return the text; of what else partners consent to, only what just changed."""
    versies = versies_of(besluit)
    if len(versies) < 2 or besluit.stand not in rules.RONDEN:
        return [Alinea(one) for one in alineas(verschil(besluit.voorstel, besluit.voorstel))]
    old, new = versies[-2:]
    also = [Alinea(one) for one in alineas(verschil(old.daarbij, new.daarbij))]
    text = [Alinea(one) for one in alineas(verschil(old.voorstel, new.voorstel))]
    return text + [alinea for alinea in also if alinea.is_changed]


def _grounds(besluit: Any) -> list[Noot]:
    """Say on what it rests, as far as this reader may see that."""
    counts = ""
    if besluit.casussen:
        counts = (
            f"{besluit.casussen} {meervoud(besluit.casussen, 'casus,casussen')} uit "
            f"{besluit.gemeenten} {meervoud(besluit.gemeenten, 'gemeente,gemeenten')}"
        )
    if besluit.knelpunt_titel:
        url = reverse("praktijk:knelpunt", args=[besluit.knelpunt_id])
        also = f"{counts}, en op het knelpunt" if counts else "het knelpunt"
        return [Noot(f"Steunt op {also}", url, besluit.knelpunt_titel)]
    hidden = Noot("Het knelpunt achter dit voorstel is voor u niet zichtbaar.")
    return [Noot(f"Steunt op {counts}."), hidden] if counts else [hidden]


def _change(besluit: Any, versie: Tekstversie, said: Sequence[Reactie]) -> Noot:
    """Say what changed it, and lead to the objection: where it stands, or with what was said."""
    when = f"Versie {versie.nummer}, aangepast op {datum(versie.op)}"
    if versie.vanwege is None:
        return Noot(f"{when}.")
    objected = {row.organisatie.naam for row in said if row.soort == Reactie.Soort.BEZWAAR}
    where = "bezwaar" if versie.vanwege in objected else "eerder"
    url = f"{besluit.get_absolute_url()}#{where}"
    return Noot(when, url, f"na het bezwaar van {versie.vanwege}", "bezwaar")


def _part(text: Sequence[Alinea], deel: str) -> int:
    """Find the paragraph that somebody means: it has these words, or else the first."""
    words = deel.casefold().strip(" .“”\"'")
    return next((at for at, one in enumerate(text) if words in one.tekst.casefold()), 0)


def _said(row: Reactie, besluit: Any) -> Noot:
    kind = "Bezwaar" if row.soort == Reactie.Soort.BEZWAAR else "Zorg"
    soort = "bezwaar" if row.soort == Reactie.Soort.BEZWAAR else ""
    url = f"{besluit.get_absolute_url()}#bezwaar" if soort else ""
    return Noot(f"{kind} van {row.organisatie.kort} over dit deel.", url, "Lees het", soort)
