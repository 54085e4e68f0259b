"""How what waits is said in words; each app has its `VORMEN`, one for each of its kinds."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from samenspel.basis.rij import Rij, Tag, term
from samenspel.basis.templatetags.samenspel import datum
from samenspel.opgaven.wachten import Wachtend


def by_term(row: Wachtend, today: date) -> Tag:
    """Say how long is left."""
    return term(row.termijn, today) if row.termijn else ("wacht op u", "gewoon")


@dataclass(frozen=True)
class Vorm:
    """How one kind of thing that waits is told.

    `lijst` is where the rest of its kind stands: an address by its name, with a query if need be.
    `feiten` may name `opgave`, `over`, `wie`, `termijn` and `sinds`; a fact of which something is
    not known is left out. `tag` is the words of a step to take, or says them. `agenda` says what
    ends on the day of its term; without it the kind stands in no calendar. `wie` says who it is
    about, given her name or names. `titel` is for a thing that is mailed without a word of it.
    `maildagen` are the days on which it is mailed; without, every day that it waits.
    """

    meervoud: str
    pagina: str
    lijst: str
    feiten: tuple[str, ...]
    tag: str | Callable[[Wachtend, date], Tag] = by_term
    agenda: str = ""
    wie: Callable[[str], str] = str
    titel: str = ""
    maildagen: Callable[[Wachtend], Collection[date]] | None = None

    @property
    def lijst_url(self) -> str:
        """The address of the list."""
        name, mark, query = self.lijst.partition("?")
        return f"{reverse(name)}{mark}{query}"

    def is_mailed(self, row: Wachtend, gemaild_op: date | None, today: date) -> bool:
        """Is it mailed `today`, to whoever was last mailed on `gemaild_op`?

        A day on which no mail went is made up for by the next.
        """
        if self.maildagen is None:
            return True
        return any((gemaild_op or date.min) < dag <= today for dag in self.maildagen(row))


Vormen = Mapping[str, Vorm]
"""How each kind is told, by `Wachtend.soort`."""


def tell(row: Wachtend, vorm: Vorm, today: date) -> Rij:
    """Tell a row as a link with a line of facts."""
    values: dict[str, Any] = {
        "opgave": row.opgave,
        "over": row.over,
        "wie": vorm.wie(row.wie),
        "termijn": datum(row.termijn),
        "sinds": datum(timezone.localdate(row.sinds)) if row.sinds else "",
    }
    facts = [fact.format(**values) for fact in vorm.feiten if _can_be_told(fact, values)]
    tag, soort = (vorm.tag, "gewoon") if isinstance(vorm.tag, str) else vorm.tag(row, today)
    return Rij(
        titel=row.titel or vorm.titel,
        url=reverse(vorm.pagina, args=[row.pk]),
        feiten=" · ".join(facts),
        tag=tag,
        tag_soort=soort,
        termijn=row.termijn,
        groep=vorm.meervoud,
    )


def _can_be_told(fact: str, values: Mapping[str, str]) -> bool:
    return all(value or f"{{{name}}}" not in fact for name, value in values.items())


VORMEN = {
    "uitnodiging": Vorm(
        "uitnodigingen",
        "opgaven:uitnodiging",
        "opgaven:lijst",
        ("{wie} nodigt uw organisatie uit om mee te doen", "antwoord uiterlijk {termijn}"),
        agenda="Antwoord op een uitnodiging",
    ),
    "teamvraag": Vorm(
        "vragen om een teamlid",
        "opgaven:uitnodiging",
        "opgaven:lijst",
        ("{wie} vraagt uw organisatie om iemand voor het team", "antwoord uiterlijk {termijn}"),
        agenda="Iemand voor het team noemen",
    ),
    "teamplek": Vorm(
        "plekken in een team",
        "opgaven:uitnodiging",
        "opgaven:lijst",
        ("{wie} vraagt u voor het programmateam", "antwoord uiterlijk {termijn}"),
        agenda="Antwoord op een plek in het team",
    ),
    "pen": Vorm(
        "pennen die u zijn aangeboden",
        "opgaven:uitnodiging",
        "opgaven:lijst",
        ("{wie} biedt u de pen van deze opgave aan", "antwoord uiterlijk {termijn}"),
        agenda="Antwoord of u de pen aanneemt",
    ),
    "wijziging": Vorm(
        "wijzigingen",
        "opgaven:wijziging",
        "opgaven:lijst",
        ("{over}", "voorstel van {wie}", "uw antwoord uiterlijk {termijn}"),
        agenda="Instemmen of niet",
    ),
    "afscheid": Vorm(
        "besluiten over uw organisatie",
        "opgaven:wijziging",
        "opgaven:lijst",
        ("{over}", "de andere partners gaan verder zonder uw organisatie"),
        "lees waarom",
    ),
}
