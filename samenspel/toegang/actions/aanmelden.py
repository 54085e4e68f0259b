"""Sign in and out: the database compares, and keeps only the hash of the key that somebody gets."""

import secrets

from django.contrib.auth.hashers import get_hasher, make_password
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from samenspel.basis import rls


def meld_aan(request: HttpRequest, naam: str, wachtwoord: str) -> bool:
    """Sign in whoever has this name and password; says whether they belong together."""
    sleutel = secrets.token_urlsafe(32)
    found = hashed(naam, wachtwoord)
    (may,) = rls.secretly("select meld_aan(%s, %s, %s, %s)", naam, *found, sleutel)
    return bool(may) and _begin(request, sleutel)


def meld_aan_als_voorbeeld(request: HttpRequest, gebruiker_id: int) -> bool:
    """Sign in as one of the people of the example."""
    sleutel = secrets.token_urlsafe(32)
    (may,) = rls.secretly("select meld_aan_als_voorbeeld(%s, %s)", gebruiker_id, sleutel)
    return bool(may) and _begin(request, sleutel)


def kies_wachtwoord(request: HttpRequest, link: str, wachtwoord: str) -> bool:
    """Give whoever holds this link a password, and sign her in."""
    sleutel = secrets.token_urlsafe(32)
    new = make_password(wachtwoord)
    (may,) = rls.secretly("select kies_wachtwoord(%s, %s, %s)", link, new, sleutel)
    return bool(may) and _begin(request, sleutel)


def meld_af(request: HttpRequest) -> None:
    """End the session, here and in the database."""
    rls.secretly("select meld_af()")
    request.session.flush()


def _begin(request: HttpRequest, sleutel: str) -> bool:
    request.session.flush()
    request.session[rls.IN_SESSION] = sleutel
    rotate_token(request)
    return True


def hashed(naam: str, wachtwoord: str) -> tuple[str, str]:
    """Hash a password as that of `naam` is, and anew if that is not how it is done now ("").

    It takes as long when there is nobody of that name.
    """
    (salted,) = rls.secretly("select inlog_zout(%s)", naam)
    if salted is None:
        make_password(wachtwoord)
        return "", ""
    hasher = get_hasher(salted.partition("$")[0])
    known = {key: hasher.decode(salted).get(key) for key in ("salt", "iterations")}
    made = hasher.encode(wachtwoord, **{key: value for key, value in known.items() if value})
    return made, make_password(wachtwoord) if hasher.must_update(made) else ""
