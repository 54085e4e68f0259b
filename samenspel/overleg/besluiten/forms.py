"""What each step of deciding asks."""

from collections.abc import Sequence
from typing import Any

from django import forms

from samenspel.basis import klok
from samenspel.basis.forms import Datum, EuroField, KeuzeField, needed, offer
from samenspel.basis.tekst import VrijeRegelField, VrijeTekstField
from samenspel.basis.templatetags.samenspel import datum, euro
from samenspel.opgaven.models import Belang, Partner
from samenspel.organisaties.models import Orgaan, Organisatie
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Reactie
from samenspel.overleg.besluiten.reacties import Grond
from samenspel.overleg.besluiten.rules import SOORTEN, Bezwaargrond, Rondetermijn, ontbreekt
from samenspel.overleg.fields import GEEN
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.mandaten.rows import organen_of


def partners_in(opgave_id: Any) -> Any:
    """Return the organisaties that take part in an opgave, to choose from."""
    there = Partner.objects.filter(opgave=opgave_id).values("organisatie_id")
    return Organisatie.objects.filter(pk__in=there)


def announce(form: forms.BaseForm, termijn: Rondetermijn) -> None:
    """Say before she acts on which day a round can close, and propose that one."""
    field = form.fields["sluit_op"]
    field.initial = termijn.vroegst
    field.widget.attrs["min"] = termijn.vroegst.isoformat()
    field.help_text = (
        f"Een ronde duurt minstens {termijn.werkdagen} werkdagen: op zijn vroegst tot en met "
        f"{datum(termijn.vroegst)}."
    )


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
    uiterlijk = forms.DateField(required=False, widget=Datum(), label="Wanneer moet het er zijn?")

    def __init__(self, *args: Any, opgave_id: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organisatie=partners_in(opgave_id))


class RondeForm(forms.Form):
    """Until when the next round is open; nothing filled in is the first day that is allowed."""

    sluit_op = forms.DateField(
        required=False, widget=Datum(), label="Tot wanneer kunnen partners reageren?"
    )

    def __init__(self, data: Any, *, termijn: Rondetermijn) -> None:
        super().__init__(data)
        announce(self, termijn)


LABELS = {
    "vraag": "Nee, ik heb een vraag",
    "helder": "Ik heb niets toe te voegen",
    "feit": "Een feit: dit klopt, of klopt niet",
    "waarde": "Een waarde: dit vinden wij belangrijk",
    "belang": "Een belang: dit hebben wij nodig",
    "consent": "Ja",
    "zorg": "Ja, maar ik maak mij ergens zorgen over",
    "bezwaar": "Nee, ik heb bezwaar",
}
QUESTIONS = {
    "beeldvorming": ("Is het voorstel helder?", "Wat wilt u weten?"),
    "oordeelsvorming": ("Wat brengt u in?", "Wat vindt uw organisatie?"),
    "besluitvorming": ("Kan uw organisatie verder met dit voorstel?", "Waarom?"),
}
WITH_OBJECTION = {"data-bij": "bezwaar"}
"""Shown once somebody chooses to object (formulier.css)."""
NEEDED = {
    "toelichting": "nodig bij een zorg of een bezwaar",
    "deel": "nodig bij een bezwaar",
    "belang": "een belang of een wet is nodig",
    "wet": "een belang of een wet is nodig",
    "oplossing": "nodig bij een bezwaar",
}
"""What may stay empty, but not always (onderdelen/veldnaam.html)."""


class ReactieForm(forms.Form):
    """What one partner says of a proposal in this round."""

    organisatie = KeuzeField(
        queryset=Organisatie.objects.none(), empty_label=None, label="Namens wie reageert u?"
    )
    soort = forms.ChoiceField(widget=forms.RadioSelect)
    toelichting = VrijeTekstField(rows=3, required=False)
    deel = VrijeRegelField(Reactie.deel, required=False, label="Over welk deel gaat uw bezwaar?")
    belang = KeuzeField(
        queryset=Belang.objects.none(),
        required=False,
        empty_label="Geen van deze",
        label="Op welk belang rust uw bezwaar?",
        help_text="Een bezwaar op een kernbelang kan niet worden weggestemd.",
    )
    wet = VrijeRegelField(Reactie.wet, required=False, label="Of op welke wet of regeling?")
    oplossing = VrijeTekstField(rows=2, required=False, label="Wat zou uw bezwaar wegnemen?")
    opgelost = forms.BooleanField(
        required=False, label="Ons eerdere bezwaar op een kernbelang is opgelost"
    )
    mandaat = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    gelezen = forms.BooleanField(
        required=False,
        label="Ik las het onderwerp en de instructies van het mandaat. Dit hoort erbij.",
    )
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    voorstelversie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any,
        *,
        besluit: Besluit,
        organisaties: Sequence[Organisatie],
        has_objected: bool,
        asked: Bijdrage | None,
        mandaten: Sequence[Mandaat],
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial=initial | {"voorstelversie": besluit.versie})
        own = Organisatie.objects.filter(pk__in=[one.pk for one in organisaties])
        belangen = Belang.objects.filter(opgave=besluit.opgave_id, organisatie__in=organisaties)
        offer(self, organisatie=own, belang=belangen.order_by("-kern", "titel"))
        if len(organisaties) == 1:
            who = self.fields["organisatie"]
            who.widget, who.initial = forms.HiddenInput(), organisaties[0].pk
        offer(self, soort=[(one, LABELS[one]) for one in SOORTEN[besluit.stand]])
        self.fields["soort"].label, self.fields["toelichting"].label = QUESTIONS[besluit.stand]
        if besluit.stand != Besluit.Stand.BESLUIT:
            self._drop("deel", "belang", "wet", "oplossing", "opgelost", "mandaat", "gelezen")
            self.fields["toelichting"].help_text = "Niet nodig als u niets toe te voegen hebt."
            return
        for name in ("deel", "belang", "wet", "oplossing"):
            self.fields[name].widget.attrs |= WITH_OBJECTION
        needed(self, **NEEDED)
        belang: Any = self.fields["belang"]
        belang.label_from_instance = lambda one: f"{'Kernbelang: ' if one.kern else ''}{one}"
        if not has_objected:
            self._drop("opgelost")
        self._offer_mandaten(asked, mandaten)

    def _drop(self, *names: str) -> None:
        for name in names:
            del self.fields[name]

    def _offer_mandaten(self, asked: Bijdrage | None, mandaten: Sequence[Mandaat]) -> None:
        if asked is None or not mandaten:
            self._drop("mandaat", "gelezen")
            return
        self.fields["mandaat"].label = f"Van u wordt gevraagd: {what(asked)}. Zegt u daar ja tegen?"
        offer(self, mandaat=mandaat_choices(mandaten))

    def clean_versie(self) -> int:
        """Nothing seen is version 0."""
        return self.cleaned_data["versie"] or 0

    def clean(self) -> dict[str, Any]:
        """Gather on what an objection rests, and the mandaat that was read and chosen."""
        filled = super().clean() or {}
        if filled.get("soort") == "bezwaar":
            _name_missing(self, filled)
        names = ("deel", "wet", "belang", "oplossing")
        grond = {name: filled.pop(name, None) for name in names}
        _drop_old_reason(self, filled, grond)
        filled["grond"] = Grond(**{name: value for name, value in grond.items() if value})
        _check_read(self, filled)
        return filled


def _name_missing(form: forms.BaseForm, filled: dict[str, Any]) -> None:
    """Say at every field at once what an objection still lacks."""
    reden, deel, wet, oplossing = (
        filled.get(name, "") for name in ("toelichting", "deel", "wet", "oplossing")
    )
    op_belang = filled.get("belang") is not None
    for name, why in ontbreekt(
        Bezwaargrond(reden, deel, wet, oplossing, op_belang=op_belang)
    ).items():
        if name not in form.errors:
            form.add_error(name, why)


def _drop_old_reason(form: forms.BaseForm, filled: dict[str, Any], grond: dict[str, Any]) -> None:
    """Leave out of a yes why she said no before: it stands in the form until she removes it."""
    changed_to_yes = form.initial.get("soort") not in (None, "consent")
    if filled.get("soort") != "consent" or not changed_to_yes:
        return
    for told, name in ((filled, "toelichting"), (grond, "oplossing")):
        if told.get(name) == form.initial.get(name):
            told[name] = ""


def _check_read(form: forms.BaseForm, filled: dict[str, Any]) -> None:
    """Ask whoever uses a mandaat to say that she read it."""
    chosen, read = filled.pop("mandaat", ""), filled.pop("gelezen", False)
    filled["mandaat"] = chosen if chosen not in ("", GEEN) else None
    if filled["mandaat"] and not read:
        form.add_error("gelezen", "Lees eerst het mandaat, en zet dan hier een vinkje.")


def what(bijdrage: Bijdrage) -> str:
    """Write what is asked, with its amount; her yes also lets the besluit use her power."""
    asked = bijdrage.wat + (f" ({euro(bijdrage.bedrag)})" if bijdrage.bedrag else "")
    besluit = bijdrage.besluit
    if bijdrage.bevoegdheid or besluit.bevoegd_id != bijdrage.organisatie_id:
        return asked
    return f"{asked}, en het gebruik van deze bevoegdheid: {besluit.bevoegdheid}"


def mandaat_choices(mandaten: Sequence[Mandaat]) -> list[tuple[str, str]]:
    """Offer the mandaten that somebody holds, or none of them."""
    found = [(str(one.pk), f"Ja, op het mandaat “{one.onderwerp}”") for one in mandaten]
    return [*found, (GEEN, "Nee, niet op een mandaat van mij")]


class AanvaardForm(forms.Form):
    """Whether who holds a mandaat uses it."""

    mandaat = forms.ChoiceField(widget=forms.RadioSelect)
    gelezen = forms.BooleanField(
        required=False,
        label="Ik las het onderwerp en de instructies van het mandaat. Dit hoort erbij.",
    )

    def __init__(self, data: Any, *, bijdrage: Bijdrage, mandaten: Sequence[Mandaat]) -> None:
        super().__init__(data)
        self.fields["mandaat"].label = f"{what(bijdrage)}: zegt u daar ja tegen?"
        offer(self, mandaat=mandaat_choices(mandaten))

    def clean(self) -> dict[str, Any]:
        """Take the mandaat that was read and chosen."""
        filled = super().clean() or {}
        _check_read(self, filled)
        return filled


class AntwoordForm(forms.Form):
    """The answer to a question about a proposal."""

    antwoord = VrijeTekstField(rows=4, label="Wat is uw antwoord?")


def as_said(reactie: Reactie | None) -> dict[str, Any]:
    """Return what was said, as the form shows it, to change it."""
    if reactie is None:
        return {"versie": 0}
    if reactie.fase != Besluit.Stand.BESLUIT:
        return {"versie": reactie.versie}
    names = ("soort", "toelichting", "deel", "wet", "oplossing", "versie")
    return {name: getattr(reactie, name) for name in names} | {"belang": reactie.belang_id}


class IntrekForm(forms.Form):
    """Why a proposal is withdrawn."""

    reden = VrijeTekstField(
        rows=3, label="Waarom trekt u het voorstel in?", help_text="Alle partners lezen dit."
    )


class BekrachtigForm(forms.Form):
    """What the orgaan decided, when, and where one can read it."""

    besloten = forms.ChoiceField(
        widget=forms.RadioSelect,
        label="Wat besloot het orgaan?",
        choices=[("ja", "Ja, dit doen wij"), ("nee", "Nee, dit doen wij niet")],
    )
    orgaan = KeuzeField(queryset=Orgaan.objects.none(), label="Welk orgaan besloot?")
    op = forms.DateField(widget=Datum(), initial=klok.today, label="Op welke dag?")
    bewijs = VrijeRegelField(
        Bijdrage.bewijs,
        label="Waar is dat besluit te lezen?",
        help_text="Het nummer van het besluit, of het internetadres (https://). "
        "Anderen kunnen het dan nalezen.",
    )
    reden = VrijeTekstField(
        rows=3,
        required=False,
        label="Waarom niet?",
        help_text="Dit deel komt dan terug op tafel.",
    )

    def __init__(self, data: Any, *, bijdrage: Bijdrage) -> None:
        super().__init__(data, initial={"orgaan": bijdrage.orgaan_id})
        since = bijdrage.besluit.gewijzigd_op
        self.fields["op"].widget.attrs["min"] = since.isoformat()
        self.fields["op"].help_text = f"Het voorstel luidt zo sinds {datum(since)}."
        needed(self, reden="nodig bij nee")
        own = organen_of(Organisatie.objects.filter(pk=bijdrage.organisatie_id))
        offer(self, orgaan=own)
        if not own.exists():
            del self.fields["orgaan"]
