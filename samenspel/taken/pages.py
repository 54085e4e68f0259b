"""What stands in the queue, for whoever keeps the program running (as owner)."""

from collections import Counter
from collections.abc import Iterator

from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from samenspel.taken.models import Taak

STANDEN = {
    "todo": "wacht",
    "doing": "bezig",
    "failed": "mislukt",
    "cancelled": "geschrapt",
    "aborted": "afgebroken",
}


def report() -> str:
    """Say how much waits, and name what failed for good with its number."""
    counts = Counter(ProcrastinateJob.objects.values_list("status", flat=True))
    parts = [f"{counts[key]} {word}" for key, word in STANDEN.items() if counts[key]]
    lines = [f"In de rij: {', '.join(parts) or 'niets'}.", *_failed()]
    if counts["failed"]:
        lines.append(
            "Waarom het niet lukte, staat in het logboek van de werker, bij hetzelfde nummer. "
            "Nog eens proberen: samenspel taken opnieuw NUMMER. Vergeten: samenspel taken weg "
            "NUMMER."
        )
    return "\n".join(lines)


def _failed() -> Iterator[str]:
    jobs = list(ProcrastinateJob.objects.filter(status="failed").order_by("pk"))
    soorten = Taak.objects.in_bulk([job.args["pk"] for job in jobs if "pk" in job.args])
    by_key = {str(pk): taak.soort for pk, taak in soorten.items()}
    events = ProcrastinateEvent.objects.filter(job__in=jobs, type="failed").order_by("at")
    moments = dict(events.values_list("job", "at"))
    for job in jobs:
        soort = by_key.get(job.args.get("pk"), job.task_name)
        when = timezone.localtime(moments[job.pk])
        times = "één keer" if job.attempts == 1 else f"{job.attempts} keer"
        yield f"  {job.pk}  {soort}, {times} geprobeerd, laatst op {when:%d-%m-%Y om %H.%M} uur"
