"""`python -m samenspel.analyse.tempo plan.json`: who decides when, what helps, how sure it is."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.tempo import (
    Kalender,
    Na,
    Plan,
    Reeks,
    Stap,
    Termijn,
    earliest,
    probability,
    sensitivity,
)
from samenspel.analyse.tempo.woorden import in_words


def main(arguments: Sequence[str] | None = None) -> int:
    """Read steps and calendars, print the plan; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m samenspel.analyse.tempo",
        description="Rekent uit wanneer iedereen heeft besloten, en wie die dag bepaalt.",
    )
    parser.add_argument("bestand", type=Path, help="JSON met start, kalenders en stappen")
    parser.add_argument("--trekkingen", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="dezelfde seed geeft dezelfde uitkomst")
    options = parser.parse_args(arguments)
    try:
        print(_run(options), end="")
    except AnalyseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _run(options: argparse.Namespace) -> str:
    try:
        given = json.loads(options.bestand.read_text())
        start, stappen, kalenders = _read(given)
    except AnalyseError:
        raise
    except OSError as error:
        raise AnalyseError(f"{options.bestand} kan niet worden geopend.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise AnalyseError(
            f"{options.bestand} kan niet worden gelezen ({error}). Kijk naar het voorbeeld in "
            "samenspel/analyse/tempo/voorbeelden."
        ) from error
    plan = earliest(stappen, kalenders, start)
    lines = [f"Iedereen is rond op {in_words(plan.einde)}, {plan.duur} dagen na het begin.", ""]
    lines += [*_days(plan), "", "Wat helpt", *map(str, sensitivity(plan))]
    if uitstel := given.get("uitstel"):
        kansen = probability(
            stappen, kalenders, start, uitstel=uitstel, draws=options.trekkingen, seed=options.seed
        )
        lines += ["", "Hoe zeker, als een orgaan iets kan aanhouden", *kansen.zinnen()]
    return "\n".join([*lines, ""])


def _days(plan: Plan) -> list[str]:
    """Say of each step why it is on its day, in the order of the days."""
    names = sorted(plan.dag, key=lambda name: plan.dag[name])
    return [f"{plan.reden(name)} {_slack(plan.speling[name])}" for name in names]


def _slack(days: int) -> str:
    if days == 0:
        return "Wie deze dag mist, verschuift het einde."
    return f"Kan {days} {'dag' if days == 1 else 'dagen'} later."


def _read(given: Mapping[str, Any]) -> tuple[date, list[Stap], list[Kalender]]:
    kalenders = [_kalender(one) for one in given["kalenders"]]
    return date.fromisoformat(given["start"]), [_stap(one) for one in given["stappen"]], kalenders


def _kalender(given: Mapping[str, Any]) -> Kalender:
    day = date.fromisoformat
    met = None
    if "ritme" in given:
        met = Reeks.regel(given["ritme"], day(given["vanaf"]), day(given["tot"]))
    elif "vergaderingen" in given:
        met = Reeks([day(one) for one in given["vergaderingen"]])
    reces = [(day(first), day(last)) for first, last in given.get("reces", [])]
    return Kalender(given["naam"], met, reces, _termijn(given.get("aanleveren", 0)))


def _stap(given: Mapping[str, Any]) -> Stap:
    na = [
        one if isinstance(one, str) else Na(one["stap"], _termijn(one.get("termijn", 0)))
        for one in given.get("na", [])
    ]
    first = given.get("niet_voor")
    return Stap(
        given["naam"],
        given.get("kalender"),
        _termijn(given.get("duur", 0)),
        na,
        date.fromisoformat(first) if first else None,
    )


def _termijn(given: Any) -> Termijn | int:
    if isinstance(given, Mapping):
        return Termijn(**given)
    if not isinstance(given, int):
        raise AnalyseError(f"“{given}” is geen termijn: geef een aantal dagen of {{'weken': 6}}.")
    return given


if __name__ == "__main__":
    sys.exit(main())
