"""`python -m samenspel.analyse.samenhang kaart.csv --impuls schulden=-1`: report and chart."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.samenhang import (
    Kaart,
    Scenario,
    monte_carlo,
    sensitivity,
    simulate,
)
from samenspel.analyse.samenhang.engine import INFERENCES, TRANSFERS
from samenspel.analyse.samenhang.rapport import draw_chart, write_report
from samenspel.analyse.samenhang.sampling import DISTRIBUTIONS

READERS = {".graphml": Kaart.from_graphml, ".json": Kaart.from_kumu}


def main(arguments: Sequence[str] | None = None) -> int:
    """Read a map, try a measure, print the report, draw a chart if asked; returns the exit code."""
    try:
        print(_run(_parser().parse_args(arguments)), end="")
    except AnalyseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m samenspel.analyse.samenhang",
        description="Rekent door wat een inzet op de ene factor doet met de andere.",
    )
    add = parser.add_argument
    add("kaart", type=Path, help="CSV (van, op, kracht, ...), GraphML of Kumu (.json)")
    add("--impuls", nargs="+", required=True, metavar="FACTOR=GETAL", help="blijvende inzet")
    add("--doel", help="factor waarvoor hefbomen en onzekerheid worden uitgezocht")
    add("--rekenregel", choices=INFERENCES, default="linear")
    add("--overdracht", choices=TRANSFERS, default="saturating")
    add("--stappen", type=int, default=30)
    add("--trekkingen", type=int, default=2000)
    add("--verdeling", choices=DISTRIBUTIONS, default="triangular")
    add("--seed", type=int, default=1, help="dezelfde seed geeft dezelfde uitkomst")
    add("--grafiek", type=Path, help="teken ook een grafiek, in dit SVG-bestand")
    return parser


def _run(options: argparse.Namespace) -> str:
    kaart = READERS.get(options.kaart.suffix.lower(), Kaart.from_csv)(options.kaart)
    without = Scenario(
        inference=options.rekenregel, transfer=options.overdracht, steps=options.stappen
    )
    measure = Scenario(**{**vars(without), "impulse": dict(map(_push, options.impuls))})
    verloop = simulate(kaart, **vars(measure))
    chance = {"seed": options.seed, "distribution": options.verdeling}
    pair = (measure, without)
    doorwerking = monte_carlo(kaart, pair, draws=options.trekkingen, **chance)
    uncertain = any(arrow.band[0] < arrow.band[1] for arrow in kaart.invloeden)
    gevoeligheid = None
    if options.doel is not None and uncertain:
        gevoeligheid = sensitivity(kaart, pair, options.doel, samples=512, **chance)
    report = write_report(kaart, verloop, doorwerking, gevoeligheid=gevoeligheid, goal=options.doel)
    if not options.grafiek:
        return report
    draw_chart(doorwerking, options.grafiek)
    return f"{report}Grafiek: {options.grafiek}\n"


def _push(text: str) -> tuple[str, float]:
    name, _, value = text.rpartition("=")
    try:
        return name, float(value.replace(",", "."))
    except ValueError as error:
        raise AnalyseError(
            f"Schrijf een impuls als factor=getal, niet als {text}.", code="wrong_impulse"
        ) from error


if __name__ == "__main__":
    sys.exit(main())
