"""How what waits in verhalen is told."""

from samenspel.opgaven.vormen import Vorm

VORMEN = {
    "verhaal": Vorm(
        "verhalen",
        "verhalen:verhaal",
        "verhalen:lijst",
        ("Verhaal van een inwoner", "{opgave}", "verteld op {sinds}"),
        "na te lezen",
        titel="Een verhaal van een inwoner",
    ),
}
