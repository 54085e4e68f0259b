"""A readable report of a scenario on a map, in plain Dutch, and its picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang.doorwerking import Doorwerking
from samenspel.analyse.samenhang.effecten import leverage
from samenspel.analyse.samenhang.errors import TooManyError
from samenspel.analyse.samenhang.gevoeligheid import Gevoeligheid
from samenspel.analyse.samenhang.kaart import Kaart
from samenspel.analyse.samenhang.kringen import count_loops, loops
from samenspel.analyse.samenhang.verloop import Verloop

SHOWN = 8
LONGEST = 6
LINES = 6
LEGEND = "-: neemt af, +: neemt toe. Zekerheid: in hoeveel van de trekkingen het teken zo is."


def write_report(
    kaart: Kaart,
    verloop: Verloop,
    doorwerking: Doorwerking,
    *,
    gevoeligheid: Gevoeligheid | None = None,
    goal: str | None = None,
) -> str:
    """Return the report as Dutch text.

    Parameters
    ----------
    kaart
        The map.
    verloop
        The simulation with the best estimates.
    doorwerking
        The effect of the measure (with minus without) over the bands.
    gevoeligheid
        Which relation is worth knowing better; left out when nothing is uncertain.
    goal
        The factor for which levers are listed.
    """
    blocks = [
        f"Kaart: {len(kaart.factors)} factoren, {len(kaart.invloeden)} invloeden.\n{verloop}",
        _effects(doorwerking),
        _loops(kaart),
    ]
    if goal is not None:
        steps = len(verloop.states) - 1
        levers = leverage(kaart, goal, steps=steps)[:SHOWN]
        rows = [
            f"  {lever.factor}: {lever.total:+.2f} (direct {lever.direct:+.2f})" for lever in levers
        ]
        blocks.append(
            "\n".join([f"Wat {goal} het meest beweegt, per eenheid inzet (lineair):", *rows])
        )
    if gevoeligheid is not None:
        rows = [
            f"  {share.invloed}: {share.total:.0%} van de onzekerheid "
            f"(tussen {share.total_interval[0]:.0%} en {share.total_interval[1]:.0%})"
            for share in gevoeligheid.shares[:SHOWN]
            if share.total > 0.005
        ]
        blocks.append(
            "\n".join([f"Zoek dit uit om meer te weten over {gevoeligheid.goal}:", *rows])
        )
    blocks.append("Een kaart is een gesprek, geen voorspelling.")
    return "\n\n".join(blocks) + "\n"


def draw_chart(doorwerking: Doorwerking, file: Path) -> None:
    """Draw the largest effects over time with their 90% band, as SVG; the same input, same bytes.

    Raises
    ------
    AnalyseError
        If the file cannot be written.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    low, middle, high = (doorwerking.quantile(level) for level in (0.05, 0.5, 0.95))
    with mpl.rc_context({"svg.hashsalt": "samenhang", "svg.fonttype": "none"}):
        figure = Figure(figsize=(8, 4.5), layout="constrained")
        axes: Any = figure.subplots()
        for i in _largest(doorwerking)[:LINES]:
            (line,) = axes.plot(middle[:, i], label=doorwerking.factors[i])
            steps = range(len(middle))
            axes.fill_between(steps, low[:, i], high[:, i], alpha=0.15, color=line.get_color())
        axes.axhline(0, color="black", linewidth=0.8)
        axes.set(xlabel="stap", ylabel="effect", title="Effect in de tijd: midden en 90%-band")
        if axes.lines[1:]:
            axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
        try:
            figure.savefig(file, format="svg", metadata={"Date": None})
        except OSError as error:
            raise AnalyseError(
                f"De grafiek kan niet naar {file}: {error.strerror}.", code="cannot_write"
            ) from error


def _effects(doorwerking: Doorwerking) -> str:
    low, middle, high = (doorwerking.quantile(level)[-1] for level in (0.05, 0.5, 0.95))
    rows = []
    for i in _largest(doorwerking)[:SHOWN]:
        name = doorwerking.factors[i]
        shares = doorwerking.sign(name)
        sign = "+" if middle[i] >= 0 else "-"
        certainty = shares["positive" if sign == "+" else "negative"]
        rows.append(
            f"  {sign} {name}: {middle[i]:+.3g} (90%-band {low[i]:+.3g} tot {high[i]:+.3g}), "
            f"zekerheid {_share(certainty)}"
        )
    head = f"Effect op het eind, {doorwerking.draws} trekkingen ({LEGEND})"
    if doorwerking.moving > 0:
        rows.append(f"  Let op: {_share(doorwerking.moving)} van de trekkingen beweegt dan nog.")
    rows = rows or ["  Geen effect."]
    if doorwerking.rejected > 0:
        rows.append(
            f"  Let op: {_share(doorwerking.rejected)} van de trekkingen telt niet mee: de kaart "
            "versterkt zichzelf daar zonder grens. De uitkomst geldt alleen voor de rest."
        )
    return "\n".join([head, *rows])


def _share(part: float) -> str:
    """Write a share of the draws; only all of them are 100%, and only none is 0%."""
    if 0 < part < 0.005:
        return "minder dan 1%"
    if 0.995 <= part < 1:
        return "meer dan 99%"
    return f"{part:.0%}"


def _loops(kaart: Kaart) -> str:
    counted = count_loops(kaart, longest=LONGEST)
    try:
        strongest = sorted(loops(kaart, longest=LONGEST), key=lambda k: -abs(k.strength))
    except TooManyError:
        strongest = loops(kaart, longest=LONGEST, at_most=SHOWN)
    rows = [f"  {kring}" for kring in strongest[:SHOWN]]
    return "\n".join([f"Tot lengte {LONGEST}: {counted} (R versterkt, B dempt)", *rows])


def _largest(doorwerking: Doorwerking) -> list[int]:
    """Return which factors move at all at the end, the largest median first."""
    size = abs(doorwerking.quantile(0.5)[-1])
    moved = [i for i in range(len(size)) if doorwerking.zero[-1, i] < 1]
    return sorted(moved, key=lambda i: (-size[i], doorwerking.factors[i]))
