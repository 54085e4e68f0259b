"""Command line: ``python -m samenspel.analyse.uitruil case.json``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.uitruil.case import read_case
from samenspel.analyse.uitruil.chart import chart_svg
from samenspel.analyse.uitruil.report import report


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report of a case, write its chart where one is asked; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m samenspel.analyse.uitruil",
        description="Bereken een eerlijke uitruil uit een casus.",
    )
    parser.add_argument("casus", type=Path, help="het JSON-bestand dat de pagina exporteert")
    parser.add_argument("--regel", help="een andere regel dan in de casus, zoals nucleolus")
    parser.add_argument("--grafiek", type=Path, help="teken ook een grafiek, in dit SVG-bestand")
    options = parser.parse_args(arguments)
    try:
        case = read_case(options.casus.read_text(encoding="utf-8"))
        deal = case.exchange(options.regel)
        if options.grafiek:
            options.grafiek.write_text(chart_svg(deal, case.title), encoding="utf-8")
    except (AnalyseError, OSError) as error:
        print(f"Dat lukt niet: {error}", file=sys.stderr)
        return 1
    sys.stdout.write(report(deal, case.title))
    if options.grafiek:
        sys.stdout.write(f"\nDe grafiek staat in {options.grafiek}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
