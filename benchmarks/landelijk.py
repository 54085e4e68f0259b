"""Every page of the story on a national database: queries, time, pages a second, weight.

Fill a database, then measure; the table goes into benchmarks/RESULTS.md, one for each size:

    SAMENSPEL_DATA=var/landelijk python -m samenspel start     (stop it when it serves)
    SAMENSPEL_DATA=var/landelijk python -m samenspel simuleer  (--casussen 10000, 1000000)
    SAMENSPEL_DATA=var/landelijk python -m benchmarks.landelijk [REQUESTS]

Goals are in calibrated milliseconds: what was measured, divided by how many times slower this
machine is now than the one where the goals were set (`benchmarks.calibration`).
"""

import gzip
import http.client
import os
import platform
import re
import statistics
import sys
import threading
import time
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote

import django

from benchmarks.calibration import Calibration, calibrate
from benchmarks.results import write_block
from tests.machine import Machine, Visitor, token_of

MOST_QUERIES, MOST_MS, LEAST_PER_SECOND, MOST_KB = 12, 100, 40, 150
REQUESTS = 100
NATIONAL = 100_000
"""Casussen of the table to which the goals belong; other sizes show how it grows."""
CLIENTS, SECONDS = 8, 30
TEXT = "Moeder met drie kinderen. Ontruiming dreigt, er is loonbeslag en een terugvordering. " * 6
COUNTED = re.compile(r"^(?!SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)", re.IGNORECASE)


@dataclass
class Page:
    """One page of the story and what was measured of it."""

    name: str
    path: str
    who: int | None
    form: dict[str, str] = field(default_factory=dict)
    queries: int = 0
    times: list[float] = field(default_factory=list)
    weight: float = 0.0

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[18]

    def good(self, factor: float) -> bool:
        """Are the goals met, on a machine that is `factor` times slower than the recorded one?"""
        quick = self.p95 / factor < MOST_MS
        return self.queries <= MOST_QUERIES and quick and self.weight < MOST_KB

    def row(self, factor: float) -> str:
        p50 = statistics.median(self.times)
        return (
            f"| {self.name} | {self.queries} | {p50:.0f} | {self.p95:.0f} "
            f"| {self.p95 / factor:.0f} | {self.weight:.0f} "
            f"| {'yes' if self.good(factor) else '**no**'} |"
        )


def one(statement: str, *values):
    """The first row that the owner finds."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


# ruff: noqa: S608
BIG = "(select opgave_id from praktijk_casus group by 1 order by count(*) desc limit 1)"
STUCK = f"""
    select k.id from praktijk_knelpunt k join praktijk_koppeling p on p.knelpunt_id = k.id
    where k.opgave_id = {BIG} group by 1 order by count(*) desc limit 1
"""
CASUS = "select id from praktijk_casus where maker_id = %s and ingebracht_op is {} order by id"
PROFESSIONAL = """
    select maker_id from praktijk_casus where ingebracht_op is null
    group by 1 order by count(*) desc, 1 limit 1
"""
MEMBER = f"select gebruiker_id from opgaven_teamlid where opgave_id = {BIG} order by id"
ASKED = """
    select id, aan_id from overleg_agendering where stand = 'open' and aan_id in
    (select id from organisaties_organisatie where soort = 'ministerie') order by id limit 1
"""
SPEAKER = "select gebruiker_id from organisaties_lidmaatschap where organisatie_id = %s limit 1"
DECIDED = (
    f"select id from overleg_besluit where opgave_id = {BIG} and stand = 'genomen' order by id"
)
AGREED = f"select id from overleg_afspraak where opgave_id = {BIG} order by id"


def story() -> list[Page]:
    """The pages, each as the person who uses it, on the biggest rows there are."""
    (professional,), (member,) = one(PROFESSIONAL), one(MEMBER)
    agendering, ministry = one(ASKED)
    (minister,) = one(SPEAKER, ministry)
    (big,), (stuck,) = one(f"select {BIG}"), one(STUCK)
    (casus,) = one(CASUS.format("not null"), professional)
    (concept,) = one(CASUS.format("null"), professional)
    (besluit,), (afspraak,) = one(DECIDED), one(AGREED)
    (at,) = one("select id from organisaties_organisatie where soort = 'gemeente' "
                "and inwoners is not null order by inwoners desc limit 1")  # fmt: skip

    def search(text: str) -> str:
        return f"/zoeken/?q={quote(text)}"

    return [
        Page("Voorpagina", "/", None),
        Page("Mijn werk (professional)", "/mijn-werk/", professional),
        Page("Mijn werk (teamlid)", "/mijn-werk/", member),
        Page("Mijn werk (ministerie)", "/mijn-werk/", minister),
        Page("Opgaven", "/opgaven/", member),
        Page("Opgave met 19.000 casussen", f"/opgaven/{big}/", member),
        Page("Opgave, samen", f"/opgaven/{big}/samen/", member),
        Page("Praktijk", "/praktijk/", professional),
        Page("Casus", f"/praktijk/casus/{casus}/", professional),
        Page("Nieuwe casus", "/praktijk/casus/nieuw/", professional),
        Page("Controle van de tekst", "/praktijk/casus/controle/", professional, {"tekst": TEXT}),
        Page("Totaalplaatje", f"/praktijk/casus/{concept}/beeld/", professional),
        Page("Wat zit er vast", f"/praktijk/casus/{concept}/vast/", professional),
        Page("Knelpunten", "/praktijk/knelpunten/", professional),
        Page("Knelpunt met de meeste casussen", f"/praktijk/knelpunten/{stuck}/", member),
        Page("Lessen", "/praktijk/lessen/", professional),
        Page("Overleg", "/overleg/", member),
        Page("Plaatsen", f"/overleg/plaats/{stuck}/", member),
        Page("Agendering", f"/overleg/agendering/{agendering}/", minister),
        Page("Besluit", f"/overleg/besluit/{besluit}/", member),
        Page("Afspraak", f"/overleg/afspraak/{afspraak}/", member),
        Page("Organisaties", "/organisaties/", None),
        Page("Organisatie", f"/organisaties/{at}/", member),
        Page("Zoeken: deurwaarders", search("deurwaarders"), professional),
        Page("Zoeken: briefad", search("briefad"), member),
        Page("Zoeken: kostendelersnrom", search("kostendelersnrom"), minister),
        Page("Zoeken: zonder adres uitkering", search("zonder adres uitkering"), None),
    ]


def count_queries(pages: list[Page]) -> None:
    """Count what each page asks the database, as the web role; transaction marks left out."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests import sleutels

    for page in pages:
        client = Client(SERVER_NAME="127.0.0.1")
        if page.who:
            person = get_user_model().objects.get(pk=page.who)
            sleutels.sign_in(client, person)
        with connection.cursor() as cursor:
            cursor.execute("set role samenspel_web")
        with CaptureQueriesContext(connection) as seen:
            ask = client.post if page.form else client.get
            answer = ask(page.path, page.form or None)
        with connection.cursor() as cursor:
            cursor.execute("reset role")
        if answer.status_code != 200:
            raise SystemExit(f"{page.name}: {answer.status_code} {page.path}")
        page.queries = sum(bool(COUNTED.match(query["sql"])) for query in seen)


def sign_in(port: int, pages: list[Page]) -> dict[int | None, tuple[Visitor, str]]:
    """One signed-in browser per person, with its token for forms."""
    browsers = {}
    for who in dict.fromkeys(page.who for page in pages):
        visitor = Visitor(port)
        token = token_of(visitor.get("/")[2])
        if who:
            visitor.post("/inloggen/voorbeeld/", {"gebruiker": str(who)}, token=token)
            token = token_of(visitor.get("/profiel/")[2])
        browsers[who] = visitor, token
    return browsers


def fetch(page: Page, browsers: dict) -> float:
    """Fetch one page; returns milliseconds."""
    visitor, token = browsers[page.who]
    began = time.perf_counter()
    if page.form:
        status, _, _ = visitor.post(page.path, page.form, token=token)
    else:
        status, _, _ = visitor.get(page.path)
    if status != 200:
        raise SystemExit(f"{page.name}: {status}")
    return (time.perf_counter() - began) * 1000


def weigh(page: Page, browsers: dict, files: dict[str, int]) -> None:
    """Weigh a first view in kB, compressed: the page and what its head asks for."""
    visitor, token = browsers[page.who]
    html = (
        visitor.post(page.path, page.form, token=token) if page.form else visitor.get(page.path)
    )[2]
    head = html.partition("</head>")[0]
    total = len(gzip.compress(html.encode()))
    for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', head):
        if path not in files:
            files[path] = size(visitor.port, path)
        total += files[path]
    page.weight = total / 1000


def size(port: int, path: str) -> int:
    """How many bytes a browser receives."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip, br"})
    answer = connection.getresponse()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status}")
    return len(answer.read())


def page_views(pages: list[Page], port: int) -> float:
    """Pages a second with `CLIENTS` at once, all walking through the whole story."""
    done = [0] * CLIENTS
    end = time.perf_counter() + SECONDS

    def walk(number: int) -> None:
        browsers = sign_in(port, pages)
        for page in islice(cycle(pages), number * 3, None):
            if time.perf_counter() > end:
                return
            fetch(page, browsers)
            done[number] += 1

    began = time.perf_counter()
    threads = [threading.Thread(target=walk, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - began)


def report(pages: list[Page], speed: float, load: float, ijk: Calibration, requests: int) -> str:
    (version,) = one("show server_version")
    worst = max(pages, key=lambda page: page.p95)
    return "\n".join(
        [
            f"## National scale, {casussen()} casussen",
            "",
            f"PostgreSQL {version.split()[0]} (embedded), Python {platform.python_version()}, "
            f"{os.cpu_count()} cores that also run the clients and the database; load average at "
            f"the start {load:.1f}, niceness {os.nice(0)}. As the web role, with row security. "
            f"{requests} requests a page by one user. Calibration in the same run: {ijk}.",
            "",
            f"**{speed:.0f} page views a second** with {CLIENTS} clients for {SECONDS} s, "
            f"{speed * ijk.factor:.0f} calibrated (goal {LEAST_PER_SECOND}). Slowest page at p95: "
            f"{worst.name}, {worst.p95 / ijk.factor:.0f} calibrated ms (goal {MOST_MS}). Goals "
            f"per page: at most {MOST_QUERIES} queries, p95 under {MOST_MS} calibrated ms, first "
            f"view under {MOST_KB} kB compressed.",
            "",
            "| page | queries | p50 ms | p95 ms | calibrated p95 | first view kB | goals met |",
            "|---|--:|--:|--:|--:|--:|---|",
            *(page.row(ijk.factor) for page in pages),
            "",
            "Command: `python -m benchmarks.landelijk` (fill the database as its docstring says).",
        ]
    )


def casussen() -> int:
    """How many casussen this database holds."""
    return one("select count(*) from praktijk_casus")[0]


def main(arguments: list[str]) -> int:
    """Measure and write; the exit status is 1 when a goal is missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenspel.project.settings")
    from samenspel.basis.database import data_folder

    requests = int(arguments[0]) if arguments else REQUESTS
    load = os.getloadavg()[0]
    machine = Machine(data_folder())
    machine.start()
    try:
        django.setup()
        ijk = calibrate()
        print(ijk, flush=True)
        pages = story()
        count_queries(pages)
        browsers, files = sign_in(machine.port, pages), {}
        for page in pages:
            weigh(page, browsers, files)
            fetch(page, browsers)
            page.times = [fetch(page, browsers) for _ in range(requests)]
            print(page.row(ijk.factor), flush=True)
        speed = page_views(pages, machine.port)
        text = report(pages, speed, load, ijk, requests)
        national = abs(casussen() - NATIONAL) < NATIONAL / 10
        block = "landelijk" if national else f"landelijk-{casussen()}"
    finally:
        machine.stop()
    write_block(Path(__file__).parent / "RESULTS.md", block, text)
    print(f"{speed:.0f} page views a second, {speed * ijk.factor:.0f} calibrated")
    enough = speed * ijk.factor >= LEAST_PER_SECOND
    return 0 if enough and all(page.good(ijk.factor) for page in pages) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
