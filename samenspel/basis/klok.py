"""What day and what time it is; every rule, job and page asks it here."""

from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    """Return the day in the Netherlands."""
    return timezone.localdate()


def now() -> datetime:
    """Return this moment, with its time zone."""
    return timezone.now()
