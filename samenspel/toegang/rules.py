"""Who may leave, on plain values."""

from collections.abc import Collection

from samenspel.basis.errors import RuleError


def check_beheerder_blijft(beheerders: Collection[int], leaves: int) -> None:
    """Refuse that the only beheerder goes: nobody could add people after that.

    >>> check_beheerder_blijft({7, 8}, leaves=7)
    >>> check_beheerder_blijft({7}, leaves=9)
    >>> check_beheerder_blijft({7}, leaves=7)
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Dit is de enige beheerder. Maak eerst iemand anders beheerder.
    """
    if set(beheerders) == {leaves}:
        raise RuleError(
            "Dit is de enige beheerder. Maak eerst iemand anders beheerder.", field="rol"
        )
