"""What one looks for in the register."""

from django import forms

from samenspel.basis.forms import KeuzeField
from samenspel.basis.tekst import VrijeTekstField
from samenspel.opgaven.models import Opgave
from samenspel.overleg.besluiten.geldigheid import Staat
from samenspel.overleg.fields import TermijnField


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


class HerzieningForm(forms.Form):
    """That a besluit still holds, why, and when partners look again."""

    reden = VrijeTekstField(
        rows=2,
        label="Waarom klopt het nog?",
        help_text="In een zin. Wie het besluit leest, leest dit ook.",
    )
    herzien_op = TermijnField(days=365, label="Wanneer kijkt u weer opnieuw?")
