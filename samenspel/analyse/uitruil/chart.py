"""A picture of an exchange: what each partner has before and after the payments."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from samenspel.analyse.uitruil.trade import Uitruil
from samenspel.analyse.uitruil.wording import euro, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BEFORE, AFTER = "#b4b8c5", "#154273"


def chart_svg(deal: Uitruil, title: str = "Uitruil") -> str:
    """Draw the net results per partner as SVG; the same deal gives the same text.

    Grey is the result of the package itself, blue the result after side payments, with the
    band that holds nine out of ten draws. The numbers are written beside the bars, so that
    nobody depends on colour.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    names = list(deal.partners)
    positions = [deal.partners[name] for name in names]
    with mpl.rc_context({"svg.hashsalt": "samenspel", "svg.fonttype": "none"}):
        figure = Figure(figsize=(8, 1.6 + 0.8 * len(names)), layout="constrained")
        axes = figure.subplots()
        rows = range(len(names))
        before = [p.baten - p.kosten for p in positions]
        after = [p.saldo for p in positions]
        axes.barh([r - 0.2 for r in rows], before, 0.36, color=BEFORE, label="zonder betalingen")
        axes.barh([r + 0.2 for r in rows], after, 0.36, color=AFTER, label="met betalingen")
        for row, position in enumerate(positions):
            band = position.band
            axes.plot([band.low, band.high], [row + 0.2, row + 0.2], color="black", linewidth=1.2)
            _label(axes, euro(before[row]), max(before[row], 0), row - 0.2)
            _label(axes, euro(after[row]), max(after[row], band.high, 0), row + 0.2)
        axes.axvline(0, color="black", linewidth=0.8)
        axes.set_yticks(list(rows), names)
        axes.invert_yaxis()
        axes.margins(x=0.15)
        axes.xaxis.set_major_formatter(lambda amount, _: number(round(amount, 6)))
        axes.set_title(title)
        axes.set_xlabel("baten min kosten, in euro")
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=2, frameon=False)
        out = StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "Samenspel"})
    return out.getvalue()


def _label(axes: Axes, text: str, x: float, y: float) -> None:
    axes.annotate(text, (x, y), xytext=(4, 0), textcoords="offset points", va="center")
