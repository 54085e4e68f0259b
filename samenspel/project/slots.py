"""Which app fills which slot, in the order in which the page shows it (see basis.slots)."""

from samenspel.basis.slots import Slots
from samenspel.inzichten import slots as inzichten
from samenspel.leren import slots as leren
from samenspel.overleg import slots as overleg
from samenspel.overzicht import slots as overzicht
from samenspel.praktijk import slots as praktijk
from samenspel.toegang import slots as toegang
from samenspel.verhalen import slots as verhalen

SLOTS: Slots = {
    "agendering": [overleg.show_agendering],
    "agendering.stap": [overleg.show_stap],
    "besluit": [overleg.show_besluit],
    "besluit.geldigheid": [overleg.show_geldigheid],
    "besluit.herzien": [overleg.show_herzien],
    "besluit.tegenspraak": [overleg.show_tegenspraak],
    "casus": [overleg.show_casus],
    "casus.navraag": [inzichten.show_navragen],
    "gelijkend": [inzichten.show_gelijkend],
    "gelijkend.nieuw": [inzichten.show_while_typing],
    "ik": [toegang.show_namens],
    "knelpunt": [overleg.show_knelpunt, inzichten.show_antwoorden],
    "knelpunt.varianten": [leren.show_varianten],
    "knelpunt.verhalen": [verhalen.show_at_knelpunt],
    "knelpunten": [inzichten.show_way_to_vermoedens],
    "leren.vergelijking": [inzichten.show_vergelijking],
    "les": [leren.show_overgenomen],
    "lessen": [inzichten.show_way_to_voor_mij],
    "lus": [overzicht.show_lus],
    "lus.opgave": [overzicht.show_lus_of_opgave],
    "mandaat.gevolgen": [overleg.show_gevolgen],
    "opgave.gemeen": [inzichten.show_way_from_opgave],
    "opgave.mandaat": [overleg.show_mandaat],
    "opgave.mandaten": [overleg.show_mandaten],
    "opgave.nu": [overzicht.show_nu_nodig],
    "opgave.open": [overleg.show_open],
    "opgave.verhalen": [verhalen.show_at_opgave],
    "opgave.wacht": [overzicht.show_wachters],
    "organisatie": [praktijk.show_at_organisatie, overleg.show_organisatie],
    "plan": [inzichten.show_maatregelen],
    "praktijk.start": [
        verhalen.show_at_start,
        leren.show_at_start,
        inzichten.show_way_to_vermoedens,
    ],
    "verhaal.knelpunten": [overzicht.show_stappen],
    "verhalen.woorden": [inzichten.show_words],
}
