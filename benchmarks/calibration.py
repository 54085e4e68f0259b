"""How quick is this machine now? Three fixed pieces of work, timed in the run that they explain.

Machines, and one machine from hour to hour, differ by a factor of two. A benchmark prints these
beside its own times, so that a reader can tell a slower program from a slower machine.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

SHAPLEY_PLAYERS = 25
RECORDED_SHAPLEY_MS = 17.0
"""What `SHAPLEY_PLAYERS` took on the machine where the goals of the pages were set."""
REPEATS = 7
TEMPLATE = (
    "{% for row in rows %}<li><a href='/{{ row.pk }}/'>{{ row.titel }}</a>"
    "{% if row.klaar %}{{ row.titel|upper }}{% else %}{{ row.pk|add:1 }}{% endif %}</li>"
    "{% endfor %}"
)
QUERY = """
    select count(*), max(md5(number::text)) from generate_series(1, 200000) number
    where number % 7 <> 0
"""


@dataclass(frozen=True)
class Calibration:
    """The median milliseconds of each piece of work."""

    template: float
    query: float
    shapley: float

    @property
    def factor(self) -> float:
        """How many times slower than the recorded machine this one is."""
        return self.shapley / RECORDED_SHAPLEY_MS

    def __str__(self) -> str:
        return (
            f"a fixed template {self.template:.1f} ms, a fixed query {self.query:.1f} ms, "
            f"Shapley of {SHAPLEY_PLAYERS} players {self.shapley:.1f} ms "
            f"({RECORDED_SHAPLEY_MS:.0f} ms on the recorded machine: factor {self.factor:.2f})"
        )


def calibrate() -> Calibration:
    """Time the three pieces of work, each `REPEATS` times (Django must be set up)."""
    from django.db import connection
    from django.template import Context, Engine

    from samenspel.analyse.uitruil import Game, shapley

    rows = [{"pk": n, "titel": f"Casus {n}", "klaar": n % 2} for n in range(500)]
    template = Engine().from_string(TEMPLATE)
    values = np.random.default_rng(1).random(2**SHAPLEY_PLAYERS)
    values[0] = 0
    game = Game.from_array(list(map(str, range(SHAPLEY_PLAYERS))), values)

    def query() -> None:
        with connection.cursor() as cursor:
            cursor.execute(QUERY)

    return Calibration(
        template=_median(lambda: template.render(Context({"rows": rows}))),
        query=_median(query),
        shapley=_median(lambda: shapley(game)),
    )


def _median(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)
