"""Measure for `benchmarks/gelijkend.py` what some people find, and how fast."""

# ruff: noqa: E402, S608
import json
import os
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import UUID

import django
import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenspel.project.settings")
django.setup()

from django.db import connection
from pgvector import HalfVector
from pgvector.psycopg import register_vector

from benchmarks.gelijkend_vul import Subjects
from samenspel.basis import rls
from samenspel.inzichten import taal
from samenspel.inzichten.pages.gelijkend import gelijkende
from samenspel.inzichten.rows import gelijkend

CHUNK = 20_000
QUERIES, K = 200, 10
Times = list[tuple[float, float]]
"""Milliseconds by the clock, and of processor."""


@dataclass
class Person:
    """Somebody who looks, and what was measured of her."""

    name: str
    pk: int | None
    share: float = 0.0
    recall: list[float] = field(default_factory=list)
    nearest: Times = field(default_factory=list)
    words: Times = field(default_factory=list)
    whole: Times = field(default_factory=list)


def people() -> list[Person]:
    (member,) = rows_of(MEMBER)
    makers = rows_of(PRACTICE)
    return [
        Person("outsider: openbaar only", None),
        Person("professional, most casussen", makers[0][0]),
        Person("professional, median", makers[len(makers) // 2][0]),
        Person("programme team of the biggest opgave", member[0]),
    ]


BIGGEST = "(select opgave_id from praktijk_casus group by 1 order by count(*) desc limit 1)"
MEMBER = f"select gebruiker_id from opgaven_teamlid where opgave_id = {BIGGEST} order by id limit 1"
PRACTICE = "select maker_id from praktijk_casus group by 1 order by count(*) desc, 1"


def rows_of(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def questions(subjects: Subjects) -> list[tuple[str, str]]:
    """New texts, as somebody would type them, of any subject."""
    random = np.random.default_rng(2)
    about = random.choice(len(subjects.names), QUERIES, p=subjects.share)
    return [subjects.tell(random, int(one)) for one in about]


class Exact:
    """All vectors in memory; the database says which of them somebody may read."""

    def __init__(self) -> None:
        connection.ensure_connection()
        register_vector(connection.connection)
        ids, vectors = [], []
        with (
            connection.connection.transaction(),
            connection.connection.cursor("everything", binary=True) as cursor,
        ):
            cursor.execute("select casus_id, vector from inzichten_casusvector")
            while rows := cursor.fetchmany(CHUNK):
                ids += [pk for pk, _ in rows]
                vectors.append(np.array([v.to_numpy() for _, v in rows], dtype=np.float16))
        self.at = {pk: number for number, pk in enumerate(ids)}
        self.vectors = np.concatenate(vectors)

    def readable(self, person: Person) -> np.ndarray:
        """Ask the database, as this person, for all vectors she may read."""
        with rls.seen_by(person.pk):
            return np.sort([self.at[pk] for (pk,) in rows_of(READABLE)])

    def kth(self, asked: np.ndarray, which: np.ndarray) -> np.ndarray:
        """Return for each question the cosine of the last of the nearest `K` among `which`."""
        cosines = np.empty((len(asked), len(which)), dtype=np.float32)
        for start in range(0, len(which), CHUNK):
            part = unit(self.vectors[which[start : start + CHUNK]])
            cosines[:, start : start + CHUNK] = asked @ part.T
        return np.partition(cosines, -K, axis=1)[:, -K]

    def share_found(self, asked: np.ndarray, kth: float, found: list[UUID]) -> float:
        """Share of the nearest `K` among the first `K` found; who ties with the last counts."""
        cosines = unit(self.vectors[[self.at[pk] for pk in found[:K]]]) @ asked
        return float((cosines >= kth - 1e-5).sum() / K)


READABLE = "select casus_id from inzichten_casusvector"


def unit(vectors: np.ndarray) -> np.ndarray:
    wide = vectors.astype(np.float32)
    return wide / np.maximum(np.linalg.norm(wide, axis=1, keepdims=True), 1e-9)


def measure(subjects: Subjects) -> list[Person]:
    """Ask everything of everybody, with the database in memory as far as that reaches."""
    exact, asked = Exact(), questions(subjects)
    vectors = [HalfVector(one) for one in taal.encode([taal.text_of(*one) for one in asked])]
    directions = unit(np.array([one.to_numpy() for one in vectors]))
    with connection.cursor() as cursor:
        cursor.execute("create extension if not exists pg_prewarm")
    done = people()
    for person in done:
        which = exact.readable(person)
        person.share = len(which) / len(exact.at)
        kth = exact.kth(directions, which)
        check_exact(person, vectors[0], float(kth[0]))
        rows_of(PREWARM)
        for one in asked:
            timed(person, person.whole, gelijkende, *one)
        for one in asked:
            timed(person, person.words, gelijkend._sharing_words, taal.text_of(*one), None)
        for vector, direction, last in zip(vectors, directions, kth, strict=True):
            found = timed(person, person.nearest, gelijkend._nearest, vector, None)
            person.recall.append(exact.share_found(direction, last, found))
    return done


PREWARM = """
    select pg_prewarm(oid) from pg_class
    where relkind in ('r', 'i') and relname ~ '^(inzichten_|casus|praktijk_)'
"""


def timed(person: Person, times: Times, work, *arguments):
    """Do one thing as the web role, in a transaction of its own, and note its milliseconds."""
    with rls.seen_by(person.pk):
        began, busy = time.perf_counter(), processor()
        found = work(*arguments)
        times.append(((time.perf_counter() - began) * 1e3, (processor() - busy) * 1e3))
    return found


def processor() -> float:
    """Seconds of processor that this process and its backend have used (Linux)."""
    pid = connection.connection.info.backend_pid
    spent = Path(f"/proc/{pid}/schedstat").read_text().split()[0]
    return time.process_time() + int(spent) / 1e9


def check_exact(person: Person, vector: HalfVector, kth: float) -> None:
    """Have PostgreSQL read everything for one question; a sum is in no index."""
    with rls.seen_by(person.pk):
        ((found,),) = rows_of(
            f"select 1 - far from (select (vector <=> '{vector.to_text()}') + 0 as far "
            f"from inzichten_casusvector) as every order by far offset {K - 1} limit 1"
        )
    if abs(found - kth) > 1e-4:
        raise SystemExit(f"{person.name}: {found} by the database, {kth} in memory")


if __name__ == "__main__":
    print(json.dumps([asdict(person) for person in measure(Subjects(Path(sys.argv[1])))]))
