"""A besluit as one document, to keep and to verify elsewhere."""

from typing import Any

from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Reactie
from samenspel.overleg.besluiten.rows import partners_of, reacties_of
from samenspel.overleg.register.models import Opvolging
from samenspel.spoor.rows import spoor_of

OF_BESLUIT = (
    "id", "titel", "voorstel", "stand", "versie", "ronde", "bevoegdheid", "geopend_op", "sluit_op",
    "verlengd_op", "genomen_op", "gezamenlijk", "eerdere_regels", "geldt_van", "geldt_tot",
    "herzien_op", "ingetrokken_op", "ingetrokken_reden",
)  # fmt: skip
OF_REACTIE = (
    "fase", "ronde", "voorstelversie", "soort", "kern", "opgelost", "toelichting", "deel", "wet",
    "oplossing", "op",
)  # fmt: skip
OF_BIJDRAGE = (
    "wat", "bedrag", "uiterlijk", "mandaat_id", "bekrachtigd_op", "bewijs", "vervallen_op",
    "vervallen_reden", "afgewezen",
)  # fmt: skip


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
