"""The processes that together are one running Samenspel: they begin and end together."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import IO

import psutil

from samenspel.basis.errors import RuleError

Deel = subprocess.Popen[bytes]
PATIENCE = 40
"""Seconds that a part may take to finish what it does; gunicorn gives a page 30."""
PR_SET_PDEATHSIG = 1


def begin(
    command: Sequence[str],
    *,
    keep: Sequence[int] = (),
    stdout: IO[str] | None = None,
    **environment: str,
) -> Deel:
    """Start a part that is told to stop when we end, however we end.

    It inherits the open files numbered in `keep`.
    """
    ours = os.getpid()

    def follow() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != ours:  # we ended while it began
                os._exit(1)

    return subprocess.Popen(
        command,
        env=os.environ | environment,
        pass_fds=keep,
        stdout=stdout,
        preexec_fn=follow,
        start_new_session=True,  # Ctrl+C is for us, who tell the parts
    )


def _tell(deel: Deel, number: int) -> None:
    """Signal a part and what it started itself, also when the part is gone already."""
    with suppress(ProcessLookupError):
        os.killpg(deel.pid, number)


def _lives(deel: Deel) -> bool:
    deel.poll()
    for one in psutil.process_iter():
        with suppress(ProcessLookupError, psutil.NoSuchProcess):
            if os.getpgid(one.pid) == deel.pid and one.status() != psutil.STATUS_ZOMBIE:
                return True
    return False


def keep_together(delen: Mapping[str, Deel], *, also: Mapping[str, Callable[[], bool]]) -> None:
    """Wait until we are told to stop, and stop all parts.

    Raises `RuleError` when one of them, or one of what must `also` run, ended by itself: whoever
    supervises us then starts everything again.
    """
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())

    def missing() -> list[str]:
        gone = [name for name, deel in delen.items() if deel.poll() is not None]
        return gone + [name for name, runs in also.items() if not runs()]

    gone: list[str] = []
    while not gone and not told.wait(0.5):
        gone = missing()
    for number in (signal.SIGTERM, signal.SIGKILL):
        for deel in delen.values():
            _tell(deel, number)
        end = time.monotonic() + PATIENCE
        while any(map(_lives, delen.values())) and time.monotonic() < end:
            time.sleep(0.1)
    if gone:
        raise RuleError(
            f"Samenspel is gestopt, omdat dit ermee ophield: {', '.join(gone)}. Kijk hierboven "
            "of er een oorzaak staat, en start opnieuw."
        )
