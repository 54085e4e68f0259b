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


def in_days(days: int) -> date:
    """Return the day `days` from today."""
    return klok.today() + timedelta(days=days)


class TermijnField(forms.DateField):
    """A day in the future, proposed `days` from today."""

    def __init__(self, *, days: int, **kwargs: Any) -> None:
        super().__init__(widget=Datum(), initial=lambda: in_days(days), **kwargs)


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
