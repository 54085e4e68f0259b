"""Conditions on a row and on who is working: each is SQL, and the same in Dutch words."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey, Model

ModelClass = type[Model]


class Condition(ABC):
    """Something that holds, or not, for a row and for whoever is working."""

    @abstractmethod
    def sql(self, model: ModelClass, row: str) -> str:
        """Write it as SQL on `row`, the name under which a query knows a row of `model`."""

    @property
    @abstractmethod
    def woorden(self) -> str:
        """Who, in Dutch, as the rest of "dit mag ..."."""

    @abstractmethod
    def parts(self) -> Iterator["Named | Called"]:
        """Give every name in the words that is explained elsewhere."""

    def called(self, naam: str) -> "Called":
        """Give it a name of its own, where the words would become long."""
        return Called(naam, self)

    def __and__(self, other: "Condition") -> "Condition":
        return Both(self, other)

    def __or__(self, other: "Condition") -> "Condition":
        return Either(self, other)


@dataclass(frozen=True)
class Named(Condition):
    """A condition with a name, explained once: `naam` in a table, `zin` where it is explained.

    `formule` is SQL in which `{row}` stands for the row.
    """

    naam: str
    zin: str
    formule: str

    def sql(self, model: ModelClass, row: str) -> str:
        """Fill in the row."""
        return self.formule.replace("{row}", row)

    @property
    def woorden(self) -> str:
        """The name."""
        return self.naam

    def parts(self) -> Iterator["Named | Called"]:
        """Itself."""
        yield self


IEDEREEN = Named("iedereen", "Ook wie niet is ingelogd.", "true")
NIEMAND = Named("niemand", "Dit kan niet via de website.", "false")


@dataclass(frozen=True)
class Called(Condition):
    """A condition made of others, under a name."""

    naam: str
    condition: Condition

    def sql(self, model: ModelClass, row: str) -> str:
        """Write what it is made of."""
        return self.condition.sql(model, row)

    @property
    def woorden(self) -> str:
        """The name."""
        return self.naam

    def parts(self) -> "Iterator[Named | Called]":
        """Itself, and what it is made of."""
        yield self
        yield from self.condition.parts()


@dataclass(frozen=True)
class Both(Condition):
    """Both hold."""

    one: Condition
    other: Condition

    def sql(self, model: ModelClass, row: str) -> str:
        """Join them."""
        return f"({self.one.sql(model, row)}) and ({self.other.sql(model, row)})"

    @property
    def woorden(self) -> str:
        """Both names."""
        return " én ".join(
            f"({part.woorden})" if isinstance(part, Either) else part.woorden
            for part in (self.one, self.other)
        )

    def parts(self) -> "Iterator[Named | Called]":
        """Those of both."""
        yield from self.one.parts()
        yield from self.other.parts()


@dataclass(frozen=True)
class Either(Condition):
    """One of them holds, or both."""

    one: Condition
    other: Condition

    def sql(self, model: ModelClass, row: str) -> str:
        """Join them."""
        return f"({self.one.sql(model, row)}) or ({self.other.sql(model, row)})"

    @property
    def woorden(self) -> str:
        """Both names."""
        return f"{self.one.woorden} of {self.other.woorden}"

    def parts(self) -> "Iterator[Named | Called]":
        """Those of both."""
        yield from self.one.parts()
        yield from self.other.parts()


@dataclass(frozen=True)
class Of(Condition):
    """A condition on the row that a foreign key names; `naam` is that row with its article.

    The row must be readable for whoever is working: PostgreSQL applies its policy here too.

    A scalar subquery looks up one key per row. `exists` PostgreSQL may turn into a hash of the
    whole table, for which it checks the policy of every row in it (a knelpunt with 1,300 of
    100,000 casussen: 224 ms against 33 ms).
    """

    key: str
    naam: str
    condition: Condition = IEDEREEN

    def has(self, condition: Condition) -> "Of":
        """Ask something of that row."""
        return Of(self.key, self.naam, condition)

    def sql(self, model: ModelClass, row: str) -> str:
        """Look the row up, under the name of the key."""
        field: Any = model._meta.get_field(self.key)
        if not isinstance(field, ForeignKey) or row == self.key:
            raise TypeError(f"{model.__name__}.{self.key} names no other row")
        parent: ModelClass = field.related_model
        return (
            f"(select {self.condition.sql(parent, self.key)} from {parent._meta.db_table}"
            f" as {self.key} where {self.key}.{field.target_field.column} = {row}.{field.column})"
        )

    @property
    def woorden(self) -> str:
        """Whoever reads it, or whoever is something there."""
        if self.condition is IEDEREEN:
            return f"wie {self.naam} leest"
        inner = self.condition.woorden
        several = isinstance(self.condition, Both | Either)
        return f"({inner}) bij {self.naam}" if several else f"{inner} bij {self.naam}"

    def parts(self) -> "Iterator[Named | Called]":
        """Those of the condition."""
        if self.condition is not IEDEREEN:
            yield from self.condition.parts()
