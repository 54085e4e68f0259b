"""What the pages of the doorbraakplan show."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)  # fmt: skip
from django.db.models.functions import Coalesce, JSONObject
from django.utils.text import capfirst

from samenspel.opgaven.models import Partner
from samenspel.organisaties.models import Gebruiker, Organisatie, Regeling
from samenspel.praktijk import permissions, rules
from samenspel.praktijk.models import Casus, Doorbraakplan, Koppeling, Kostenpost, Maatregel
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
from samenspel.praktijk.rules import Post, Raming

MOST_VOORSTELLEN = 5
COLUMNS = ("pad", "betaler_soort", "van_jaar", "tot_jaar", "laag", "waarschijnlijk", "hoog")


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
    voorstellen: list[Maatregel]
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


def plan_page(casus: Casus, *, viewer: Gebruiker | None) -> PlanPage:
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
        voorstellen=_voorstellen(casus, viewer) if viewer and may_change else [],
        may_change=may_change,
    )


def with_plan(rows: QuerySet[Casus]) -> QuerySet[Casus]:
    """Bring along what `plan_kort` and `plan_page` need, without asking once more."""
    measures = Maatregel.objects.filter(plan__casus=OuterRef("pk")).order_by()
    counted = measures.values("plan").annotate(n=Count("pk")).values("n")
    posts = Kostenpost.objects.filter(plan__casus=OuterRef("pk"))
    columns = JSONObject(naam="betaler__kort", **{name: name for name in COLUMNS})
    return rows.annotate(
        aantal_maatregelen=Coalesce(Subquery(counted), 0),
        posten_json=ArraySubquery(posts.values(json=columns)),
    )


def plan_kort(casus: Casus) -> PlanKort:
    """Return what is said of the plan of `casus` (a row of `with_plan`)."""
    posten = _posten(casus)
    return PlanKort(
        casus.aantal_maatregelen,  # type: ignore[attr-defined]
        rules.uitleg(posten),
        rules.in_het_kort(posten),
    )


def maatregelen() -> QuerySet[Maatregel]:
    """The maatregelen, with in `keer` how often others (that I may see) took each over."""
    rows = Maatregel.objects.select_related(
        "plan__casus__organisatie", "regeling", "wie", "overgenomen_van__plan__casus__gemeente"
    )
    # Counting makes Django forget the order of the model.
    return rows.annotate(keer=Count("overgenomen")).order_by("gemaakt_op")


def over_te_nemen(casus: Casus, viewer: Gebruiker) -> QuerySet[Maatregel]:
    """The maatregelen of other casussen that are ready and not yet in the plan of `casus`."""
    ready = Q(plan__casus__ingebracht_op__isnull=False) | Q(plan__casus__maker=viewer)
    taken = Maatregel.objects.filter(plan__casus=casus, overgenomen_van=OuterRef("pk"))
    found = maatregelen().filter(ready).exclude(plan__casus=casus).exclude(Exists(taken))
    # A copy only where its source cannot be read: the join then finds nothing.
    return found.filter(overgenomen_van__wat__isnull=True)


def same_knelpunt(casus: Casus) -> Exists:
    """Say of a maatregel: it stands in the plan of a casus with a knelpunt of `casus`."""
    knelpunten = Koppeling.objects.filter(casus=casus).values("knelpunt")
    return Exists(Koppeling.objects.filter(casus=OuterRef("plan__casus"), knelpunt__in=knelpunten))


def kostenposten(casus: Casus) -> QuerySet[Kostenpost]:
    """The posts of the sum of `casus`, in the order they were written."""
    return Kostenpost.objects.filter(plan__casus=casus).select_related("betaler")


def som_versie(casus: Casus) -> int:
    """Return the version of the sum; the first is 1."""
    found = Doorbraakplan.objects.filter(casus=casus).values_list("versie", flat=True).first()
    return found or 1


def regelingen_to_choose(casus: Casus) -> QuerySet[Regeling]:
    """The regelingen, those the household meets first."""
    hers = Case(
        When(pk__in=casus.regelingen.values("pk"), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return Regeling.objects.order_by(hers, "naam")


def organisaties_around(casus: Casus) -> QuerySet[Organisatie]:
    """The gemeente of the household, who helps it, and the partners of its opgave."""
    partners = Partner.objects.filter(opgave=casus.opgave_id).values("organisatie")
    return Organisatie.objects.filter(
        Q(pk__in=[casus.gemeente_id, casus.organisatie_id]) | Q(pk__in=partners)
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


def _posten(casus: Casus) -> list[Post]:
    return [
        Post(
            row["pad"],
            row["naam"] or Kostenpost.Betaler(row["betaler_soort"]).label,
            row["van_jaar"],
            row["tot_jaar"],
            Raming(row["laag"], row["waarschijnlijk"], row["hoog"]),
        )
        for row in casus.posten_json  # type: ignore[attr-defined]
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


def _voorstellen(casus: Casus, viewer: Gebruiker) -> list[Maatregel]:
    """Find what others with the same knelpunt do; what was taken over most comes first."""
    found = over_te_nemen(casus, viewer).filter(same_knelpunt(casus))
    return list(found.order_by(F("keer").desc(), "-gemaakt_op")[:MOST_VOORSTELLEN])
