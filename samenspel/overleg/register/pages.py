"""What the register shows of a besluit: whether it is in force, and what followed on what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils import timezone

from samenspel.basis import klok
from samenspel.basis.rij import Tag
from samenspel.basis.soorten import url_of
from samenspel.basis.templatetags.samenspel import datum
from samenspel.overleg.besluiten.geldigheid import VERBS, Staat, wanneer
from samenspel.overleg.besluiten.models import Besluit, Reactie
from samenspel.overleg.besluiten.rows import reacties_of, tafel_of
from samenspel.overleg.besluiten.rules import LAST_RONDE
from samenspel.overleg.titels import facts_of

PER_PAGE = 25
TAGS = {Staat.NU: "klaar", Staat.STRAKS: "gewoon", Staat.VOORBIJ: "stil"}
DONE = {
    "vervangt": ("Vervangen door", "Voor een deel vervangen door"),
    "werkt uit": ("Uitgewerkt in", "Voor een deel uitgewerkt in"),
    "trekt in": ("Ingetrokken door", "Voor een deel ingetrokken door"),
}
"""What a later besluit did with this one: with all of it, with a part."""
PROPOSED = {
    "vervangt": "Er ligt een voorstel om dit te vervangen:",
    "werkt uit": "Er ligt een voorstel om dit uit te werken:",
    "trekt in": "Er ligt een voorstel om dit in te trekken:",
}


@dataclass(frozen=True)
class Verband:
    """What ties a besluit to another: words around its title; without `url` nobody says which."""

    voor: str
    titel: str
    url: str
    na: str

    def __str__(self) -> str:
        title = f"“{self.titel}”" if self.url else self.titel
        return f"{self.voor} {title}{self.na}."


@dataclass(frozen=True)
class Registerregel:
    """One besluit in the register."""

    titel: str
    url: str
    feiten: str
    wanneer: str
    verbanden: list[Verband]
    tag: str
    tag_soort: str


@dataclass(frozen=True)
class RegisterPage:
    """A page of the register."""

    pagina: Page[Any]
    regels: list[Registerregel]


def register_page(found: Any, pagina: Any) -> RegisterPage:
    """Compose a page of what was `found`."""
    page = Paginator(found, PER_PAGE).get_page(pagina)
    today = klok.today()
    return RegisterPage(page, [regel_of(row, today) for row in page])


def regel_of(row: Any, today: date) -> Registerregel:
    """Write a besluit of the register as one line."""
    taken = facts_of(f"Genomen op {datum(_day(row.genomen_op))}", row)
    return Registerregel(
        titel=row.titel,
        url=row.get_absolute_url(),
        feiten=taken,
        wanneer=wanneer(row.geldt_van, row.geldt_tot, today),
        verbanden=verbanden_of(row, today),
        tag=tag_of(row.staat)[0],
        tag_soort=tag_of(row.staat)[1],
    )


def tag_of(staat: str) -> Tag:
    """Say in a tag whether it is in force."""
    found = Staat(staat)
    return found.label.lower(), TAGS[found]


def verbanden_of(row: Any, today: date) -> list[Verband]:
    """Say what it does with earlier besluiten, and later ones with it (`rows.with_opvolging`)."""
    return [*map(_to_earlier, row.eerdere), *(_to_later(one, today) for one in row.latere)]


def _to_earlier(one: dict[str, Any]) -> Verband:
    begin, end = VERBS[one["aard"]]
    part = f" {one['deel']} van" if one["deel"] else ""
    return _verband(f"{begin}{part}", one, end)


def _to_later(one: dict[str, Any], today: date) -> Verband:
    if one["stand"] != Besluit.Stand.GENOMEN:
        return _verband(PROPOSED[one["aard"]], one, "")
    whole, part = DONE[one["aard"]]
    about = f" ({one['deel']})" if one["deel"] else ""
    begins = date.fromisoformat(one["van"]) if one["van"] else today
    since = f", vanaf {datum(begins)}" if begins > today else ""
    return _verband(part if one["deel"] else whole, one, f"{about}{since}")


def _verband(voor: str, one: dict[str, Any], na: str) -> Verband:
    if one["titel"] is None:
        return Verband(voor, "een besluit dat u niet kunt lezen", "", na)
    return Verband(voor, one["titel"], url_of(Besluit, UUID(one["pk"])), na)


@dataclass(frozen=True)
class Openbaar:
    """What everybody reads of one besluit; `standpunten` are sentences that name partners."""

    titel: str
    tekst: str
    genomen_op: date
    wanneer: str
    standpunten: list[str]
    tag: str
    tag_soort: str


@dataclass(frozen=True)
class OpenbaarPage:
    """A page of the public register."""

    pagina: Page[Any]
    besluiten: list[Openbaar]


STOOD = {"consent": "Stemden in", "zorg": "Stemden in, met een zorg", "bezwaar": "Hadden bezwaar"}
"""Where partners stood, in the order in which it is told."""


def openbaar_page(found: Any, pagina: Any) -> OpenbaarPage:
    """Compose a page of the public register."""
    page = Paginator(found, PER_PAGE).get_page(pagina)
    today = klok.today()
    return OpenbaarPage(page, [_openbaar(row, today) for row in page])


def _openbaar(row: Any, today: date) -> Openbaar:
    names = {
        soort: ", ".join(one["naam"] for one in row.standpunten if one["soort"] == soort)
        for soort in STOOD
    }
    return Openbaar(
        row.titel,
        row.tekst,
        row.genomen_op,
        wanneer(row.geldt_van, row.geldt_tot, today),
        [f"{STOOD[soort]}: {who}." for soort, who in names.items() if who],
        *tag_of(row.staat),
    )


@dataclass(frozen=True)
class Plaats:
    """The place of a proposal or besluit in the register, for its own page."""

    besluit: Besluit
    wanneer: str
    verbanden: list[Verband]
    klopte: list[tuple[datetime, str]]


def plaats_of(row: Any) -> Plaats:
    """Say from when until when it is or would be in force, and what ties it to others."""
    today = klok.today()
    taken = row.stand == Besluit.Stand.GENOMEN
    dated = taken or row.geldt_van or row.geldt_tot
    seen_on = today if taken else date.min
    return Plaats(
        besluit=row,
        wanneer=wanneer(row.geldt_van, row.geldt_tot, seen_on) if dated else "",
        verbanden=verbanden_of(row, today),
        klopte=[(datetime.fromisoformat(one["op"]), one["reden"]) for one in row.klopte],
    )


def is_changing(row: Any) -> bool:
    """Does a proposal run that does something with it?"""
    return any(one["stand"] != Besluit.Stand.GENOMEN for one in row.latere)


@dataclass(frozen=True)
class Tegenspraak:
    """What stood against a besluit that was taken: each partner's last word, and who said none."""

    bezwaren: list[Reactie]
    zorgen: list[Reactie]
    stil: list[str]


def tegenspraak_of(besluit: Besluit) -> Tegenspraak:
    """Return who did not simply consent."""
    said = [row for row in reacties_of(besluit) if row.fase == LAST_RONDE]
    last = {row.organisatie_id: row for row in said}
    rows = sorted(last.values(), key=lambda row: row.organisatie.naam.casefold())
    return Tegenspraak(
        [row for row in rows if row.soort == Reactie.Soort.BEZWAAR],
        [row for row in rows if row.soort == Reactie.Soort.ZORG],
        tafel_of(besluit).stil,
    )


KOPPEN = (
    "Besluit", "Opgave", "Stand", "Genomen op", "Geldt vanaf", "Geldt tot", "Kijk opnieuw op",
    "Verband", "Adres",
)  # fmt: skip
"""The columns of the register as a table."""


def tabel_of(found: Iterable[Any], site: str) -> Iterator[tuple[str, ...]]:
    """Write the register as a table, its heads first; `site` begins the addresses."""
    today = klok.today()
    yield KOPPEN
    for row in found:
        days = (_day(row.genomen_op), row.geldt_van, row.geldt_tot, row.herzien_op)
        yield (
            row.titel,
            row.opgave_titel or "",
            Staat(row.staat).label,
            *(day.isoformat() if day else "" for day in days),
            " ".join(map(str, verbanden_of(row, today))),
            site + row.get_absolute_url(),
        )


def _day(moment: Any) -> date:
    return timezone.localdate(moment)
