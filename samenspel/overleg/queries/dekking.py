"""On whose authority a proposal promises something, and what the partners say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samenspel.opgaven.models import Mandaat, Opgave, Partner
from samenspel.organisaties.models import Orgaan, Organisatie
from samenspel.overleg import rules
from samenspel.overleg.models import Besluit, Bijdrage


def standpunten(besluit: Besluit) -> list[rules.Standpunt]:
    """Return what the partners said in the present round."""
    rows = besluit.reacties.filter(ronde=besluit.ronde).select_related("organisatie")
    return [rules.Standpunt(row.organisatie.naam, row.soort, row.kern) for row in rows]


def stille_partners(besluit: Besluit) -> list[str]:
    """Return the partners who said nothing in the present round, in alphabetical order."""
    said = besluit.reacties.filter(ronde=besluit.ronde).values("organisatie_id")
    silent = Partner.objects.filter(opgave=besluit.opgave_id).exclude(organisatie__in=said)
    return list(silent.order_by("organisatie__kort").values_list("organisatie__kort", flat=True))


@dataclass(frozen=True)
class Dekking:
    """On whose authority something is promised: a mandaat, or else the orgaan that decides."""

    mandaat: Mandaat | None
    orgaan: Orgaan | None


def find_dekking(opgave: Opgave, organisatie: Organisatie, bedrag: int, dag: date) -> Dekking:
    """Find the smallest mandaat of `organisatie` that covers `bedrag`, or who must decide."""
    [dekking] = dekkingen(opgave.pk, [Bijdrage(organisatie=organisatie, bedrag=bedrag)], dag)
    return dekking


def dekkingen(opgave_id: UUID, bijdragen: Sequence[Bijdrage], dag: date) -> list[Dekking]:
    """Find the dekking of every bijdrage, in their order. At most two queries."""
    asked = {bijdrage.organisatie_id for bijdrage in bijdragen}
    if not asked:
        return []
    given = Mandaat.objects.filter(opgave=opgave_id, gever__organisatie__in=asked)
    in_force = [m for m in given.select_related("gever", "houder") if m.geldt_op(dag)]
    smallest_first = sorted(in_force, key=lambda m: (m.bedrag is None, m.bedrag or 0, str(m.pk)))
    mandaten = [_covering(bijdrage, smallest_first) for bijdrage in bijdragen]
    if all(mandaten):
        return [Dekking(mandaat, None) for mandaat in mandaten]
    deciding = _deciding(asked)
    return [
        Dekking(mandaat, None if mandaat else deciding.get(bijdrage.organisatie_id))
        for bijdrage, mandaat in zip(bijdragen, mandaten, strict=True)
    ]


def _covering(bijdrage: Bijdrage, smallest_first: list[Mandaat]) -> Mandaat | None:
    return next(
        (
            mandaat
            for mandaat in smallest_first
            if mandaat.gever.organisatie_id == bijdrage.organisatie_id
            and rules.covers(mandaat.bedrag, bijdrage.bedrag)
        ),
        None,
    )


def _deciding(organisaties: set[UUID]) -> dict[UUID, Orgaan]:
    """Return of each organisatie the orgaan that decides what no mandaat covers."""
    own = Orgaan.objects.filter(organisatie__in=organisaties).select_related("organisatie")
    found: dict[UUID, Orgaan] = {}
    for orgaan in own.order_by("-besluitend", "naam"):
        found.setdefault(orgaan.organisatie_id, orgaan)
    return found
