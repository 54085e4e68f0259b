"""The narrow doors of somebody without an account: her code, and how often she may knock."""

from hashlib import sha256

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest

from samenspel.basis import klok
from samenspel.verhalen import rules

SETTING = "samenspel.verhaal"
"""What the database hashes (`mijn_sleutel()`) and lays beside the rows."""


def open_with(code: str) -> None:
    """Let the database see the verhaal of this code as hers, until the transaction ends.

    Without a code the door is closed.
    """
    with connection.cursor() as cursor:
        cursor.execute("select set_config(%s, %s, true)", [SETTING, rules.normal(code)])


def knocks(request: HttpRequest, door: str, *, within: int) -> int:
    """Count one more knock from this address on `door`, within so many seconds; return how many.

    In the memory of this worker, under a key of which the address cannot be read back and that
    is another one tomorrow: nothing is kept about anybody.
    """
    cache.add(_key(request, door), 0, within)
    return cache.incr(_key(request, door))


def knocked(request: HttpRequest, door: str) -> int:
    """Return how often this address knocked lately."""
    return int(cache.get(_key(request, door), 0))


def _key(request: HttpRequest, door: str) -> str:
    # The address as the library that guards the sign-in page reads it.
    address = get_client_ip_address(request) or ""
    secret = f"{settings.SECRET_KEY}{klok.today()}{address}"
    return f"{door}-{sha256(secret.encode()).hexdigest()}"
