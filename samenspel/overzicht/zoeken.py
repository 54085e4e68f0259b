"""Find things of every kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Left
from django.urls import reverse

from samenspel.basis import zoeken
from samenspel.leren.models import Variant
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Organisatie, Regeling
from samenspel.organisaties.rows import organisaties
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk.models import Casus, Knelpunt, Les
from samenspel.verhalen.models import Verhaal

SHOWN = 10
COUNTED = 50
MAX_QUERY = 200
"""A longer text is no search; the rest is left out."""


class Soort(NamedTuple):
    """One kind of thing that can be found."""

    naam: str
    url: str
    find: Callable[[str], QuerySet[Any]]
    titel: str = "titel"
    tekst: str = ""


def _in(model: type[Any]) -> Callable[[str], QuerySet[Any]]:
    return lambda text: zoeken.search(model.objects.all(), text)


def _verhalen(text: str) -> QuerySet[Verhaal]:
    """Only what was read over, also for the team: until then it may name somebody."""
    return zoeken.search(Verhaal.objects.filter(nagelezen_op__isnull=False), text)


def _regelingen(text: str) -> QuerySet[Regeling]:
    terms = zoeken.words(text)
    if not terms:
        return Regeling.objects.none()
    whole = " ".join(terms)
    close = Q(naam__icontains=whole) | Q(afkorting__iexact=whole)
    return Regeling.objects.filter(close | Q(naam__trigram_word_similar=whole)).order_by("naam")


def _organisaties(text: str) -> QuerySet[Organisatie]:
    terms = zoeken.words(text)
    return organisaties(zoek=" ".join(terms)) if terms else Organisatie.objects.none()


SOORTEN = {
    "opgave": Soort("Opgaven", "opgaven:detail", _in(Opgave), tekst="bedoeling"),
    "knelpunt": Soort("Knelpunten", "praktijk:knelpunt", _in(Knelpunt), tekst="omschrijving"),
    "casus": Soort("Casussen", "praktijk:casus", _in(Casus), tekst="tekst"),
    "les": Soort("Lessen", "praktijk:les", _in(Les), tekst="tekst"),
    "variant": Soort("Manieren van werken", "leren:variant", _in(Variant), tekst="aanpak"),
    "verhaal": Soort("Verhalen", "verhalen:verhaal", _verhalen, tekst="tekst"),
    "agendering": Soort("Vragen", "overleg:agendering", _in(Agendering), tekst="vraag"),
    "besluit": Soort("Besluiten", "overleg:besluit", _in(Besluit), tekst="voorstel"),
    "afspraak": Soort("Afspraken", "overleg:afspraak", _in(Afspraak), tekst="tekst"),
    "organisatie": Soort("Organisaties", "organisaties:detail", _organisaties, "naam"),
    "regeling": Soort("Regelingen", "organisaties:regeling", _regelingen, "naam"),
}


@dataclass(frozen=True)
class Treffer:
    """One thing that was found."""

    titel: str
    url: str
    tekst: str


@dataclass(frozen=True)
class Groep:
    """What was found of one kind: the best, and how many there are."""

    soort: str
    naam: str
    aantal: str
    meer: bool
    treffers: list[Treffer]


def found(soort: str, text: str) -> QuerySet[Any]:
    """Return (kind, key, title, beginning of the text) of everything of one kind, best first."""
    kind = SOORTEN[soort]
    begin = Left(kind.tekst, 180) if kind.tekst else Value("", output_field=TextField())
    return kind.find(text[:MAX_QUERY]).values_list(
        Value(soort, output_field=CharField()),
        "pk",
        Cast(kind.titel, CharField()),
        Cast(begin, CharField()),
    )


def as_treffer(row: tuple[str, UUID, str, str]) -> Treffer:
    """Make a link of a row of `found`."""
    soort, pk, titel, begin = row
    tekst = begin if len(begin) < 180 else f"{begin.rpartition(' ')[0]} …"
    return Treffer(titel, reverse(SOORTEN[soort].url, args=[pk]), tekst)


def search_all(text: str) -> list[Groep]:
    """Search every kind in one query; of each at most `COUNTED` are counted."""
    first, *others = (found(soort, text)[: COUNTED + 1] for soort in SOORTEN)
    rows: dict[str, list[Any]] = {soort: [] for soort in SOORTEN}
    for row in first.union(*others, all=True):
        rows[row[0]].append(row)
    return [
        Groep(
            soort=soort,
            naam=SOORTEN[soort].naam,
            aantal=str(len(of_soort)) if len(of_soort) <= COUNTED else f"{COUNTED}+",
            meer=len(of_soort) > SHOWN,
            treffers=[as_treffer(row) for row in of_soort[:SHOWN]],
        )
        for soort, of_soort in rows.items()
        if of_soort
    ]
