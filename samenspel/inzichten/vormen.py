"""How what waits in inzichten is told."""

from samenspel.opgaven.vormen import Vorm

VORMEN = {
    "navraag": Vorm(
        "casussen met een vraag",
        "praktijk:casus",
        "praktijk:start",
        ("{wie} denkt dat hier ook speelt: {over}", "klopt dat?"),
        "ja of nee",
    ),
}
