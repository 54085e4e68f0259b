"""How much can still be agreed: sums on plain values."""

from samenspel.basis.errors import RuleError
from samenspel.basis.templatetags.samenspel import euro


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
