"""What people fill in about an opgave."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django import forms

from samenspel.basis import klok
from samenspel.basis.forms import Datum, KeuzeField, offer
from samenspel.basis.tekst import VrijeRegelField, VrijeTekstField
from samenspel.opgaven import rows, rules
from samenspel.opgaven.actions.wijzigen import Opgavetekst
from samenspel.opgaven.models import Belang, Opgave, Partner
from samenspel.organisaties.models import Gebruiker, Organisatie
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
    """An organisatie that is asked to take part; once vastgesteld with a reason for the others."""

    organisatie = KeuzeField(queryset=None, label="Welke organisatie nodigt u uit?")
    rol = forms.ChoiceField(choices=Partner.Rol.choices, initial=Partner.Rol.PARTNER, label="Rol")
    reden = VrijeTekstField(
        rows=2,
        label="Waarom is deze partner nodig?",
        help_text="Alle partners lezen dit. Pas als zij allemaal instemmen, gaat de uitnodiging "
        "uit.",
    )

    def __init__(self, *args: Any, opgave: Opgave, viewer: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organisatie=rows.partners_to_add(opgave))
        # A gemeente and a regio may have one name.
        chosen: Any = self.fields["organisatie"]
        chosen.label_from_instance = lambda at: f"{at} ({at.get_soort_display().lower()})"
        if opgave.stand == Opgave.Stand.CONCEPT:
            del self.fields["reden"]


class TeamlidForm(forms.Form):
    """Somebody of one's own organisatie who will work in the team."""

    lid = KeuzeField(
        queryset=None,
        label="Wie komt voor u in het team?",
        help_text="Zij zegt zelf ja of nee. Kiest u uzelf, dan zit u er meteen in.",
    )

    def __init__(self, *args: Any, opgave: Opgave, viewer: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, lid=rows.collegas(opgave, viewer))


class TeamvraagForm(forms.Form):
    """A partner that is asked to name somebody for the team."""

    organisatie = KeuzeField(
        queryset=None,
        label="Welke partner vraagt u?",
        help_text="De partner kiest zelf wie. Nog geen partner? Nodig de organisatie eerst uit.",
    )

    def __init__(self, *args: Any, opgave: Opgave, viewer: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organisatie=rows.partners_to_ask(opgave, viewer))


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
    """Another titel, bedoeling or werkafspraken, knowing which version she started from."""

    titel = VrijeRegelField(Opgave.titel, label="Hoe heet de opgave?")
    bedoeling = VrijeTekstField(rows=6, label="Wat moet er beter worden, en voor wie?")
    ronde_werkdagen = forms.IntegerField(
        min_value=rules.MIN_RONDE,
        max_value=60,
        label="Hoeveel werkdagen duurt een ronde?",
        help_text="Zo lang heeft elke partner de tijd om thuis te overleggen en te reageren.",
    )
    verval_na_rondes = forms.IntegerField(
        min_value=1,
        max_value=10,
        label="Na hoeveel rondes vervalt een bezwaar?",
        help_text="Een bezwaar op een kernbelang vervalt nooit.",
    )
    quorum = forms.TypedChoiceField(
        choices=[(value, words.capitalize()) for value, words in rules.QUORUM.items()],
        coerce=int,
        label="Hoeveel partners moeten hebben gereageerd?",
        help_text="Zwijgen is nooit een ja.",
    )
    reden = VrijeTekstField(
        rows=2,
        label="Waarom verandert u dit?",
        help_text="Alle partners lezen de reden, en wat er eerst stond.",
    )
    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, opgave: Opgave) -> None:
        now = asdict(Opgavetekst.of(opgave)) | {"versie": opgave.versie}
        super().__init__(data, initial=now)
        if opgave.stand == Opgave.Stand.CONCEPT:
            del self.fields["reden"]


class UitnodigingForm(forms.Form):
    """Yes or no, as the button says; a no with its reason. `versie` is what she read."""

    antwoord = forms.ChoiceField(choices=[("ja", "Ja"), ("nee", "Nee")], widget=forms.HiddenInput)
    reden = VrijeTekstField(rows=2, required=False, label="Waarom niet?")
    versie = forms.IntegerField(required=False, widget=forms.HiddenInput)


class StemForm(forms.Form):
    """Yes or no for a partner; the choice of partner is there for who speaks for several."""

    antwoord = forms.ChoiceField(choices=[("ja", "Ja"), ("nee", "Nee")], widget=forms.HiddenInput)
    organisatie = KeuzeField(queryset=None, label="Namens welke partner?", empty_label=None)
    reden = VrijeTekstField(rows=2, required=False, label="Waarom niet?")

    def __init__(self, *args: Any, organisaties: Sequence[Organisatie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pks = [one.pk for one in organisaties]
        offer(self, organisatie=Organisatie.objects.filter(pk__in=pks))
        if len(organisaties) == 1:
            self.fields["organisatie"].widget = forms.HiddenInput()
            self.initial["organisatie"] = pks[0]


class SlotForm(forms.Form):
    """What came of the opgave."""

    slotzin = VrijeTekstField(
        rows=3, label="Wat kwam ervan?", help_text="Partners en inwoners lezen dit bij de opgave."
    )
