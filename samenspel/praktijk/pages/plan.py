"""What the page of a doorbraakplan shows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    F,
)  # fmt: skip
from django.utils.text import capfirst

from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.praktijk import permissions, rules
from samenspel.praktijk.models import Casus, Kostenpost, Maatregel
from samenspel.praktijk.plantekening import (
    BREED,
    SMAL,
    Balk,
    Driehoek,
    Grafiek,
    teken_driehoek,
    teken_paden,
    teken_saldi,
)
from samenspel.praktijk.rows.plan import (
    CasusMetPlan,
    maatregelen,
    organisaties_around,
    over_te_nemen,
    same_knelpunt,
)
from samenspel.praktijk.rules import Post, Raming

MOST_VOORSTELLEN = 5


@dataclass(frozen=True)
class PadTabel:
    """What one path costs: per payer the likely amount of each year, and the total as bands."""

    naam: str
    rijen: list[tuple[str, list[int], int]]
    per_jaar: list[Raming]
    totaal: Raming


@dataclass(frozen=True)
class Jaar:
    """Both paths from the start up to and including one year."""

    jaar: int
    doormodderen: Raming
    doorbreken: Raming
    verschil: Raming
    keert: bool


@dataclass(frozen=True)
class Som:
    """The sum: a table for each path and, where both are filled, the comparison."""

    uitleg: str
    tabellen: list[PadTabel]
    jaren: list[Jaar]
    saldi: list[Balk]
    grafiek: Grafiek | None
    smal: Grafiek | None


@dataclass(frozen=True)
class PlanPage:
    """Everything the page of a doorbraakplan shows."""

    casus: Casus
    maatregelen: list[Maatregel]
    driehoek: Driehoek
    oordeel: str
    som: Som | None
    van_anderen: list[Maatregel]
    may_change: bool

    @property
    def klaar(self) -> bool:
        """Is there something to do, and was it worked out?"""
        return bool(self.maatregelen) and self.som is not None


@dataclass(frozen=True)
class PlanKort:
    """The plan where its casus is shown: how many maatregelen, and the sum in words."""

    maatregelen: int
    uitleg: str
    in_het_kort: str


def plan_page(casus: CasusMetPlan, *, viewer: Gebruiker | None) -> PlanPage:
    """Compose the page of the plan of `casus` (a row of `with_plan`) for this viewer.

    Without a viewer it is for paper, on which nobody changes anything.
    """
    rows = list(maatregelen().filter(plan__casus=casus))
    may_change = viewer is not None and permissions.is_indiener(viewer, casus)
    scores = rules.zwakste([{w: getattr(row, w) for w in rules.WAARDEN} for row in rows])
    return PlanPage(
        casus=casus,
        maatregelen=rows,
        driehoek=teken_driehoek(scores),
        oordeel=rules.oordeel(scores) if rows else "",
        som=_som(_posten(casus)),
        van_anderen=_van_anderen(casus, viewer) if viewer and may_change else [],
        may_change=may_change,
    )


def plan_kort(casus: CasusMetPlan) -> PlanKort:
    """Return what is said of the plan of `casus` (a row of `with_plan`)."""
    posten = _posten(casus)
    return PlanKort(
        casus.aantal_maatregelen,
        rules.uitleg(posten),
        rules.in_het_kort(posten),
    )


def betalers_to_choose(casus: Casus) -> list[Any]:
    """Return who can pay: kinds, and the organisaties around the casus by name."""
    known = Kostenpost.objects.filter(plan__casus=casus).values("betaler")
    around = organisaties_around(casus) | Organisatie.objects.filter(pk__in=known)
    return [
        ("", "Kies"),
        ("In het algemeen", [(code, capfirst(name)) for code, name in Kostenpost.Betaler.choices]),
        ("Bij naam", [(str(one.pk), one.kort) for one in around.distinct()]),
    ]


def _posten(casus: CasusMetPlan) -> list[Post]:
    return [
        Post(
            row["pad"],
            row["naam"] or Kostenpost.Betaler(row["betaler_soort"]).label,
            row["van_jaar"],
            row["tot_jaar"],
            Raming(row["laag"], row["waarschijnlijk"], row["hoog"]),
        )
        for row in casus.posten_json
    ]


def _som(posten: list[Post]) -> Som | None:
    if not posten:
        return None
    tables = [
        _tabel(label, pad, posten)
        for pad, label in Kostenpost.Pad.choices
        if any(post.pad == pad for post in posten)
    ]
    if not rules.is_te_vergelijken(posten):
        return Som("", tables, [], [], None, None)
    muddle = rules.cumulatief(posten, rules.DOORMODDEREN)
    break_through = rules.cumulatief(posten, rules.DOORBREKEN)
    turn = rules.keerpunt(posten)
    years = zip(rules.JAREN, muddle, break_through, rules.verschil(posten), strict=True)
    return Som(
        uitleg=rules.uitleg(posten),
        tabellen=tables,
        jaren=[Jaar(*year, keert=year[0] == turn.waarschijnlijk) for year in years],
        saldi=teken_saldi(rules.saldo(posten)),
        grafiek=teken_paden(muddle, break_through, turn, BREED),
        smal=teken_paden(muddle, break_through, turn, SMAL),
    )


def _tabel(naam: str, pad: str, posten: list[Post]) -> PadTabel:
    years = rules.per_jaar(posten, pad)
    rows = [
        (capfirst(payer), [band.waarschijnlijk for band in bands], rules.total(bands)[1])
        for payer, bands in rules.per_betaler(posten, pad).items()
    ]
    return PadTabel(naam, rows, years, rules.total(years))


def _van_anderen(casus: Casus, viewer: Gebruiker) -> list[Maatregel]:
    """Find what others with the same knelpunt do; what was taken over most comes first."""
    found = over_te_nemen(casus, viewer).filter(same_knelpunt(casus))
    return list(found.order_by(F("keer").desc(), "-gemaakt_op")[:MOST_VOORSTELLEN])
