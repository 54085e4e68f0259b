"""What one looks for in the register."""

from django import forms

from samenspel.basis.forms import KeuzeField
from samenspel.opgaven.models import Opgave
from samenspel.overleg.besluiten.geldigheid import Staat


class RegisterForm(forms.Form):
    """What one can ask of the register."""

    q = forms.CharField(label="Zoek op woorden", max_length=200, required=False)
    opgave = KeuzeField(
        queryset=Opgave.objects.order_by("titel"),
        required=False,
        empty_label="Alle opgaven",
        label="Opgave",
    )
    staat = forms.ChoiceField(
        required=False, choices=[("", "Alles"), *Staat.choices], label="Laat zien"
    )
