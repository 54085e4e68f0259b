"""How what waits in praktijk is told."""

from samenspel.opgaven.vormen import Vorm

VORMEN = {
    "concept": Vorm(
        "concepten",
        "praktijk:casus",
        "praktijk:start",
        ("Casus", "concept van {sinds}", "alleen u kunt hem lezen"),
        "afmaken",
    ),
    "les": Vorm(
        "casussen met een les",
        "praktijk:casus",
        "praktijk:start",
        ("Er kwam een les van uw casus", "{opgave}", "heeft het dit huishouden geholpen?"),
        "vertel het ons",
    ),
    "heropening_open": Vorm(
        "casussen die weer open zijn",
        "praktijk:casus",
        "praktijk:start",
        ("Het programmateam antwoordt u", "{opgave}"),
        lambda row, today: ("weer open", "gewoon"),
    ),
    "heropening_beantwoord": Vorm(
        "casussen met een antwoord",
        "praktijk:casus",
        "praktijk:start",
        ("Het programmateam antwoordde op uw casus", "{opgave}", "helpt het nu?"),
        "vertel het ons",
    ),
}
