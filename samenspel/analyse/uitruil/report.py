"""An exchange as a readable text, for the command line."""

from __future__ import annotations

from collections.abc import Sequence

from samenspel.analyse.uitruil.sentences import RULE_NAMES
from samenspel.analyse.uitruil.trade import Uitruil
from samenspel.analyse.uitruil.wording import euro, number


def report(deal: Uitruil, title: str = "Uitruil") -> str:
    """Write the sentences, geven and krijgen per partner, the rules side by side and the limits."""
    pieces = [title, "=" * len(title), "", *deal.zinnen, "", "Geven en krijgen"]
    rows: list[tuple[str, ...]] = [
        (
            name,
            euro(position.kosten),
            euro(position.baten),
            euro(position.betaalt),
            euro(position.ontvangt),
            euro(position.saldo),
        )
        for name, position in deal.partners.items()
    ]
    pieces += _table(("Partner", "Kosten", "Baten", "Betaalt", "Ontvangt", "Saldo"), rows)
    if deal.pakket.maatregelen:
        pieces += ["", "Andere regels voor de verdeling, naast elkaar (saldo per partner)"]
        rules = list(deal.vergelijking)
        rows = [
            (name, *(euro(deal.vergelijking[rule][name]) for rule in rules))
            for name in deal.partners
        ]
        pieces += _table(("Partner", *rules), rows)
        pieces += [f"  {rule}: {RULE_NAMES[rule]}" for rule in rules]
    if deal.pakket.ruimte:
        pieces += ["", "Voorwaarden en hoeveel ruimte er over is"]
        pieces += [f"  {text}: {number(room)}" for text, room in deal.pakket.ruimte.items()]
    return "\n".join(pieces) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Align the columns: names left, amounts right."""
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return [
        "  "
        + "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    ]
