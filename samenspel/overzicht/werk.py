"""Mijn werk: what waits on one reader, and on whom she waits."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias, TypedDict

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django_stubs_ext import WithAnnotations

from samenspel.basis.rij import DRINGEND, Knop, Rij, VolgendeStap
from samenspel.opgaven.vormen import tell
from samenspel.opgaven.wachten import COUNTED, Wachtend, fetch, lezer_of
from samenspel.organisaties.models import Gebruiker
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overzicht import rules
from samenspel.overzicht.rows import VAN_ANDEREN, van_anderen, van_lezer
from samenspel.overzicht.vormen import VORMEN
from samenspel.praktijk.models import Casus, Heropening, Les

PER_SOORT = 10
"""So many of one kind are shown."""


@dataclass(frozen=True)
class Meer:
    """What did not fit: "en nog 12 knelpunten"."""

    tekst: str
    url: str


@dataclass(frozen=True)
class MijnWerk:
    """Everything the page Mijn werk shows; first what ends first.

    What waits falls apart in the first of it (`eerst`), what is late or ends within a week, what
    ends later, and what has no end.
    """

    vandaag: date
    wacht_op_u: list[Rij]
    nog_meer: list[Meer]
    ik_wacht_op: list[Rij]
    casussen: list[Rij]

    @property
    def eerst(self) -> VolgendeStap | None:
        """The one thing to do now: what ends first, else what waits."""
        if not self.wacht_op_u:
            return None
        rij = self.wacht_op_u[0]
        facts = " · ".join(filter(None, [rij.tag, rij.feiten]))
        return VolgendeStap(rij.titel, facts, Knop("Ga hiermee verder", rij.url))

    @property
    def deze_week(self) -> list[Rij]:
        """What is too late, or ends within a week."""
        return [rij for rij in self._rest if rij.termijn and rij.termijn <= self._week]

    @property
    def later(self) -> list[Rij]:
        """What ends later."""
        return [rij for rij in self._rest if rij.termijn and rij.termijn > self._week]

    @property
    def kan_wachten(self) -> list[Rij]:
        """What has no day on which it ends; it asks for no attention by its colour."""
        quiet = {"wacht": "stil"}
        return [
            replace(rij, tag_soort=quiet.get(rij.tag_soort, rij.tag_soort))
            for rij in self._rest
            if not rij.termijn
        ]

    @property
    def geteld(self) -> str:
        """Count what can wait: "Knelpunten: 5. Verhalen: 2."."""
        found = Counter(rij.groep for rij in self.kan_wachten)
        return " ".join(f"{groep.capitalize()}: {n}." for groep, n in found.most_common())

    @property
    def _rest(self) -> list[Rij]:
        return self.wacht_op_u[1:]

    @property
    def _week(self) -> date:
        return self.vandaag + timedelta(DRINGEND)


def mijn_werk(gebruiker: Gebruiker, today: date) -> MijnWerk:
    """Compose Mijn werk; two queries and two for who she is, whatever the amount of data."""
    lezer = lezer_of(gebruiker)
    others = [part[:PER_SOORT] for part in van_anderen(lezer, today)]
    rows = fetch([*van_lezer(lezer, today), *others])
    waits = [row for row in rows if row.soort not in VAN_ANDEREN]
    awaited = [row for row in rows if row.soort in VAN_ANDEREN]
    return MijnWerk(
        vandaag=today,
        wacht_op_u=_tell_first(waits, today),
        nog_meer=_beyond(waits),
        ik_wacht_op=_tell_first(awaited, today),
        casussen=mijn_casussen(gebruiker),
    )


def te_mailen(gebruiker: Gebruiker, today: date) -> tuple[list[Rij], list[Meer]]:
    """Return what of her work is mailed `today`, without a word of what a mail may not tell."""
    rows = [
        row._replace(titel="") if VORMEN[row.soort].titel else row
        for row in fetch(van_lezer(lezer_of(gebruiker), today))
        if VORMEN[row.soort].is_mailed(row, gebruiker.gemaild_op, today)
    ]
    return _tell_first(rows, today), _beyond(rows)


def _tell_first(rows: Sequence[Wachtend], today: date) -> list[Rij]:
    return [tell(row, VORMEN[row.soort], today) for row in _first(rows)]


def _first(rows: Sequence[Wachtend]) -> list[Wachtend]:
    seen: Counter[str] = Counter()
    kept = []
    for row in rows:
        seen[row.soort] += 1
        if seen[row.soort] <= PER_SOORT:
            kept.append(row)
    return sorted(kept, key=lambda row: (row.termijn or date.max, row.titel))


def _beyond(rows: Sequence[Wachtend]) -> list[Meer]:
    found = Counter(row.soort for row in rows)
    beyond = []
    for soort, number in found.items():
        if number > PER_SOORT:
            over = "meer dan " if number > COUNTED else ""
            left = min(number, COUNTED) - PER_SOORT
            vorm = VORMEN[soort]
            beyond.append(Meer(f"En nog {over}{left} {vorm.meervoud}", vorm.lijst_url))
    return beyond


class _Stappen(TypedDict):
    geplaatst_bij: str | None
    in_besluit: bool
    besluit_genomen: bool
    afgesproken: bool
    heeft_les: bool
    weer_open: str | None


CasusMetStappen: TypeAlias = "WithAnnotations[Casus, _Stappen]"


def _with_steps(casussen: QuerySet[Casus]) -> QuerySet[CasusMetStappen]:
    """Annotate how far each casus came, through any of its knelpunten."""
    of_this = {"knelpunt__casussen": OuterRef("pk")}
    placed = Agendering.objects.filter(**of_this).order_by("-gemaakt_op")
    besluiten = Besluit.objects.filter(**of_this).exclude(stand=Besluit.Stand.INGETROKKEN)
    heropend = Heropening.objects.filter(casus=OuterRef("pk"))
    heropend = heropend.exclude(stand=Heropening.Stand.GESLOTEN)
    return casussen.annotate(
        geplaatst_bij=Subquery(placed.values("aan__kort")[:1]),
        in_besluit=Exists(besluiten),
        besluit_genomen=Exists(besluiten.filter(stand=Besluit.Stand.GENOMEN)),
        afgesproken=Exists(Afspraak.objects.filter(besluit__knelpunt__casussen=OuterRef("pk"))),
        heeft_les=Exists(Les.objects.filter(**of_this)),
        weer_open=Subquery(heropend.values("stand")[:1]),
    )


def mijn_casussen(gebruiker: Gebruiker) -> list[Rij]:
    """Her last casussen, each with the steps it took."""
    mine = _with_steps(Casus.objects.filter(maker=gebruiker)).order_by(F("gemaakt_op").desc())
    return [_casus_row(casus) for casus in mine.defer("tekst", "zoektekst")[:PER_SOORT]]


def _casus_row(casus: CasusMetStappen) -> Rij:
    reached = rules.Voortgang(
        ingebracht=casus.ingebracht_op is not None,
        geplaatst_bij=casus.geplaatst_bij or "",
        in_besluit=casus.in_besluit,
        besluit_genomen=casus.besluit_genomen,
        afgesproken=casus.afgesproken,
        les=casus.heeft_les,
        geholpen=casus.geholpen,
        weer_open=casus.weer_open or "",
    )
    steps = " › ".join(rules.steps_in_words(reached))
    return Rij(casus.titel, casus.get_absolute_url(), steps, *rules.standing(reached))
