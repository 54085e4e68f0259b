"""Besluiten and what was said of them, for any reader."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery

from samenspel.basis import klok
from samenspel.opgaven.models import Partner
from samenspel.organisaties.models import Organisatie
from samenspel.overleg.besluiten import rules
from samenspel.overleg.besluiten.dekking import dekkingen
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Reactie
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.rijen import with_origin
from samenspel.praktijk.models import Koppeling


def standpunten(besluit: Besluit) -> list[rules.Standpunt]:
    """Return what the partners said in the present round."""
    rows = besluit.reacties.filter(ronde=besluit.ronde).select_related("organisatie")
    return [rules.Standpunt(row.organisatie.naam, row.soort, row.kern) for row in rows]


def reactie_of(besluit: Besluit, organisatie: Organisatie) -> Reactie | None:
    """Return what `organisatie` said in the present round."""
    rows = besluit.reacties.filter(ronde=besluit.ronde, organisatie=organisatie)
    return rows.select_related("gebruiker").first()


def stille_partners(besluit: Besluit) -> list[str]:
    """Return the partners who said nothing in the present round, in alphabetical order."""
    said = besluit.reacties.filter(ronde=besluit.ronde).values("organisatie_id")
    silent = Partner.objects.filter(opgave=besluit.opgave_id).exclude(organisatie__in=said)
    return list(silent.order_by("organisatie__kort").values_list("organisatie__kort", flat=True))


@dataclass(frozen=True)
class Gevolg:
    """What becomes of a proposal once a mandaat is withdrawn: who must decide then."""

    besluit: Besluit
    wie: str


@dataclass(frozen=True)
class Gevolgen:
    """What withdrawing a mandaat does, as far as the viewer may see."""

    genomen: list[Besluit]
    voorstellen: list[Gevolg]


def gevolgen_of(mandaat: Mandaat) -> Gevolgen:
    """Return which besluiten rest on `mandaat` and keep, and which proposals lose it."""
    genomen = Besluit.objects.filter(bijdragen__mandaat=mandaat, fase=Besluit.Fase.GENOMEN)
    asked = Bijdrage.objects.filter(
        besluit__opgave=mandaat.opgave_id,
        besluit__fase__in=rules.NEXT_FASE,
        organisatie=mandaat.gever.organisatie_id,
    )
    rows = list(asked.select_related("besluit", "organisatie").order_by("besluit__titel"))
    found = dekkingen(mandaat.opgave_id, rows, klok.today())
    lost = [
        Gevolg(row.besluit, str(dekking.orgaan or row.organisatie))
        for row, dekking in zip(rows, found, strict=True)
        if [ruimte.mandaat for ruimte in dekking.ruimten] == [mandaat]
    ]
    return Gevolgen(list(genomen.order_by("titel")), lost)


def besluiten_of(agendering: Agendering) -> QuerySet[Besluit]:
    """The proposals and besluiten that came of a question, oldest first."""
    return Besluit.objects.filter(agendering=agendering).order_by("gemaakt_op")


def besluiten() -> QuerySet[Besluit]:
    """The visible besluiten with, as far as visible, their origin and how often it occurs."""
    where = Koppeling.objects.filter(
        knelpunt=OuterRef("knelpunt_id"), casus__ingebracht_op__isnull=False
    )
    counted = where.order_by().values("knelpunt")
    rows = with_origin(Besluit.objects.select_related("organisatie", "maker"))
    found: QuerySet[Besluit] = rows.annotate(
        casussen=Subquery(counted.annotate(n=Count("pk")).values("n")),
        gemeenten=Subquery(counted.annotate(n=Count("casus__gemeente", distinct=True)).values("n")),
    )
    return found
