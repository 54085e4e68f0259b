"""Write many rows at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection
from tqdm import tqdm

Columns = Mapping[str, Sequence[Any]]


def copy(table: str, columns: Columns) -> int:
    """Write columns of equal length into `table` with COPY; returns how many rows."""
    lists = [list(values) for values in columns.values()]
    names = ", ".join(columns)
    rows = zip(*lists, strict=True)
    total = len(lists[0])
    with (
        connection.cursor() as cursor,
        cursor.copy(f"copy {table} ({names}) from stdin") as into,
        tqdm(total=total, desc=f"{table:30}", unit=" rijen", mininterval=0.5) as bar,
    ):
        for number, row in enumerate(rows, 1):
            into.write_row(row)
            if number % 1000 == 0:
                bar.update(1000)
        bar.update(total % 1000)
    return total


def uuids(rng: np.random.Generator, size: int) -> list[UUID]:
    """Make ids that follow from the seed."""
    raw = rng.bytes(16 * size)
    return [UUID(bytes=raw[i : i + 16], version=4) for i in range(0, 16 * size, 16)]


def work(
    ids: Sequence[UUID],
    *,
    by: Sequence[tuple[int, UUID]],
    zichtbaarheid: Sequence[str],
    when: Sequence[datetime],
) -> dict[str, Sequence[Any]]:
    """Make the columns of `Zichtbaar`; `by` is who made a row and for which organisatie."""
    return {
        "id": ids,
        "maker_id": [maker for maker, _ in by],
        "organisatie_id": [at for _, at in by],
        "zichtbaarheid": zichtbaarheid,
        "genoemden": [
            [maker] if seen == "besloten" else []
            for (maker, _), seen in zip(by, zichtbaarheid, strict=True)
        ],
        "gemaakt_op": when,
        "versie": [1] * len(ids),
    }
