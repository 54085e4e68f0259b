"""What is asked of who wants to go on without a partner."""

from django import forms

from samenspel.basis.tekst import VrijeTekstField


class ZonderForm(forms.Form):
    """Why the other partners should go on without one."""

    reden = VrijeTekstField(
        rows=3,
        label="Waarom verder zonder deze partner?",
        help_text="De andere partners lezen dit, en de partner zelf ook.",
    )
