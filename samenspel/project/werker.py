"""The worker: does what nobody waits for (`samenspel.taken`)."""

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from samenspel.basis.database import WERKER, log_in_as
from samenspel.basis.login import require_powerless
from samenspel.basis.policy.database import require_laid_down
from samenspel.inzichten import taal

AT_ONCE = 2
"""Pieces of work at the same time; a mail need not wait for a long search."""
PATIENCE = 30
"""Seconds in which work may end after we are told to stop; then another worker does it anew."""


def work() -> None:
    """Work until told to stop (SIGTERM or Ctrl+C).

    Raises `RuleError` when it logged in as a role that could do more than this.
    """
    log_in_as(WERKER)
    require_powerless(WERKER)
    require_laid_down()
    taal.prepare()  # so that the first to ask need not wait for it
    with app.replace_connector(DjangoConnector().get_worker_connector()):
        app.run_worker(
            name="werker",
            concurrency=AT_ONCE,
            delete_jobs="successful",
            shutdown_graceful_timeout=PATIENCE,
        )
