"""What the queue itself does: the work that was asked, picking up what fell, and tidying."""

from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models.functions import Now
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from samenspel.basis import klok
from samenspel.organisaties.models import Sleutel
from samenspel.taken import work
from samenspel.taken.models import Taak

EVERY_MINUTE, EVERY_NIGHT = "* * * * *", "30 2 * * *"
KEPT = 30
"""Days that finished work is kept."""
# After 6 s, 36 s, 4 min, 22 min and 2 hours.
AGAIN = RetryStrategy(exponential_wait=6, retry_exceptions={work.AgainError})


@app.task(name="taak", pass_context=True, retry=AGAIN)
def taak(context: JobContext, pk: str) -> None:
    """Do what somebody asked, or what follows from an act."""
    work.do(UUID(pk), attempt=context.job.attempts + 1)


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="opvangen", queueing_lock="opvangen", pass_context=True)
async def opvangen(context: JobContext, timestamp: int) -> None:
    """Let another worker do what a worker that was shot left behind."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="opruimen", queueing_lock="opruimen")
def opruimen(timestamp: int) -> None:
    """Forget finished work, keys that ended, and counts of knocking (`basis.throttle`)."""
    before = klok.now() - timedelta(days=KEPT)
    Taak.objects.filter(klaar_op__lt=before).delete()
    Sleutel.objects.filter(tot__lt=Now()).delete()
    with connection.cursor() as cursor:
        cursor.execute("select vergeet_tellers()")
