"""The rules of an opgave, on plain values."""

from samenspel.basis.errors import RuleError


def check_open(stand: str) -> None:
    """Refuse to change what is afgerond."""
    if stand == "afgerond":
        raise RuleError("Deze opgave is afgerond. Heropen haar eerst.")


def check_vaststellen(stand: str) -> None:
    """Only a concept is made vastgesteld.

    >>> check_vaststellen("concept")
    >>> check_vaststellen("vastgesteld")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Deze opgave is al vastgesteld.
    """
    check_open(stand)
    if stand != "concept":
        raise RuleError("Deze opgave is al vastgesteld.")


def check_afronden(stand: str) -> None:
    """Only what is vastgesteld is closed, once.

    >>> check_afronden("vastgesteld")
    >>> check_afronden("concept")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Deze opgave is nog een concept. Stel haar eerst vast.
    """
    check_open(stand)
    if stand == "concept":
        raise RuleError("Deze opgave is nog een concept. Stel haar eerst vast.")


def check_heropenen(stand: str) -> None:
    """Only what is afgerond can be opened again: a concept is first vastgesteld by its team."""
    if stand != "afgerond":
        raise RuleError("Deze opgave is niet afgerond.")


def check_reden(stand: str, reden: str) -> None:
    """Ask why an opgave changes once it is vastgesteld.

    >>> check_reden("concept", "")
    >>> check_reden("vastgesteld", " ")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Zeg waarom de opgave verandert. Alle partners lezen het.
    """
    if stand == "vastgesteld" and not reden.strip():
        raise RuleError("Zeg waarom de opgave verandert. Alle partners lezen het.", field="reden")


def check_deel(stand: str, *, is_part: bool) -> None:
    """Refuse a part of a part, and a part of what is done: two levels are enough to steer on.

    >>> check_deel("vastgesteld", is_part=True)
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Dit is al een deel. Maak het nieuwe deel bij het geheel.
    """
    if is_part:
        raise RuleError("Dit is al een deel. Maak het nieuwe deel bij het geheel.")
    check_open(stand)
