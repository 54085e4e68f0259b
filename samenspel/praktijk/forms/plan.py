"""What the doorbraakplan asks: a maatregel, and the posts of the sum."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from samenspel.basis.forms import EuroField, KeuzeField, offer
from samenspel.basis.tekst import VrijeRegelField
from samenspel.basis.templatetags.samenspel import euro
from samenspel.organisaties.models import Organisatie, Regeling
from samenspel.praktijk import rules
from samenspel.praktijk.models import Kostenpost, Maatregel

MOST_A_YEAR = 10_000_000
MOST_POSTEN = 40
"""For each path; a household with more is better told in fewer, larger posts."""
EMPTY_ROWS = 2
UITLEG = {
    "legitimiteit": "Legitimiteit: rust het op een wet, en is wie beslist bevoegd?",
    "betrokkenheid": "Betrokkenheid: is het een plan van het huishouden zelf, en staan de mensen "
    "die het uitvoeren erachter?",
    "rendement": "Rendement: levert het meer op dan het kost?",
}
JAREN = [(jaar, f"jaar {jaar}") for jaar in rules.JAREN]


class MaatregelForm(forms.Form):
    """One maatregel: what, on which law, by whom, and the three waarden."""

    wat = VrijeRegelField(
        Maatregel.wat,
        label="Wat gaat er gebeuren?",
        rows=2,
        help_text="Eén ding, zo concreet dat iemand ermee kan beginnen.",
    )
    regeling = KeuzeField(
        label="Op welke wet of regeling rust het?",
        queryset=Regeling.objects.none(),
        required=False,
        empty_label="Nog niet gekozen",
    )
    artikel = VrijeRegelField(
        Maatregel.artikel,
        label="Welk artikel?",
        required=False,
        help_text="Zoals: artikel 18, eerste lid.",
    )
    wie = KeuzeField(
        label="Wie doet het?",
        queryset=Organisatie.objects.none(),
        required=False,
        empty_label="Nog niet bekend",
    )

    def __init__(
        self,
        *args: Any,
        regelingen: QuerySet[Regeling],
        organisaties: QuerySet[Organisatie],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, regeling=regelingen, wie=organisaties)
        for waarde, vraag in rules.VRAGEN.items():
            self.fields[waarde] = forms.TypedChoiceField(
                label=vraag,
                help_text=UITLEG[waarde],
                coerce=int,
                choices=list(rules.ANTWOORDEN.items()),
                widget=forms.RadioSelect,
            )
            self.fields[f"{waarde}_zin"] = VrijeRegelField(
                getattr(Maatregel, f"{waarde}_zin"), label="Waaruit blijkt dat?", required=False
            )


class MaatregelWijzigForm(MaatregelForm):
    """The same, knowing which version she started from."""

    versie = forms.IntegerField(widget=forms.HiddenInput)


class PostForm(forms.Form):
    """One post of one path; a row in which nothing was written is left out."""

    WRITTEN = ("wat", "betaler", "waarschijnlijk", "laag", "hoog")

    wat = VrijeRegelField(Kostenpost.wat, label="Waarvoor")
    betaler = forms.ChoiceField(label="Wie betaalt")
    van_jaar = forms.TypedChoiceField(label="Van", coerce=int, choices=JAREN, initial=1)
    tot_jaar = forms.TypedChoiceField(label="Tot en met", coerce=int, choices=JAREN, initial=5)
    waarschijnlijk = EuroField(most=MOST_A_YEAR, label="Euro per jaar")
    laag = EuroField(most=MOST_A_YEAR, label="Minstens", required=False)
    hoog = EuroField(most=MOST_A_YEAR, label="Hoogstens", required=False)

    def __init__(self, *args: Any, betalers: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = True
        offer(self, betaler=betalers)

    def has_changed(self) -> bool:
        """Was anything written in this row? The years alone say nothing."""
        return any(self[name].value() for name in self.WRITTEN)

    def clean(self) -> dict[str, Any]:
        """Keep the years and the band in order; an edge left open is the amount itself."""
        cleaned = super().clean() or {}
        van, tot = cleaned.get("van_jaar"), cleaned.get("tot_jaar")
        if van and tot and van > tot:
            self.add_error("tot_jaar", "Kies een jaar na het eerste, of hetzelfde jaar.")
        amount = cleaned.get("waarschijnlijk")
        if amount is None or {"laag", "hoog"} & set(self.errors):
            return cleaned
        for edge in ("laag", "hoog"):
            if cleaned.get(edge) is None:
                cleaned[edge] = amount
        if cleaned["laag"] > amount:
            self.add_error("laag", f"Dit is meer dan {euro(amount)}.")
        if cleaned["hoog"] < amount:
            self.add_error("hoog", f"Dit is minder dan {euro(amount)}.")
        return cleaned

    def columns(self, pad: str) -> dict[str, Any]:
        """Return the columns of Kostenpost; a payer is a kind, or the key of an organisatie."""
        answers = dict(self.cleaned_data)
        payer = answers.pop("betaler")
        kind = payer in Kostenpost.Betaler.values
        who = {"betaler_soort": payer} if kind else {"betaler_id": payer}
        return {"pad": pad, **answers, **who}


Posten = forms.formset_factory(PostForm, extra=0, max_num=MOST_POSTEN, absolute_max=MOST_POSTEN)


@dataclass(frozen=True)
class PadFormulier:
    """The posts of one path; `naam` is what the page calls it."""

    naam: str
    uitleg: str
    posten: forms.BaseFormSet[PostForm]

    def written(self) -> list[PostForm]:
        """Return the rows in which something was written."""
        return [form for form in self.posten.forms if form.has_changed()]


class SomForm(forms.Form):
    """The whole sum: one version, and in `paden` the posts of each path."""

    NAMEN = {
        rules.DOORMODDEREN: (
            "Doormodderen: wat kost het zoals het nu gaat?",
            "Denk aan wie nu langskomt, en aan wat er dreigt: ontruiming, opvang, een opname.",
        ),
        rules.DOORBREKEN: (
            "Doorbreken: wat kost het als u dit plan uitvoert?",
            "Denk aan wat u één keer betaalt, en aan de hulp die daarna nog nodig is.",
        ),
    }

    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        posten: dict[str, list[dict[str, Any]]],
        versie: Any,
        betalers: list[Any],
    ) -> None:
        super().__init__(data, initial={"versie": versie})
        self.betalers = betalers
        self.paden = {pad: self._pad(pad, data, posten.get(pad, [])) for pad in rules.PADEN}

    def _pad(self, pad: str, data: QueryDict | None, rows: list[dict[str, Any]]) -> PadFormulier:
        payers = {"betalers": self.betalers}
        posten = Posten(data, prefix=pad, initial=rows, form_kwargs=payers)
        if data is None:
            posten.extra = EMPTY_ROWS
        return PadFormulier(*self.NAMEN[pad], posten)

    def clean(self) -> dict[str, Any]:
        """Add all `posten`, as columns of Kostenpost; one that is wrong says so in its own row."""
        cleaned = super().clean() or {}
        if not all([pad.posten.is_valid() for pad in self.paden.values()]):  # noqa: C419 - look at both
            raise forms.ValidationError(
                "Dit kan nog niet worden opgeslagen. Wat u hebt ingevuld, staat er nog. "
                "Kijk bij de rode velden."
            )
        return cleaned | {
            "posten": [
                form.columns(code) for code, pad in self.paden.items() for form in pad.written()
            ]
        }

    def with_more_rows(self) -> "SomForm":
        """Return the same sum, not sent yet: the empty rows went, and new ones stand below."""
        typed = {
            code: [{name: form[name].value() for name in form.fields} for form in pad.written()]
            for code, pad in self.paden.items()
        }
        versie = self["versie"].value()
        return SomForm(None, posten=typed, versie=versie, betalers=self.betalers)
