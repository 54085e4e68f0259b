"""Ask for work, and have it stopped."""

from uuid import UUID

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.organisaties.models import Gebruiker
from samenspel.taken.models import Taak


def begin(soort: str, *, by: Gebruiker | None, **nummers: UUID | int | None) -> Taak:
    """Ask for work of this `soort` (`taken.work`) on these rows; returns what is under way.

    The work itself begins after the running transaction, and only if that succeeds. What `by`
    asked before and is not done yet is not asked again.
    """
    gegevens = {key: str(pk) if isinstance(pk, UUID) else pk for key, pk in nummers.items()}
    if by is None:
        return Taak.objects.create(soort=soort, gegevens=gegevens)
    taak, _ = Taak.objects.get_or_create(
        aanvrager=by, soort=soort, gegevens=gegevens, klaar_op=None
    )
    return taak


def stop(taak: Taak) -> None:
    """Ask for it to be stopped; only whoever asked for it can read it, and so stop it."""
    Taak.objects.filter(pk=taak.pk).update(stop_gevraagd=True)


@transaction.atomic
def try_again(nummer: int) -> None:
    """Put work that failed back in the queue; for whoever keeps the program running, as owner."""
    job = _failed(nummer)
    waiting = {"stand": Taak.Stand.WACHT, "klaar_op": None, "voortgang": 0, "uitkomst": ""}
    Taak.objects.filter(pk=job.args.get("pk")).update(**waiting)
    app.job_manager.retry_job_by_id(nummer, retry_at=klok.now())


@transaction.atomic
def forget(nummer: int) -> None:
    """Take work that failed out of the queue; for whoever keeps the program running, as owner."""
    _failed(nummer)
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs where id = %s", [nummer])


def _failed(nummer: int) -> ProcrastinateJob:
    found: list[ProcrastinateJob]
    found = list(ProcrastinateJob.objects.filter(pk=nummer, status="failed"))
    if not found:
        raise RuleError(f"{nummer} is geen mislukte taak. Kijk met: samenspel taken")
    return found[0]
