"""What can go wrong in tempo; every message is a Dutch sentence that says what to do."""

from samenspel.analyse.errors import AnalyseError


class CircleError(AnalyseError):
    """Steps wait for each other in a circle, so that none of them can begin."""


class NoMeetingError(AnalyseError):
    """An organ has no meeting on which a step can be decided."""


class OutsideCalendarError(AnalyseError):
    """A day lies before or after the years that are counted with (`termijn.FIRST` to `LAST`)."""
