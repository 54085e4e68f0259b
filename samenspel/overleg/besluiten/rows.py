"""Besluiten and what was said of them, for any reader."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery

from samenspel.basis import klok
from samenspel.basis.remembered import remembered
from samenspel.opgaven.models import Partner
from samenspel.organisaties.models import Organisatie
from samenspel.overleg.besluiten import rules
from samenspel.overleg.besluiten.dekking import dekkingen
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Reactie
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.titels import with_origin
from samenspel.praktijk.models import Koppeling
from samenspel.spoor.rows import with_spoor


@remembered
def partners_of(besluit: Besluit) -> list[Organisatie]:
    """Return the organisaties that take part in its opgave."""
    rows = Partner.objects.filter(opgave=besluit.opgave_id).select_related("organisatie")
    return [row.organisatie for row in rows]


@remembered
def reacties_of(besluit: Besluit) -> list[Reactie]:
    """Return what was said in all rounds, with who said it."""
    return list(besluit.reacties.select_related("organisatie", "gebruiker", "belang"))


def gezegd(besluit: Besluit) -> dict[UUID, Reactie]:
    """Return what each organisatie said in the present round."""
    now = (row for row in reacties_of(besluit) if row.ronde == besluit.ronde)
    return {row.organisatie_id: row for row in now}


def standpunten(besluit: Besluit) -> list[rules.Standpunt]:
    """Return what the partners said in the present round, for the rules."""
    rows = gezegd(besluit).values()
    return [rules.Standpunt(row.organisatie.naam, row.soort, row.kern) for row in rows]


def stille_partners(besluit: Besluit) -> list[str]:
    """Return the partners who said nothing in the present round, in alphabetical order."""
    said = gezegd(besluit)
    silent = (one.kort for one in partners_of(besluit) if one.pk not in said)
    return sorted(silent, key=str.casefold)


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
    genomen = Besluit.objects.filter(bijdragen__mandaat=mandaat, stand=Besluit.Stand.GENOMEN)
    asked = Bijdrage.objects.filter(
        besluit__opgave=mandaat.opgave_id,
        besluit__stand__in=rules.NEXT_STAND,
        organisatie=mandaat.gever.organisatie_id,
    )
    rows = list(asked.select_related("besluit", "organisatie").order_by("besluit__titel"))
    found = dekkingen(mandaat.opgave_id, rows, klok.today())
    lost = [
        Gevolg(row.besluit, str(dekking.orgaan or row.organisatie))
        for row, dekking in zip(rows, found, strict=True)
        if [tegoed.mandaat for tegoed in dekking.tegoeden] == [mandaat]
    ]
    return Gevolgen(list(genomen.order_by("titel")), lost)


def besluiten_of(agendering: Agendering) -> QuerySet[Besluit]:
    """The proposals and besluiten that came of a question, oldest first."""
    return Besluit.objects.filter(agendering=agendering).order_by("gemaakt_op")


def besluiten() -> QuerySet[Besluit]:
    """The visible besluiten with what happened, and, as far as visible, where they come from."""
    where = Koppeling.objects.filter(
        knelpunt=OuterRef("knelpunt_id"), casus__ingebracht_op__isnull=False
    )
    counted = where.order_by().values("knelpunt")
    rows = with_spoor(with_origin(Besluit.objects.select_related("organisatie", "maker")))
    found: QuerySet[Besluit] = rows.annotate(
        casussen=Subquery(counted.annotate(n=Count("pk")).values("n")),
        gemeenten=Subquery(counted.annotate(n=Count("casus__gemeente", distinct=True)).values("n")),
    )
    return found
