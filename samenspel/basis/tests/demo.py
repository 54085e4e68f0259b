"""A page with every part on it, for the tests that look at it."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.urls import resolve

from samenspel.basis.blad import Alinea, Noot
from samenspel.basis.bogen import Pijl, teken
from samenspel.basis.forms import Chips, Datum
from samenspel.basis.lus import Lus, Station
from samenspel.basis.rij import Knop, Rij, VolgendeStap
from samenspel.basis.verschil import verschil

TELLEND = Lus(
    [
        Station("casussen", "/x/", 128, "9 deze week", "klaar"),
        Station("knelpunten", "/x/", 14, "3 te bevestigen", "wacht"),
        Station("geplaatst", "/x/", 6, "14 dagen stil", "stil"),
        Station("besluiten", "/x/", 3, "1 bezwaar", "bezwaar"),
        Station("afspraken", "/x/", 11),
        Station("lessen", "/x/", 0),
    ],
    "97 van 128 weten het",
    nog=25,
)
STAND = Lus(
    [
        Station("casus", "/x/", stand="gedaan"),
        Station("knelpunt", "/x/", stand="gedaan"),
        Station("geplaatst", "/x/", stand="gedaan"),
        Station("besluit", "/x/", stand="nu", fase="ronde 2 van 3"),
        Station("afspraak", stand="straks"),
        Station("les", stand="straks"),
    ]
)
VERHAAL = Lus(
    [
        Station(name, "/x/", stand="gedaan", tekst="Wat er gebeurde.", op=date(2026, 3, 3))
        for name in ("casus", "knelpunt", "geplaatst", "besluit", "afspraak", "les")
    ],
    "En terug naar de indiener: “Geholpen.”",
    nog=0,
    kop="Zo ging het met één casus",
)
RIJEN = [
    Rij("Wie betaalt?", "/x/", "sluit over 4 dagen", "wacht op u", "wacht"),
    Rij("Briefadres", "/x/", "17 casussen", "stil", "stil"),
]
KNOPPEN = [Knop("Stel vast", "/x/", nadruk=False), Knop("Begin opnieuw", "/x/", nadruk=False)]
AAN_U = VolgendeStap("Aan u: wie betaalt?", "Eén bezwaar.", Knop("Bekijk het besluit", "/x/"))
BOGEN = teken(
    ["Almere", "Samen Sterk", "SZW"],
    [Pijl("Almere", "SZW", "3 dagen te laat", laat=True), Pijl("SZW", "Almere", "tot 3 maart")],
)
KEUZES = [("inkomen", "Inkomen"), ("wonen", "Wonen"), ("zorg", "Zorg")]

BLAD = [
    Alinea(
        verschil("Wij bellen nu.", "Wij komen nu."),
        [Noot("Aangepast na een", "/x/", "bezwaar", "bezwaar"), Noot("Zorg: het tempo.")],
    ),
    Alinea(verschil("En verder.", "En verder.")),
]

PAGE = (Path(__file__).parent / "demo.html").read_text()


class Vragen(forms.Form):
    """One field of every kind."""

    titel = forms.CharField(label="Hoe noemt u dit?", help_text="Noem geen namen.")
    verhaal = forms.CharField(label="Wat is er?", widget=forms.Textarea)
    gemeente = forms.ChoiceField(label="Waar?", choices=[("", "Kies"), ("a", "Almere")])
    gebieden = forms.MultipleChoiceField(
        label="Waarover?", widget=Chips, choices=KEUZES, required=False, help_text="Klopt dit?"
    )
    reactie = forms.ChoiceField(label="Wat vindt u?", widget=forms.RadioSelect, choices=KEUZES)
    sluit = forms.DateField(label="Wanneer?", widget=Datum, required=False)
    akkoord = forms.BooleanField(label="Het huishouden weet ervan", help_text="Vraag het.")


class Anne:
    """Somebody who is signed in."""

    is_authenticated = True
    werkt_voor_id = None

    def __str__(self) -> str:
        return "Anne · Almere"


def render(template: str, **context: object) -> str:
    """Render a piece of template as a page of this site would, for Anne unless told otherwise."""
    request = RequestFactory().get("/opgaven/lijst/?q=huur&pagina=2")
    request.resolver_match, request.user = resolve(request.path), context.get("user", Anne())
    known = {"user": Anne(), "tellend": TELLEND, "stand": STAND, "verhaal": VERHAAL}
    known |= {"opgave": SimpleNamespace(pk=1, stand="vastgesteld")}
    known |= {"rijen": RIJEN, "knoppen": KNOPPEN, "alineas": BLAD}
    known |= {"aan_u": AAN_U, "tekening": BOGEN}
    return engines["django"].from_string(template).render(known | context, request)


def whole_page(*, with_errors: bool) -> str:
    """Render the page with every part."""
    form = Vragen({"gebieden": ["wonen"]}) if with_errors else Vragen()
    return render(PAGE, form=form, pagina=Paginator(range(30), 10).page(2))
