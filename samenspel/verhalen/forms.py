"""What we ask a teller and a team, in plain words."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from samenspel.basis.forms import Chips, KeuzeField, offer
from samenspel.basis.tekst import VrijeTekstField
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Leefgebied, Organisatie
from samenspel.praktijk.forms.personen import ZonderPersonenForm
from samenspel.praktijk.models import Knelpunt
from samenspel.verhalen import toestemming
from samenspel.verhalen.models import Verhaal
from samenspel.verhalen.rules import LONGEST, in_groups, new_code, normal, sentences

JA_NEE = [("ja", "Ja, dat mag. Zonder mijn naam"), ("nee", "Nee, liever niet")]
LEZERS = [
    ("team", "Alleen de mensen die aan deze opgave werken"),
    ("openbaar", "Iedereen, met de naam van mijn gemeente erbij"),
]


class VerhaalForm(ZonderPersonenForm):
    """The verhaal itself; nothing is kept while somebody can be recognised."""

    TEXTS = ("tekst", "hielp")
    LOOK = "verhalen:controle"
    field_order = ("tekst", "geen_personen", "hielp")

    tekst = VrijeTekstField(
        label="Wat maakte u mee?",
        rows=10,
        help_text="Begin waar u wilt. Schrijf geen namen of adressen op: ‘mijn zoon’ of "
        "‘de school’ is genoeg.",
    )
    hielp = VrijeTekstField(
        label="Wat had geholpen?",
        rows=4,
        required=False,
        help_text="Eén ding dat anders had gekund, groot of klein.",
    )


class ToestemmingForm(forms.Form):
    """Who may read it, and whether a sentence may be quoted. Nothing is chosen beforehand."""

    lezers = forms.ChoiceField(
        label="Wie mag uw hele verhaal lezen?", choices=LEZERS, widget=forms.RadioSelect
    )
    citeren = forms.TypedChoiceField(
        label="Mag er een zin uit op de pagina voor de gemeenteraad?",
        choices=JA_NEE,
        coerce=lambda chosen: chosen == "ja",
        widget=forms.RadioSelect,
        help_text="Raadsleden lezen daar wat inwoners meemaken: losse zinnen uit veel verhalen.",
    )
    akkoord = forms.BooleanField(
        label="Ik heb dit gelezen en geef toestemming", template_name="verhalen/akkoord.html"
    )

    @property
    def punten(self) -> tuple[str, ...]:
        """What she agrees to."""
        return toestemming.huidig().punten


class AfrondenForm(ToestemmingForm):
    """What it is about and where, and then the consent."""

    gemeente = KeuzeField(
        label="In welke gemeente maakte u dit mee?",
        queryset=Organisatie.objects.none(),
        empty_label="Kies een gemeente",
    )
    thema = forms.ChoiceField(
        label="Waar gaat uw verhaal vooral over?",
        choices=Leefgebied.choices,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    ook = forms.MultipleChoiceField(
        label="Speelt er nog meer?", choices=Leefgebied.choices, widget=Chips, required=False
    )
    opgave = KeuzeField(
        label="Bij welke opgave hoort het?",
        queryset=Opgave.objects.none(),
        empty_label="Dat weet ik niet",
        required=False,
        help_text="Daar werken gemeenten, ministeries en hulpverleners samen aan. "
        "Weet u het niet? Dan zoekt het team de goede plek.",
    )
    samen = forms.TypedChoiceField(
        label="Wiens verhaal is dit?",
        choices=[
            ("zelf", "Van mijzelf"),
            ("samen", "Van een inwoner. Wij schrijven het samen op en die inwoner krijgt de code"),
        ],
        coerce=lambda chosen: chosen == "samen",
        widget=forms.RadioSelect,
    )
    code = forms.CharField(widget=forms.HiddenInput, initial=new_code, required=False)
    field_order = ("samen", "gemeente", "thema", "ook", "opgave", "lezers", "citeren", "akkoord")

    def __init__(
        self,
        *args: Any,
        gemeenten: QuerySet[Organisatie],
        opgaven: QuerySet[Opgave],
        signed_in: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, gemeente=gemeenten, opgave=opgaven)
        if not signed_in:
            del self.fields["samen"]

    def clean_code(self) -> str:
        """Return the code of this verhaal; what cannot be one is as good as none."""
        code = normal(self.cleaned_data["code"])
        return in_groups(code) if code else ""


class CodeForm(forms.Form):
    """The code of a verhaal."""

    code = forms.CharField(
        label="Uw code",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text="Zestien letters en cijfers, zoals ABCD-EFGH-JKMN-2345. "
        "Streepjes en hoofdletters maken niet uit.",
    )


class NalezenForm(forms.Form):
    """Read over, and taken to an opgave."""

    opgave = KeuzeField(
        label="Bij welke opgave hoort het?", queryset=Opgave.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, opgaven: QuerySet[Opgave], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, opgave=opgaven)


class CitaatForm(forms.Form):
    """A literal passage: one of the sentences, or a piece that she copies."""

    zin = forms.ChoiceField(
        label="Welke zin moet een raadslid lezen?",
        widget=forms.RadioSelect,
        required=False,
        help_text="Kies geen zin waaraan iemand te herkennen is.",
    )
    tekst = VrijeTekstField(
        label="Of een ander stuk, letterlijk overgenomen",
        max_length=2 * LONGEST,
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, verhaal: Verhaal, chosen: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = set(chosen)
        found = [one for one in sentences(verhaal.tekst, verhaal.hielp) if one not in known]
        offer(self, zin=[(one, one) for one in found])

    def clean(self) -> dict[str, Any]:
        """One of the two is enough; what she copied goes first."""
        cleaned = super().clean() or {}
        chosen = cleaned.get("tekst") or cleaned.get("zin")
        if not chosen and not self.errors:
            self.add_error("zin", "Kies een zin, of neem een stuk van de tekst over.")
        return {"tekst": chosen}


class AanwijzenForm(forms.Form):
    """The knelpunt that this verhaal shows."""

    knelpunt = KeuzeField(
        label="Welk knelpunt laat dit verhaal zien?",
        queryset=Knelpunt.objects.none(),
        empty_label="Kies een knelpunt",
        help_text="De verteller leest de titel van het knelpunt en hoever het is.",
    )

    def __init__(self, *args: Any, knelpunten: QuerySet[Knelpunt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, knelpunt=knelpunten)


def now_of(verhaal: Verhaal) -> dict[str, str]:
    """Return what the teller chose last, to start the form with."""
    return {"lezers": verhaal.lezers, "citeren": "ja" if verhaal.citeren else "nee"}
