"""What a proposal said whenever partners could react to it: its text, and what goes with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from samenspel.basis.templatetags.samenspel import datum_voluit
from samenspel.overleg.besluiten.geldigheid import Geldigheid, Opvolgt
from samenspel.overleg.besluiten.models import Voorstelversie
from samenspel.overleg.besluiten.rules import line_of


def daarbij(feiten: Mapping[str, Any]) -> str:
    """Write what partners consent to besides the text, a line each: what the database noted.

    `sql/besluit_versie.sql` says which facts there are. A besluit of before they were kept has its
    own words.

    >>> print(daarbij({"bevoegd": "Zwolle", "bevoegdheid": "artikel 18", "geldt_van": "2027-01-01",
    ...     "gevraagd": [{"wie": "Almere", "wat": "bellers", "bedrag": 0, "uiterlijk": None}]}))
    Zwolle: artikel 18
    Almere: bellers
    Geldt vanaf 1 januari 2027.
    """
    asked = [
        line_of(f"{one['wie']}: {one['wat']}", one["bedrag"], _day(one["uiterlijk"]))
        for one in feiten.get("gevraagd", ())
    ]
    power = f"{feiten['bevoegd']}: {feiten['bevoegdheid']}" if feiten.get("bevoegd") else ""
    lines = [feiten.get("woorden", ""), power, *asked, _geldigheid(feiten)]
    return "\n".join(filter(None, lines))


def _geldigheid(feiten: Mapping[str, Any]) -> str:
    follows, earlier = feiten.get("opvolgt"), ""
    if follows is not None:
        # Who reads the proposal may not read the earlier one: then its day stands for its title.
        taken = date.fromisoformat(follows["op"])
        earlier = follows["eerder"] or f"het besluit van {datum_voluit(taken)}"
    return Geldigheid(
        geldt_van=_day(feiten.get("geldt_van")),
        geldt_tot=_day(feiten.get("geldt_tot")),
        herzien_op=_day(feiten.get("herzien_op")),
        openbare_tekst=feiten.get("openbare_tekst", ""),
        opvolgt=Opvolgt(None, follows["aard"], follows["deel"]) if follows else None,
    ).in_words(earlier)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


@dataclass(frozen=True)
class Tekstversie:
    """What a proposal said at some time; `vanwege` says whose objection caused the change."""

    nummer: int
    ronde: int
    voorstel: str
    daarbij: str
    op: datetime
    vanwege: str | None

    @property
    def tekst(self) -> str:
        """All of it as one text, to compare with another version."""
        return "\n".join(filter(None, [self.voorstel, self.daarbij]))


def with_versies(besluiten: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate every version that partners could react to (`versies_of`)."""
    past = Voorstelversie.objects.filter(besluit=OuterRef("pk")).order_by("nummer")
    names = ("nummer", "ronde", "voorstel", "daarbij", "op")
    told = JSONObject(**{name: name for name in names}, vanwege="vanwege__organisatie__naam")
    found: QuerySet[Any] = besluiten.annotate(versies_json=ArraySubquery(past.values(json=told)))
    return found


def versies_of(besluit: Any) -> list[Tekstversie]:
    """Return every version that partners could react to, the first one first (`with_versies`)."""
    return [
        Tekstversie(
            **one | {"op": datetime.fromisoformat(one["op"]), "daarbij": daarbij(one["daarbij"])}
        )
        for one in besluit.versies_json
    ]
