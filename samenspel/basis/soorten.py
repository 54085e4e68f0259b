"""A kind of thing with a page of its own: what it is called, and how it is found.

Each app lists its kinds in its `soorten.py`; search reads those lists. Where a thing stands, its
model says (`get_absolute_url`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.shortcuts import resolve_url

from samenspel.basis.zoeken import search


@dataclass(frozen=True)
class Soort:
    """One kind of thing; `titel` is the column with its name, `tekst` the one a reader recognises.

    Without `vind` a text is looked for in `titel` and `zoektekst`.
    """

    model: type[Model]
    meervoud: str
    tekst: str = ""
    titel: str = "titel"
    vind: Callable[[str], QuerySet[Any]] | None = None

    @property
    def enkelvoud(self) -> str:
        """What one of them is called."""
        return str(self.model._meta.verbose_name)

    @property
    def code(self) -> str:
        """Its name in addresses and in the spoor."""
        return self.model._meta.model_name or ""

    def find(self, text: str) -> QuerySet[Any]:
        """Return what holds `text`, best first."""
        return self.vind(text) if self.vind else search(self.model._default_manager.all(), text)


def url_of(model: type[Model], pk: UUID) -> str:
    """Return the page of a thing of which only the key was read."""
    return resolve_url(model(pk=pk))
