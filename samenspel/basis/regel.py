"""A text of one line: a title, a name, a fact.

Such a text stands in lists, in the mail and in the calendar of others, between lines that are
ours. With a line break in it, its writer would write those lines too.
"""

import re
from typing import TYPE_CHECKING, Any, Protocol

from django.db import models

BREAKS = r"[\u0001-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
"""What ends a line, steers a printer or turns the reading direction; Python and PostgreSQL read
this alike. U+0000 is refused by forms and by PostgreSQL itself."""

_BREAKS = re.compile(BREAKS)


def one_line(text: str) -> str:
    r"""Return `text` on one line, its words a space apart, as a browser does in such a field.

    >>> one_line(" Meer rust\r\nLees dit: https://voorbeeld.example\t")
    'Meer rust Lees dit: https://voorbeeld.example'
    """
    return " ".join(_BREAKS.sub(" ", text).split())


if TYPE_CHECKING:
    Text = models.CharField[str, str]
else:  # a worker comes here before it has settings, and with them types at run time
    Text = models.CharField


class EenRegelField(Text):
    """A column of one line, whoever writes it: a form, an action or a register.

    To migrations it is a CharField; the database refuses breaks too (`basis/policy/tables.py`).
    """

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Describe it to migrations as a CharField."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def to_python(self, value: Any) -> Any:
        """Bring what is asked for or stored onto one line."""
        text = super().to_python(value)
        return one_line(text) if isinstance(text, str) else text

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Leave in memory what is stored."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = one_line(value)
            setattr(model_instance, self.attname, value)
        return value


class Column(Protocol):
    """A column of text as its model has it: `Opgave.titel`."""

    @property
    def field(self) -> "models.CharField[Any, Any]":
        """The field itself."""


def longest(column: Column) -> int:
    """Return how many characters fit in `column`; the limit stands in the model alone."""
    if column.field.max_length is None:
        raise ValueError(f"{column.field} has no limit")
    return column.field.max_length
