"""Which tables with a row policy there are, and a world of their rows in memory."""

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

from django.db import models

from samenspel.basis.policy.state import state
from samenspel.opgaven.models import Teamlid
from samenspel.organisaties.models import Gebruiker, Lidmaatschap, Organisatie, Zichtbaar
from samenspel.praktijk.models import Casus, Knelpunt
from samenspel.spoor.models import Gebeurtenis

CasusRegeling = Casus.regelingen.through
KnelpuntRegeling = Knelpunt.regelingen.through
TESTED_ELSEWHERE = [Gebruiker, Lidmaatschap, Gebeurtenis]
TABLES = [rows.model for rows in state().rows if rows.model not in TESTED_ELSEWHERE]
"""Every table with a row policy: one that is forgotten in this world fails."""
ZICHTBAAR = [model for model in TABLES if issubclass(model, Zichtbaar)]


@dataclass
class World:
    """The rows of every table, in memory."""

    organisaties: list[Organisatie]
    mensen: list[Gebruiker]
    leden: set[tuple[int, object]] = field(default_factory=set)
    beheer: set[tuple[int, object]] = field(default_factory=set)
    stem: set[tuple[int, object]] = field(default_factory=set)
    rows: dict[type[models.Model], list] = field(default_factory=lambda: defaultdict(list))
    acts: list[tuple[int, models.Model]] = field(default_factory=list)

    def of(self, person: Gebruiker | None) -> set:
        """The organisaties this person works for."""
        return {at for who, at in self.leden if person and who == person.pk}

    def in_team(self, person: Gebruiker | None, opgave_id) -> bool:
        """Who left the organisatie that sent her left the team too."""
        return any(
            person
            and (one.gebruiker_id, one.opgave_id) == (person.pk, opgave_id)
            and one.organisatie_id in self.of(person)
            for one in self.rows[Teamlid]
        )

    def find(self, model: type[models.Model], pk) -> models.Model:
        return next(row for row in self.rows[model] if row.pk == pk)


def rol_of(world: World, who: int, at: object) -> str:
    if (who, at) in world.beheer:
        return "beheerder"
    return "vertegenwoordiger" if (who, at) in world.stem else "medewerker"


def choose(random: Random, model: type[models.Model], rows: list) -> None:
    """Choose where nothing was said: the database takes no value that is none of the choices."""
    for one in model._meta.local_concrete_fields:
        if one.flatchoices and not one.blank:
            for row in rows:
                value = getattr(row, one.attname) or random.choice(one.flatchoices)[0]
                setattr(row, one.attname, value)
