"""The rules of an opgave, on plain values."""

from samenspel.basis.errors import RuleError

NEXT_STAND = {
    "concept": {"vastgesteld"},
    "vastgesteld": {"afgerond"},
    "afgerond": {"vastgesteld"},
}


def check_standstap(old: str, new: str) -> None:
    """Refuse a step that the stages of an opgave do not know.

    >>> check_standstap("concept", "vastgesteld")
    >>> check_standstap("afgerond", "concept")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Een opgave gaat niet van afgerond naar concept.
    """
    if new not in NEXT_STAND[old]:
        raise RuleError(f"Een opgave gaat niet van {old} naar {new}.", field="stand")


def check_wijziging(stand: str, reden: str) -> None:
    """Ask for a reason once an opgave is vastgesteld; once it is afgerond nothing changes.

    >>> check_wijziging("concept", "")
    >>> check_wijziging("vastgesteld", " ")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Zeg waarom de opgave verandert. Alle partners lezen het.
    """
    if stand == "afgerond":
        raise RuleError("Deze opgave is afgerond. Heropen haar eerst.")
    if stand == "vastgesteld" and not reden.strip():
        raise RuleError("Zeg waarom de opgave verandert. Alle partners lezen het.", field="reden")


def check_heropenen(stand: str) -> None:
    """Only what is afgerond can be opened again: a concept is first vastgesteld by its team."""
    if stand != "afgerond":
        raise RuleError("Deze opgave is niet afgerond.")


def check_deel(stand: str, *, is_part: bool) -> None:
    """Refuse a part of a part, and a part of what is done: two levels are enough to steer on.

    >>> check_deel("vastgesteld", is_part=True)
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Dit is al een deel. Maak het nieuwe deel bij het geheel.
    """
    if is_part:
        raise RuleError("Dit is al een deel. Maak het nieuwe deel bij het geheel.")
    if stand == "afgerond":
        raise RuleError("Deze opgave is afgerond. Heropen haar eerst.")
