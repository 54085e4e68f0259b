"""Days in Dutch, without the settings of the machine."""

from datetime import date

MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def in_words(day: date) -> str:
    """Write a day.

    >>> in_words(date(2027, 2, 9))
    '9 februari 2027'
    """
    return f"{day.day} {MAANDEN[day.month - 1]} {day.year}"
