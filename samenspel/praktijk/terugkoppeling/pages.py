"""What the page of all that is open again shows."""

from collections.abc import Iterator
from dataclasses import dataclass

from samenspel.basis.checks import allows
from samenspel.organisaties.models import Gebruiker
from samenspel.praktijk.models import Heropening, Knelpunt
from samenspel.praktijk.terugkoppeling.forms import AntwoordIndienerForm
from samenspel.praktijk.terugkoppeling.permissions import check_beantwoorden
from samenspel.praktijk.terugkoppeling.rows import heropeningen_of

MOST = 50


@dataclass(frozen=True)
class Heropend:
    """One household, and the form with which this viewer may answer."""

    heropening: Heropening
    form: AntwoordIndienerForm | None


@dataclass(frozen=True)
class WeerOpenPage:
    """All that was opened again about one knelpunt, what waits first."""

    knelpunt: Knelpunt
    rijen: list[Heropend]
    open: int


def weer_open_page(
    knelpunt: Knelpunt, *, viewer: Gebruiker, sent: AntwoordIndienerForm | None = None
) -> WeerOpenPage:
    """Compose it for this viewer; `sent` is what she filled in and was refused."""
    rows = sorted(
        heropeningen_of(knelpunt)[:MOST], key=lambda row: row.stand != Heropening.Stand.OPEN
    )
    rijen = list(_with_forms(rows, viewer, sent))
    waiting = sum(row.stand == Heropening.Stand.OPEN for row in rows)
    return WeerOpenPage(knelpunt, rijen, waiting)


def _with_forms(
    rows: list[Heropening], viewer: Gebruiker, sent: AntwoordIndienerForm | None
) -> Iterator[Heropend]:
    for row in rows:
        if not allows(check_beantwoorden, row, by=viewer):
            yield Heropend(row, None)
        elif sent is not None and sent.prefix == str(row.pk):
            yield Heropend(row, sent)
        else:
            yield Heropend(row, AntwoordIndienerForm(prefix=str(row.pk)))
