"""A form with free text: nothing is stored while somebody can be recognised in it."""

from typing import Any, ClassVar, Self

from django import forms
from django.urls import reverse_lazy
from django.utils.functional import cached_property

from samenspel.praktijk.controle import Controle, controleer, neem_over


class ZonderPersonenForm(forms.Form):
    """Marks what may point at one person; `TEXTS` names the fields that are looked at.

    While she types, `LOOK` (the name of an address) marks her text again; a newer question
    replaces the one that is still out.
    """

    TEXTS: ClassVar[tuple[str, ...]]
    LOOK: ClassVar[str]

    geen_personen = forms.BooleanField(
        label="Dit zijn geen personen, ga verder",
        required=False,
        template_name="praktijk/controle.html",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.TEXTS:
            widget = self.fields[name].widget
            if isinstance(widget, forms.Textarea):
                widget.attrs |= {
                    "hx-post": reverse_lazy(self.LOOK),
                    "hx-trigger": "input changed delay:600ms",
                    "hx-target": "#controle",
                    "hx-sync": "closest form:replace",
                }

    @cached_property
    def controle(self) -> Controle:
        """Where the texts, as typed, may point at one person."""
        return controleer(
            {str(self.fields[name].label): str(self[name].value() or "") for name in self.TEXTS}
        )

    def clean(self) -> dict[str, Any]:
        """Ask for a look at the marks before anything is stored."""
        cleaned = super().clean() or {}
        if self.controle.moet_weg and self.errors:
            return cleaned  # that comes first; to say "no persons" is not offered yet
        if self.controle.teksten and not cleaned.get("geen_personen"):
            self.add_error(
                "geen_personen",
                "Kijk naar wat gemarkeerd is. Vervang deze stukken, "
                "of zeg dat het geen personen zijn.",
            )
        return cleaned

    def with_proposals(self) -> Self:
        """Return the same form, not sent yet, with every proposal in its place."""
        typed = {name: self[name].value() for name in self.fields}
        typed |= {name: neem_over(str(typed[name] or "")) for name in self.TEXTS}
        return type(self)(initial=typed)

    def answers(self) -> dict[str, Any]:
        """Return what the action asks for."""
        return {k: v for k, v in self.cleaned_data.items() if k != "geen_personen"}
