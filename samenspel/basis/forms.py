"""How every Django form looks, and the widgets and fields that Django lacks.

`{{ form }}` in a page is enough: label, description and error stand at the field, a summary
with links above. Write `<form method="post" novalidate>`: then our Dutch messages answer, not
the browser's.
"""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.renderers import TemplatesSetting

from samenspel.basis.errors import DomainError

MOST_EURO = 2_000_000_000
"""More does not fit in a column; no amount of one opgave comes near."""


class Renderer(TemplatesSetting):
    """Forms in the components of the NL Design System."""

    form_template_name = "onderdelen/formulier.html"
    field_template_name = "onderdelen/veld.html"


def say_what_to_do() -> None:
    """Let every field say what to do instead of what went wrong; called once, at the start.

    Django repeats a wrong choice in its message; that may be a megabyte, so ours does not.
    """
    kies = "Kies een van de mogelijkheden."
    forms.Field.default_error_messages["required"] = "Vul dit nog in."
    forms.BooleanField.default_error_messages = {
        "required": "Zet hier een vinkje om verder te gaan."
    }
    for field in (
        forms.ChoiceField,
        forms.MultipleChoiceField,
        forms.ModelChoiceField,
        forms.ModelMultipleChoiceField,
    ):
        field.default_error_messages |= {"required": kies, "invalid_choice": kies}
    forms.ModelMultipleChoiceField.default_error_messages["invalid_pk_value"] = kies


class Chips(forms.CheckboxSelectMultiple):
    """Suggestions that one click accepts."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "chips"} | (attrs or {}), choices)


class Datum(forms.DateInput):
    """A day, with the calendar of the browser."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        # The browser only takes this notation; it shows the reader her own.
        super().__init__(attrs, format="%Y-%m-%d")


class EuroField(forms.IntegerField):
    """Whole euros as people write them: 4200, 4.200 or € 4.200; nothing filled in is `empty`."""

    default_error_messages = {"invalid": "Schrijf een heel bedrag in cijfers, bijvoorbeeld 10.000."}

    def __init__(self, *, most: int = MOST_EURO, empty: int | None = None, **kwargs: Any) -> None:
        self.empty = empty
        widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 10})
        super().__init__(min_value=0, max_value=most, widget=widget, **kwargs)

    def to_python(self, value: Any) -> int | None:
        """Read the amount, without its sign and points."""
        text = str("" if value is None else value)[:40]
        text = text.replace("€", "").replace("\N{NO-BREAK SPACE}", "").strip()
        head, *groups = text.split(".")
        if groups and all(len(group) == 3 for group in groups):
            text = head + "".join(groups)
        found = super().to_python(text)
        return self.empty if found is None else found


class KeuzeField(forms.ModelChoiceField[Any]):
    """A choice of a row; a key that is no key is a wrong choice like any other.

    Django answers such a key with "... is geen geldige UUID", and repeats it.
    """

    def __init__(self, *args: Any, empty_label: str | None = "Kies", **kwargs: Any) -> None:
        super().__init__(*args, empty_label=empty_label, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the row, or refuse in our own words."""
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            wrong = self.error_messages["invalid_choice"]
            raise forms.ValidationError(wrong, code="invalid_choice") from error


def offer(form: forms.BaseForm, **choices: Any) -> None:
    """Let the fields with these names offer these rows (a queryset), or these choices."""
    for name, offered in choices.items():
        field = form.fields[name]
        if isinstance(field, forms.ModelChoiceField) and isinstance(offered, QuerySet):
            field.queryset = offered
        elif isinstance(field, forms.ChoiceField):
            field.choices = offered


def needed(form: forms.BaseForm, **when: str) -> None:
    """Say of what may stay empty when it may not, so that nobody hears so after sending.

    `onderdelen/veldnaam.html` says it instead of "niet verplicht".
    """
    fields: dict[str, Any] = form.fields
    for name, why in when.items():
        fields[name].nodig = why


def filled(form: forms.BaseForm) -> dict[str, Any]:
    """Return what was filled in well of what one may ask of a list; the rest does not filter."""
    form.is_valid()
    empty = {name: field.empty_values for name, field in form.fields.items()}
    return {name: said for name, said in form.cleaned_data.items() if said not in empty[name]}


def add_error(form: forms.BaseForm, error: DomainError) -> None:
    """Show what the action refused at its field, or above the form if it has none here."""
    form.add_error(error.field if error.field in form.fields else None, error.message)
