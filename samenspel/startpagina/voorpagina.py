"""What the front page shows to whoever comes by."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q
from django.urls import reverse

from samenspel.basis.lus import Lus, Station
from samenspel.basis.rij import Rij
from samenspel.basis.templatetags.samenspel import meervoud
from samenspel.organisaties.models import Gebruiker, Lidmaatschap, Organisatie
from samenspel.overzicht import openbaar

MOST_OPGAVEN = 6
LUS = {
    "casus": "Iemand loopt vast en een professional beschrijft het.",
    "knelpunt": "Wat er vastzit krijgt een naam. Het speelt vaker.",
    "agendering": "De vraag komt op de tafel die er iets aan kan doen.",
    "besluit": "Partners zoeken wat voor iedereen kan.",
    "afspraak": "Wie doet wat, en wanneer is het klaar?",
    "les": "Wat hielp, lezen ook anderen.",
}
"""The loop in general words, for as long as no casus can be told."""


@dataclass(frozen=True)
class Voorbeeldmens:
    """Somebody of the example as whom a visitor can look around."""

    pk: int
    naam: str
    functie: str
    bij: str
    deur: str
    """The door that ends with her, if any."""

    @property
    def groet(self) -> str:
        """What the button at a door says."""
        return f"Kijk mee als {self.naam}, {self.functie.lower()}"


@dataclass(frozen=True)
class Deur:
    """One of the four reasons to come: what one finds, the way in, and as whom one can look."""

    titel: str
    tekst: str
    knop: str
    url: str
    mens: Voorbeeldmens | None = None


@dataclass(frozen=True)
class Voorpagina:
    """Everything the front page shows."""

    lus: Lus
    deuren: list[Deur]
    opgaven: list[Rij]
    mensen: list[Voorbeeldmens]


def voorpagina(*, with_example: bool) -> Voorpagina:
    """Compose the front page: three queries, two more in the example."""
    mensen = voorbeeldmensen() if with_example else []
    return Voorpagina(
        lus=openbaar.verhaal_van_de_lus() or lus_in_het_algemeen(),
        deuren=deuren(mensen),
        opgaven=opgaven(),
        mensen=mensen,
    )


def lus_in_het_algemeen() -> Lus:
    """Tell the six steps without a casus, so without days."""
    begrippen = reverse("startpagina:begrippen")
    stappen = [
        Station(woord.capitalize(), f"{begrippen}#{woord}", tekst=zin) for woord, zin in LUS.items()
    ]
    said = "En altijd terug naar wie de casus inbracht"
    return Lus(stappen, said, nog=0, kop="Zo gaat het rond")


def deuren(mensen: list[Voorbeeldmens]) -> list[Deur]:
    """Return the four doors, equal and in the order of the loop; each may end with a person."""
    by = {mens.deur: mens for mens in reversed(mensen)}
    return [
        Deur(
            "Ik help mensen",
            "Loopt een huishouden vast? Beschrijf het, en zie wie hetzelfde meemaakte en welke "
            "wet ruimte geeft.",
            "Beschrijf een casus",
            reverse("praktijk:casus_nieuw"),
            by.get("help"),
        ),
        Deur(
            "Ik bestuur of besluit",
            "Wat ligt er op tafel, mag deze tafel dat besluiten, en op wie wachten wij?",
            "Bekijk wat op tafel ligt",
            reverse("overleg:start"),
            by.get("besluit"),
        ),
        Deur(
            "Ik maak het zelf mee",
            "Vertel het, zonder account en zonder naam. U beslist wie het leest en kunt het "
            "altijd weghalen.",
            "Vertel uw verhaal",
            reverse("verhalen:vertel"),
            by.get("meemaak"),
        ),
        Deur(
            "Ik bouw of onderzoek",
            "De code is open: u mag haar gebruiken en aanpassen. Lees waar de gegevens vandaan "
            "komen.",
            "Over Samenspel",
            reverse("startpagina:over"),
        ),
    ]


def opgaven() -> list[Rij]:
    """Return the opgaven that everybody may follow, with what is public of each. Two queries."""
    public = openbaar.opgaven_voor_iedereen()
    whole = public.exclude(deel_van__in=public.values("pk")).order_by("titel")
    found = list(whole.annotate(met=Count("partners", distinct=True))[:MOST_OPGAVEN])
    cijfers = openbaar.openbare_cijfers([one.pk for one in found])
    return [
        Rij(
            one.titel,
            one.get_absolute_url(),
            str(cijfers[one.pk]),
            f"{one.met} {meervoud(one.met, 'partner,partners')}",
        )
        for one in found
    ]


def voorbeeldmensen() -> list[Voorbeeldmens]:
    """Return the people of the example, by name. Two queries."""
    members = Lidmaatschap.objects.select_related("organisatie").order_by("pk")
    mensen = (
        Gebruiker.objects.filter(~Q(doet=""), voorbeeld=True, is_active=True)
        # Not practice data: thousands, and who only says yes.
        .prefetch_related(Prefetch("lidmaatschappen", members, to_attr="bij"))
    )
    return [_told(mens, mens.bij[0]) for mens in mensen if mens.bij]


def _told(mens: Gebruiker, lid: Lidmaatschap) -> Voorbeeldmens:
    functie = lid.functie or lid.get_rol_display()
    return Voorbeeldmens(mens.pk, mens.naam, functie, lid.organisatie.kort, _deur(lid))


def _deur(lid: Lidmaatschap) -> str:
    if lid.organisatie.soort == Organisatie.Soort.INWONERS:
        return "meemaak"
    if lid.rol == Lidmaatschap.Rol.MEDEWERKER:
        return "help"
    return "besluit" if lid.functie == "Wethouder" else ""
