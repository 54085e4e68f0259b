"""Keys for the people of a test, which only the owner of the database can hand out."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import connection
from django.test import Client
from django.utils import timezone

from samenspel.basis import rls
from samenspel.organisaties.models import Account, Gebruiker, Sleutel


@contextmanager
def owner() -> Iterator[None]:
    """Be the owner for a while, whatever role the test plays."""
    with connection.cursor() as cursor:
        cursor.execute("select current_user, session_user")
        role, login = cursor.fetchone()
        cursor.execute("reset role")
        yield
        if role != login:
            cursor.execute(f"set local role {role}")


def work_as(gebruiker: Gebruiker | None) -> None:
    """Work as somebody until the transaction ends."""
    with owner():
        rls.on_behalf_of(gebruiker.pk if gebruiker else None)


def session_of(gebruiker: Gebruiker) -> str:
    """The key of a session that she began."""
    key = secrets.token_urlsafe(32)
    with owner():
        Sleutel.objects.create(
            hash=sha256(key.encode()).hexdigest(), gebruiker=gebruiker, waarvoor="sessie",
            tot=timezone.now() + timedelta(hours=12),
        )  # fmt: skip
    return key


def sign_in(client: Client, gebruiker: Gebruiker) -> None:
    """Have a browser be signed in."""
    session = client.session
    session[rls.IN_SESSION] = session_of(gebruiker)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


def give_password(gebruiker: Gebruiker, password: str) -> None:
    with owner():
        Account.objects.filter(pk=gebruiker.pk).update(wachtwoord=make_password(password))


def has_password(gebruiker: Gebruiker, password: str) -> bool:
    with owner():
        return check_password(password, Account.objects.get(pk=gebruiker.pk).wachtwoord)


def account_of(email: str) -> Account:
    with owner():
        return Account.objects.select_related("gebruiker").get(inlognaam=email)
