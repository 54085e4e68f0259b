"""How a proposal came where it is: its rounds, what partners asked, brought in and said."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from samenspel.basis.checks import allows
from samenspel.basis.templatetags.samenspel import datum, meervoud
from samenspel.organisaties.models import Gebruiker
from samenspel.overleg.besluiten import rules
from samenspel.overleg.besluiten.models import Besluit, Reactie
from samenspel.overleg.besluiten.permissions import check_antwoorden, check_vraag_intrekken
from samenspel.overleg.besluiten.rows import gezegd, reacties_of, tafel_of

S = Reactie.Soort
STANDPUNTEN = (S.FEIT, S.WAARDE, S.BELANG)
SHORT = {
    "voorbereiding": ("Voorbereiding", "wat stellen we voor?"),
    "beeldvorming": ("Beeldvorming", "is het helder?"),
    "oordeelsvorming": ("Oordeelsvorming", "wat vinden we?"),
    "besluitvorming": ("Besluitvorming", "kan iedereen ermee verder?"),
    "genomen": ("Genomen", "wie doet wat?"),
}


@dataclass(frozen=True)
class Etappe:
    """One step of deciding: what came of it, or what it asks, and whether it is done or now."""

    label: str
    zin: str
    stand: str


@dataclass(frozen=True)
class Gesprek:
    """A question or argument of a partner, and what this viewer may do with it."""

    reactie: Reactie
    may_answer: bool
    may_withdraw: bool


@dataclass(frozen=True)
class Ronde:
    """The reactions to one version, or of a round before there were objections."""

    label: str
    reacties: list[Reactie]


def etappes(besluit: Besluit) -> list[Etappe]:
    """Return the steps of deciding in their order; none of what was withdrawn."""
    order = list(SHORT)
    if besluit.stand not in order:
        return []
    at = order.index(besluit.stand)
    found = []
    for i, name in enumerate(order):
        label, asks = SHORT[name]
        came = _came_of(besluit, name) if i <= at else ""
        found.append(Etappe(label, came or asks, "gedaan" if i < at else "nu" if i == at else ""))
    return found


def _came_of(besluit: Besluit, fase: str) -> str:
    said = [row for row in reacties_of(besluit) if row.fase == fase]
    if fase == Besluit.Stand.VOORBEREIDING:
        return f"voorgesteld op {datum(besluit.gemaakt_op)}"
    if fase == Besluit.Stand.GENOMEN:
        return f"op {datum(besluit.genomen_op)}"
    if fase == Besluit.Stand.BEELD:
        asked = [row for row in said if row.soort == S.VRAAG]
        waits = sum(row.is_open for row in asked)
        n = len(asked)
        return f"{n} {meervoud(n, 'vraag,vragen')}, {waits or 'geen'} nog open" if n else ""
    if fase == Besluit.Stand.OORDEEL:
        n = sum(row.soort in STANDPUNTEN for row in said)
        return f"{n} {meervoud(n, 'standpunt,standpunten')}" if n else ""
    versies = sorted({row.voorstelversie for row in said} | {besluit.versie})
    return "; ".join(f"versie {one} kreeg {_counted(said, one)}" for one in versies)


def _counted(said: Iterable[Reactie], versie: int) -> str:
    """Count what partners said last of a version; a partner counts once."""
    last = {row.organisatie_id: row for row in said if row.voorstelversie == versie}
    kinds = Counter(row.soort for row in last.values())
    words = {S.CONSENT: "consent", S.ZORG: "consent met zorg", S.BEZWAAR: "bezwaar"}
    told = [f"{kinds[kind]} keer {word}" for kind, word in words.items() if kinds[kind]]
    return ", ".join(told) or "nog geen reactie"


def telling(besluit: Besluit) -> str:
    """Say how many partners spoke of this version, and how many are silent."""
    if besluit.stand == Besluit.Stand.VOORBEREIDING:
        return "Reageren kan als het team de beeldvorming opent."
    tafel = tafel_of(besluit)
    spoke, silent = len(tafel.nu), len(tafel.stil)
    did = meervoud(spoke, "reageerde,reageerden")
    told = f"{spoke} van {len(tafel.partners)} partners {did} op versie {besluit.versie}."
    if not silent:
        return told
    still = " nog" if besluit.stand in rules.RONDEN else ""
    return f"{told} {silent} {meervoud(silent, 'zwijgt,zwijgen')}{still}."


def gesprekken(besluit: Besluit, viewer: Gebruiker) -> list[Gesprek]:
    """Return the questions and arguments of before the consent rounds."""
    return [_gesprek(row, viewer) for row in reacties_of(besluit) if row.fase != rules.LAST_RONDE]


def _gesprek(row: Reactie, viewer: Gebruiker) -> Gesprek:
    asked = row.soort == S.VRAAG
    return Gesprek(
        row,
        asked and allows(check_antwoorden, row, by=viewer),
        asked and allows(check_vraag_intrekken, row, by=viewer),
    )


def standpunten(gesprek: list[Gesprek]) -> list[tuple[str, list[Gesprek]]]:
    """Put the arguments of each partner together, side by side."""
    said = [one for one in gesprek if one.reactie.soort in STANDPUNTEN]
    said.sort(key=lambda one: (one.reactie.organisatie.naam.casefold(), one.reactie.pk))
    return [
        (naam, list(rows)) for naam, rows in groupby(said, lambda g: g.reactie.organisatie.naam)
    ]


def eerder(besluit: Besluit) -> list[Ronde]:
    """Return the consent and objections of earlier versions, and what was said over again."""
    now = {row.pk for row in gezegd(besluit).values()}
    kinds = rules.SOORTEN[rules.LAST_RONDE]
    before = [row for row in reacties_of(besluit) if row.soort in kinds and row.pk not in now]
    before.sort(key=lambda row: (-row.voorstelversie, row.pk))
    return [
        Ronde(f"Versie {number}", list(rows))
        for number, rows in groupby(before, lambda row: row.voorstelversie)
    ]
