"""Many independent pieces of work over any executor, in order, with a bound on what is waiting."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

from samenspel.analyse.samenhang.errors import CancelledError

T = TypeVar("T")

Progress = Callable[[int, int], bool | None]
"""Called as ``progress(done, total)`` after every piece; answering False stops the work."""

WAITING = 2 * (os.cpu_count() or 1) + 2
"""Pieces sent out ahead: enough to keep every worker busy, few enough to hold in memory."""


def run_in_order(
    work: Callable[[int], T], pieces: int, executor: Executor | None, progress: Progress | None
) -> Iterator[T]:
    """Yield ``work(0), work(1), ...`` in that order, whoever calculates them.

    Parameters
    ----------
    work
        A function that lets go of the interpreter lock, or that can be sent to another process.
    pieces
        How many there are.
    executor
        Any `concurrent.futures.Executor`, also that of Dask; None is a thread per core.
    progress
        See `Progress`.

    Raises
    ------
    CancelledError
        If `progress` answers False; work that has not started is then called off.
    """
    pool = ThreadPoolExecutor(os.cpu_count()) if executor is None else executor
    todo = iter(range(pieces))
    waiting: deque[Future[T]] = deque(pool.submit(work, piece) for piece in islice(todo, WAITING))
    done = 0
    try:
        while waiting:
            outcome = waiting.popleft().result()
            waiting.extend(pool.submit(work, piece) for piece in islice(todo, 1))
            yield outcome
            done += 1
            if progress is not None and progress(done, pieces) is False:
                raise CancelledError(
                    "De berekening is gestopt. Er is geen uitkomst.", code="cancelled"
                )
    finally:
        for future in waiting:
            future.cancel()
        if executor is None:
            pool.shutdown(wait=True)
