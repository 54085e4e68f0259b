"""What an act is; each app lists its own in its `daden.py`, so that no word stands loose."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from django.db import models


class Daad(models.TextChoices):
    """The base of every list of acts: its word in the spoor, and the sentence a reader gets.

    The word is a past participle, after the part it was done to where that is not the whole
    thing: "gewijzigd", "maatregel gewijzigd". The sentence follows the name of whoever did it;
    `{fase}` in it stands for that detail of the act, and `{organisatie}` for the short name::

        class CasusDaad(Daad, over="casus"):
            INGEBRACHT = "ingebracht", "bracht de casus in"

    `over` is the kind of thing it is done to, or the kinds (`_meta.model_name`). Rows of the
    spoor are sealed and keep the word they were written with: `vroeger` gives for a word of
    before the word of now.
    """

    over: ClassVar[frozenset[str]]
    vroeger: ClassVar[Mapping[str, str]]

    def __init_subclass__(
        cls, *, over: str | Iterable[str], vroeger: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Keep what the list is about."""
        cls.over = frozenset([over] if isinstance(over, str) else over)
        cls.vroeger = vroeger


def lists() -> Iterator[type[Daad]]:
    """Give the list of acts of every app."""
    yield from Daad.__subclasses__()


def daad_of(soort: str, wat: str) -> Daad | None:
    """Return the act that a row of the spoor names, by its word of now or of before."""
    for acts in lists():
        word = acts.vroeger.get(wat, wat)
        if soort in acts.over and word in acts.values:
            return acts(word)
    return None
