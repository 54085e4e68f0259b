"""What the front page shows to whoever comes by."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch

from samenspel.basis.lus import Stap
from samenspel.opgaven.models import Opgave, Teamlid
from samenspel.organisaties.models import Gebruiker, Lidmaatschap, Organisatie
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid

MOST_OPGAVEN = 6
LUS = {
    "casus": "wat iemand meemaakt",
    "knelpunt": "wat er vastzit",
    "agendering": "op de juiste tafel",
    "besluit": "iedereen kan verder",
    "afspraak": "wie doet wat",
    "les": "wat hielp",
}
VERHALEN = {
    "regisseur": "Brengt knelpunten op de juiste tafel en partijen tot een besluit.",
    Organisatie.Soort.MINISTERIE: "Antwoordt op vragen die bij het ministerie liggen.",
    Organisatie.Soort.INWONERS: "Let op of het voor inwoners beter wordt.",
    Organisatie.Soort.AANBIEDER: "Helpt huishoudens en vertelt wat er vastloopt.",
    Lidmaatschap.Rol.MEDEWERKER: "Beschrijft wat een huishouden meemaakt en hoort wat ervan komt.",
    Lidmaatschap.Rol.VERTEGENWOORDIGER: "Antwoordt en besluit mee namens de eigen organisatie.",
    Lidmaatschap.Rol.BEHEERDER: "Zorgt dat collega's mee kunnen doen.",
}
"""What somebody does in the story; the first that fits."""


@dataclass(frozen=True)
class Voorbeeldmens:
    """Somebody of the example as whom a visitor can look around."""

    pk: int
    naam: str
    organisatie: str
    functie: str
    verhaal: str

    @property
    def groet(self) -> str:
        """What the button says."""
        return f"Ga verder als {self.naam}"


@dataclass(frozen=True)
class Voorpagina:
    """Everything the front page shows."""

    lus: list[Stap]
    mensen: list[Voorbeeldmens]
    opgaven: list[Opgave]


def voorpagina(*, with_example: bool, begrippen_url: str) -> Voorpagina:
    """Compose the front page: two or three queries."""
    openbaar = Opgave.objects.filter(
        zichtbaarheid=Zichtbaarheid.OPENBAAR, stand=Opgave.Stand.VASTGESTELD
    ).order_by("titel")
    return Voorpagina(
        lus=[
            Stap(woord.capitalize(), f"{begrippen_url}#{woord}", tag=uitleg)
            for woord, uitleg in LUS.items()
        ],
        mensen=voorbeeldmensen() if with_example else [],
        opgaven=list(openbaar[:MOST_OPGAVEN]),
    )


def voorbeeldmensen() -> list[Voorbeeldmens]:
    """Return the people of the example, by name."""
    regisseur = Teamlid.objects.filter(gebruiker=OuterRef("pk"), rol=Teamlid.Rol.REGISSEUR)
    members = Lidmaatschap.objects.select_related("organisatie").order_by("pk")
    mensen = (
        Gebruiker.objects.filter(voorbeeld=True, is_active=True)
        .exclude(doet="")  # practice data: thousands, and who only says yes
        .annotate(regisseur=Exists(regisseur))
        .prefetch_related(Prefetch("lidmaatschappen", members, to_attr="bij"))
    )
    return [_told(mens, mens.bij[0], mens.regisseur) for mens in mensen if mens.bij]


def _told(mens: Gebruiker, lid: Lidmaatschap, regisseur: bool) -> Voorbeeldmens:
    known_by = ["regisseur"] if regisseur else []
    verhaal = next(
        VERHALEN[key] for key in [*known_by, lid.organisatie.soort, lid.rol] if key in VERHALEN
    )
    functie = lid.functie or lid.get_rol_display()
    return Voorbeeldmens(mens.pk, mens.naam, lid.organisatie.kort, functie, verhaal)
