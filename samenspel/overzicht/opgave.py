"""What the page of an opgave shows of what is open: for this reader, and between partners."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from samenspel.basis.bogen import MOST_ARROWS, Bogen, Pijl, teken
from samenspel.basis.rij import Knop, Rij, VolgendeStap
from samenspel.opgaven.models import Opgave
from samenspel.opgaven.pages.opgave import OpgavePage
from samenspel.organisaties.models import Gebruiker
from samenspel.overzicht import wachten
from samenspel.overzicht.vormen import VORMEN
from samenspel.overzicht.wachten import EACH, Wacht

SHOWN = 3
"""So many rows stand on the page; the rest is folded."""
LOOK = {
    "overleg:besluit": "Bekijk het besluit",
    "overleg:agendering": "Bekijk de vraag",
    "overleg:afspraak": "Bekijk de afspraak",
    "praktijk:knelpunt": "Bekijk het knelpunt",
    "opgaven:wijziging": "Zeg ja of nee",
    "verhalen:verhaal": "Lees het verhaal",
}
"""What the button to a page says; to another it says "Bekijk dit"."""


@dataclass(frozen=True)
class Nu:
    """The next step of this reader, and what the opgave needs now, first what ends first."""

    aan_u: VolgendeStap | None
    rijen: list[Rij]
    alles: list[Rij]
    """All of it, folded; nothing when that is no more than `rijen`."""
    aantal: str
    """How many there are in all, or that there may be more."""


def nu_of(page: OpgavePage, *, viewer: Gebruiker) -> Nu:
    """Compose what `page` needs now. Two queries, and two for who she is."""
    hier = page.opgave.titel
    needed = wachten.nu_nodig(page.ids, hier=hier, takes_part=page.takes_part)
    rows = sorted([*page.wacht, *needed], key=lambda rij: (rij.termijn is None, rij.termijn))
    hers = None
    if viewer.is_authenticated:
        hers = wachten.aan_u(page.ids, viewer, hier=hier, wacht=page.wacht)
    others = [rij for rij in rows if hers is None or rij.url != hers[1].url]
    is_cut = max(Counter(rij.groep for rij in needed).values(), default=0) >= EACH
    return Nu(
        aan_u=_next_step(page, hers, viewer),
        rijen=others[:SHOWN],
        alles=rows if len(others) > SHOWN else [],
        aantal=f"{len(rows)} of meer" if is_cut else f"{len(rows)}",
    )


def _next_step(
    page: OpgavePage, hers: tuple[str, Rij] | None, viewer: Gebruiker
) -> VolgendeStap | None:
    """Return one step; where nothing waits on her, that she can bring in a casus."""
    if page.may_vaststellen and not page.wacht:
        return VolgendeStap(
            "Zijn de partners het eens over de bedoeling?",
            "Stel de opgave dan vast. Zij geldt als alle partners ja zeggen.",
            Knop(
                "Vraag de partners om in te stemmen",
                reverse("opgaven:vaststellen", args=[page.opgave.pk]),
            ),
            doet=True,
        )
    if hers is not None:
        soort, rij = hers
        said = " · ".join(filter(None, [rij.feiten, rij.tag]))
        label = LOOK.get(VORMEN[soort].pagina, "Bekijk dit")
        return VolgendeStap(f"Aan u: {rij.titel}", said, Knop(label, rij.url))
    if not viewer.is_authenticated or page.opgave.stand != Opgave.Stand.VASTGESTELD:
        return None
    return VolgendeStap(
        "Loopt er bij iemand iets vast?",
        "Beschrijf het. Terwijl u schrijft, ziet u wie hetzelfde meemaakte.",
        Knop("Beschrijf een casus", reverse("praktijk:casus_nieuw")),
    )


@dataclass(frozen=True)
class WieWacht:
    """Who waits on whom: a sentence, the picture if there is one, and the same as a list."""

    zin: str
    tekening: Bogen | None
    wachten: list[Wacht]
    meer: int
    """So many are in the list only."""


def wie_wacht_of(page: OpgavePage) -> WieWacht:
    """Compose who waits on whom in `page`, as far as its reader may see. One query."""
    waits = wachten.wie_wacht_op_wie(page.ids)
    between = [one for one in waits if not one.is_eigen]
    drawn = between[:MOST_ARROWS]
    names = {name for one in drawn for name in (one.van, one.op)} | set(page.partnernamen)
    arrows = [Pijl(one.van, one.op, one.woorden, one.laat > 0) for one in drawn]
    return WieWacht(
        zin=_zin(between),
        tekening=teken(sorted(names, key=str.casefold), arrows) if arrows else None,
        wachten=waits,
        meer=len(between) - len(drawn),
    )


def _zin(waits: Sequence[Wacht]) -> str:
    """Say first who is late; `waits` has the longest first.

    >>> _zin([])
    'Niemand wacht nu op een ander.'
    """
    if not waits:
        return "Niemand wacht nu op een ander."
    late = [one for one in waits if one.laat]
    on_time = len(waits) - len(late)
    if not late:
        often = f"{on_time} keer" if on_time > 1 else "Eén keer"
        return f"{often} wacht een partner op een ander. Nergens is de termijn voorbij."
    named = " en ".join(f"{one.van} wacht op {one.op}" for one in late[:2])
    if len(late) > 2:
        named += f", en nog {len(late) - 2} keer wacht iemand te lang"
    rest = {0: "", 1: " De andere is op tijd."}.get(on_time, f" De andere {on_time} zijn op tijd.")
    return f"{named}. Daar is de termijn voorbij.{rest}"
