"""What one looks for on the table."""

from django import forms

from samenspel.basis.forms import KeuzeField
from samenspel.opgaven.models import Opgave


class TafelForm(forms.Form):
    """What one can ask of the lists."""

    deel = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(label="Zoek op woorden", max_length=200, required=False)
    opgave = KeuzeField(
        queryset=Opgave.objects.order_by("titel"),
        required=False,
        empty_label="Alle opgaven",
        label="Opgave",
    )
    stand = forms.ChoiceField(
        required=False,
        choices=[("", "Wat open staat"), ("klaar", "Wat klaar is")],
        label="Laat zien",
    )
