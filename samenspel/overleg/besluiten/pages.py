"""What the page of a proposal or besluit shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from samenspel.basis import klok
from samenspel.basis.blad import Alinea
from samenspel.basis.checks import allows
from samenspel.basis.rij import Knop, Rij, Tag, term
from samenspel.basis.templatetags.samenspel import meervoud
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.overleg.besluiten import rules
from samenspel.overleg.besluiten.blad import Tekstwijziging, blad_of, wijzigingen
from samenspel.overleg.besluiten.consent import Stem, Tafel
from samenspel.overleg.besluiten.dekking import (
    Dekking,
    dekkingen,
    gebruikt,
    met_toezeggingen,
    toegezegd,
)
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Reactie
from samenspel.overleg.besluiten.permissions import check_bekrachtigen
from samenspel.overleg.besluiten.rows import (
    eerdere_kernbezwaren,
    gezegd,
    kernbezwaren_elders,
    partners_of,
    reacties_of,
    tafel_of,
)
from samenspel.overleg.besluiten.stappen import AanU, aan_u, houdt, knoppen_of
from samenspel.overleg.besluiten.verloop import (
    Etappe,
    Gesprek,
    Ronde,
    eerder,
    etappes,
    gesprekken,
    standpunten,
    telling,
)
from samenspel.overleg.mandaten.models import Mandaat
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
    tag, soort = bijdrage_tag(bijdrage)
    return Rij(bijdrage.wat, url, facts, tag, soort)


def bijdrage_tag(bijdrage: Bijdrage) -> Tag:
    """Say in a tag whether what a taken besluit asks binds."""
    if bijdrage.afgewezen:
        return "afgewezen", "bezwaar"
    if bijdrage.vervallen_op is not None:
        return "vervallen", "stil"
    return ("bekrachtigd", "klaar") if bijdrage.bekrachtigd_op else (BESLUIT_NODIG, "wacht")


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
    Reactie.Soort.VRAAG: ("vraag", "gewoon"),
    Reactie.Soort.HELDER: ("niets toe te voegen", "gewoon"),
    Reactie.Soort.FEIT: ("standpunt", "gewoon"),
    Reactie.Soort.WAARDE: ("standpunt", "gewoon"),
    Reactie.Soort.BELANG: ("standpunt", "gewoon"),
}


@dataclass(frozen=True)
class Tegel:
    """One partner and what it said of this version, or else of an earlier one."""

    organisatie: Organisatie
    reactie: Reactie | None
    tag: str
    tag_soort: str


@dataclass(frozen=True)
class Gezag:
    """What is asked of one organisatie, and on whose authority it can be or was promised.

    `op` is the mandaat on which its holder promised it.
    """

    bijdrage: Bijdrage
    dekking: Dekking
    op: Mandaat | None
    tag: str
    tag_soort: str
    may_bekrachtig: bool
    may_aanvaard: bool


@dataclass(frozen=True)
class BesluitPage:
    """Everything the page of one besluit shows."""

    besluit: Besluit
    tafel: Tafel
    einde: date
    blad: list[Alinea]
    etappes: list[Etappe]
    telling: str
    tegels: list[Tegel]
    bezwaren: list[Reactie]
    elders: list[Reactie]
    uitleg_bezwaar: str
    gezag: list[Gezag]
    vragen: list[Gesprek]
    standpunten: list[tuple[str, list[Gesprek]]]
    eerder: list[Ronde]
    wijzigingen: list[Tekstwijziging]
    aan_u: AanU | None
    knoppen: list[Knop]
    spoor: Verteld
    is_open: bool
    voorbij: bool

    @property
    def overige(self) -> list[Knop]:
        """What this viewer can do besides her next step."""
        first = self.aan_u.knop.url if self.aan_u and self.aan_u.knop else ""
        return [knop for knop in self.knoppen if knop.url != first]

    @property
    def stil(self) -> list[str]:
        """The partners who said nothing of this version; silence is no consent."""
        return self.tafel.stil

    @property
    def gereageerd(self) -> int:
        """How many partners reacted to this version."""
        return len(self.tafel.nu)

    @property
    def redenen(self) -> list[Reactie]:
        """The reactions of now that come with a reason."""
        said = [tegel.reactie for tegel in self.tegels if tegel.reactie]
        consented = [one for one in said if one.fase == rules.LAST_RONDE and one.toelichting]
        return [one for one in consented if one.voorstelversie == self.besluit.versie]

    @property
    def beantwoord(self) -> list[tuple[Reactie, Tekstwijziging | None]]:
        """Each objection that stands, with the later version that the team made because of it."""
        return [(row, self._because_of(row)) for row in self.bezwaren]

    def _because_of(self, row: Reactie) -> Tekstwijziging | None:
        if row.besluit_id != self.besluit.pk:
            return None
        who, since = row.organisatie.naam, row.voorstelversie
        later = (one for one in self.wijzigingen if one.nummer > since and one.vanwege == who)
        return next(later, None)

    @property
    def eerdere_wijzigingen(self) -> list[Tekstwijziging]:
        """The changes that the text itself does not show."""
        return self.wijzigingen[1:] if self.is_open else self.wijzigingen

    @property
    def toezegging(self) -> str:
        """Say in one sentence how many of those asked said yes on a mandaat."""
        asked, yes = len(self.gezag), sum(one.op is not None for one in self.gezag)
        if yes == asked:
            return "Voor elke bijdrage is ja gezegd op een mandaat. Het bindt wie ook zelf instemt."
        who = f"{'zei' if yes == 1 else 'zeiden'} er {yes}" if yes else "zei nog niemand"
        partners = meervoud(asked, "gevraagde partner,gevraagde partners")
        return f"Nog niet. Van {asked} {partners} {who} ja op een mandaat."

    @property
    def bedrag(self) -> int:
        """How much is asked in all, in euro."""
        return sum(one.bijdrage.bedrag for one in self.gezag)

    @property
    def open_vragen(self) -> int:
        """How many questions wait for an answer."""
        return sum(one.reactie.is_open for one in self.vragen)


def besluit_page(besluit: Besluit, *, viewer: Gebruiker) -> BesluitPage:
    """Compose the page of one besluit for this viewer."""
    today, tafel = klok.today(), tafel_of(besluit)
    is_open = besluit.stand in rules.RONDEN
    einde = tafel.termijn.einde
    gezag = gezag_of(besluit, viewer)
    gesprek, bezwaren = gesprekken(besluit, viewer), standing_bezwaren(besluit)
    zorgen = [row for row in gezegd(besluit).values() if row.soort == Reactie.Soort.ZORG]
    return BesluitPage(
        besluit=besluit,
        tafel=tafel,
        einde=einde,
        blad=blad_of(besluit, [*bezwaren, *zorgen]),
        etappes=etappes(besluit),
        telling=telling(besluit),
        tegels=_tegels(besluit, tafel),
        bezwaren=bezwaren,
        elders=kernbezwaren_elders(besluit) if besluit.stand in rules.NEXT_STAND else [],
        uitleg_bezwaar=rules.explain_bezwaar(besluit.ronde, tafel.afspraken.verval_na_rondes),
        gezag=gezag,
        vragen=[one for one in gesprek if one.reactie.soort == Reactie.Soort.VRAAG],
        standpunten=standpunten(gesprek),
        eerder=eerder(besluit),
        wijzigingen=wijzigingen(besluit),
        aan_u=aan_u(
            besluit, [een.bijdrage for een in gezag], [een.dekking for een in gezag], viewer
        ),
        knoppen=knoppen_of(besluit, viewer),
        spoor=tell(besluit, viewer=viewer),
        is_open=is_open,
        voorbij=is_open and einde < today,
    )


def _tegels(besluit: Besluit, tafel: Tafel) -> list[Tegel]:
    """Return every partner once, in alphabetical order; who spoke but left stays visible."""
    now, last = gezegd(besluit), _last(besluit)
    kern = {stem.wie for stem in tafel.kern}
    spoke = {row.organisatie for row in [*last.values(), *standing_bezwaren(besluit)]}
    organisaties = {*partners_of(besluit)} | spoke
    return [
        Tegel(one, now.get(one.pk) or last.get(one.pk), *_tag(one, now, last, kern, besluit))
        for one in sorted(organisaties, key=lambda o: o.kort.casefold())
    ]


def _last(besluit: Besluit) -> dict[Any, Reactie]:
    """Return what each organisatie said last in besluitvorming, of whatever version."""
    rows = (row for row in reacties_of(besluit) if row.fase == rules.LAST_RONDE)
    return {row.organisatie_id: row for row in rows}


def _tag(
    one: Organisatie,
    now: dict[Any, Reactie],
    last: dict[Any, Reactie],
    kern: set[Any],
    besluit: Besluit,
) -> Tag:
    if one.pk in kern:
        return "bezwaar op kernbelang", "bezwaar"
    if one.pk in now:
        return TAGS[Reactie.Soort(now[one.pk].soort)]
    if one.pk in last:
        said, soort = TAGS[Reactie.Soort(last[one.pk].soort)]
        return f"{said} op versie {last[one.pk].voorstelversie}", (
            soort if soort == "bezwaar" else "stil"
        )
    if besluit.stand == Besluit.Stand.VOORBEREIDING:
        return "reageren kan straks", "stil"
    return ("nog niet" if besluit.stand in rules.RONDEN else "niet") + " gereageerd", "stil"


def standing_bezwaren(besluit: Besluit) -> list[Reactie]:
    """Return the objections that stand; on a kernbelang also of other proposals about it."""
    tafel = tafel_of(besluit)

    def stands(row: Reactie, among: Sequence[Stem]) -> bool:
        return any((s.wie, s.versie) == (row.organisatie_id, row.voorstelversie) for s in among)

    said = [
        row
        for row in [*eerdere_kernbezwaren(besluit), *reacties_of(besluit)]
        if row.fase == rules.LAST_RONDE and row.soort == Reactie.Soort.BEZWAAR
    ]
    kern = [row for row in said if row.kern and stands(row, tafel.kern)]
    other = {row.organisatie_id: row for row in said if not row.kern and stands(row, tafel.ander)}
    return [*kern, *other.values()]


def gezag_of(besluit: Besluit, viewer: Gebruiker) -> list[Gezag]:
    """Return per bijdrage what was noted when the besluit was taken, or what could hold today."""
    asked = besluit.bijdragen.select_related(
        "organisatie",
        "orgaan__organisatie",
        "mandaat__gever__organisatie",
        "mandaat__houder",
        "besluit",
    )
    rows = list(met_toezeggingen(asked).annotate(gebruikt=gebruikt("mandaat_id")))
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
        _gezag(row, dekking, viewer, taken=taken) for row, dekking in zip(rows, found, strict=True)
    ]


def _gezag(row: Bijdrage, dekking: Dekking, viewer: Gebruiker, *, taken: bool) -> Gezag:
    on = row.mandaat if taken else toegezegd(row, dekking)
    promised = ("ja op mandaat", "klaar") if on else ("nog geen ja", "wacht")
    tag, soort = bijdrage_tag(row) if taken else promised
    may = taken and allows(check_bekrachtigen, row, by=viewer)
    holds = row.besluit.stand == rules.LAST_RONDE and bool(houdt(dekking, viewer))
    return Gezag(row, dekking, on, tag, soort, may, holds)
