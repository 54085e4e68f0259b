"""What people fill in at the table."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django import forms
from django.forms import model_to_dict
from django.utils import timezone
from django.utils.text import capfirst

from samenspel.basis.forms import Datum, KeuzeField
from samenspel.basis.tekst import VrijeTekstField
from samenspel.basis.templatetags.samenspel import euro
from samenspel.opgaven.models import Belang, Inzet, Opgave
from samenspel.organisaties.models import Lidmaatschap, Niveau, Orgaan, Organisatie
from samenspel.overleg.models import Agendering, Besluit, Reactie
from samenspel.overleg.queries.besluiten import Gezag

GEEN = "geen"
MOST_EURO = 2_000_000_000
"""More does not fit in the column; no bijdrage in this field comes near."""


def in_days(days: int) -> date:
    """Return the day `days` from today."""
    return timezone.localdate() + timedelta(days=days)


class TermijnField(forms.DateField):
    """A day in the future, proposed `days` from today."""

    def __init__(self, *, days: int, **kwargs: Any) -> None:
        super().__init__(widget=Datum(), initial=lambda: in_days(days), **kwargs)


class EuroField(forms.IntegerField):
    """An amount in whole euros; nothing filled in is nothing asked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=MOST_EURO, required=False, **kwargs)

    def clean(self, value: Any) -> int:
        """Validate, and read an empty field as 0."""
        return super().clean(value) or 0


class ObjectChoiceField(forms.TypedChoiceField):
    """A choice out of objects that are already fetched, in groups."""

    def offer(
        self,
        objects: Iterable[Any],
        *,
        group: Callable[[Any], object],
        label: Callable[[Any], object] = str,
        first: Any = None,
    ) -> None:
        """Offer `objects`, which come group by group, with `first` chosen."""
        known = {str(one.pk): one for one in objects}
        self.choices = [("", "Kies")] + [
            (capfirst(str(name)), [(str(one.pk), str(label(one))) for one in ones])
            for name, ones in groupby(known.values(), group)
        ]
        self.coerce = known.__getitem__
        self.initial = str(first.pk) if first else ""


class AgendeerForm(forms.Form):
    """Whom to ask, what, and by when."""

    orgaan = ObjectChoiceField(
        label="Wie kan dit oplossen?",
        help_text="Het geadviseerde niveau staat bovenaan.",
    )
    afwijking = VrijeTekstField(
        rows=1,
        required=False,
        label="Waarom een ander niveau dan het advies?",
        help_text="Alleen nodig als u afwijkt. De reden blijft bij de vraag staan.",
    )
    titel = VrijeTekstField(rows=1, max_length=160, label="Wat is uw vraag, in één zin?")
    vraag = VrijeTekstField(
        label="Wat moet de ander weten om te antwoorden?",
        help_text="Vertel wat er vastzit, voor wie, en wat u nodig hebt.",
    )
    uiterlijk = TermijnField(
        days=30,
        label="Wanneer hebt u antwoord nodig?",
        help_text="Zonder antwoord gaat de vraag daarna vanzelf een trede hoger.",
    )

    def __init__(
        self, *args: Any, organen: Sequence[Orgaan], first: Orgaan | None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        field: Any = self.fields["orgaan"]
        field.offer(organen, group=attrgetter("niveau"), first=first)


class AntwoordForm(forms.Form):
    """Pas toe of leg uit."""

    stand = forms.ChoiceField(
        label="Wat is uw antwoord?",
        widget=forms.RadioSelect,
        choices=[
            (Agendering.Stand.TOEGEPAST, "Toegepast: wij doen dit"),
            (Agendering.Stand.AFGEWEKEN, "Afgeweken: wij doen dit niet, of anders"),
        ],
    )
    antwoord = VrijeTekstField(
        label="Leg uw antwoord uit",
        help_text="Wie de casussen inbracht, leest dit. Schrijf het voor hen.",
    )
    tot_wanneer = forms.DateField(
        required=False,
        widget=Datum(),
        label="Tot wanneer wijkt u af?",
        help_text="Alleen nodig als u afwijkt. Daarna kijkt u opnieuw.",
    )


class VoorstelForm(forms.Form):
    """A proposal in plain words."""

    titel = VrijeTekstField(rows=1, max_length=160, label="Waarover gaat het besluit?")
    voorstel = VrijeTekstField(
        rows=8,
        label="Wat stelt u voor?",
        help_text="Wat gaan wij doen, voor wie, en tot wanneer?",
    )


class WijzigForm(VoorstelForm):
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
        if besluit.fase != Besluit.Fase.BESLUIT:
            del self.fields["sluit_op"]


class BijdrageForm(forms.Form):
    """What the proposal asks of one partner."""

    organisatie = KeuzeField(queryset=Organisatie.objects.none(), label="Van wie vraagt u iets?")
    wat = VrijeTekstField(rows=1, max_length=200, label="Wat vraagt u?")
    bedrag = EuroField(
        label="Wat kost het de partner, in euro?",
        help_text="Het bedrag bepaalt of een mandaat genoeg is. Niets ingevuld is € 0.",
    )

    def __init__(self, *args: Any, opgave: Opgave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisatie"]
        partners = opgave.partners.values("organisatie_id")
        field.queryset = Organisatie.objects.filter(pk__in=partners)


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
        who: Any = self.fields["organisatie"]
        who.queryset = Organisatie.objects.filter(pk__in=[one.pk for one in organisaties])
        if len(organisaties) == 1:
            who.widget, who.initial = forms.HiddenInput(), organisaties[0].pk
        belang: Any = self.fields["belang"]
        belang.queryset = Belang.objects.filter(
            opgave=opgave_id, organisatie__in=organisaties, kern=True
        )
        if not belang.queryset.exists():
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
            f"gezag_{een.bijdrage.pk}": een.bijdrage.pk for een in gezag if een.dekking.ruimten
        }
        for een in gezag:
            if een.dekking.ruimten:
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
        (str(ruimte.mandaat.pk), f"Op het mandaat “{ruimte.mandaat.onderwerp}”")
        for ruimte in een.dekking.ruimten
    ]
    return forms.ChoiceField(
        label=f"{bijdrage.organisatie}: {bijdrage.wat}{costs}. Op wiens gezag?",
        help_text="Hoort dit bij het onderwerp en de instructies van het mandaat?",
        widget=forms.RadioSelect,
        choices=[*choices, (GEEN, f"Op geen mandaat: {who} moet zelf besluiten")],
    )


class BekrachtigForm(forms.Form):
    """When the orgaan decided."""

    op = forms.DateField(widget=Datum(), initial=timezone.localdate, label="Op welke dag?")


class AfspraakForm(forms.Form):
    """Who does what, for whom, by when."""

    eigenaar = ObjectChoiceField(
        label="Wie zorgt dat het gebeurt?",
        help_text="Eén mens is eigenaar, namens één organisatie.",
    )
    titel = VrijeTekstField(rows=1, max_length=160, label="Wat spreken wij af, in één zin?")
    tekst = VrijeTekstField(label="Wat gebeurt er precies, en voor wie?")
    uiterlijk = TermijnField(days=90, label="Wanneer is het klaar?")
    soort = forms.ChoiceField(
        label="Waar gaat de inzet naartoe?", widget=forms.RadioSelect, choices=Inzet.Soort.choices
    )
    niveau = forms.ChoiceField(
        label="Op welk niveau?", widget=forms.RadioSelect, choices=Niveau.choices
    )
    bedrag = EuroField(label="Wat kost de inzet, in euro?")

    def __init__(self, *args: Any, eigenaren: Sequence[Lidmaatschap], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["eigenaar"]
        field.offer(eigenaren, group=attrgetter("organisatie"), label=attrgetter("gebruiker"))


class AfrondForm(forms.Form):
    """What came of it, and what others can learn from it."""

    resultaat = VrijeTekstField(label="Wat is het resultaat?", help_text="Wat merken mensen ervan?")
    les_titel = VrijeTekstField(rows=1, max_length=160, label="Wat leerden wij, in één zin?")
    les_tekst = VrijeTekstField(
        label="Wat kan een ander hiermee?",
        help_text="De les gaat naar iedereen met een casus rond dit knelpunt.",
    )


class TafelForm(forms.Form):
    """What one can ask of the lists."""

    deel = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(label="Zoek op woorden", max_length=200, required=False)
    opgave = KeuzeField(
        queryset=Opgave.objects.order_by("titel"),
        required=False,
        empty_label="Alle opgaven",
        label="Opgave",
    )
    stand = forms.ChoiceField(
        required=False,
        choices=[("", "Wat open staat"), ("klaar", "Wat klaar is")],
        label="Laat zien",
    )

    def filled(self) -> dict[str, Any]:
        """Return what was filled in well; what was not, does not filter."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}
