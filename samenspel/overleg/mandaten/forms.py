"""What giving and withdrawing a mandaat asks."""

from typing import Any

from django import forms

from samenspel.basis import klok
from samenspel.basis.forms import Datum, EuroField, KeuzeField, offer
from samenspel.basis.tekst import VrijeRegelField, VrijeTekstField
from samenspel.opgaven.models import Opgave, Teamlid
from samenspel.opgaven.rows import spoken_for
from samenspel.organisaties.models import Gebruiker, Orgaan
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.mandaten.rows import organen_of


class MandaatForm(forms.Form):
    """The power that an orgaan gives to somebody in the team."""

    gever = KeuzeField(queryset=Orgaan.objects.none(), label="Welk orgaan geeft het mandaat?")
    houder = KeuzeField(
        queryset=Teamlid.objects.none(), to_field_name="gebruiker", label="Wie krijgt het mandaat?"
    )
    onderwerp = VrijeRegelField(Mandaat.onderwerp, label="Waarover mag deze persoon besluiten?")
    bedrag = EuroField(
        required=False,
        label="Tot welk bedrag samen, in euro?",
        help_text="Wat op dit mandaat wordt besloten, telt op. Laat leeg als er geen grens is.",
    )
    begint_op = forms.DateField(label="Vanaf", widget=Datum(), initial=klok.today)
    eindigt_op = forms.DateField(label="Tot", widget=Datum())
    instructies = VrijeTekstField(
        rows=2,
        required=False,
        label="Waar moet deze persoon zich aan houden?",
        help_text="Uw instructies staan bij elk besluit op dit mandaat.",
    )

    def __init__(self, *args: Any, opgave: Opgave, viewer: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, gever=organen_of(spoken_for(viewer, opgave)))
        team = opgave.teamleden.select_related("gebruiker", "organisatie")
        offer(self, houder=team.order_by("gebruiker__naam"))

    def clean_houder(self) -> Gebruiker:
        """Return the person; the list also says for which organisatie she is in the team."""
        chosen: Teamlid = self.cleaned_data["houder"]
        return chosen.gebruiker


class IntrekForm(forms.Form):
    """Why a mandaat is withdrawn."""

    reden = VrijeTekstField(
        rows=3, label="Waarom trekt u het mandaat in?", help_text="De houder en het team lezen dit."
    )
