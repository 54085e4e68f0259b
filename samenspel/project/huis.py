"""Where everything lives (see basis.huis): the rooms, and which addresses live in them."""

from samenspel.basis.huis import Huis, Kamer, Vindplaats

HUIS = Huis(
    kamers=(
        Kamer(
            "werk",
            "Mijn werk",
            "overzicht:mijn_werk",
            ("overzicht:mijn_werk", "opgaven:uitnodiging*"),
            (Vindplaats("wat op u wacht, uit elke kamer", "overzicht:mijn_werk"),),
            eigen=True,
        ),
        Kamer(
            "opgaven",
            "Opgaven",
            "opgaven:lijst",
            ("opgaven:*",),
            (Vindplaats("alle opgaven", "opgaven:lijst"),),
            "Overzicht",
            "opgaven:detail",
            ("bedoeling en werkafspraken", "de lus", "wat nu nodig is", "wie wacht op wie"),
        ),
        Kamer(
            "praktijk",
            "Praktijk",
            "praktijk:start",
            ("praktijk:*", "leren:*", "verhalen:*", "inzichten:*"),
            (
                Vindplaats("een casus beschrijven", "praktijk:casus_nieuw"),
                Vindplaats("knelpunten", "praktijk:knelpunten"),
                Vindplaats("gevonden knelpunten", "inzichten:vermoedens"),
                Vindplaats("verhalen van inwoners", "verhalen:lijst"),
                Vindplaats("wie probeert wat", "leren:lijst"),
                Vindplaats("lessen", "praktijk:lessen"),
            ),
            "Praktijk",
            "praktijk:opgave",
            ("casussen", "knelpunten", "verhalen", "wie probeert wat", "lessen"),
        ),
        Kamer(
            "overleg",
            "Overleg",
            "overleg:start",
            ("overleg:*",),
            (
                Vindplaats("wat op tafel ligt", "overleg:start"),
                Vindplaats("register van besluiten", "overleg:register"),
                Vindplaats("openbaar register", "overleg:register_openbaar"),
            ),
            "Overleg",
            "overleg:opgave",
            ("vragen", "besluiten", "bijdragen", "afspraken", "register"),
            na_concept=True,
        ),
        Kamer(
            "samen",
            "Organisaties",
            "organisaties:lijst",
            (
                "organisaties:*",
                "opgaven:samen",
                "opgaven:pen",
                "opgaven:wijziging*",
                "overleg:mandaat_*",
                "overleg:partner_*",
                "overleg:teamlid_*",
            ),
            (Vindplaats("gemeenten, ministeries en andere organisaties", "organisaties:lijst"),),
            "Samen",
            "opgaven:samen",
            ("partners en team", "mandaten", "belangen"),
        ),
    ),
    diensten=(
        Vindplaats("Waar staat wat?", "startpagina:waar"),
        Vindplaats("Begrippen", "startpagina:begrippen"),
        Vindplaats("Hulp", "startpagina:hulp"),
        Vindplaats("Over Samenspel", "startpagina:over"),
    ),
    buiten=("startpagina:*", "toegang:*", "taken:*", "overzicht:zoeken", "overzicht:kalender"),
)
