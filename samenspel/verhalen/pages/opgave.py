"""What the page with the verhalen of an opgave shows."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from samenspel.basis.checks import allows
from samenspel.opgaven.models import Opgave
from samenspel.opgaven.permissions import gedragen_teams_of
from samenspel.organisaties.models import Gebruiker, Leefgebied
from samenspel.verhalen.models import Citaat, Verhaal, Verhaalpagina
from samenspel.verhalen.permissions import check_publiceren
from samenspel.verhalen.rows import unread, verhalen
from samenspel.verhalen.rules import GROEP

PER_PAGE = 25
MOST_NEW = 10
MOST_WORDS = 2000
"""Of so many verhalen, the newest, the telling words are looked for."""


@dataclass(frozen=True)
class Thema:
    """A leefgebied with at least `GROEP` verhalen I may read, and the texts of those."""

    code: str
    naam: str
    aantal: int
    gekozen: bool


@dataclass(frozen=True)
class VerhalenPage:
    """Everything the page with the verhalen of one opgave shows."""

    opgave: Opgave
    aantal: int
    themas: list[Thema]
    overige: int
    gekozen: str
    verhalen: Page[Verhaal]
    nieuw: list[Verhaal]
    citaten: int
    is_gepubliceerd: bool
    in_team: bool
    may_publish: bool

    def teksten(self) -> dict[str, list[str]]:
        """Return what the verhalen of each thema say; asked only where words are shown."""
        rows = Verhaal.objects.filter(opgave=self.opgave, nagelezen_op__isnull=False)
        found: dict[str, list[str]] = {thema.naam: [] for thema in self.themas}
        names = {thema.code: thema.naam for thema in self.themas}
        for code, *said in rows.values_list("thema", "tekst", "hielp")[:MOST_WORDS]:
            if code in names:
                found[names[code]].append("\n".join(said))
        return found


def opgave_page(
    opgave: Opgave, *, viewer: Gebruiker, thema: str = "", pagina: str | None = None
) -> VerhalenPage:
    """Compose the page with the verhalen of `opgave` that this viewer may read.

    Each counts at the thema where it is mostly about. Less than `GROEP` count together: in a
    small group a word already points at somebody.
    """
    read_over = verhalen().filter(opgave=opgave, nagelezen_op__isnull=False)
    counts = Counter(read_over.order_by().values_list("thema", flat=True))
    large = {code: n for code, n in counts.items() if n >= GROEP}
    chosen = thema if thema in large else ""
    shown = read_over.filter(thema=chosen) if chosen else read_over
    in_team = opgave.pk in gedragen_teams_of(viewer)
    return VerhalenPage(
        opgave=opgave,
        aantal=sum(counts.values()),
        themas=[
            Thema(code, Leefgebied(code).label, n, code == chosen)
            for code, n in sorted(large.items(), key=lambda item: (-item[1], item[0]))
        ],
        overige=sum(counts.values()) - sum(large.values()),
        gekozen=chosen,
        verhalen=Paginator(shown, PER_PAGE).get_page(pagina),
        nieuw=list(unread(opgave)[:MOST_NEW]) if in_team else [],
        citaten=Citaat.objects.filter(verhaal__opgave=opgave).count() if in_team else 0,
        is_gepubliceerd=Verhaalpagina.objects.filter(opgave=opgave).exists(),
        in_team=in_team,
        may_publish=allows(check_publiceren, opgave, by=viewer),
    )
