"""What an afspraak asks."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django import forms

from samenspel.basis.forms import Datum, EuroField, needed
from samenspel.basis.tekst import VrijeRegelField, VrijeTekstField
from samenspel.opgaven.models import Inzet
from samenspel.organisaties.models import Gebruiker, Lidmaatschap, Niveau
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.fields import ObjectChoiceField
from samenspel.praktijk.models import Les


class AfspraakForm(forms.Form):
    """Who does what, for whom, by when."""

    eigenaar = ObjectChoiceField(
        label="Wie zorgt dat het gebeurt?",
        help_text="Eén mens is eigenaar, namens een organisatie die hier ja tegen zei of het zelf "
        "aanbiedt.",
    )
    titel = VrijeRegelField(Afspraak.titel, label="Wat spreken wij af, in één zin?")
    tekst = VrijeTekstField(label="Wat gebeurt er precies, en voor wie?")
    uiterlijk = forms.DateField(
        required=False,
        widget=Datum(),
        label="Wanneer is het klaar?",
    )
    soort = forms.ChoiceField(
        label="Waar gaat de inzet naartoe?", widget=forms.RadioSelect, choices=Inzet.Soort.choices
    )
    niveau = forms.ChoiceField(
        label="Op welk niveau?", widget=forms.RadioSelect, choices=Niveau.choices
    )
    bedrag = EuroField(
        required=False,
        label="Wat kost de inzet, in euro?",
        help_text="Leeg is wat het besluit van deze partner vraagt.",
    )
    afwijking = VrijeTekstField(
        rows=2,
        required=False,
        label="Waarom een ander bedrag of later?",
        help_text="Iedereen leest het.",
    )

    def __init__(
        self,
        *args: Any,
        eigenaren: Sequence[Lidmaatschap],
        by: Gebruiker,
        noemt_dag: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        needed(self, afwijking="nodig als u afwijkt van het besluit")
        self.fields["uiterlijk"].required = not noemt_dag
        if noemt_dag:
            needed(self, uiterlijk="nodig als het besluit hiervoor geen dag noemt")
        field: Any = self.fields["eigenaar"]
        if not eigenaren:
            field.help_text = (
                "Er is nu niemand om te kiezen: wie iets is gevraagd, moet daar eerst zelf over "
                "besluiten."
            )
        # Nobody else is chosen beforehand: an eigenaar is bound by it.
        herself = eigenaren[0] if [one.gebruiker_id for one in eigenaren] == [by.pk] else None
        field.offer(eigenaren, group=attrgetter("organisatie"), label=_who, first=herself)


def _who(lid: Lidmaatschap) -> str:
    """Name somebody with what she does there: two may have one name."""
    return f"{lid.gebruiker}, {lid.functie or lid.get_rol_display()}"


class AfrondForm(forms.Form):
    """What came of it, and what others can learn from it."""

    resultaat = VrijeTekstField(label="Wat is het resultaat?", help_text="Wat merken mensen ervan?")
    bewijs = VrijeTekstField(
        rows=2,
        label="Waaraan ziet een ander dat het is gedaan?",
        help_text="Bijvoorbeeld een verslag, een nummer of een internetadres.",
    )
    les_titel = VrijeRegelField(Les.titel, label="Wat leerden wij, in één zin?")
    les_tekst = VrijeTekstField(
        label="Wat kan een ander hiermee?",
        help_text="De les gaat naar iedereen met een casus rond dit knelpunt.",
    )
