"""What placing a knelpunt and answering ask."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django import forms

from samenspel.basis.forms import Datum, needed
from samenspel.basis.tekst import VrijeRegelField, VrijeTekstField
from samenspel.organisaties.models import Orgaan
from samenspel.overleg.fields import ObjectChoiceField, TermijnField
from samenspel.overleg.plaatsing.models import Agendering


class AgendeerForm(forms.Form):
    """Whom to ask, what, and by when."""

    orgaan = ObjectChoiceField(
        label="Wie kan dit oplossen?",
        help_text="Het geadviseerde niveau staat bovenaan.",
    )
    afwijking = VrijeTekstField(
        rows=2,
        required=False,
        label="Waarom een ander niveau dan het advies?",
        help_text="De reden blijft bij de vraag staan.",
    )
    titel = VrijeRegelField(Agendering.titel, label="Wat is uw vraag, in één zin?")
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
        needed(self, afwijking="nodig bij een ander niveau")
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
        help_text="Daarna kijkt u opnieuw.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed(self, tot_wanneer="nodig als u afwijkt")
