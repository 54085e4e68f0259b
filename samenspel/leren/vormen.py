"""How what waits in leren is told."""

from samenspel.opgaven.vormen import Vorm

VORMEN = {
    "experiment": Vorm(
        "experimenten",
        "leren:afloop",
        "leren:lijst",
        ("Uw experiment liep tot {termijn}", "{opgave}", "wat leerde u?"),
        "besluit hoe verder",
        agenda="Experiment loopt af",
    ),
    "overname": Vorm(
        "vragen over wat u overnam",
        "leren:overname",
        "leren:lijst",
        ("{wie} doet dit sinds {sinds} ook", "doet u het nog, en wat paste u aan?"),
        "hielp het?",
    ),
}
