"""What the page of a proposal or besluit shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.checks import allows
from samenspel.basis.rij import Knop, Rij, Tag, term
from samenspel.opgaven.permissions import check_team_of
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.overleg.besluiten import rules
from samenspel.overleg.besluiten.dekking import Dekking, dekkingen, gebruikt
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Reactie
from samenspel.overleg.besluiten.permissions import (
    check_afspreken,
    check_bekrachtigen,
    check_nemen,
    check_reageren_namens,
    check_ronde,
    check_wijzigen,
)
from samenspel.overleg.besluiten.rows import gezegd, partners_of, reacties_of
from samenspel.overleg.mandaten.rows import Tegoed
from samenspel.overleg.titels import facts_of
from samenspel.spoor.pages import Verteld, tell

BESLUIT_NODIG = "besluit nodig"
"""How a bijdrage stands over which an orgaan must still decide."""


def rij_of_besluit(besluit: Besluit, today: date) -> Rij:
    """Write a proposal or besluit as a row."""
    facts = facts_of("Besluit" if besluit.stand == "genomen" else "Voorstel", besluit)
    tag, soort = stand_of(besluit.stand, besluit.sluit_op, today)
    return Rij(besluit.titel, besluit.get_absolute_url(), facts, tag, soort)


def rij_of_bijdrage(bijdrage: Bijdrage, today: date) -> Rij:
    """Write what a besluit asks of an organisatie as a row."""
    url = bijdrage.get_absolute_url()
    who = bijdrage.organisatie.kort
    if bijdrage.orgaan is not None and bijdrage.bekrachtigd_op is None:
        who = f"{bijdrage.orgaan.naam}, {who}"
    facts = facts_of(f"{who} · {bijdrage.besluit}", bijdrage)
    decided = bijdrage.bekrachtigd_op is not None
    tag, soort = ("bekrachtigd", "klaar") if decided else (BESLUIT_NODIG, "wacht")
    return Rij(bijdrage.wat, url, facts, tag, soort)


def stand_of(stand: str, sluit_op: date | None, today: date) -> Tag:
    """Say in a tag where a proposal stands.

    >>> stand_of("oordeelsvorming", date(2026, 2, 1), date(2026, 1, 29))
    ('oordeelsvorming, nog 3 dagen', 'wacht')
    >>> stand_of("voorbereiding", None, date(2026, 1, 29))
    ('in voorbereiding', 'stil')
    """
    if stand in rules.RONDEN and sluit_op is not None:
        if sluit_op < today:
            return "ronde is voorbij", "wacht"
        left, soort = term(sluit_op, today)
        return f"{stand}, {left}", soort
    if stand == Besluit.Stand.GENOMEN:
        return "genomen", "klaar"
    return Besluit.Stand(stand).label.lower(), "stil"


TAGS = {
    Reactie.Soort.CONSENT: ("consent", "klaar"),
    Reactie.Soort.ZORG: ("consent, met zorg", "klaar"),
    Reactie.Soort.BEZWAAR: ("bezwaar", "bezwaar"),
}
NEXT_LABEL = {
    "voorbereiding": "Open de beeldvorming",
    "beeldvorming": "Ga naar de oordeelsvorming",
    "oordeelsvorming": "Ga naar de besluitvorming",
}
SHORT = {
    "voorbereiding": ("Voorbereiding", "Wat stellen we voor?"),
    "beeldvorming": ("Beeldvorming", "Is het helder?"),
    "oordeelsvorming": ("Oordeelsvorming", "Wat vinden we?"),
    "besluitvorming": ("Besluitvorming", "Kan iedereen ermee verder?"),
    "genomen": ("Genomen", "Wie doet wat?"),
}


@dataclass(frozen=True)
class Etappe:
    """One step of deciding, and whether it is done, now or later."""

    label: str
    vraag: str
    stand: str


@dataclass(frozen=True)
class Tegel:
    """One partner and what it said in this round."""

    organisatie: Organisatie
    reactie: Reactie | None
    tag: str
    tag_soort: str


@dataclass(frozen=True)
class Gezag:
    """What is asked of one organisatie, and on whose authority it can be or was promised."""

    bijdrage: Bijdrage
    dekking: Dekking
    gedekt: bool
    may_bekrachtig: bool


@dataclass(frozen=True)
class Ronde:
    """The reactions of one earlier round."""

    nummer: int
    reacties: list[Reactie]


@dataclass(frozen=True)
class BesluitPage:
    """Everything the page of one besluit shows; the first of `knoppen` is the next step."""

    besluit: Besluit
    etappes: list[Etappe]
    tegels: list[Tegel]
    uitleg_bezwaar: str
    gezag: list[Gezag]
    eerder: list[Ronde]
    knoppen: list[Knop]
    spoor: Verteld
    is_open: bool
    voorbij: bool

    @property
    def stil(self) -> int:
        """How many partners said nothing yet; silence is no consent."""
        return sum(tegel.reactie is None for tegel in self.tegels)

    @property
    def gereageerd(self) -> int:
        """How many partners reacted in this round."""
        return len(self.tegels) - self.stil

    @property
    def redenen(self) -> list[Reactie]:
        """The reactions of this round that come with a reason."""
        said = [tegel.reactie for tegel in self.tegels if tegel.reactie]
        return [reactie for reactie in said if reactie.toelichting]


def besluit_page(besluit: Besluit, *, viewer: Gebruiker) -> BesluitPage:
    """Compose the page of one besluit for this viewer."""
    today = klok.today()
    tegels = _tegels(besluit, gezegd(besluit))
    is_open = besluit.stand in rules.RONDEN
    return BesluitPage(
        besluit=besluit,
        etappes=_etappes(besluit.stand),
        tegels=tegels,
        uitleg_bezwaar=rules.explain_bezwaar(besluit.ronde),
        gezag=_gezag(besluit, viewer),
        eerder=_earlier(reacties_of(besluit), besluit.ronde),
        knoppen=_knoppen(besluit, tegels, viewer),
        spoor=tell(besluit, viewer=viewer),
        is_open=is_open,
        voorbij=is_open and besluit.sluit_op is not None and besluit.sluit_op < today,
    )


def _etappes(stand: str) -> list[Etappe]:
    order = list(SHORT)
    if stand not in order:
        return []
    at = order.index(stand)
    return [
        Etappe(*SHORT[name], "gedaan" if i < at else "nu" if i == at else "straks")
        for i, name in enumerate(order)
    ]


def _tegels(besluit: Besluit, now: dict[Any, Reactie]) -> list[Tegel]:
    """Return every partner once, in alphabetical order; who reacted but left stays visible."""
    organisaties = {*partners_of(besluit)} | {reactie.organisatie for reactie in now.values()}
    return [
        Tegel(one, now.get(one.pk), *_tag(now.get(one.pk), besluit))
        for one in sorted(organisaties, key=lambda o: o.naam.casefold())
    ]


def _tag(reactie: Reactie | None, besluit: Besluit) -> tuple[str, str]:
    if reactie is not None:
        if reactie.kern:
            return "bezwaar op kernbelang", "bezwaar"
        return TAGS[Reactie.Soort(reactie.soort)]
    if besluit.stand == Besluit.Stand.VOORBEREIDING:
        return "nog niets gevraagd", "stil"
    return ("nog niet" if besluit.stand in rules.RONDEN else "niet") + " gereageerd", "stil"


def _gezag(besluit: Besluit, viewer: Gebruiker) -> list[Gezag]:
    """Return per bijdrage what was noted when the besluit was taken, or what could hold today."""
    asked = besluit.bijdragen.select_related(
        "organisatie", "orgaan", "mandaat__gever", "mandaat__houder"
    )
    rows = list(asked.annotate(gebruikt=gebruikt("mandaat_id")))
    taken = besluit.stand == Besluit.Stand.GENOMEN
    found: Sequence[Dekking]
    if taken:
        found = [
            Dekking([Tegoed(row.mandaat, row.gebruikt)] if row.mandaat else [], row.orgaan)
            for row in rows
        ]
    else:
        found = dekkingen(besluit.opgave_id, rows, klok.today())
    return [
        Gezag(
            bijdrage=row,
            dekking=dekking,
            gedekt=bool(row.bekrachtigd_op if taken else dekking.tegoeden),
            may_bekrachtig=allows(check_bekrachtigen, row, by=viewer),
        )
        for row, dekking in zip(rows, found, strict=True)
    ]


def _earlier(reacties: list[Reactie], ronde: int) -> list[Ronde]:
    before = sorted((r for r in reacties if r.ronde < ronde), key=lambda r: -r.ronde)
    return [Ronde(number, list(rows)) for number, rows in groupby(before, lambda r: r.ronde)]


def _knoppen(besluit: Besluit, tegels: list[Tegel], viewer: Gebruiker) -> list[Knop]:
    """Return what this viewer may do now; a reaction that is still missing comes first."""
    mine = [
        tegel
        for tegel in tegels
        if allows(check_reageren_namens, besluit, tegel.organisatie, by=viewer)
    ]
    first = [_react("Reageer", besluit, tegel) for tegel in mine if tegel.reactie is None]
    again = [_react("Wijzig uw reactie", besluit, tegel) for tegel in mine if tegel.reactie]
    steps = _team_knoppen(besluit, viewer)
    return [*first, *steps[:1], *again, *steps[1:]]


def _react(what: str, besluit: Besluit, tegel: Tegel) -> Knop:
    url = f"{_url('reactie', besluit)}?organisatie={tegel.organisatie.pk}"
    return Knop(f"{what} namens {tegel.organisatie.kort}", url)


def _team_knoppen(besluit: Besluit, viewer: Gebruiker) -> list[Knop]:
    if allows(check_afspreken, besluit, by=viewer):
        return [Knop("Maak een afspraak", reverse("overleg:afspraak_nieuw", args=[besluit.pk]))]
    if besluit.stand == Besluit.Stand.INGETROKKEN and allows(check_team_of, besluit, by=viewer):
        again = reverse("overleg:besluit_nieuw", args=[besluit.knelpunt_id])
        return [Knop("Begin opnieuw met deze tekst", f"{again}?van={besluit.pk}")]
    if not allows(check_wijzigen, besluit, by=viewer):
        return []
    found = []
    if allows(check_ronde, besluit, by=viewer):
        found.append(Knop(NEXT_LABEL[besluit.stand], _url("ronde", besluit)))
    elif allows(check_nemen, besluit, by=viewer):
        found.append(Knop("Neem het besluit", _url("nemen", besluit)))
    change = Knop("Pas het voorstel aan", _url("wijzig", besluit))
    ask = Knop("Vraag een bijdrage", _url("bijdrage", besluit))
    withdraw = Knop("Trek het voorstel in", _url("intrekken", besluit))
    return [*found, change, ask, withdraw]


def _url(step: str, besluit: Besluit) -> str:
    return reverse(f"overleg:besluit_{step}", args=[besluit.pk])
