"""The register of besluiten: which are in force, what followed on which; and one to take along."""

from datetime import date
from typing import Any

from django.db.models import Case, F, Q, QuerySet, TextField, Value, When

from samenspel.basis.zoeken import search
from samenspel.opgaven.models import Opgave
from samenspel.overleg.besluiten.geldigheid import Staat
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Opvolging, Reactie
from samenspel.overleg.besluiten.opvolgingen import with_opvolging
from samenspel.overleg.besluiten.rows import partners_of, reacties_of
from samenspel.overleg.register.models import OpenbaarBesluit
from samenspel.overleg.titels import with_titles
from samenspel.spoor.rows import spoor_of

OF_BESLUIT = (
    "id", "titel", "voorstel", "stand", "versie", "ronde", "bevoegdheid", "geopend_op", "sluit_op",
    "verlengd_op", "genomen_op", "gezamenlijk", "eerdere_regels", "geldt_van", "geldt_tot",
    "herzien_op", "openbare_tekst", "ingetrokken_op", "ingetrokken_reden",
)  # fmt: skip
OF_REACTIE = (
    "fase", "ronde", "voorstelversie", "soort", "kern", "opgelost", "toelichting", "deel", "wet",
    "oplossing", "op",
)  # fmt: skip
OF_BIJDRAGE = (
    "wat", "bevoegdheid", "bedrag", "uiterlijk", "mandaat_id", "bekrachtigd_op", "bewijs",
    "vervallen_op", "vervallen_reden", "afgewezen",
)  # fmt: skip


def register(
    dag: date, *, opgave: Opgave | None = None, staat: str = "", q: str = ""
) -> QuerySet[Any]:
    """Return what was decided: what is in force on `dag` first, then what comes, then what is over.

    Each with its `staat`, and what it does with others and others with it, as far as its reader may
    see those.
    """
    rows = with_titles(Besluit.objects.filter(stand=Besluit.Stand.GENOMEN))
    rows = with_opvolging(rows.annotate(staat=staat_op(dag)))
    if opgave is not None:
        rows = rows.filter(opgave=opgave)
    if staat:
        rows = rows.filter(staat=staat)
    if q:
        rows = rows.filter(pk__in=search(Besluit.objects.all(), q).order_by().values("pk"))
    return rows.order_by("staat", F("geldt_van").desc(nulls_last=True), "titel", "pk")


def openbaar(dag: date) -> QuerySet[Any]:
    """Return what everybody may read, in the same order."""
    rows = OpenbaarBesluit.objects.annotate(staat=staat_op(dag))
    return rows.order_by("staat", F("geldt_van").desc(), "titel", "pk")


def over(dag: date) -> Q:
    """Say in SQL that something is over on `dag`, or never was in force."""
    return Q(geldt_tot__lte=dag) | Q(geldt_tot__lte=F("geldt_van"))


def staat_op(dag: date) -> Case:
    """Say in SQL what `geldigheid.staat` says."""
    return Case(
        When(over(dag), then=Value(Staat.VOORBIJ)),
        When(geldt_van__gt=dag, then=Value(Staat.STRAKS)),
        default=Value(Staat.NU),
        output_field=TextField(),
    )


def uitvoer(besluit: Besluit) -> dict[str, Any]:
    """Return what was decided, who said what, who is bound, and the spoor with its seals.

    As far as its reader may see: row security leaves out the rest.
    """
    return {
        "besluit": _columns(besluit, OF_BESLUIT)
        | {"bevoegd": besluit.bevoegd.naam if besluit.bevoegd else None},
        "partners": [_who(one) for one in partners_of(besluit)],
        "reacties": [_said(row) for row in reacties_of(besluit)],
        "bijdragen": [
            _asked(row) for row in besluit.bijdragen.select_related("organisatie", "orgaan")
        ],
        "opvolgingen": [
            {"aard": row.aard, "deel": row.deel, "eerder": row.eerder_id}
            for row in Opvolging.objects.filter(besluit=besluit)
        ],
        "herzieningen": list(besluit.herzieningen.values("op", "herzien_op", "reden")),
        "spoor": list(
            spoor_of(besluit)
            .order_by("volgnummer")
            .values("volgnummer", "inhoud", "vorige", "hash")
        ),
    }


def _said(row: Reactie) -> dict[str, Any]:
    return {"organisatie": _who(row.organisatie)} | _columns(row, OF_REACTIE)


def _asked(row: Bijdrage) -> dict[str, Any]:
    by = row.orgaan.naam if row.orgaan else None
    return {"organisatie": _who(row.organisatie), "orgaan": by} | _columns(row, OF_BIJDRAGE)


def _who(organisatie: Any) -> dict[str, Any]:
    return {"id": organisatie.pk, "naam": organisatie.naam}


def _columns(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
