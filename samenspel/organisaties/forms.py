"""What one can ask of the list of organisaties."""

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
