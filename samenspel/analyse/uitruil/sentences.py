"""An exchange in Dutch sentences, for people who were not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samenspel.analyse.uitruil.packages import Pakket
from samenspel.analyse.uitruil.payments import Betaling
from samenspel.analyse.uitruil.positie import Positie
from samenspel.analyse.uitruil.together import Stabiliteit
from samenspel.analyse.uitruil.verdeling import Verdeling
from samenspel.analyse.uitruil.wording import at_most, euro, listing

RULE_NAMES = {
    "shapley": "ieders gemiddelde bijdrage (Shapley)",
    "nucleolus": "zo weinig mogelijk reden tot bezwaar (nucleolus)",
    "per_capita_nucleolus": "zo weinig mogelijk reden tot bezwaar per partner (nucleolus)",
    "nash": "een gelijk deel van de winst (Nash)",
    "tau": "tussen minimaal recht en hoogst haalbaar (tau)",
    "proportional": "naar verhouding van ieders baten",
}


def sentences(
    package: Pakket,
    division: Verdeling,
    payments: Sequence[Betaling],
    positions: Mapping[str, Positie],
    stable: Stabiliteit,
) -> tuple[str, ...]:
    """Tell what is done, who pays whom, what each gives and gets, and whether it holds."""
    told = [_about_package(package)]
    if package.maatregelen:
        rule = RULE_NAMES.get(division.rule, division.rule)
        told.append(f"De opbrengst is verdeeld volgens: {rule}.")
    told += [f"{p.van} betaalt {euro(p.bedrag)} aan {p.aan}." for p in payments]
    if package.maatregelen and not payments:
        told.append("Niemand hoeft iets aan een ander te betalen.")
    for name, position in positions.items():
        told.append(_about_partner(name, position, division))
    told.append(_about_stability(stable))
    return tuple(told)


def _about_package(package: Pakket) -> str:
    if not package.maatregelen:
        return "Geen enkele maatregel levert samen iets op binnen de voorwaarden."
    brings = f"{listing(package.maatregelen)}; dat levert samen {euro(package.totaal)} op"
    if package.bewezen:
        return f"Het beste pakket is {brings}. Beter kan bewezen niet."
    return (
        f"Het beste pakket dat is gevonden, is {brings}. Meer dan {at_most(package.bound)} kan in "
        "elk geval niet."
    )


def _about_partner(name: str, position: Positie, division: Verdeling) -> str:
    told = (
        f"{name} geeft {euro(position.geven)} en krijgt {euro(position.krijgen)}; per saldo "
        f"{euro(position.saldo)} (negen van de tien keer tussen {euro(position.band.low)} en "
        f"{euro(position.band.high)})."
    )
    parts = [part for part in division.explanation[name] if abs(part.bedrag) > 0]
    if len(parts) > 1:
        reasons = [f"{euro(part.bedrag)} {part.omschrijving}" for part in parts]
        told += f" Dat is {listing(reasons)}."
    return told


def _about_stability(stable: Stabiliteit) -> str:
    if stable.stabiel:
        sure = "" if stable.bewezen else " gevonden"
        return f"Er is geen groep{sure} die met een eigen pakket beter af is."
    objection = stable.bezwaren[0]
    names = listing(sorted(objection.coalition))
    verb = "is" if len(objection.coalition) == 1 else "zijn samen"
    return f"Let op: {names} {verb} met een eigen pakket {euro(objection.excess)} beter af."
