"""What people fill in about an opgave."""

from typing import Any

from django import forms

from samenspel.basis import klok
from samenspel.basis.forms import Datum, KeuzeField, offer
from samenspel.basis.tekst import VrijeRegelField, VrijeTekstField
from samenspel.opgaven import rows
from samenspel.opgaven.models import Belang, Opgave, Partner
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid, keuzes


class OpgaveForm(forms.Form):
    """A new opgave, in the order a person thinks."""

    titel = VrijeRegelField(Opgave.titel, label="Hoe heet de opgave?")
    bedoeling = VrijeTekstField(
        label="Wat moet er beter worden, en voor wie?",
        help_text="Dit is de bedoeling. Partners kijken er later op terug.",
    )
    begint_op = forms.DateField(label="Wanneer begint u?", widget=Datum(), initial=klok.today)
    zichtbaarheid = forms.ChoiceField(
        label="Wie mag de opgave lezen?",
        choices=keuzes(Zichtbaarheid.OPENBAAR, Zichtbaarheid.PARTNERS),
        initial=Zichtbaarheid.PARTNERS,
        widget=forms.RadioSelect,
    )


class PartnerForm(forms.Form):
    """An organisatie that will take part."""

    organisatie = KeuzeField(queryset=None, label="Welke organisatie doet mee?")
    rol = forms.ChoiceField(choices=Partner.Rol.choices, initial=Partner.Rol.PARTNER, label="Rol")

    def __init__(self, *args: Any, opgave: Opgave, viewer: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organisatie=rows.partners_to_add(opgave))


class TeamlidForm(forms.Form):
    """Somebody of a partner who will work in the team."""

    lid = KeuzeField(
        queryset=None,
        label="Wie komt in het team, namens welke partner?",
        help_text="Staat een partner er niet bij? Vraag die eerst zelf een belang te noemen.",
    )

    def __init__(self, *args: Any, opgave: Opgave, viewer: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, lid=rows.candidates(opgave, viewer))


class BelangForm(forms.Form):
    """What an organisatie needs; it names its own."""

    organisatie = KeuzeField(queryset=None, label="Namens welke organisatie?")
    titel = VrijeRegelField(Belang.titel, label="Wat is uw belang?")
    toelichting = VrijeTekstField(label="Waarom is dit belangrijk?", required=False)
    kern = forms.BooleanField(
        required=False,
        label="Dit is een kernbelang",
        help_text="Een kernbelang kunt u niet opgeven. Een bezwaar erop kan niet worden "
        "weggestemd. Kies er weinig.",
    )
    zichtbaarheid = forms.ChoiceField(
        label="Wie mag dit lezen?",
        choices=keuzes(Zichtbaarheid.PARTNERS, Zichtbaarheid.ORGANISATIE),
        initial=Zichtbaarheid.PARTNERS,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, opgave: Opgave, viewer: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organisatie=rows.spoken_for(viewer, opgave))


class OpgaveWijzigForm(forms.Form):
    """Another titel or bedoeling, knowing which version she started from."""

    titel = VrijeRegelField(Opgave.titel, label="Hoe heet de opgave?")
    bedoeling = VrijeTekstField(rows=6, label="Wat moet er beter worden, en voor wie?")
    reden = VrijeTekstField(
        rows=2,
        label="Waarom verandert u dit?",
        help_text="Partners lezen de reden, en wat er eerst stond.",
    )
    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, opgave: Opgave) -> None:
        now = {"titel": opgave.titel, "bedoeling": opgave.bedoeling, "versie": opgave.versie}
        super().__init__(data, initial=now)
        if opgave.stand == Opgave.Stand.CONCEPT:
            del self.fields["reden"]


class SlotForm(forms.Form):
    """What came of the opgave."""

    slotzin = VrijeTekstField(
        rows=3, label="Wat kwam ervan?", help_text="Partners en inwoners lezen dit bij de opgave."
    )
