"""Whose yes a proposal needs because of what it ends and what it opens.

What partners agreed to ends by the yes of each of them. What is closed opens by everybody's. The
database asks the same (`besluit_mist` in `sql/besluit.sql`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from typing import Any
from uuid import UUID

from samenspel.organisaties.zichtbaarheid import Zichtbaarheid
from samenspel.overleg.besluiten.consent import YES, Nodig, opvolging
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.rules import LAST_RONDE

EINDIGT = ("vervangt", "trekt in")
"""What ends an earlier one, or a part of it: whoever consented to that one must consent."""


def waarom_ja(eerder: str) -> str:
    """Say why whoever consented to `eerder` must consent to what ends it."""
    return (
        f"Dit voorstel vervangt “{eerder}” of trekt het in, ook als het om een deel gaat. Dat kan "
        f"alleen met een ja van elke partner die daarmee instemde. Zonder dat ja blijft “{eerder}” "
        "gelden. Pas dan het voorstel aan."
    )


WAAROM_OPENBAAR = (
    "Dit voorstel is niet openbaar. De titel en de tekst voor iedereen komen er alleen uit met een "
    "ja van elke partner. Haal anders die tekst uit het voorstel."
)
"""Why everybody must consent to what opens something closed."""


def nodig_bij(
    besluit: Besluit, said: Iterable[Any], opvolgers: Mapping[UUID, UUID], partners: Set[UUID]
) -> list[Nodig]:
    """Return whose yes it needs because of what it ends (what was `said` of that) and opens."""
    last: dict[Besluit, dict[UUID, str]] = defaultdict(dict)
    for row in said:
        now = row.voorstelversie == row.besluit.versie and row.fase == LAST_RONDE
        if row.eindigt and now:
            last[row.besluit][row.organisatie_id] = row.soort
    found = []
    for earlier, words in last.items():
        agreed = {
            later
            for wie, soort in words.items()
            if soort in YES
            for later in opvolging(wie, opvolgers)
        }
        found.append(Nodig(agreed, waarom_ja(earlier.titel)))
    if besluit.openbare_tekst and besluit.zichtbaarheid != Zichtbaarheid.OPENBAAR:
        found.append(Nodig(partners, WAAROM_OPENBAAR))
    return found
