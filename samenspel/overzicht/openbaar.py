"""What everybody may know of the loop: one casus that went round it, and counts of what is public.

Both ask for rows that are `openbaar`, whoever reads: so a visitor and a partner see the same, and
nothing follows from a number that one could not count oneself (decision 41).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.text import Truncator

from samenspel.basis.lus import Lus, Station
from samenspel.basis.soorten import url_of
from samenspel.basis.templatetags.samenspel import meervoud
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.rules import orgaan_in_zin
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid
from samenspel.overleg import open as open_
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overzicht.schakels import SCHAKELS
from samenspel.praktijk.models import Casus, Heropening, Koppeling

FEWEST = 5
"""A smaller number is not told: it would be about people one could name."""
WAY = {
    "knelpunt": ("besluit__knelpunt", "gemaakt_op"),
    "agendering": ("besluit__agendering", "gemaakt_op"),
    "besluit": ("besluit", "genomen_op"),
    "afspraak": ("", "gemaakt_op"),
    "les": ("les", "gemaakt_op"),
}
"""How each step after the casus is reached from an afspraak, and what says when it was."""


def opgaven_voor_iedereen() -> QuerySet[Any]:
    """The opgaven that everybody may follow: public, and established by their partners."""
    return Opgave.objects.filter(
        zichtbaarheid=Zichtbaarheid.OPENBAAR, stand=Opgave.Stand.VASTGESTELD
    )


def verhaal_van_de_lus() -> Lus | None:
    """Tell the newest casus that went round, where all of it is public. One query.

    Its indiener chose that everybody reads it and said whether it helped, without opening it
    again; the team made public what it led to. None as long as there is no such casus.
    """
    told = {
        "orgaan": "besluit__agendering__orgaan__naam",
        "aan": "besluit__agendering__orgaan__organisatie__kort",
    }
    for step, (path, moment) in WAY.items():
        for name, column in {"pk": "pk", "titel": "titel", "op": moment}.items():
            told[f"{step}_{name}"] = _at(path, column)
    rows = _public_afspraken().annotate(casus=Subquery(_public_casussen())).order_by("-gedaan_op")
    named = {f"s_{name}": F(column) for name, column in told.items()}
    found = rows.filter(casus__isnull=False).values("casus", **named).first()
    return _told(found["casus"], {k[2:]: v for k, v in found.items()}) if found else None


def _public_afspraken() -> QuerySet[Any]:
    """Those that were done, with all that led to them and came of them public."""
    public = {_at(path, "zichtbaarheid"): Zichtbaarheid.OPENBAAR for path, _ in WAY.values()}
    return Afspraak.objects.filter(
        Q(**public),
        opgave__in=opgaven_voor_iedereen().values("pk"),
        besluit__stand=Besluit.Stand.GENOMEN,
        gedaan_op__isnull=False,
    )


def _public_casussen() -> QuerySet[Any]:
    """The newest casus of an afspraak that was there before the question was asked."""
    again = Heropening.objects.exclude(stand=Heropening.Stand.GESLOTEN)
    rows = Koppeling.objects.filter(
        ~Exists(again.filter(casus=OuterRef("casus"))),
        knelpunt=OuterRef("besluit__knelpunt"),
        casus__zichtbaarheid=Zichtbaarheid.OPENBAAR,
        casus__geholpen__in=Casus.Geholpen.values,
        casus__ingebracht_op__lte=OuterRef("besluit__agendering__gemaakt_op"),
    )
    told = JSONObject(
        pk="casus_id",
        titel="casus__titel",
        op="casus__ingebracht_op",
        geholpen="casus__geholpen",
        woord="casus__geholpen_toelichting",
    )
    return rows.order_by("-casus__ingebracht_op").values(told=told)[:1]


def _at(path: str, column: str) -> str:
    return f"{path}__{column}" if path else column


def _told(casus: dict[str, str], row: dict[str, Any]) -> Lus:
    began = datetime.fromisoformat(casus["op"])
    row |= {"casus_pk": casus["pk"], "casus_titel": casus["titel"], "casus_op": began}
    row["agendering_titel"] = f"Gevraagd aan {orgaan_in_zin(row['orgaan'], row['aan'])}."
    stappen = [
        Station(
            schakel.label,
            url_of(schakel.model, row[f"{step}_pk"]),
            stand="gedaan",
            tekst=row[f"{step}_titel"],
            # Its knelpunt may have been there before this casus.
            op=timezone.localdate(op) if (op := row[f"{step}_op"]) >= began else None,
        )
        for step, schakel in SCHAKELS.items()
    ]
    word = Truncator(casus["woord"]).words(30)
    said = f"“{word}”" if word else GEHOLPEN[Casus.Geholpen(casus["geholpen"])]
    return Lus(stappen, f"En terug naar wie de casus inbracht: {said}", nog=0, kop=KOP)


KOP = "Zo ging het met één casus"
GEHOLPEN = {
    Casus.Geholpen.JA: "het hielp.",
    Casus.Geholpen.DEELS: "het hielp voor een deel.",
    Casus.Geholpen.NEE: "het hielp dit huishouden niet.",
}


@dataclass(frozen=True)
class Cijfers:
    """How much of an opgave is public: casussen, proposals on the table, indieners who know."""

    casussen: int = 0
    voorstellen: int = 0
    weten: int = 0

    def __str__(self) -> str:
        """Write it on one line; a number under `FEWEST` is not told.

        >>> str(Cijfers(12, 1, 7))
        '12 openbare casussen · 1 voorstel op tafel · 7 van 12 indieners weten wat ervan kwam'
        >>> str(Cijfers(4, 0, 4))
        'minder dan 5 openbare casussen'
        >>> str(Cijfers(9, 0, 2))
        '9 openbare casussen · minder dan 5 van 9 indieners weten wat ervan kwam'
        """
        few = f"minder dan {FEWEST}"
        parts = [f"{self.casussen if self.casussen >= FEWEST else few} openbare casussen"]
        if n := self.voorstellen:
            parts.append(f"{n} {meervoud(n, 'voorstel,voorstellen')} op tafel")
        if self.casussen >= FEWEST:
            known = self.weten if self.weten >= FEWEST else few
            parts.append(f"{known} van {self.casussen} indieners weten wat ervan kwam")
        return " · ".join(parts)


def openbare_cijfers(ids: Sequence[UUID]) -> dict[UUID, Cijfers]:
    """Count for each of these opgaven, with its parts, what everybody may read. One query."""
    public = Q(zichtbaarheid=Zichtbaarheid.OPENBAAR, opgave__zichtbaarheid=Zichtbaarheid.OPENBAAR)
    here = Q(opgave__in=ids) | Q(opgave__deel_van__in=ids)
    casussen = SCHAKELS["casus"].rows().filter(public, here)
    parts = [
        _counted(casussen, Count("pk"), Value(0), Count("pk", Q(gelezen_op__isnull=False))),
        _counted(open_.lopend().filter(public, here), Value(0), Count("pk"), Value(0)),
    ]
    found: dict[UUID, list[int]] = {pk: [0, 0, 0] for pk in ids}
    for own, whole, *numbers in parts[0].union(*parts[1:], all=True):
        for pk in {own, whole} & found.keys():
            found[pk] = [a + b for a, b in zip(found[pk], numbers, strict=True)]
    return {pk: Cijfers(*numbers) for pk, numbers in found.items()}


def _counted(rows: QuerySet[Any], *numbers: Any) -> QuerySet[Any, Any]:
    names = ("casussen", "voorstellen", "weten")
    grouped = rows.order_by().values("opgave_id", "opgave__deel_van_id")
    counted: QuerySet[Any, Any] = grouped.annotate(
        **dict(zip(names, numbers, strict=True))
    ).values_list("opgave_id", "opgave__deel_van_id", *names)
    return counted
