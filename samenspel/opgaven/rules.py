"""The rules of an opgave, on plain values."""

from samenspel.basis.errors import RuleError

NEXT_STAND = {
    "concept": {"vastgesteld"},
    "vastgesteld": {"afgerond"},
    "afgerond": set(),
}


def check_standstap(old: str, new: str) -> None:
    """Refuse a step that the stages of an opgave do not know.

    >>> check_standstap("concept", "vastgesteld")
    >>> check_standstap("afgerond", "vastgesteld")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Een opgave gaat niet van afgerond naar vastgesteld.
    """
    if new not in NEXT_STAND[old]:
        raise RuleError(f"Een opgave gaat niet van {old} naar {new}.", field="stand")
