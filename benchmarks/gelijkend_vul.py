"""Fill a database for `benchmarks/gelijkend.py`: real short texts, mixed, seen by few or many."""

# ruff: noqa: E402
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import django
import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenspel.project.settings")
django.setup()

from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pgvector import HalfVector
from pgvector.psycopg import register_vector

from benchmarks import teksten
from samenspel.basis.database import data_folder
from samenspel.inzichten import taal
from samenspel.inzichten.actions import ververs_vectoren
from samenspel.inzichten.models import CasusVector
from samenspel.praktijk.models import Koppeling
from samenspel.project.simuleer import simuleer
from samenspel.project.simuleer.kopieer import uuids, work

SIMULATED = 5_000
"""So many casussen come from `samenspel simuleer`; the others play where one of those plays."""
CHUNK = 20_000
SEEN = {"openbaar": 0.02, "partners": 0.5, "team": 0.13, "organisatie": 0.2, "besloten": 0.15}
OWN_SUBJECT = 0.7
"""Share of the casussen of an opgave that are about one of its own subjects."""
SUBJECTS = 12
BUILD = "set maintenance_work_mem = '3GB'; set max_parallel_maintenance_workers = 2"
FACTS = "gelijkend.json"


class Subjects:
    """Short real texts by subject, to be mixed into new ones."""

    def __init__(self, file: Path) -> None:
        rows = teksten.read(file)
        self.words = [row.kern.split() for row in rows]
        often = Counter(row.titel for row in rows)
        self.names = sorted(often)
        self.share = np.array([often[name] for name in self.names]) / len(rows)
        self.texts = [[i for i, row in enumerate(rows) if row.titel == name] for name in self.names]

    def tell(self, random: np.random.Generator, subject: int) -> tuple[str, str]:
        """Make a title and a text from three texts of one subject and a word of any other."""
        one, two, three = random.choice(self.texts[subject], 3)
        stray = self.words[int(random.integers(len(self.words)))]
        titel = self.some(random, one)[:120]
        tekst = f"{self.some(random, two)}. {self.some(random, three)} {random.choice(stray)}."
        return titel, tekst

    def some(self, random: np.random.Generator, text: int) -> str:
        """Leave words out, and one letter of some of the texts."""
        words = self.words[text]
        kept = [w for w, r in zip(words, random.random(len(words)), strict=True) if r > 0.15]
        told = " ".join(kept)
        if told and random.random() < 0.2:
            at = int(random.integers(len(told)))
            told = told[:at] + told[at + 1 :]
        return told


def fill(rows: int, file: Path) -> None:
    """Simulate the country, copy casussen with their vectors, and index them afterwards."""
    subjects = Subjects(file)
    call_command("migrate", verbosity=0, interactive=False)
    say(simuleer(342, min(SIMULATED, rows // 2), zaad=1))
    ververs_vectoren()
    register_vector(connection.connection)
    with connection.connection.cursor() as cursor, indexed_afterwards(cursor) as indexes:
        cursor.execute("set session_replication_role = replica")  # every key it names exists
        for columns, vectors in casussen(rows, subjects):
            write(cursor, columns, vectors)
        cursor.execute("reset session_replication_role")
    with connection.cursor() as cursor:
        cursor.execute("vacuum (analyze)")
        cursor.execute("select pg_size_pretty(pg_table_size('inzichten_casusvector'))")
        (table,) = cursor.fetchone()
    seen = ", ".join(f"{who} {share:.0%}" for who, share in SEEN.items())
    facts = {"rows": rows, "table": table, "seen": seen, "indexes": indexes}
    facts["texts"] = teksten.described(file, len(subjects.words))
    (data_folder() / FACTS).write_text(json.dumps(facts))


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


@contextmanager
def indexed_afterwards(cursor) -> Iterator[list[dict]]:
    """Drop the large indexes, and make them again as they were; tells what that took."""
    cursor.execute(
        "select indexname, indexdef from pg_indexes where indexdef ~* 'using (gin|hnsw)' "
        "and tablename in ('praktijk_casus', 'inzichten_casusvector')"
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f"drop index {name}")
    built: list[dict] = []
    yield built
    cursor.execute(BUILD)
    for name, definition in indexes:
        began = time.perf_counter()
        cursor.execute(definition)
        seconds = time.perf_counter() - began
        (size,) = cursor.execute(f"select pg_size_pretty(pg_relation_size('{name}'))").fetchone()
        load = round(os.getloadavg()[0])
        built.append({"name": name, "seconds": seconds, "size": size, "load": load})
        say(f"{name}: {seconds:.0f} s")


def casussen(rows: int, subjects: Subjects) -> Iterator[tuple[dict, np.ndarray]]:
    """Make what is missing to have so many vectors, in parts."""
    random = np.random.default_rng(1)
    places = list(
        Koppeling.objects.order_by("casus").values_list(
            "casus__opgave", "casus__gemeente", "casus__maker", "knelpunt"
        )
    )
    opgaven = sorted({place[0] for place in places})
    own = {one: random.choice(len(subjects.names), SUBJECTS, p=subjects.share) for one in opgaven}
    missing = rows - CasusVector.objects.count()
    for start in range(0, missing, CHUNK):
        number = min(CHUNK, missing - start)
        chosen = [places[i] for i in random.integers(len(places), size=number)]
        about = random.choice(len(subjects.names), number, p=subjects.share)
        told = [
            subjects.tell(
                random, int(random.choice(own[place[0]])) if random.random() < OWN_SUBJECT else at
            )
            for place, at in zip(chosen, about, strict=True)
        ]
        vectors = taal.encode([taal.text_of(*one) for one in told])
        yield columns_of(random, chosen, told), vectors
        say(f"{start + number:,} of {missing:,}")


def columns_of(random: np.random.Generator, places: list, told: list) -> dict:
    now = timezone.now()
    size = len(places)
    when = [now - timedelta(days=float(ago)) for ago in random.random(size) * 730]
    seen = random.choice(list(SEEN), size, p=list(SEEN.values())).tolist()
    by = [(maker, gemeente) for _, gemeente, maker, _ in places]
    return work(uuids(random, size), by=by, zichtbaarheid=seen, when=when) | {
        "opgave_id": [opgave for opgave, *_ in places],
        "gemeente_id": [gemeente for _, gemeente, *_ in places],
        "titel": [titel for titel, _ in told],
        "tekst": [tekst for _, tekst in told],
        "wens": [""] * size,
        "leefgebieden": [[]] * size,
        "ingebracht_op": when,
        "geholpen": [""] * size,
        "geholpen_toelichting": [""] * size,
        "knelpunt_id": [knelpunt for *_, knelpunt in places],
    }


def write(cursor, columns: dict, vectors: np.ndarray) -> None:
    """Write the casussen, their knelpunten and their vectors with COPY."""
    knelpunten = columns.pop("knelpunt_id")
    ids, when = columns["id"], columns["gemaakt_op"]
    copy(cursor, "praktijk_casus", columns)
    copy(cursor, "praktijk_koppeling", {"casus_id": ids, "knelpunt_id": knelpunten, "op": when})
    with cursor.copy(
        "copy inzichten_casusvector (casus_id, versie, taal, vector) from stdin (format binary)"
    ) as into:
        into.set_types(["uuid", "int4", "varchar", "halfvec"])
        for pk, vector in zip(ids, vectors, strict=True):
            into.write_row((pk, 1, taal.version(), HalfVector(vector)))


def copy(cursor, table: str, columns: dict) -> None:
    with cursor.copy(f"copy {table} ({', '.join(columns)}) from stdin") as into:
        for row in zip(*columns.values(), strict=True):
            into.write_row(row)


if __name__ == "__main__":
    fill(int(sys.argv[1]), Path(sys.argv[2]))
