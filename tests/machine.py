"""A Samenspel of its own on this machine, as somebody who keeps it running starts it."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import psutil

ROOT = Path(__file__).parent.parent
RECOVERED = 10
"""Seconds in which what was shot is back; a 5xx after that is nobody's shot."""
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a place with its data in `folder`, as on a machine without ours."""
    ours = ("SAMENSPEL_", "DATABASE_URL", "DJANGO_", "PYTEST_", "COVERAGE_")
    clean = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return clean | {"SAMENSPEL_DATA": str(folder)} | more


def command(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run `samenspel ...` there."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "samenspel", *arguments],
        env=environment(folder, **more), cwd=ROOT, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Machine:
    """`samenspel start` on its own folder and port, whose processes can be shot."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder, self.port = folder, free_port()
        # What is measured or shot here is the serving, not what a worker does.
        more = {"SAMENSPEL_WERKER": "0", "PORT": str(self.port)} | more
        self.environment = environment(folder, **more)
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        log = (self.folder / "log").open("a")
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "samenspel", "start"],
            env=self.environment, cwd=ROOT, stdout=log, stderr=log,
        )  # fmt: skip
        until(self.answers, seconds=90)

    def answers(self) -> bool:
        if self.process.poll() is not None:
            raise AssertionError((self.folder / "log").read_text()[-3000:])
        with contextlib.suppress(OSError, http.client.HTTPException):
            return Visitor(self.port).get("/")[0] == 200
        return False

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(20)

    # --- what can be shot -------------------------------------------------------------------

    def master(self) -> psutil.Process:
        children = psutil.Process(self.process.pid).children()
        return next(one for one in children if "gunicorn" in " ".join(one.cmdline()))

    def worker(self) -> psutil.Process:
        children = psutil.Process(self.process.pid).children()
        return next(one for one in children if one.cmdline()[-1] == "werker")

    def workers(self) -> list[psutil.Process]:
        """The processes that serve; none while the site is coming up."""
        try:
            return self.master().children()
        except StopIteration:
            return []

    def postmaster(self) -> psutil.Process:
        file = self.folder / "postgres" / "postmaster.pid"
        return psutil.Process(int(file.read_text().splitlines()[0]))

    def backends(self) -> list[psutil.Process]:
        """The processes of PostgreSQL that work for somebody."""
        children = self.postmaster().children()
        return [one for one in children if " samenspel " in " ".join(one.cmdline())]

    def everything(self) -> list[psutil.Process]:
        return [
            psutil.Process(self.process.pid), self.master(), *self.workers(),
            self.postmaster(), *self.postmaster().children(),
        ]  # fmt: skip


def database_of(folder: Path) -> str:
    """The address of the database in `folder`, for its owner."""
    lines = (folder / "postgres" / "postmaster.pid").read_text().splitlines()
    return f"postgresql://postgres@/samenspel?host={lines[4]}"


def shoot(*processes: psutil.Process) -> None:
    """`kill -9`, all at once; one that is gone already is no failure."""
    assert processes
    for one in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            one.kill()
    psutil.wait_procs(processes, timeout=10)


def until(done, *, seconds: float, told: Sequence[str] = ()) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {done} {told[-5:]}")
        time.sleep(0.2)


class Visitor:
    """A browser with cookies, on plain http."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def request(self, method: str, path: str, body: str = "", headers=None) -> tuple[int, str, str]:
        """Return status, where it sends us, and the page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        cookie = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        connection.request(method, path, body, {"Cookie": cookie} | (headers or {}))
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            key, _, value = line.partition(";")[0].partition("=")
            self.cookies[key] = value
        page = answer.read().decode()
        connection.close()
        return answer.status, answer.headers.get("Location", ""), page

    def get(self, path: str) -> tuple[int, str, str]:
        return self.request("GET", path)

    def post(self, path: str, form: dict[str, str], *, token: str) -> tuple[int, str, str]:
        return self.request("POST", path, urlencode(form | {"csrfmiddlewaretoken": token}), FORM)

    def sign_in(self, name: str) -> None:
        """Choose somebody of the example on the front page."""
        page = self.get("/")[2]
        token = token_of(page)
        near = page[: page.index(f">{name}</button>")]
        person = re.findall(r'name="gebruiker" value="(\d+)"', near)
        person = person or re.findall(r'value="(\d+)"', near)
        status, _, _ = self.post("/inloggen/voorbeeld/", {"gebruiker": person[-1]}, token=token)
        assert status == 302


def token_of(page: str) -> str:
    return found(r'name="csrfmiddlewaretoken" value="(\w+)"', page)


def found(pattern: str, page: str) -> str:
    match = re.search(pattern, page)
    if match is None:
        raise ValueError(f"no {pattern} in: {page[:200]}")
    return match[1]


class Writers:
    """Some people who keep describing casussen, and remember what was acknowledged."""

    def __init__(self, machine: Machine, names: list[str]) -> None:
        self.machine = machine
        self.numbers = count(1)
        self.acknowledged: list[str] = []
        self.troubles: list[str] = []
        self.cut = 0.0
        self.unexpected: list[str] = []
        self.enough = threading.Event()
        self.threads = [threading.Thread(target=self.write, args=(name,)) for name in names]

    @contextlib.contextmanager
    def at_work(self) -> Iterator["Writers"]:
        for one in self.threads:
            one.start()
        try:
            yield self
        finally:
            self.enough.set()
            for one in self.threads:
                one.join(15)

    def write(self, name: str) -> None:
        visitor: Visitor | None = None
        while not self.enough.is_set():
            try:
                if visitor is None:
                    visitor = Visitor(self.machine.port)
                    visitor.sign_in(name)
                self.describe(visitor)
            except (OSError, http.client.HTTPException, ValueError, AssertionError) as error:
                self.troubles.append(repr(error))
                visitor = None  # the server is away: try again, and sign in again
                time.sleep(0.2)

    def describe(self, visitor: Visitor, title: str = "") -> None:
        began = time.monotonic()
        answered, _, page = visitor.get("/praktijk/casus/nieuw/")
        self.judge(began, answered)
        title = title or f"Storing {next(self.numbers)}"
        form = {"titel": title, "tekst": "Een gezin met schulden. " * 50, "wens": "Rust."}
        gemeente = found(r'<option value="([0-9a-f-]{36})"', page)
        status, where, _ = visitor.post(
            "/praktijk/casus/nieuw/", form | {"gemeente": gemeente}, token=token_of(page)
        )
        self.judge(began, status)
        if status == 302 and "/praktijk/casus/" in where:
            self.acknowledged.append(title)
        else:
            self.troubles.append(f"{title}: {status}")

    def power_cut(self) -> None:
        """Know that something is shot now: for some seconds an answer may be a 5xx."""
        self.cut = time.monotonic()

    def judge(self, began: float, status: int) -> None:
        """Note a 5xx while nothing was shot."""
        if status >= 500 and began > self.cut + RECOVERED:
            self.unexpected.append(f"{status} {began - self.cut:.1f} s after a shot")

    def more(self, number: int = 3, seconds: float = 30) -> None:
        """Wait until so many more casussen were acknowledged."""
        wanted = len(self.acknowledged) + number
        until(lambda: len(self.acknowledged) >= wanted, seconds=seconds, told=self.troubles)
