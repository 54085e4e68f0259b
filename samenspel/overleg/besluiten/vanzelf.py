"""What happens to a proposal by itself, at night."""

from uuid import UUID

from django.db import connection, transaction

from samenspel.overleg.besluiten.daden import BesluitDaad
from samenspel.overleg.besluiten.models import Besluit
from samenspel.spoor.actions import record


@transaction.atomic
def verleng_rondes() -> list[UUID]:
    """Extend, once, every round whose term ended while too few spoke; returns which.

    A job of the system, safe to repeat. The database does it (`sql/verleng_rondes.sql`): the worker
    may change nothing else of a besluit. It waits on the silent again, so their mail says so.
    """
    with connection.cursor() as cursor:
        cursor.execute("select verleng_rondes()")
        extended = [pk for (pk,) in cursor.fetchall()]
    for pk in extended:
        record(BesluitDaad.RONDE_VERLENGD, Besluit(pk=pk), by=None)
    return extended
