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
