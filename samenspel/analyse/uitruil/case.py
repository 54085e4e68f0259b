"""A case as JSON: what the page exports, the command line reads and anyone can edit.

An amount is a number, a list of low, likely and high, or per year::

    {"partners": ["Gemeente", "Zorgverzekeraar"],
     "maatregelen": [{"naam": "Schuldhulp", "deelnemers": ["Gemeente"],
                      "kosten": {"Gemeente": [80, 100, 130]},
                      "baten": {"Zorgverzekeraar": {"per_jaar": [0, [100, 160, 200]]}}}],
     "voorwaarden": {"budgetten": {"Gemeente": 150}},
     "deelt_mee": ["Gemeente", "Zorgverzekeraar"],
     "regel": "shapley", "trekkingen": 1000, "zaad": 0}
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samenspel.analyse.uitruil._milp import Progress
from samenspel.analyse.uitruil.conditions import Conditions, Kernbelang, Oormerk
from samenspel.analyse.uitruil.errors import UitruilError
from samenspel.analyse.uitruil.measures import Band, Maatregel
from samenspel.analyse.uitruil.trade import Uitruil, exchange

CASE_KEYS = {
    "partners",
    "maatregelen",
    "voorwaarden",
    "regel",
    "deelt_mee",
    "trekkingen",
    "zaad",
    "titel",
}
CONDITION_KEYS = {
    "budgetten": "budgets",
    "oormerken": "earmarks",
    "kernbelangen": "kernbelangen",
    "vereist": "requires",
    "sluit_uit": "excludes",
    "minstens": "at_least",
    "hoogstens": "at_most",
    "discontovoet": "discount",
}
"""What a condition is called in the file and in `Conditions`."""


@dataclass(frozen=True)
class Case:
    """Everything that `exchange` needs, with a title."""

    partners: tuple[str, ...]
    measures: tuple[Maatregel, ...]
    conditions: Conditions = field(default_factory=Conditions)
    rule: str = "shapley"
    draws: int = 1000
    seed: int = 0
    title: str = "Uitruil"
    deelt_mee: tuple[str, ...] | None = None

    def exchange(self, rule: str | None = None, progress: Progress | None = None) -> Uitruil:
        """Calculate the exchange, by the rule of the case or by another one."""
        return exchange(
            self.measures,
            self.partners,
            self.conditions,
            rule or self.rule,
            deelt_mee=self.deelt_mee,
            draws=self.draws,
            seed=self.seed,
            progress=progress,
        )


def read_case(text: str) -> Case:
    """Read a case from JSON; `write_case` writes it.

    Raises
    ------
    UitruilError
        If the text is not such a case; the sentence names the part that is wrong.

    Examples
    --------
    >>> case = read_case('{"partners": ["A"], "maatregelen": [{"naam": "M", "deelnemers": ["A"]}]}')
    >>> case.measures[0].naam
    'M'
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise UitruilError(
            f"Dit is geen geldig JSON-bestand (regel {error.lineno}).", code="not_json"
        ) from error
    if not isinstance(data, dict):
        raise UitruilError(
            "Een casus begint met { en noemt partners en maatregelen.", code="not_a_case"
        )
    _known(data, CASE_KEYS, "de casus")
    try:
        return Case(
            partners=tuple(data["partners"]),
            measures=tuple(_measure(item) for item in data["maatregelen"]),
            conditions=_conditions(data.get("voorwaarden", {})),
            rule=data.get("regel", "shapley"),
            draws=int(data.get("trekkingen", 1000)),
            seed=int(data.get("zaad", 0)),
            title=str(data.get("titel", "Uitruil")),
            deelt_mee=None if data.get("deelt_mee") is None else tuple(data["deelt_mee"]),
        )
    except KeyError as error:
        raise UitruilError(
            f"In de casus ontbreekt {error.args[0]}.", code="missing_part"
        ) from error
    except (TypeError, AttributeError, ValueError) as error:
        if isinstance(error, UitruilError):
            raise
        raise UitruilError(
            f"Een deel van de casus heeft niet de juiste vorm: {error}.", code="wrong_form"
        ) from error


def write_case(case: Case) -> str:
    """Write a case as JSON that `read_case` reads back."""
    conditions = case.conditions
    data = {
        "titel": case.title,
        "partners": list(case.partners),
        "maatregelen": [_measure_data(measure) for measure in case.measures],
        "voorwaarden": {
            "budgetten": dict(conditions.budgets),
            "oormerken": [
                {
                    "naam": e.naam,
                    "partner": e.partner,
                    "bedrag": e.bedrag,
                    "maatregelen": sorted(e.maatregelen),
                }
                for e in conditions.earmarks
            ],
            "kernbelangen": [
                {
                    "partner": k.partner,
                    "omschrijving": k.omschrijving,
                    "ondergrens": k.ondergrens,
                    "geraakt_door": sorted(k.geraakt_door),
                }
                for k in conditions.kernbelangen
            ],
            "vereist": [list(pair) for pair in conditions.requires],
            "sluit_uit": [sorted(group) for group in conditions.excludes],
            "minstens": [[number, sorted(group)] for number, group in conditions.at_least],
            "hoogstens": [[number, sorted(group)] for number, group in conditions.at_most],
            "discontovoet": conditions.discount,
        },
        "deelt_mee": None if case.deelt_mee is None else list(case.deelt_mee),
        "regel": case.rule,
        "trekkingen": case.draws,
        "zaad": case.seed,
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _measure(data: Mapping[str, Any]) -> Maatregel:
    keys = {"naam", "deelnemers", "kosten", "baten", "jaren", "toelichting"}
    _known(data, keys, f"maatregel {data.get('naam', '')}")
    return Maatregel(
        naam=data["naam"],
        deelnemers=data["deelnemers"],
        kosten={name: _amount(item) for name, item in data.get("kosten", {}).items()},
        baten={name: _amount(item) for name, item in data.get("baten", {}).items()},
        jaren=data.get("jaren", 1),
        toelichting=data.get("toelichting", ""),
    )


def _measure_data(measure: Maatregel) -> dict[str, Any]:
    sides: dict[str, dict[str, Any]] = {"kosten": {}, "baten": {}}
    for side, amounts in sides.items():
        for partner in measure.partners:
            if bands := measure.bands(side, partner):
                amounts[partner] = {"per_jaar": [[b.low, b.likely, b.high] for b in bands]}
    return {
        "naam": measure.naam,
        "deelnemers": list(measure.deelnemers),
        **sides,
        "toelichting": measure.toelichting,
    }


def _amount(data: Any) -> Band | float | list[Band | float]:
    if isinstance(data, Mapping):
        _known(data, {"per_jaar"}, "een bedrag")
        return [_band(item) for item in data["per_jaar"]]
    return _band(data)


def _band(data: Any) -> Band | float:
    if isinstance(data, Sequence) and not isinstance(data, str):
        if len(data) != 3:
            raise UitruilError(
                "Een onzeker bedrag heeft drie getallen: laag, midden en hoog.",
                code="band_of_three",
            )
        return Band(*data)
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise UitruilError(
            f"Een bedrag is een getal of laag, midden en hoog; niet {data!r}.", code="not_an_amount"
        )
    return float(data)


def _conditions(data: Mapping[str, Any]) -> Conditions:
    _known(data, set(CONDITION_KEYS), "de voorwaarden")
    given: dict[str, Any] = {CONDITION_KEYS[key]: value for key, value in data.items()}
    if "earmarks" in given:
        given["earmarks"] = [Oormerk(**item) for item in given["earmarks"]]
    if "kernbelangen" in given:
        given["kernbelangen"] = [Kernbelang(**item) for item in given["kernbelangen"]]
    for pairs in ("requires", "at_least", "at_most"):
        if pairs in given:
            given[pairs] = [(first, second) for first, second in given[pairs]]
    return Conditions(**given)


def _known(data: Mapping[str, Any], keys: set[str], where: str) -> None:
    """Refuse a key that nobody reads: it is most likely a typing error."""
    if unknown := sorted(set(data) - keys):
        raise UitruilError(
            f"Onbekend onderdeel in {where}: {unknown[0]}. Bekend zijn: {', '.join(sorted(keys))}.",
            code="unknown_part",
        )
