"""What is on the table: what is open with the nearest term first, what is done newest first."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from samenspel.basis.zoeken import search
from samenspel.opgaven.models import Opgave
from samenspel.overleg import open as open_
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit, Bijdrage
from samenspel.overleg.besluiten.rules import NEXT_STAND
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.plaatsing.rules import ONBEANTWOORD
from samenspel.overleg.titels import titel_of, with_titles


def agenderingen(*, klaar: bool, opgave: Opgave | None, q: str) -> QuerySet[Agendering]:
    """Questions that wait for an answer; or those that were answered or climbed."""
    rows = open_.onbeantwoord().order_by("uiterlijk", "pk")
    if klaar:
        answered = Agendering.objects.exclude(stand__in=ONBEANTWOORD)
        rows = answered.order_by(F("beantwoord_op").desc(nulls_last=True), "-uiterlijk", "pk")
    return _narrowed(rows.select_related("orgaan__organisatie"), opgave, q)


def besluiten(*, klaar: bool, opgave: Opgave | None, q: str) -> QuerySet[Besluit]:
    """Proposals that run; or what was taken or withdrawn."""
    rows = open_.lopend().order_by(F("sluit_op").asc(nulls_last=True), "pk")
    if klaar:
        finished = Besluit.objects.exclude(stand__in=NEXT_STAND)
        rows = finished.order_by(F("genomen_op").desc(nulls_last=True), "pk")
    return _narrowed(rows, opgave, q)


def bijdragen(*, klaar: bool, opgave: Opgave | None, q: str) -> QuerySet[Bijdrage]:
    """What an organisatie must still decide about; or what was confirmed or lapsed."""
    rows = open_.te_bekrachtigen().order_by("besluit__genomen_op", "pk")
    if klaar:
        settled = Q(bekrachtigd_op__isnull=False) | Q(vervallen_op__isnull=False)
        since = Coalesce("bekrachtigd_op", "vervallen_op")
        rows = Bijdrage.objects.filter(settled).order_by(since.desc(), "pk")
    if opgave is not None:
        rows = rows.filter(besluit__opgave=opgave)
    if q:
        rows = rows.filter(besluit__in=search(Besluit.objects.all(), q).order_by().values("pk"))
    rows = rows.select_related("besluit", "organisatie", "orgaan")
    return rows.annotate(opgave_titel=titel_of(Opgave, "besluit__opgave_id"))


def afspraken(*, klaar: bool, opgave: Opgave | None, q: str) -> QuerySet[Afspraak]:
    """Afspraken that are not finished; or those that are."""
    rows = open_.na_te_komen().order_by("uiterlijk", "pk")
    if klaar:
        rows = Afspraak.objects.filter(gedaan_op__isnull=False).order_by("-gedaan_op", "pk")
    return _narrowed(rows.select_related("organisatie", "eigenaar"), opgave, q)


def _narrowed(rows: QuerySet[Any], opgave: Opgave | None, q: str) -> QuerySet[Any]:
    if opgave is not None:
        rows = rows.filter(opgave=opgave)
    return with_titles(search(rows, q) if q else rows)
