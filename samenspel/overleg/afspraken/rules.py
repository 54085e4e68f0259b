"""How much can still be agreed, and whom is asked when it is late: rules on plain values."""

from datetime import date, timedelta

from samenspel.basis.errors import RuleError
from samenspel.basis.templatetags.samenspel import euro
from samenspel.basis.werkdagen import werkdagen_na

UITSTEL = 5
"""So many working days an afspraak may be late before whoever bound itself is asked too: long
enough for the eigenaar to finish it or say why not, and before most organen meet twice."""


def klimt_na(uiterlijk: date) -> date:
    """Return the last day on which a late afspraak waits on its eigenaar alone.

    >>> klimt_na(date(2026, 11, 20))
    datetime.date(2026, 11, 27)
    """
    return werkdagen_na(uiterlijk, UITSTEL)


def klom_tot(today: date) -> date:
    """Return by which day at the latest an afspraak was due that `today` waits on others too.

    One due on a Sunday climbs with one due on the Friday before.

    >>> klom_tot(date(2026, 11, 27)), klom_tot(date(2026, 11, 28))
    (datetime.date(2026, 11, 19), datetime.date(2026, 11, 22))
    """
    due = today - timedelta(UITSTEL)
    while klimt_na(due) >= today:
        due -= timedelta(1)
    return due


def check_binnen_bijdrage(bedrag: int, *, gevraagd: int, afgesproken: int, wie: str) -> None:
    """Refuse more than the besluit asks of an organisatie; amounts in euro.

    >>> check_binnen_bijdrage(15_000, gevraagd=55_000, afgesproken=40_000, wie="Almere")
    >>> check_binnen_bijdrage(20_000, gevraagd=55_000, afgesproken=40_000, wie="Almere")
    ... # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Almere kan nog ...15.000 toezeggen: het besluit vraagt ...
    """
    if bedrag <= max(0, rest := gevraagd - afgesproken):
        return
    used = f", en {euro(afgesproken)} is al afgesproken" if afgesproken else ""
    raise RuleError(
        f"{wie} kan nog {euro(max(0, rest))} toezeggen: het besluit vraagt {euro(gevraagd)}{used}.",
        field="bedrag",
    )


def check_afwijking(reden: str, *, gevraagd: int, bedrag: int, later: bool) -> None:
    """Ask why an afspraak is about less than the besluit asks, or is due later; amounts in euro.

    >>> check_afwijking("", gevraagd=250_000, bedrag=250_000, later=False)
    >>> check_afwijking("", gevraagd=250_000, bedrag=0, later=False)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Het besluit vraagt ...250.000. Zeg waarom u iets anders ...
    """
    if (bedrag != gevraagd or later) and not reden.strip():
        asks = (
            f"Het besluit vraagt {euro(gevraagd)}."
            if bedrag != gevraagd
            else ("Het besluit vraagt dit eerder.")
        )
        raise RuleError(f"{asks} Zeg waarom u iets anders afspreekt.", field="afwijking")
