"""What is asked of the indiener, and of the team when it did not help."""

from collections.abc import Sequence
from typing import Any

from django import forms

from samenspel.basis.forms import needed
from samenspel.basis.tekst import VrijeTekstField
from samenspel.praktijk.models import Casus, Heropening, Knelpunt


class TerugkoppelForm(forms.Form):
    """Did what came of it help this household, and if not: what now?"""

    geholpen = forms.ChoiceField(
        label="Heeft dit het huishouden geholpen?",
        choices=Casus.Geholpen.choices,
        widget=forms.RadioSelect,
    )
    toelichting = VrijeTekstField(
        label="Wat merkt het huishouden ervan?",
        rows=3,
        required=False,
        help_text="Wie de casus mag lezen, leest dit ook. Mag iedereen de casus lezen, dan kan dit "
        "op de voorpagina staan.",
    )
    mist = VrijeTekstField(
        label="Wat is er nog nodig?",
        rows=3,
        required=False,
        help_text="Uw casus gaat dan weer open. Dit lezen het programmateam en de partners "
        "van de opgave. Schrijf dus geen namen op.",
    )
    plek = forms.ChoiceField(
        label="Wat moet opnieuw bekeken worden?",
        choices=Heropening.Plek.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    knelpunt = forms.TypedChoiceField(
        label="Om welk knelpunt gaat het dan?", required=False, empty_value=None
    )

    def __init__(self, *args: Any, knelpunten: Sequence[Knelpunt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        when = "nodig als het niet of maar deels hielp"
        needed(self, mist=when, plek=when, knelpunt=when)
        field = self.fields["knelpunt"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.coerce = {str(one.pk): one for one in knelpunten}.__getitem__
        offered = [(str(one.pk), one.titel) for one in knelpunten]
        field.choices = offered if len(offered) == 1 else [("", "Kies"), *offered]


class AntwoordIndienerForm(forms.Form):
    """What the team does for a household that is not helped yet."""

    antwoord = VrijeTekstField(
        label="Wat doet u nu, en wanneer merkt dit huishouden het?",
        rows=3,
        help_text="De indiener leest het en zegt daarna opnieuw of het hielp.",
    )
