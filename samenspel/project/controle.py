"""Does everything in the database hold, by the rules of deciding and by the seals of the spoor?"""

from collections.abc import Callable, Iterator

from django.db import connection, transaction

from samenspel.basis.errors import RuleError
from samenspel.basis.gebrek import Gebrek
from samenspel.opgaven import controle as opgaven
from samenspel.overleg import controle as overleg
from samenspel.spoor import rows as spoor

MAY_READ = "select not row_security_active('overleg_besluit')"
ONE_MOMENT = "set transaction isolation level repeatable read, read only"
TOLD_EVERY = 5_000


def controleer(zeg: Callable[[str], None], voortgang: Callable[[str], None]) -> int:
    """Tell what breaks a rule, a line each, and the sum; returns how many rows do.

    Whoever may not read everything is refused: what she does not see would count as sound. While
    others go on writing, it looks at one moment.
    """
    with transaction.atomic():
        if len(connection.savepoint_ids) == 0:
            connection.cursor().execute(
                "set transaction isolation level repeatable read, read only"
            )
        _require_reader()
        looked_at, wrong = 0, 0

        def tel(more: int) -> None:
            nonlocal looked_at
            if looked_at // TOLD_EVERY < (looked_at + more) // TOLD_EVERY:
                voortgang(f"{looked_at + more} besluiten en voorstellen nagelopen ...")
            looked_at += more

        for gebrek in _alle(tel):
            zeg(str(gebrek))
            wrong += 1
        before, there = overleg.eerdere_regels(), opgaven.van_voor_de_uitnodigingen()
    zeg(f"{looked_at} besluiten en voorstellen nagelopen, en het hele spoor: {wrong} gebreken.")
    if before:
        zeg(f"Genomen onder eerdere regels, en niet meegeteld: {before} besluiten.")
    if there:
        zeg(f"Deden al mee voordat er uitnodigingen waren, en niet meegeteld: {there}.")
    return wrong


def _alle(tel: Callable[[int], None]) -> Iterator[Gebrek]:
    yield from opgaven.gebreken()
    yield from overleg.gebreken(tel)
    broken = spoor.first_break()
    if broken is not None:
        yield Gebrek("spoor", "spoor", broken)


def _require_reader() -> None:
    with connection.cursor() as cursor:
        cursor.execute(MAY_READ)
        if cursor.fetchone() != (True,):
            raise RuleError(
                "Deze rol leest niet alles. Draai dit als eigenaar van de database "
                "(DATABASE_URL, docs/beheer.md)."
            )
