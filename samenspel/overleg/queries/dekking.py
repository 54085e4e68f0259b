"""What the pages of overleg show."""

from dataclasses import dataclass
from datetime import date

from samenspel.opgaven.models import Mandaat, Opgave
from samenspel.organisaties.models import Orgaan, Organisatie
from samenspel.overleg import rules
from samenspel.overleg.models import Besluit


def standpunten(besluit: Besluit) -> list[rules.Standpunt]:
    """Return what the partners said in the present round."""
    rows = besluit.reacties.filter(ronde=besluit.ronde).select_related("organisatie")
    return [rules.Standpunt(row.organisatie.naam, row.soort, row.kern) for row in rows]


@dataclass(frozen=True)
class Dekking:
    """On whose authority something is promised: a mandaat, or else the orgaan that decides."""

    mandaat: Mandaat | None
    orgaan: Orgaan | None


def find_dekking(opgave: Opgave, organisatie: Organisatie, bedrag: int, dag: date) -> Dekking:
    """Find the smallest mandaat of `organisatie` that covers `bedrag`, or who must decide."""
    given = Mandaat.objects.filter(opgave=opgave, gever__organisatie=organisatie)
    fitting = [
        mandaat
        for mandaat in given.select_related("gever__organisatie", "houder")
        if mandaat.geldt_op(dag) and rules.covers(mandaat.bedrag, bedrag)
    ]
    if fitting:
        smallest = min(fitting, key=lambda m: (m.bedrag is None, m.bedrag or 0, str(m.pk)))
        return Dekking(smallest, None)
    own = Orgaan.objects.filter(organisatie=organisatie).select_related("organisatie")
    return Dekking(None, own.order_by("-besluitend", "naam").first())
