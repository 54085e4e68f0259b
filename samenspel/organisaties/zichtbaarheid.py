"""The visibilities somebody chooses from for her work, and who then may read it.

This is the one place. Forms, the models and every row policy take it from here.
"""

from dataclasses import dataclass, replace

from django.db import models

from samenspel.basis.policy.conditions import IEDEREEN, Named
from samenspel.organisaties.wie import COLLEGA, GENOEMD, MAKER, PARTNER, TEAM


class Zichtbaarheid(models.TextChoices):
    """Who may read a row, as its maker chooses; in the order in which a form offers them."""

    PARTNERS = "partners", "Alle partners van de opgave"
    TEAM = "team", "Het programmateam van de opgave en ikzelf"
    ORGANISATIE = "organisatie", "Alleen mijn eigen organisatie"
    BESLOTEN = "besloten", "Alleen wie ik noem"
    OPENBAAR = "openbaar", "Iedereen, ook zonder account"


@dataclass(frozen=True)
class Lezers:
    """The readers: as one tells others, and as conditions of which one must hold."""

    wie: str
    conditions: tuple[Named, ...]


LEZERS = {
    Zichtbaarheid.PARTNERS: Lezers("de partners van de opgave", (COLLEGA, PARTNER, TEAM)),
    Zichtbaarheid.TEAM: Lezers("het programmateam", (TEAM,)),
    Zichtbaarheid.ORGANISATIE: Lezers("de eigen organisatie", (COLLEGA,)),
    Zichtbaarheid.BESLOTEN: Lezers("wie genoemd is", (GENOEMD,)),
    Zichtbaarheid.OPENBAAR: Lezers("iedereen", (IEDEREEN,)),
}


def keuzes(*only: Zichtbaarheid) -> list[tuple[str, str]]:
    """Return what somebody may choose from: `only` these, or all."""
    return [(one.value, one.label) for one in only or Zichtbaarheid]


def _formule() -> str:
    """Write each condition once, with the visibilities for which it opens the row."""
    opens: dict[Named, list[str]] = {}
    for visibility, readers in LEZERS.items():
        for condition in readers.conditions:
            opens.setdefault(condition, []).append(f"'{visibility.value}'")
    parts = []
    for condition, values in opens.items():
        opened = f"{{row}}.zichtbaarheid in ({', '.join(values)})"
        if condition is COLLEGA:
            # Whoever made it sees it as long as she works for its organisatie. Within this
            # condition, not beside it: every one is planned anew for each table of a query.
            opened = f"({opened} or {MAKER.formule})"
        parts.append(opened if condition is IEDEREEN else f"({opened} and {condition.formule})")
    return " or ".join(parts)


LEZER = Named(
    "lezer",
    "Wie de maker koos. "
    + " ".join(
        f"{visibility.value.capitalize()}: {', '.join(one.naam for one in readers.conditions)}."
        for visibility, readers in LEZERS.items()
    )
    + " Altijd ook de maker zelf, zolang zij collega is.",
    _formule(),
)
LEZER_VAN_OPGAVE = replace(LEZER, formule=LEZER.formule.replace("{row}.opgave_id", "{row}.id"))
"""An opgave is its own opgave."""
