"""What one can ask of the list of organisaties."""

from typing import Any

from django import forms

from samenspel.organisaties.models import Organisatie


class OrganisatieZoekForm(forms.Form):
    """Search by name, and by kind."""

    zoek = forms.CharField(label="Naam of afkorting", max_length=100, required=False)
    soort = forms.ChoiceField(
        label="Soort",
        required=False,
        choices=[("", "Alle soorten"), *Organisatie.Soort.choices],
    )

    def filled(self) -> dict[str, Any]:
        """Return what was filled in well; what was not, does not filter."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
