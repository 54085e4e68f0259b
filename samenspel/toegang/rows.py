"""What of accounts a reader may know: functions of the database say for whom (toegang/sql)."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from samenspel.basis import rls


@dataclass(frozen=True)
class EigenAccount:
    """What somebody knows of her own account."""

    inlognaam: str
    email: str
    kalender_sleutel: UUID


@dataclass(frozen=True)
class AccountVan:
    """What a beheerder knows of the account of one of her people."""

    gebruiker_id: int
    email: str
    uitgenodigd: bool


def mijn_account() -> EigenAccount:
    """The account of whoever is working."""
    return EigenAccount(*rls.secretly("select * from mijn_account()"))


def accounts_van(organisatie_id: UUID) -> dict[int, AccountVan]:
    """Those of everybody who works for this organisatie, for its beheerder; for others none."""
    with connection.cursor() as cursor:
        cursor.execute("select * from accounts_van(%s)", [organisatie_id])
        return {row[0]: AccountVan(*row) for row in cursor.fetchall()}


def inlognaam_bij(link: str) -> str:
    """The name of whoever may choose a password with this link; "" when it works no more."""
    return rls.secretly("select inlognaam_bij(%s)", link)[0] or ""
