"""What each step of deciding asks."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms import model_to_dict

from samenspel.basis import klok
from samenspel.basis.forms import Datum, EuroField, KeuzeField, offer
from samenspel.basis.tekst import VrijeRegelField, VrijeTekstField
from samenspel.basis.templatetags.samenspel import euro
from samenspel.opgaven.models import Belang, Opgave
from samenspel.organisaties.models import Organisatie
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Reactie
from samenspel.overleg.besluiten.pages import Gezag
from samenspel.overleg.fields import GEEN, TermijnField


class VoorstelForm(forms.Form):
    """A proposal in plain words."""

    titel = VrijeRegelField(Besluit.titel, label="Waarover gaat het besluit?")
    voorstel = VrijeTekstField(
        rows=8,
        label="Wat stelt u voor?",
        help_text="Wat gaan wij doen, voor wie, en tot wanneer?",
    )


class VoorstelWijzigForm(VoorstelForm):
    """A changed proposal; in besluitvorming it opens a new round."""

    versie = forms.IntegerField(widget=forms.HiddenInput)
    sluit_op = TermijnField(
        days=14,
        label="Tot wanneer kunnen partners reageren?",
        help_text="Een ander voorstel is een nieuwe ronde. Iedereen reageert opnieuw.",
    )

    def __init__(self, data: Any, *, besluit: Besluit) -> None:
        now = {"titel": besluit.titel, "voorstel": besluit.voorstel, "versie": besluit.versie}
        super().__init__(data, initial=now)
        if besluit.stand != Besluit.Stand.BESLUIT:
            del self.fields["sluit_op"]


class BijdrageForm(forms.Form):
    """What the proposal asks of one partner."""

    organisatie = KeuzeField(queryset=Organisatie.objects.none(), label="Van wie vraagt u iets?")
    wat = VrijeRegelField(Bijdrage.wat, label="Wat vraagt u?")
    bedrag = EuroField(
        required=False,
        empty=0,
        label="Wat kost het de partner, in euro?",
        help_text="Het bedrag bepaalt of een mandaat genoeg is. Niets ingevuld is € 0.",
    )

    def __init__(self, *args: Any, opgave: Opgave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = opgave.partners.values("organisatie_id")
        offer(self, organisatie=Organisatie.objects.filter(pk__in=partners))


class RondeForm(forms.Form):
    """Until when the next round is open."""

    sluit_op = TermijnField(days=14, label="Tot wanneer kunnen partners reageren?")


class ReactieForm(forms.Form):
    """What one partner says of a proposal."""

    organisatie = KeuzeField(
        queryset=Organisatie.objects.none(), empty_label=None, label="Namens wie reageert u?"
    )
    soort = forms.ChoiceField(
        label="Kan uw organisatie verder met dit voorstel?",
        widget=forms.RadioSelect,
        choices=[
            (Reactie.Soort.CONSENT, "Ja"),
            (Reactie.Soort.ZORG, "Ja, maar ik maak mij ergens zorgen over"),
            (Reactie.Soort.BEZWAAR, "Nee, ik heb bezwaar"),
        ],
    )
    toelichting = VrijeTekstField(
        required=False, label="Waarom?", help_text="Nodig bij een zorg of een bezwaar."
    )
    belang = KeuzeField(
        queryset=Belang.objects.none(),
        required=False,
        empty_label="Geen van deze",
        label="Raakt uw bezwaar een kernbelang?",
        help_text="Een bezwaar op een kernbelang kan niet worden weggestemd.",
    )
    oplossing = VrijeTekstField(
        rows=2, required=False, label="Wat zou uw bezwaar of zorg wegnemen?"
    )
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, opgave_id: Any, organisaties: Sequence[Organisatie], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        own = Organisatie.objects.filter(pk__in=[one.pk for one in organisaties])
        kern = Belang.objects.filter(opgave=opgave_id, organisatie__in=organisaties, kern=True)
        offer(self, organisatie=own, belang=kern)
        if len(organisaties) == 1:
            who = self.fields["organisatie"]
            who.widget, who.initial = forms.HiddenInput(), organisaties[0].pk
        if not kern.exists():
            del self.fields["belang"]

    def clean_versie(self) -> int:
        """Nothing seen is version 0."""
        return self.cleaned_data["versie"] or 0


def as_said(reactie: Reactie | None) -> dict[str, Any]:
    """Return what was said, as the form shows it, to change it."""
    if reactie is None:
        return {"versie": 0}
    names = ("soort", "toelichting", "belang", "oplossing", "versie")
    return model_to_dict(reactie, fields=names)


class IntrekForm(forms.Form):
    """Why a proposal is withdrawn."""

    reden = VrijeTekstField(
        rows=3, label="Waarom trekt u het voorstel in?", help_text="Alle partners lezen dit."
    )


class NemenForm(forms.Form):
    """On whose authority each bijdrage rests, and when the partners look again.

    Whether a mandaat is about this subject, only people can judge; nothing is filled in.
    """

    herzien_op = TermijnField(
        days=365,
        label="Wanneer kijken partners of dit besluit nog klopt?",
    )

    def __init__(self, *args: Any, gezag: Sequence[Gezag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gezag = {
            f"gezag_{een.bijdrage.pk}": een.bijdrage.pk for een in gezag if een.dekking.tegoeden
        }
        for een in gezag:
            if een.dekking.tegoeden:
                self.fields[f"gezag_{een.bijdrage.pk}"] = _gezag_field(een)

    def clean(self) -> dict[str, Any]:
        """Gather for each bijdrage the mandaat that was chosen for it."""
        filled = super().clean() or {}
        chosen = {pk: filled.pop(name, GEEN) for name, pk in self.gezag.items()}
        mandaten = {pk: UUID(mandaat) for pk, mandaat in chosen.items() if mandaat != GEEN}
        return filled | {"op_mandaat": mandaten}


def _gezag_field(een: Gezag) -> forms.ChoiceField:
    """Ask which mandaat is about this bijdrage, or none."""
    bijdrage = een.bijdrage
    costs = f" ({euro(bijdrage.bedrag)})" if bijdrage.bedrag else ""
    who = een.dekking.orgaan or bijdrage.organisatie
    choices = [
        (str(tegoed.mandaat.pk), f"Op het mandaat “{tegoed.mandaat.onderwerp}”")
        for tegoed in een.dekking.tegoeden
    ]
    return forms.ChoiceField(
        label=f"{bijdrage.organisatie}: {bijdrage.wat}{costs}. Op wiens gezag?",
        help_text="Hoort dit bij het onderwerp en de instructies van het mandaat?",
        widget=forms.RadioSelect,
        choices=[*choices, (GEEN, f"Op geen mandaat: {who} moet zelf besluiten")],
    )


class BekrachtigForm(forms.Form):
    """When the orgaan decided."""

    op = forms.DateField(widget=Datum(), initial=klok.today, label="Op welke dag?")
