"""What leren asks people, in the order in which they think."""

from collections.abc import Sequence
from typing import Any

from django import forms

from samenspel.basis.forms import Datum, KeuzeField, needed, offer
from samenspel.basis.tekst import VrijeRegelField, VrijeTekstField
from samenspel.leren import rules
from samenspel.leren.models import Overname, Uitkomst, Variant
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Regeling
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid, keuzes
from samenspel.praktijk.models import Les

MOST = 1_000_000_000
"""No count and no mean of this field comes near."""
LEZERS = [one for one in Zichtbaarheid if one != Zichtbaarheid.BESLOTEN]
"""Whoever may do as others do must be able to read it, so it is not for some people alone."""
ANDERS = "anders"


class VariantForm(forms.Form):
    """How we go about it, and, for an experiment, what we want to know."""

    titel = VrijeRegelField(Variant.titel, label="Hoe noemt u deze aanpak?")
    aanpak = VrijeTekstField(
        rows=6,
        label="Wat doet u?",
        help_text="Zo precies dat een ander het kan nadoen: wie doet wat, en wanneer.",
    )
    context = VrijeTekstField(
        label="Voor wie en waar, en waarom doet u het zo?",
        help_text="Hieraan ziet een ander of het ook bij haar past.",
    )
    sinds = forms.DateField(widget=Datum(), label="Sinds wanneer doet u dit?")
    tot = forms.DateField(
        required=False,
        widget=Datum(),
        label="Tot wanneer?",
        help_text="Een experiment heeft een einddatum. Loopt het gewoon door? Laat dit dan leeg.",
    )
    vraag = VrijeTekstField(
        rows=2,
        required=False,
        label="Probeert u dit uit? Wat wilt u dan weten?",
        help_text="Met een vraag is het een experiment. Op de einddatum vragen we wat u leerde.",
    )
    regeling = KeuzeField(
        queryset=Regeling.objects.order_by("naam"),
        required=False,
        empty_label="Geen wet",
        label="Welke wet geeft ruimte voor dit experiment?",
    )
    ruimte = VrijeRegelField(
        Variant.ruimte,
        required=False,
        label="Welk artikel of besluit staat het toe?",
        help_text="Nodig bij een experiment. Bijvoorbeeld: artikel 7, of het besluit van het "
        "college van 3 maart.",
    )
    zichtbaarheid = forms.ChoiceField(
        choices=keuzes(*LEZERS), widget=forms.RadioSelect, label="Wie mag dit lezen?"
    )
    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, closed: bool, change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if closed:  # then exactly those who may read the knelpunt
            del self.fields["zichtbaarheid"]
        if not change:
            del self.fields["versie"]


class UitkomstForm(forms.Form):
    """What was counted, over which period, and where that stands."""

    maat = forms.ChoiceField(
        label="Wat hebt u geteld?",
        widget=forms.RadioSelect,
        help_text="Alleen wie hetzelfde telt, kan worden vergeleken.",
    )
    nieuwe_maat = VrijeRegelField(
        Uitkomst.maat,
        required=False,
        label="Wat telde u dan?",
        help_text="In woorden die een ander ook kan tellen, zoals: huishoudens zonder nieuwe "
        "schuld na een jaar.",
    )
    soort = forms.ChoiceField(
        label="Hoe hebt u het geteld?",
        widget=forms.RadioSelect,
        choices=[("aandeel", "Zoveel van de zoveel"), ("gemiddelde", "Een gemiddelde")],
        initial="aandeel",
        required=False,
    )
    hoger_is_beter = forms.ChoiceField(
        label="Wat is beter?",
        widget=forms.RadioSelect,
        choices=[("ja", "Meer of hoger is beter"), ("nee", "Minder of lager is beter")],
        initial="ja",
        required=False,
    )
    aantal = forms.IntegerField(
        min_value=0,
        max_value=MOST,
        label="Hoeveel telde u er in totaal?",
        help_text=f"Minstens {rules.LEAST}. Bij minder zijn mensen te herkennen.",
    )
    geslaagd = forms.IntegerField(
        min_value=0,
        max_value=MOST,
        required=False,
        label="Bij hoeveel daarvan was het zo?",
        help_text="Bij zoveel van de zoveel.",
    )
    gemiddelde = forms.FloatField(
        min_value=-MOST,
        max_value=MOST,
        required=False,
        localize=True,
        label="Wat was het gemiddelde?",
        help_text="Bij een gemiddelde.",
    )
    spreiding = forms.FloatField(
        min_value=0,
        max_value=MOST,
        required=False,
        localize=True,
        label="Hoe groot was de standaardafwijking?",
        help_text="Bij een gemiddelde. In een rekenblad heet die STDEV.",
    )
    van = forms.DateField(widget=Datum(), label="Eerste dag van de periode")
    tot = forms.DateField(widget=Datum(), label="Laatste dag van de periode")
    bron = VrijeRegelField(
        Uitkomst.bron,
        label="Waar komt dit uit?",
        help_text="Het systeem, het onderzoek of wie het telde. Nooit gegevens van één mens.",
    )

    def __init__(self, *args: Any, known: Sequence[Uitkomst], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The kind stands in the key: leren.css asks only what belongs to it.
        self.known = {f"{_soort(one)}-{one.pk}": one for one in known}
        counted = [(key, one.maat) for key, one in self.known.items()]
        offer(self, maat=[*counted, (ANDERS, "Iets anders" if known else "Iets nieuws")])
        self.fields["maat"].initial = next(iter(self.known), ANDERS)

    def clean(self) -> dict[str, Any]:
        """Take over kind and direction of a measure that is counted already."""
        found: dict[str, Any] = super().clean() or {}
        chosen = self.known.get(found.pop("maat", ""))
        own = found.pop("nieuwe_maat", "")
        soort, better = found.pop("soort", ""), found.pop("hoger_is_beter", "")
        if chosen:
            found["maat"], found["hoger_is_beter"] = chosen.maat, chosen.hoger_is_beter
            soort = _soort(chosen)
        else:
            found["maat"], found["hoger_is_beter"] = own, better != "nee"
            if not own and "nieuwe_maat" not in self.errors and "maat" not in self.errors:
                self.add_error("nieuwe_maat", "Zeg in woorden wat u telde.")
        unused = ("gemiddelde", "spreiding") if soort != "gemiddelde" else ("geslaagd",)
        for name in unused:
            if found.get(name) is not None:
                self.add_error(name, "Laat dit leeg: het hoort niet bij wat u telde.")
            found[name] = None
        return found


def _soort(uitkomst: Uitkomst) -> str:
    return "aandeel" if uitkomst.is_aandeel else "gemiddelde"


class UitkomstWegForm(forms.Form):
    """Which uitkomst of a variant was wrong."""

    uitkomst = KeuzeField(queryset=Uitkomst.objects.none())

    def __init__(self, *args: Any, variant: Variant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counted = Uitkomst.objects.filter(variant=variant)
        offer(self, uitkomst=counted.select_related("variant__organisatie"))


class AfloopForm(forms.Form):
    """What an experiment taught, and how to go on."""

    geleerd = VrijeTekstField(
        rows=6,
        label="Wat leerde u?",
        help_text="Ook als het niet lukte. Dan hoeft een ander het niet nog eens te proberen.",
    )
    afloop = forms.ChoiceField(
        label="Hoe gaat u verder?", widget=forms.RadioSelect, choices=Variant.Afloop.choices
    )
    tot = forms.DateField(
        required=False,
        widget=Datum(),
        label="Tot wanneer probeert u het nog?",
    )
    les_titel = VrijeRegelField(
        Les.titel,
        required=False,
        label="Kan een ander hiervan leren? Zeg het in één zin",
        help_text="Dan wordt het een les, voor iedereen die dit knelpunt mag lezen.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed(self, tot="nodig als u aanpast")


class HoeGingHetForm(forms.Form):
    """Half a year later."""

    doet_nog = forms.TypedChoiceField(
        label="Doet u het nog?",
        widget=forms.RadioSelect,
        choices=[("ja", "Ja"), ("nee", "Nee")],
        coerce=lambda value: value == "ja",
    )
    hielp = forms.ChoiceField(
        label="Hielp het?", widget=forms.RadioSelect, choices=Overname.Hielp.choices
    )
    aangepast = VrijeTekstField(
        required=False,
        label="Wat paste u aan?",
        help_text="Of waarom u stopte. Wie dit kan lezen, leest ook uw antwoord.",
    )


class VariantZoekForm(forms.Form):
    """What one can ask of the list."""

    zoek = forms.CharField(label="Woorden", max_length=200, required=False)
    opgave = KeuzeField(
        queryset=Opgave.objects.exclude(stand=Opgave.Stand.CONCEPT).order_by("titel"),
        required=False,
        empty_label="Alle opgaven",
        label="Opgave",
    )
    experiment = forms.BooleanField(label="Alleen experimenten", required=False)
