"""Form fields that the subjects of overleg share."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.utils.text import capfirst

from samenspel.basis import klok
from samenspel.basis.forms import Datum

GEEN = "geen"
MOST_EURO = 2_000_000_000
"""More does not fit in the column; no bijdrage in this field comes near."""


def in_days(days: int) -> date:
    """Return the day `days` from today."""
    return klok.today() + timedelta(days=days)


class TermijnField(forms.DateField):
    """A day in the future, proposed `days` from today."""

    def __init__(self, *, days: int, **kwargs: Any) -> None:
        super().__init__(widget=Datum(), initial=lambda: in_days(days), **kwargs)


class EuroField(forms.IntegerField):
    """An amount in whole euros; nothing filled in is nothing asked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=MOST_EURO, required=False, **kwargs)

    def clean(self, value: Any) -> int:
        """Validate, and read an empty field as 0."""
        return super().clean(value) or 0


class ObjectChoiceField(forms.TypedChoiceField):
    """A choice out of objects that are already fetched, in groups."""

    def offer(
        self,
        objects: Iterable[Any],
        *,
        group: Callable[[Any], object],
        label: Callable[[Any], object] = str,
        first: Any = None,
    ) -> None:
        """Offer `objects`, which come group by group, with `first` chosen."""
        known = {str(one.pk): one for one in objects}
        self.choices = [("", "Kies")] + [
            (capfirst(str(name)), [(str(one.pk), str(label(one))) for one in ones])
            for name, ones in groupby(known.values(), group)
        ]
        self.coerce = known.__getitem__
        self.initial = str(first.pk) if first else ""
