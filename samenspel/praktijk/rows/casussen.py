"""Casussen, for any reader."""

from typing import Any, TypeAlias, TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django_stubs_ext import WithAnnotations

from samenspel.basis.zoeken import alike
from samenspel.opgaven.models import Opgave, Partner, Teamlid
from samenspel.organisaties.models import Gebruiker, Lidmaatschap
from samenspel.organisaties.permissions import lidmaatschappen_of
from samenspel.praktijk.models import Casus, Knelpunt, Les
from samenspel.praktijk.rows.knelpunten import knelpunten
from samenspel.praktijk.rows.plan import MetPlan, with_plan
from samenspel.praktijk.rows.regelingen import MetRegelingen, with_regelingen
from samenspel.praktijk.terugkoppeling.rows import newest_of_casus
from samenspel.spoor.rows import with_spoor

MOST_ALIKE = 6


def casussen() -> QuerySet[Casus]:
    """The casussen, newest first, with in `met_les` whether a les came of it."""
    les = Les.objects.filter(knelpunt__casussen=OuterRef("pk"))
    return Casus.objects.select_related(
        "gemeente", "organisatie", "opgave", "maker"
    ).annotate(met_les=Exists(les))  # fmt: skip


class _Casus(MetPlan, MetRegelingen):
    met_les: bool
    heropening: dict[str, Any] | None


CasusRij: TypeAlias = "WithAnnotations[Casus, _Casus]"


def casussen_with_regelingen() -> QuerySet[CasusRij]:
    """As `casussen`, for the page of one, with in `heropening` how it was last opened again."""
    links = Casus.regelingen.through.objects.filter(casus=OuterRef(OuterRef("pk")))
    rows: QuerySet[Any] = with_spoor(with_plan(with_regelingen(casussen(), links)))
    found: QuerySet[Any] = rows.annotate(heropening=Subquery(newest_of_casus()))
    return found


def gelijkende(casus: Casus) -> list[Knelpunt]:
    """Find the knelpunten that share most words with `casus`, its own left out."""
    others = knelpunten().exclude(casussen=casus)
    return list(alike(others, f"{casus.titel} {casus.tekst}")[:MOST_ALIKE])


class _VanMij(TypedDict):
    van_mij: bool


OpgaveTeKiezen: TypeAlias = "WithAnnotations[Opgave, _VanMij]"


def opgaven_to_choose(gebruiker: Gebruiker) -> QuerySet[OpgaveTeKiezen]:
    """The opgaven that run, those of my team or organisatie first (`van_mij`)."""
    mine = [lid.organisatie_id for lid in lidmaatschappen_of(gebruiker)]
    partner = Partner.objects.filter(opgave=OuterRef("pk"), organisatie__in=mine)
    team = Teamlid.objects.filter(opgave=OuterRef("pk"), gebruiker=gebruiker)
    running = Opgave.objects.filter(stand=Opgave.Stand.VASTGESTELD)
    return running.annotate(van_mij=Exists(partner) | Exists(team)).order_by("-van_mij", "titel")


class _Werkt(TypedDict):
    functie: str | None
    bij: str | None


MensTeNoemen: TypeAlias = "WithAnnotations[Gebruiker, _Werkt]"


def people_to_name(gebruiker: Gebruiker) -> list[MensTeNoemen]:
    """Return who may be named for a besloten casus: colleagues, and the teams around us.

    All of them: whoever is left out of a list without a word cannot be named. Each with what she
    does (`functie`) and where (`bij`), as far as the reader may see that.
    """
    mine = [lid.organisatie_id for lid in lidmaatschappen_of(gebruiker)]
    colleagues = Lidmaatschap.objects.filter(organisatie__in=mine).values("gebruiker")
    shared = Partner.objects.filter(organisatie__in=mine).values("opgave")
    team = Teamlid.objects.filter(opgave__in=shared).values("gebruiker")
    found = Gebruiker.objects.filter(Q(pk__in=colleagues) | Q(pk__in=team), is_active=True)
    works = Lidmaatschap.objects.filter(gebruiker=OuterRef("pk")).order_by("organisatie__naam")
    return list(
        found.exclude(pk=gebruiker.pk).annotate(
            functie=Subquery(works.values("functie")[:1]),
            bij=Subquery(works.values("organisatie__naam")[:1]),
        )
    )
