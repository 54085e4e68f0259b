"""How what is open in overleg is told."""

from datetime import date, timedelta

from django.utils import timezone

from samenspel.basis.rij import Tag
from samenspel.opgaven.vormen import Vorm
from samenspel.opgaven.wachten import Wachtend
from samenspel.overleg.besluiten import rules
from samenspel.overleg.besluiten.pages import BESLUIT_NODIG, stand_of
from samenspel.overleg.plaatsing.pages import wait_for_answer

NAMED = 3
"""So many partners are named; of more the number says more."""


def _answer(row: Wachtend, today: date) -> Tag:
    assert row.termijn is not None  # noqa: S101 - every question has a term
    return wait_for_answer(row.termijn, today)


def _herinner_dagen(row: Wachtend) -> set[date]:
    assert row.sinds is not None  # noqa: S101 - every round has a begin
    assert row.termijn is not None  # noqa: S101 - and an end
    return rules.herinner_dagen(timezone.localdate(row.sinds), row.termijn)


def _next_day(row: Wachtend) -> set[date]:
    assert row.sinds is not None  # noqa: S101 - it was answered
    return {timezone.localdate(row.sinds) + timedelta(1)}


def _nog_stil(namen: str) -> str:
    """Say who did not react yet; of many how many they are.

    >>> _nog_stil("Almere, BZK"), _nog_stil("Almere, BZK, SZW, VNG")
    ('Nog geen reactie van Almere, BZK', '4 partners moeten nog reageren')
    """
    silent = namen.split(", ")
    if len(silent) > NAMED:
        return f"{len(silent)} partners moeten nog reageren"
    return f"Nog geen reactie van {namen}"


def _stand(row: Wachtend, today: date) -> Tag:
    return stand_of(row.stand, row.termijn, today)


VORMEN = {
    "te_plaatsen": Vorm(
        "knelpunten",
        "praktijk:knelpunt",
        "praktijk:knelpunten",
        ("Knelpunt", "{opgave}", "benoemd op {sinds}"),
        "te plaatsen",
    ),
    "heropend": Vorm(
        "casussen die weer open zijn",
        "praktijk:weer_open",
        "praktijk:knelpunten",
        ("Een indiener bij {wie}: niet of maar deels geholpen", "{opgave}", "sinds {sinds}"),
        "antwoord de indiener",
    ),
    "afspraak_hielp_niet": Vorm(
        "afspraken die niet hielpen",
        "praktijk:weer_open",
        "overleg:start?deel=afspraken",
        ("Uw afspraak hielp een huishouden niet of maar deels", "{opgave}"),
        "lees wat nog nodig is",
    ),
    "antwoord_hielp_niet": Vorm(
        "antwoorden die niet hielpen",
        "praktijk:weer_open",
        "overleg:start?stand=klaar",
        ("Wat u toezegde, hielp een huishouden niet of maar deels", "{opgave}"),
        "lees wat nog nodig is",
    ),
    "te_besluiten": Vorm(
        "antwoorden",
        "overleg:agendering",
        "overleg:start?stand=klaar",
        ("{wie} past dit toe", "{opgave}", "antwoord van {sinds}"),
        "bereid een besluit voor",
    ),
    "agendering": Vorm(
        "vragen",
        "overleg:agendering",
        "overleg:start",
        ("Vraag aan {wie}", "{opgave}", "antwoord uiterlijk {termijn}"),
        _answer,
        agenda="Antwoord verwacht",
    ),
    "agendering_aan_u": Vorm(
        "vragen",
        "overleg:agendering",
        "overleg:start",
        ("{wie} vraagt u iets", "{opgave}", "antwoord uiterlijk {termijn}"),
        _answer,
        agenda="Antwoord geven",
    ),
    "voorstel": Vorm(
        "voorstellen",
        "overleg:besluit",
        "overleg:start?deel=besluiten",
        ("Voorstel van {wie}", "{opgave}"),
        _stand,
    ),
    "reactie": Vorm(
        "voorstellen",
        "overleg:besluit",
        "overleg:start?deel=besluiten",
        ("{wie}", "{opgave}", "ronde sluit {termijn}"),
        agenda="Ronde sluit",
        wie=_nog_stil,
    ),
    "reactie_van_u": Vorm(
        "voorstellen",
        "overleg:besluit",
        "overleg:start?deel=besluiten",
        ("Voorstel", "{opgave}", "uw reactie ontbreekt", "ronde sluit {termijn}"),
        agenda="Ronde sluit",
        maildagen=_herinner_dagen,
    ),
    "vraag_beantwoord": Vorm(
        "beantwoorde vragen",
        "overleg:besluit",
        "overleg:start?deel=besluiten",
        ("{wie} beantwoordde uw vraag", "{opgave}", "op {sinds}"),
        "lees het antwoord",
        maildagen=_next_day,
    ),
    "stap": Vorm(
        "voorstellen",
        "overleg:besluit",
        "overleg:start?deel=besluiten",
        ("Voorstel", "{opgave}", "ronde tot en met {termijn}"),
        "volgende stap",
    ),
    "aanvaarden": Vorm(
        "bijdragen",
        "overleg:besluit",
        "overleg:start?deel=besluiten",
        ("{wie} gaf u mandaat", "hoort bij “{over}”", "ronde sluit {termijn}"),
        agenda="Ronde sluit",
    ),
    "terug_op_tafel": Vorm(
        "bijdragen",
        "overleg:besluit",
        "overleg:start?deel=besluiten&stand=klaar",
        ("{wie} zei nee", "hoort bij “{over}”"),
        "terug op tafel",
    ),
    "bijdrage": Vorm(
        "bijdragen",
        "overleg:besluit",
        "overleg:start?deel=bijdragen",
        ("hierover besluit nog: {wie}", "hoort bij “{over}”"),
        BESLUIT_NODIG,
    ),
    "bijdrage_van_u": Vorm(
        "bijdragen",
        "overleg:besluit",
        "overleg:start?deel=bijdragen",
        ("Bijdrage aan “{over}”", "hierover besluit: {wie}"),
        BESLUIT_NODIG,
    ),
    "afspraak": Vorm(
        "afspraken",
        "overleg:afspraak",
        "overleg:start?deel=afspraken",
        ("Afspraak van {wie}", "{opgave}", "klaar uiterlijk {termijn}"),
        agenda="Afspraak klaar",
    ),
    "afspraak_van_u": Vorm(
        "afspraken",
        "overleg:afspraak",
        "overleg:start?deel=afspraken",
        ("Afspraak", "{opgave}", "klaar uiterlijk {termijn}"),
        agenda="Afspraak klaar",
    ),
    "afspraak_zonder_eigenaar": Vorm(
        "afspraken",
        "overleg:afspraak",
        "overleg:start?deel=afspraken",
        ("Afspraak van {wie}, die daar niet meer werkt", "{opgave}", "klaar uiterlijk {termijn}"),
        agenda="Afspraak klaar",
    ),
    "afspraak_te_laat": Vorm(
        "afspraken",
        "overleg:afspraak",
        "overleg:start?deel=afspraken",
        ("Afspraak van {wie}, namens uw organisatie", "{opgave}", "moest klaar zijn {termijn}"),
        agenda="Afspraak te laat",
    ),
    "te_herzien": Vorm(
        "besluiten om opnieuw te bekijken",
        "overleg:besluit",
        "overleg:register?staat=nu",
        ("Besluit", "{opgave}", "kijk opnieuw op {termijn}"),
        "klopt het nog?",
        agenda="Besluit opnieuw bekijken",
    ),
    "herzien": Vorm(
        "besluiten",
        "overleg:besluit",
        "overleg:register",
        ("{opgave}",),
        agenda="Besluit opnieuw bekijken",
    ),
}
