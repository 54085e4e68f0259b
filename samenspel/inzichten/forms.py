"""What inzichten asks people."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from samenspel.basis.forms import Chips, KeuzeField, offer
from samenspel.basis.tekst import VrijeTekstField
from samenspel.organisaties.models import Regeling
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid, keuzes
from samenspel.praktijk.forms import NieuwKnelpuntForm
from samenspel.praktijk.models import Knelpunt
from samenspel.praktijk.rows.casussen import OpgaveTeKiezen
from samenspel.praktijk.rows.knelpunten import Ingebracht


class CasussenField(forms.MultipleChoiceField):
    """Which casussen of the group; the page draws the boxes, with a link at each."""

    def __init__(self) -> None:
        super().__init__(
            label="Casussen",
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Kies minstens één casus."},
        )
        self.template_name = "inzichten/elders.html"


class BestaandForm(forms.Form):
    """The knelpunt is there already."""

    casussen = CasussenField()
    knelpunt = KeuzeField(
        label="Welk knelpunt is het?",
        queryset=Knelpunt.objects.none(),
        empty_label="Kies een knelpunt",
    )

    def __init__(
        self,
        *args: Any,
        casussen: list[Ingebracht],
        knelpunten: QuerySet[Knelpunt],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_casussen(self, casussen)
        offer(self, knelpunt=knelpunten)


class NieuwForm(NieuwKnelpuntForm):
    """A new knelpunt; what would simply help comes first, for that is what is known."""

    casussen = CasussenField()
    weeffout = forms.BooleanField(
        label="Dit is een weeffout: het ligt aan het stelsel, niet aan één geval", required=False
    )
    regelingen = forms.ModelMultipleChoiceField(
        label="Om welke regelingen gaat het?",
        queryset=Regeling.objects.none(),
        required=False,
        widget=Chips,
        help_text="Al genoemd in deze casussen. Iedereen die het knelpunt leest, ziet wat u kiest.",
    )
    zichtbaarheid = forms.ChoiceField(
        label="Wie mag dit knelpunt lezen?",
        choices=keuzes(Zichtbaarheid.OPENBAAR, Zichtbaarheid.PARTNERS),
        widget=forms.RadioSelect,
        help_text="Wie het niet mag lezen, krijgt ook de vraag niet of het daar speelt.",
    )
    field_order = (
        "simpel", "titel", "omschrijving", "oorzaak", "weeffout",
        "regelingen", "opgave", "zichtbaarheid",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        casussen: list[Ingebracht],
        opgaven: QuerySet[OpgaveTeKiezen],
        regelingen: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, opgaven=opgaven, **kwargs)
        offer_casussen(self, casussen)
        offer(self, regelingen=Regeling.objects.filter(pk__in=[pk for pk, _ in regelingen]))
        offer(self, regelingen=regelingen)


class AfwijsForm(forms.Form):
    """Why these casussen are not about the same."""

    reden = VrijeTekstField(
        label="Waarom klopt het niet?",
        rows=2,
        max_length=500,
        help_text="Voor uzelf. Dit vermoeden komt niet terug als u weer zoekt.",
    )


def offer_casussen(form: forms.Form, casussen: list[Ingebracht]) -> None:
    """Let `form` choose from these casussen."""
    offer(form, casussen=[(str(row.pk), row.titel) for row in casussen])
