"""Mijn werk: what waits on one reader, and on whom she waits."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from samenspel.opgaven.permissions import teams_of
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import SPEAKS, lidmaatschappen_of
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overzicht import rijen, rules
from samenspel.overzicht.rijen import Rij
from samenspel.praktijk.models import Casus, Les

PER_SOORT = 10
"""So many of one kind are shown."""


@dataclass(frozen=True)
class Werk:
    """One row of Mijn werk: a link, a line of facts, a tag."""

    groep: str
    titel: str
    url: str
    feiten: str
    tag: str
    tag_soort: str
    termijn: date | None


@dataclass(frozen=True)
class Meer:
    """What did not fit: "en nog 12 knelpunten"."""

    tekst: str
    url: str


@dataclass(frozen=True)
class MijnWerk:
    """Everything the page Mijn werk shows; first what ends first."""

    wacht_op_u: list[Werk]
    nog_meer: list[Meer]
    ik_wacht_op: list[Werk]
    casussen: list[Werk]


class Vorm(NamedTuple):
    """How one kind of row is told; a fact that comes out empty is left out."""

    url: str
    feiten: tuple[str, ...]
    groep: str
    lijst: str
    tag: str = ""


VORMEN = {
    "concept": Vorm(
        "praktijk:casus",
        ("Casus", "concept van {sinds}", "alleen u kunt hem lezen"),
        "concepten",
        "praktijk:start",
        "afmaken",
    ),
    "les": Vorm(
        "praktijk:casus",
        ("Er kwam een les van uw casus", "{opgave}", "heeft het dit huishouden geholpen?"),
        "casussen met een les",
        "praktijk:start",
        "vertel het ons",
    ),
    "voorstel": Vorm(
        "praktijk:casus",
        ("{wie} denkt dat hier ook speelt: {opgave}", "klopt dat?"),
        "casussen met een vraag",
        "praktijk:start",
        "ja of nee",
    ),
    "knelpunt": Vorm(
        "praktijk:knelpunt",
        ("Knelpunt", "{opgave}", "benoemd op {sinds}"),
        "knelpunten",
        "praktijk:knelpunten",
        "nog niet geplaatst",
    ),
    "toegepast": Vorm(
        "overleg:agendering",
        ("{wie} past dit toe", "{opgave}", "antwoord van {sinds}"),
        "antwoorden",
        "overleg:start",
        "bereid een besluit voor",
    ),
    "vraag": Vorm(
        "overleg:agendering",
        ("{wie} vraagt u iets", "{opgave}", "antwoord uiterlijk {termijn}"),
        "vragen",
        "overleg:start",
    ),
    "reactie": Vorm(
        "overleg:besluit",
        ("Voorstel", "{opgave}", "uw reactie ontbreekt", "ronde sluit {termijn}"),
        "voorstellen",
        "overleg:start",
    ),
    "stap": Vorm(
        "overleg:besluit",
        ("Voorstel", "{opgave}", "ronde sloot {termijn}"),
        "voorstellen",
        "overleg:start",
        "volgende stap",
    ),
    "bijdrage": Vorm(
        "overleg:besluit",
        ("Bijdrage aan “{opgave}”", "{wie} moet hierover besluiten"),
        "bijdragen",
        "overleg:start",
        "besluit nodig",
    ),
    "afspraak": Vorm(
        "overleg:afspraak",
        ("Afspraak", "{opgave}", "klaar uiterlijk {termijn}"),
        "afspraken",
        "overleg:start",
    ),
    "stilte": Vorm(
        "overleg:agendering",
        ("Vraag aan {wie}", "{opgave}", "antwoord uiterlijk {termijn}"),
        "vragen",
        "overleg:start",
    ),
    "reacties": Vorm(
        "overleg:besluit",
        ("Nog geen reactie van {wie}", "{opgave}", "ronde sluit {termijn}"),
        "voorstellen",
        "overleg:start",
        "nog geen reactie",
    ),
    "bekrachtigen": Vorm(
        "overleg:besluit",
        ("{wie} moet hier zelf nog over besluiten", "hoort bij “{opgave}”"),
        "bijdragen",
        "overleg:start",
        "nog geen besluit",
    ),
    "experiment": Vorm(
        "leren:besluit",
        ("Uw experiment liep tot {termijn}", "{opgave}", "wat leerde u?"),
        "experimenten",
        "leren:lijst",
        "besluit hoe verder",
    ),
    "overname": Vorm(
        "leren:overname",
        ("{wie} doet dit sinds {sinds} ook", "doet u het nog, en wat paste u aan?"),
        "vragen over wat u overnam",
        "leren:lijst",
        "hielp het?",
    ),
    "verhaal": Vorm(
        "verhalen:verhaal",
        ("{opgave}", "verteld op {sinds}"),
        "verhalen",
        "verhalen:lijst",
        "na te lezen",
    ),
    "herzien": Vorm("overleg:besluit", ("{opgave}",), "besluiten", "overleg:start"),
}


def mijn_werk(gebruiker: Gebruiker, today: date) -> MijnWerk:
    """Compose Mijn werk; three queries and two for who she is, whatever the amount of data."""
    waits = _once(rijen.fetch(_waiting_on(gebruiker, today)))
    awaited = rijen.fetch(_awaited_by(gebruiker))
    return MijnWerk(
        wacht_op_u=_told(waits, today),
        nog_meer=_beyond(waits),
        ik_wacht_op=[_as_silence(row, today) for row in _first(awaited)],
        casussen=mijn_casussen(gebruiker),
    )


def spoken_for(gebruiker: Gebruiker) -> list[UUID]:
    """Return the organisaties she may answer and react for."""
    return [lid.organisatie_id for lid in lidmaatschappen_of(gebruiker) if lid.rol in SPEAKS]


def _waiting_on(gebruiker: Gebruiker, today: date) -> list[rijen.Rows]:
    teams, speaks = teams_of(gebruiker), spoken_for(gebruiker)
    return [
        rijen.concepten(gebruiker),
        rijen.nieuwe_lessen(gebruiker),
        rijen.te_beantwoorden(gebruiker),
        rijen.na_te_lezen(teams),
        rijen.te_plaatsen(teams),
        rijen.te_besluiten(teams),
        rijen.vragen_aan(speaks),
        rijen.te_reageren(speaks),
        rijen.te_openen(teams, today),
        rijen.te_bekrachtigen(Q(organisatie__in=speaks), "bijdrage"),
        rijen.open_afspraken(gebruiker),
        rijen.experimenten(gebruiker, speaks, today),
        rijen.overnames(gebruiker, speaks, today),
    ]


def _awaited_by(gebruiker: Gebruiker) -> list[rijen.Rows]:
    teams = teams_of(gebruiker)
    return [
        rijen.stilte(teams),
        rijen.ontbrekende_reacties(teams),
        rijen.te_bekrachtigen(Q(besluit__opgave__in=teams), "bekrachtigen"),
    ]


def _once(rows: list[Rij]) -> list[Rij]:
    # A proposal can wait on her as partner (reactie) and as team (stap): the last one is kept,
    # for the page of the besluit offers both.
    in_order = sorted(rows, key=lambda row: row.soort)
    return list({(row.pk, row.titel): row for row in in_order}.values())


def _first(rows: list[Rij]) -> list[Rij]:
    seen: Counter[str] = Counter()
    kept = []
    for row in rows:
        seen[row.soort] += 1
        if seen[row.soort] <= PER_SOORT:
            kept.append(row)
    return sorted(kept, key=lambda row: (row.termijn or date.max, row.titel))


def _beyond(rows: list[Rij]) -> list[Meer]:
    found = Counter(row.soort for row in rows)
    beyond = []
    for soort, number in found.items():
        if number > PER_SOORT:
            over = "meer dan " if number > rijen.COUNTED else ""
            left = min(number, rijen.COUNTED) - PER_SOORT
            form = VORMEN[soort]
            beyond.append(Meer(f"En nog {over}{left} {form.groep}", reverse(form.lijst)))
    return beyond


def _told(rows: list[Rij], today: date) -> list[Werk]:
    told = []
    for row in _first(rows):
        tag, kind = rules.termijn_tag(row.termijn, today)
        fixed = VORMEN[row.soort].tag
        told.append(in_words(row, fixed or tag, "wacht" if fixed else kind))
    return told


def _as_silence(row: Rij, today: date) -> Werk:
    days = (today - timezone.localdate(row.sinds)).days if row.sinds else 0
    silence = f"{rules.count_days(days)} stil" if days > 0 else "vandaag gevraagd"
    return in_words(row, VORMEN[row.soort].tag or silence, "stil")


def in_words(row: Rij, tag: str, tag_soort: str) -> Werk:
    """Tell a row as a link with a line of facts."""
    form = VORMEN[row.soort]
    values = {
        "opgave": row.opgave,
        "wie": row.wie,
        "termijn": date_format(row.termijn, "j F Y") if row.termijn else "",
        "sinds": date_format(timezone.localdate(row.sinds), "j F Y") if row.sinds else "",
    }
    facts = [fact.format(**values) for fact in form.feiten if _can_be_told(fact, values)]
    return Werk(
        groep=form.groep,
        titel=row.titel,
        url=reverse(form.url, args=[row.pk]),
        feiten=" · ".join(facts),
        tag=tag,
        tag_soort=tag_soort,
        termijn=row.termijn,
    )


def _can_be_told(fact: str, values: dict[str, str]) -> bool:
    return all(value or f"{{{name}}}" not in fact for name, value in values.items())


def _with_steps(casussen: QuerySet[Casus]) -> QuerySet[Casus]:
    """Annotate how far each casus came, through any of its knelpunten."""
    of_this = {"knelpunt__casussen": OuterRef("pk")}
    placed = Agendering.objects.filter(**of_this).order_by("-gemaakt_op")
    besluiten = Besluit.objects.filter(**of_this).exclude(fase=Besluit.Fase.INGETROKKEN)
    return casussen.annotate(
        geplaatst_bij=Subquery(placed.values("aan__kort")[:1]),
        in_besluit=Exists(besluiten),
        besluit_genomen=Exists(besluiten.filter(fase=Besluit.Fase.GENOMEN)),
        afgesproken=Exists(Afspraak.objects.filter(besluit__knelpunt__casussen=OuterRef("pk"))),
        heeft_les=Exists(Les.objects.filter(**of_this)),
    )


def mijn_casussen(gebruiker: Gebruiker) -> list[Werk]:
    """Her last casussen, each with the steps it took."""
    mine = _with_steps(Casus.objects.filter(maker=gebruiker)).order_by(F("gemaakt_op").desc())
    return [_casus_row(casus) for casus in mine.defer("tekst", "zoektekst")[:PER_SOORT]]


def _casus_row(casus: Casus) -> Werk:
    reached = rules.Voortgang(
        ingebracht=casus.ingebracht_op is not None,
        geplaatst_bij=casus.geplaatst_bij or "",  # type: ignore[attr-defined]
        in_besluit=casus.in_besluit,  # type: ignore[attr-defined]
        besluit_genomen=casus.besluit_genomen,  # type: ignore[attr-defined]
        afgesproken=casus.afgesproken,  # type: ignore[attr-defined]
        les=casus.heeft_les,  # type: ignore[attr-defined]
        geholpen=bool(casus.geholpen),
    )
    tag, kind = rules.standing(reached)
    return Werk(
        groep="casussen",
        titel=casus.titel,
        url=reverse("praktijk:casus", args=[casus.pk]),
        feiten=" › ".join(rules.steps_in_words(reached)),
        tag=tag,
        tag_soort=kind,
        termijn=None,
    )
