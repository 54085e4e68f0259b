"""What praktijk asks people, in the order in which they think."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from samenspel.basis.forms import Chips, KeuzeField, needed, offer
from samenspel.basis.tekst import VrijeRegelField, VrijeTekstField
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Organisatie
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid, keuzes
from samenspel.praktijk.forms.personen import ZonderPersonenForm
from samenspel.praktijk.models import Casus, Knelpunt
from samenspel.praktijk.rows.casussen import MensTeNoemen, OpgaveTeKiezen

OORZAKEN = {
    "uitvoering": "De uitvoering: het mag wel, maar het gebeurt niet",
    "samenwerking": "De samenwerking: organisaties wachten op elkaar",
    "gegevens": "Gegevens: organisaties weten het niet van elkaar of mogen het niet delen",
    "geld": "Geld: er is te weinig, of wie betaalt merkt niets van wat het oplevert",
    "beleid": "Beleid: een eigen regel van een organisatie staat in de weg",
    "wet": "De wet: die staat het niet toe",
}


class CasusForm(ZonderPersonenForm):
    """A household in plain words; nothing is stored while it can be recognised."""

    TEXTS = ("titel", "tekst", "wens")
    LOOK = "praktijk:casus_controle"
    field_order = ("titel", "tekst", "geen_personen", "wens", "gemeente")

    titel = VrijeRegelField(
        Casus.titel,
        label="Hoe noemt u deze casus?",
        help_text="Kort en zonder namen, zoals: gezin met schulden en een zoon die thuiszit.",
    )
    tekst = VrijeTekstField(
        label="Wat is er aan de hand?",
        rows=10,
        help_text="Beschrijf het hele huishouden: wie er zijn, wat er speelt, met wie zij te maken "
        "hebben. Schrijf ‘moeder’ of ‘zoon’ in plaats van namen.",
    )
    wens = VrijeTekstField(
        label="Waar wil het huishouden over een jaar staan?",
        rows=3,
        required=False,
        help_text="In hun eigen woorden. Daaraan is straks te zien of het hielp.",
    )
    gemeente = KeuzeField(
        label="In welke gemeente speelt het?",
        queryset=Organisatie.objects.none(),
        empty_label="Kies een gemeente",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gemeenten = Organisatie.objects.filter(soort="gemeente", eindigt_op=None).only("naam")
        offer(self, gemeente=gemeenten)


class CasusWijzigForm(CasusForm):
    """The same, knowing which version she started from."""

    versie = forms.IntegerField(widget=forms.HiddenInput)


class BeeldForm(forms.Form):
    """Which regelingen and leefgebieden the household meets; the page draws the boxes."""

    leefgebieden = forms.MultipleChoiceField(label="Leefgebieden", required=False)
    regelingen = forms.MultipleChoiceField(label="Regelingen", required=False)
    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, leefgebieden: list[Any], regelingen: list[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, leefgebieden=leefgebieden, regelingen=regelingen)


class KnelpuntForm(forms.Form):
    """What is stuck, why, and what would help."""

    titel = VrijeRegelField(
        Knelpunt.titel,
        label="Wat zit er vast?",
        help_text="Eén zin die ook voor andere huishoudens kan gelden.",
    )
    omschrijving = VrijeTekstField(label="Hoe komt dat in de praktijk uit?", rows=4)
    oorzaak = forms.ChoiceField(
        label="Waar ligt het vooral aan?",
        choices=list(OORZAKEN.items()),
        widget=forms.RadioSelect,
        help_text="Dit bepaalt mee wie het kan oplossen.",
    )
    simpel = VrijeTekstField(
        label="Wat zou simpel helpen?",
        rows=3,
        required=False,
        help_text="U staat er dichtbij: vaak weet u het al.",
    )


class NieuwKnelpuntForm(KnelpuntForm):
    """A new knelpunt also needs the opgave it belongs to."""

    opgave = KeuzeField(
        label="Bij welke opgave hoort dit?",
        queryset=Opgave.objects.none(),
        empty_label="Kies een opgave",
    )

    def __init__(self, *args: Any, opgaven: QuerySet[OpgaveTeKiezen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_opgave(self, opgaven)


class KnelpuntWijzigForm(KnelpuntForm):
    """Sharpen a knelpunt, knowing which version she started from."""

    weeffout = forms.BooleanField(
        label="Dit is een weeffout: het ligt aan het stelsel, niet aan één geval", required=False
    )
    versie = forms.IntegerField(widget=forms.HiddenInput)


class SamenvoegForm(forms.Form):
    """In which other knelpunt does this one go?"""

    in_ = KeuzeField(
        label="Welk knelpunt gaat over hetzelfde?",
        queryset=Knelpunt.objects.none(),
        empty_label="Kies een knelpunt",
        help_text="U kunt kiezen uit de knelpunten die u mag wijzigen.",
    )

    def __init__(self, *args: Any, knelpunten: QuerySet[Knelpunt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, in_=knelpunten)


class InbrengForm(forms.Form):
    """Bring a casus in: at which opgave, for whom to read."""

    opgave = KeuzeField(
        label="Bij welke opgave brengt u de casus in?",
        queryset=Opgave.objects.none(),
        empty_label="Kies een opgave",
    )
    zichtbaarheid = forms.ChoiceField(
        label="Wie mag de casus lezen?",
        choices=keuzes,
        widget=forms.RadioSelect,
        initial=Zichtbaarheid.PARTNERS,
        help_text="Het knelpunt is al te zien voor de partners; dit gaat over uw beschrijving. Als "
        "alle partners haar mogen lezen, vinden anderen eerder hetzelfde knelpunt.",
    )
    genoemden = forms.TypedMultipleChoiceField(
        label="Wie noemt u?",
        coerce=int,
        required=False,
        widget=Chips,
    )

    def __init__(
        self,
        *args: Any,
        opgaven: QuerySet[OpgaveTeKiezen],
        mensen: list[MensTeNoemen],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose_opgave(self, opgaven)
        offer(self, genoemden=[(one.pk, who(one)) for one in mensen])
        needed(self, genoemden="nodig bij ‘Alleen wie ik noem’")

    def clean(self) -> dict[str, Any]:
        """A besloten casus is for somebody to read."""
        cleaned = super().clean() or {}
        alone = cleaned.get("zichtbaarheid") == Zichtbaarheid.BESLOTEN
        if alone and "genoemden" not in self.errors and not cleaned.get("genoemden"):
            self.add_error("genoemden", "Kies wie de casus mag lezen.")
        return cleaned


class KnelpuntZoekForm(forms.Form):
    """Find a knelpunt by words, opgave and oorzaak."""

    zoek = forms.CharField(label="Woorden", max_length=200, required=False)
    opgave = KeuzeField(
        label="Opgave", queryset=Opgave.objects.none(), required=False, empty_label="Alle opgaven"
    )
    oorzaak = forms.ChoiceField(
        label="Oorzaak",
        choices=[("", "Alle oorzaken"), *Knelpunt.Oorzaak.choices],
        required=False,
    )

    def __init__(self, *args: Any, opgaven: QuerySet[Opgave], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, opgave=opgaven)


def who(mens: MensTeNoemen) -> str:
    """Name somebody with what she does and where: two may have one name."""
    return ", ".join(filter(None, [mens.naam, mens.functie, mens.bij]))


def _choose_opgave(form: forms.Form, opgaven: QuerySet[OpgaveTeKiezen]) -> None:
    """Offer my own opgaven first, under a heading of their own."""
    rows = list(opgaven)
    mine = [(one.pk, one.titel) for one in rows if one.van_mij]
    others = [(one.pk, one.titel) for one in rows if not one.van_mij]
    groups = [("Mijn opgaven", mine), ("Andere opgaven", others)]
    grouped = [(name, options) for name, options in groups if options]
    offer(form, opgave=opgaven)
    offer(form, opgave=[("", "Kies een opgave"), *grouped])
    if len(rows) == 1:
        form.fields["opgave"].initial = rows[0].pk
