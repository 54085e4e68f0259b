"""What is asked of a proposal: its text, its power, and from when until when it holds."""

from collections.abc import Sequence
from typing import Any

from django import forms

from samenspel.basis import klok
from samenspel.basis.forms import Datum, KeuzeField, needed, offer
from samenspel.basis.tekst import VrijeRegelField, VrijeTekstField
from samenspel.organisaties.models import Organisatie
from samenspel.overleg.besluiten.forms import announce, partners_in
from samenspel.overleg.besluiten.geldigheid import Geldigheid, Opvolgt
from samenspel.overleg.besluiten.models import Besluit, Opvolging, Reactie
from samenspel.overleg.besluiten.rows import geldigheid_of, voor_opvolging
from samenspel.overleg.besluiten.rules import Rondetermijn
from samenspel.overleg.fields import TermijnField


class GeldigheidForm(forms.Form):
    """From when until when it holds, what becomes of an earlier besluit, what everybody may read.

    Rarely needed: the template folds it.
    """

    template_name = "overleg/voorstel_velden.html"

    geldt_van = forms.DateField(
        required=False,
        widget=Datum(),
        label="Geldt vanaf",
        help_text="Leeg is: vanaf de dag waarop het wordt genomen. Eerder kan niet.",
    )
    geldt_tot = forms.DateField(
        required=False,
        widget=Datum(),
        label="Geldt tot",
        help_text="De eerste dag waarop het niet meer geldt. Leeg is: zonder einde.",
    )
    herzien_op = TermijnField(
        days=365,
        required=False,
        label="Kijk opnieuw op",
        help_text="Tien werkdagen tevoren staat het bij het werk van het team.",
    )
    eerder = KeuzeField(
        queryset=Besluit.objects.none(),
        required=False,
        empty_label="Nee",
        label="Verandert dit iets aan een eerder besluit?",
        help_text="Vervangen of intrekken kan alleen met een ja van elke partner die met dat "
        "besluit instemde.",
    )
    aard = forms.ChoiceField(
        required=False, choices=Opvolging.Aard.choices, label="Wat doet het met dat besluit?"
    )
    deel = VrijeRegelField(
        Opvolging.deel,
        required=False,
        label="Met welk deel ervan?",
        help_text="Bijvoorbeeld: deel 2. Leeg is het hele besluit.",
    )
    openbare_tekst = VrijeTekstField(
        rows=3,
        required=False,
        label="Wat mag iedereen lezen?",
        help_text="Leeg is: niets. Anders staat dit na het besluit in het openbare register, met "
        "de titel. Is de opgave openbaar, dan staat erbij welke partners instemden, een zorg of "
        "een bezwaar hadden. Is het voorstel niet openbaar, dan is een ja van elke partner nodig.",
    )

    def __init__(self, *args: Any, opgave_id: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.initial.get("eerder")
        offer(self, eerder=voor_opvolging(opgave_id, chosen, klok.today()))

    @property
    def zelden(self) -> list[forms.BoundField]:
        """The fields that the page folds."""
        return [self[name] for name in GeldigheidForm.base_fields]

    @property
    def is_open(self) -> bool:
        """Is there something in them besides what every proposal begins with?"""
        usual = ("herzien_op", "aard")
        return any(one.errors or (one.value() and one.name not in usual) for one in self.zelden)

    def clean(self) -> dict[str, Any]:
        """Gather it; what is said of an earlier besluit says of which one."""
        filled = super().clean() or {}
        earlier, aard, deel = (filled.pop(name, None) for name in ("eerder", "aard", "deel"))
        if deel and earlier is None:
            self.add_error("eerder", "Kies over welk eerder besluit dit gaat.")
        opvolgt = Opvolgt(earlier, aard or Opvolging.Aard.VERVANGT, deel or "") if earlier else None
        days = {name: filled.pop(name, None) for name in ("geldt_van", "geldt_tot", "herzien_op")}
        public = filled.pop("openbare_tekst", "")
        filled["geldigheid"] = Geldigheid(**days, openbare_tekst=public, opvolgt=opvolgt)
        return filled


class VoorstelForm(GeldigheidForm):
    """A proposal in plain words, and whose power it uses."""

    titel = VrijeRegelField(Besluit.titel, label="Waarover gaat het besluit?")
    voorstel = VrijeTekstField(
        rows=8,
        label="Wat stelt u voor?",
        help_text="Wat gaan wij doen, voor wie, en tot wanneer?",
    )
    bevoegd = KeuzeField(
        queryset=Organisatie.objects.none(),
        required=False,
        empty_label="Van niemand: het is een advies",
        label="Wiens bevoegdheid gebruikt dit besluit?",
        help_text="Ook een besluit zonder geld kan een bevoegdheid gebruiken. "
        "Alleen met een ja van die partner kan het worden genomen.",
    )
    bevoegdheid = VrijeRegelField(
        Besluit.bevoegdheid,
        required=False,
        label="Welke bevoegdheid, van welk orgaan?",
        help_text="Bijvoorbeeld: het college, Wmo 2015 artikel 2.3.5.",
    )

    def __init__(self, *args: Any, opgave_id: Any, **kwargs: Any) -> None:
        super().__init__(*args, opgave_id=opgave_id, **kwargs)
        offer(self, bevoegd=partners_in(opgave_id))
        needed(self, bevoegdheid="nodig als u een partner kiest")


class VoorstelWijzigForm(VoorstelForm):
    """A changed proposal; in a round its term begins anew."""

    vanwege = KeuzeField(
        queryset=Reactie.objects.none(),
        required=False,
        empty_label="Om een andere reden",
        label="Welk bezwaar neemt u hiermee weg?",
    )
    sluit_op = forms.DateField(widget=Datum(), label="Tot wanneer kunnen partners reageren?")
    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        besluit: Besluit,
        bezwaren: Sequence[Reactie],
        termijn: Rondetermijn | None,
    ) -> None:
        now = {
            "titel": besluit.titel,
            "voorstel": besluit.voorstel,
            "versie": besluit.versie,
            "bevoegd": besluit.bevoegd_id,
            "bevoegdheid": besluit.bevoegdheid,
        }
        held = as_held(geldigheid_of(besluit))
        super().__init__(data, initial=now | held, opgave_id=besluit.opgave_id)
        if termijn is None:
            del self.fields["sluit_op"]
        else:
            announce(self, termijn)
        if bezwaren:
            offer(self, vanwege=Reactie.objects.filter(pk__in=[one.pk for one in bezwaren]))
            field: Any = self.fields["vanwege"]
            field.label_from_instance = lambda one: f"Dat van {one.organisatie}: {one.deel}"
        else:
            del self.fields["vanwege"]


def as_held(held: Geldigheid) -> dict[str, Any]:
    """Return when a proposal holds and what it changes, as the form shows it."""
    names = ("geldt_van", "geldt_tot", "herzien_op", "openbare_tekst")
    shown = {name: getattr(held, name) for name in names}
    if (one := held.opvolgt) is None:
        return shown
    return shown | {"eerder": one.eerder.pk, "aard": one.aard, "deel": one.deel}
