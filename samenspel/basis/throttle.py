"""How often somebody may knock on a door, counted before any work is done.

A view says its limits with `limited`; the middleware `Throttle` counts, for all workers and
machines together and outside the transaction of the request: what goes wrong afterwards counts
too, and nobody waits for somebody else's knock. What turns out to be no guess is taken back with
`forgive`. Counted is under a key from which nothing can be read back, and which is another one
tomorrow: nothing is kept about anybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from samenspel.basis import klok

QUARTER, HOUR = 15 * 60, 60 * 60
TOO_OFTEN = 429
_REFUSED = "samenspel.te_vaak"

View = Callable[..., HttpResponseBase]


def address_of(request: HttpRequest) -> str:
    """Return the address of whoever asks, as it is counted.

    Behind our proxy it is the last one passed on, which the proxy itself wrote; what stands before
    that the visitor may have made up. Of IPv6 it is the network (/64) that one household has for
    itself. What is no address counts as one with all that is none.
    """
    passed_on = request.headers.get("X-Forwarded-For", "").rpartition(",")[2]
    own = str(request.META.get("REMOTE_ADDR", ""))
    return (settings.BEHIND_PROXY and _counted(passed_on)) or _counted(own) or "onbekend"


def _counted(text: str) -> str:
    """Return the network of an address, or nothing when it is none.

    >>> _counted("198.51.100.7:4711"), _counted("[2001:db8::1]:443")
    ('198.51.100.7', '2001:db8::/64')
    >>> _counted("unknown")
    ''
    """
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((int(address), 64), strict=False))


@dataclass(frozen=True)
class Limit:
    """At most so many times through this door within so many seconds from the first.

    `by` says who is counted as one; a request for which it says nothing is not counted.
    """

    door: str
    most: int
    within: int
    by: Callable[[HttpRequest], str] = address_of

    def key(self, request: HttpRequest) -> bytes | None:
        """Return under what this request is counted."""
        who = self.by(request)
        secret = "\0".join([settings.SECRET_KEY, str(klok.today()), self.door, who])
        return sha256(secret.encode("utf-8", "surrogatepass")).digest() if who else None


def limited(*limits: Limit, refuse: View) -> Callable[[View], View]:
    """Let a view be asked (POST) only so often; `refuse` answers whoever asks too often."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return (refuse if request.META[_REFUSED] else view)(request, *args, **kwargs)

        wrapped.__dict__["limits"] = limits  # for the middleware
        return wrapped

    return decorate


class Throttle:
    """Counts who knocks on a limited view; stands before the transaction of the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Count, and let the view know whether this was too often."""
        limits = _limits(request.path_info) if request.method == "POST" else ()
        counted = [(_count(limit, request), limit.most) for limit in limits]
        request.META[_REFUSED] = any(times > most for times, most in counted)
        return self.get_response(request)


def forgive(request: HttpRequest, *limits: Limit) -> None:
    """Take back this knock: it was no guess."""
    with connection.cursor() as cursor:
        for limit in limits:
            cursor.execute("select tel_terug(%s)", [limit.key(request)])


def _limits(path: str) -> tuple[Limit, ...]:
    try:
        return getattr(resolve(path).func, "limits", ())
    except Resolver404:
        return ()


def _count(limit: Limit, request: HttpRequest) -> int:
    key = limit.key(request)
    if key is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("select tel_mee(%s, %s)", [key, limit.within])
        (times,) = cursor.fetchone()
    return int(times)
