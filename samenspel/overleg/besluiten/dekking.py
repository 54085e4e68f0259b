"""Which mandaat covers what a besluit asks, and who decides otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject

from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Orgaan, Organisatie
from samenspel.overleg.besluiten.models import Aanvaarding, Besluit, Bijdrage
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.mandaten.rows import Tegoed, deciding_organen
from samenspel.overleg.mandaten.rules import covers


@dataclass(frozen=True)
class Dekking:
    """On whose authority something can be promised: one of these mandaten, or else the orgaan.

    Which mandaat is about this subject, people judge. `te_klein` have no room for it.
    """

    tegoeden: list[Tegoed]
    orgaan: Orgaan | None
    te_klein: Sequence[Tegoed] = ()

    @property
    def mandaat(self) -> Mandaat | None:
        """The mandaat with the least room that is enough."""
        return self.tegoeden[0].mandaat if self.tegoeden else None


def gebruikt(mandaat: str) -> Coalesce:
    """Add up what was decided on the mandaat that this column names, in euro."""
    taken = Bijdrage.objects.filter(mandaat=OuterRef(mandaat), besluit__stand=Besluit.Stand.GENOMEN)
    sums = taken.order_by().values("mandaat").annotate(som=Sum("bedrag")).values("som")
    return Coalesce(Subquery(sums), 0)


def find_dekking(opgave: Opgave, organisatie: Organisatie, bedrag: int, dag: date) -> Dekking:
    """Find which mandaten of `organisatie` have room for `bedrag`, and who decides otherwise."""
    [dekking] = dekkingen(opgave.pk, [Bijdrage(organisatie=organisatie, bedrag=bedrag)], dag)
    return dekking


def dekkingen(opgave_id: UUID, bijdragen: Sequence[Bijdrage], dag: date) -> list[Dekking]:
    """Find the dekking of every bijdrage, in their order. Two queries."""
    asked = {bijdrage.organisatie_id for bijdrage in bijdragen}
    if not asked:
        return []
    given = Mandaat.objects.filter(opgave=opgave_id, gever__organisatie__in=asked)
    rows = given.select_related("gever__organisatie", "houder").annotate(gebruikt=gebruikt("pk"))
    tegoeden = [Tegoed(m, m.gebruikt) for m in rows if m.geldt_op(dag)]
    tegoeden.sort(key=lambda r: (r.rest is None, r.rest or 0, str(r.mandaat.pk)))
    deciding = deciding_organen(asked)
    return [
        _dekking(bijdrage, tegoeden, deciding.get(bijdrage.organisatie_id))
        for bijdrage in bijdragen
    ]


def _dekking(bijdrage: Bijdrage, tegoeden: list[Tegoed], orgaan: Orgaan | None) -> Dekking:
    who = bijdrage.organisatie_id
    own = [tegoed for tegoed in tegoeden if tegoed.mandaat.gever.organisatie_id == who]
    enough = [tegoed for tegoed in own if covers(tegoed.rest, bijdrage.bedrag)]
    return Dekking(enough, orgaan, [tegoed for tegoed in own if tegoed not in enough])


def met_toezeggingen(rows: QuerySet[Bijdrage]) -> QuerySet[Bijdrage]:
    """Bring along who promised each bijdrage on which mandaat, in the order they did."""
    said = Aanvaarding.objects.filter(
        bijdrage=OuterRef("pk"), voorstelversie=OuterRef("besluit__versie")
    )
    told = JSONObject(
        mandaat="mandaat_id", houder="mandaat__houder_id", door="gebruiker_id", wat="wat",
        bedrag="bedrag",
    )  # fmt: skip
    return rows.annotate(toezeggingen=ArraySubquery(said.order_by("pk").values(json=told)))


def toegezegd(bijdrage: Any, dekking: Dekking) -> Mandaat | None:
    """Return the mandaat on which `bijdrage` was promised as asked, and that has room for it.

    Of what one holder said the latest counts; `met_toezeggingen` brought it along.
    """
    latest = {one["door"]: one for one in bijdrage.toezeggingen}
    on = {
        one["mandaat"]
        for one in latest.values()
        if one["door"] == one["houder"]
        and (one["wat"], one["bedrag"]) == (bijdrage.wat, bijdrage.bedrag)
    }
    found = (tegoed.mandaat for tegoed in dekking.tegoeden)
    return next((one for one in found if str(one.pk) in on), None)
