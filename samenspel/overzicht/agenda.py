"""Terms as a calendar that other programmes read (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event

from samenspel.basis.rij import Rij


def as_icalendar(termijnen: Iterable[Rij], now: datetime) -> bytes:
    """Write each term as a whole day (a day without an end is one day, RFC 5545 3.6.1).

    The address of the thing is its lasting key.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Samenspel//Termijnen//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Samenspel")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for term in termijnen:
        if term.termijn is None:
            continue
        event = Event()
        event.add("uid", f"{term.url.strip('/').replace('/', '-')}-{term.groep}@samenspel")
        event.add("dtstamp", now)
        event.add("dtstart", term.termijn)
        event.add("summary", f"{term.tag}: {term.titel}")
        event.add("description", term.feiten)
        event.add("url", settings.SITE_URL + term.url)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
