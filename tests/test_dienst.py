"""The service itself: nobody makes another wait, stopping loses nothing, and it ends as one."""

import http.client
import shutil
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
import pytest
from waitress import wasyncore
from waitress.adjustments import Adjustments

from samenspel.project import webworker
from tests.drukte import on_the_line
from tests.machine import (
    ROOT,
    Machine,
    Visitor,
    Writers,
    command,
    database_of,
    shoot,
    token_of,
    until,
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A data folder of its own; not in tmp_path, where the database's user cannot come."""
    made = ROOT / "var" / "test-dienst"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def ready(folder) -> Path:
    """The folder, after two first starts at the same moment."""
    both = [Machine(folder), Machine(folder)]
    threads = [threading.Thread(target=one.start) for one in both]
    try:
        for one in threads:
            one.start()
        for one in threads:
            one.join(90)
        assert [one.answers() for one in both] == [True, True]
        assert "Traceback" not in (folder / "log").read_text()
        assert len(list(folder.glob("geheim*"))) == 1
        refused = command(folder, "start", PORT=str(both[0].port))
        assert refused.returncode == 1
        assert "Kies een andere poort" in refused.stderr
    finally:
        for one in both:
            one.stop()
    return folder


@pytest.fixture
def machine(ready) -> Iterator[Machine]:
    machine = Machine(ready)
    try:
        machine.start()
        yield machine
    finally:
        machine.stop()


def pages(machine: Machine, number: int = 20) -> float:
    """Fetch so many pages one after another; return the seconds of the slowest."""
    slowest = 0.0
    for _ in range(number):
        began = time.monotonic()
        assert Visitor(machine.port).get("/")[0] == 200
        slowest = max(slowest, time.monotonic() - began)
    return slowest


def test_who_holds_the_line_keeps_nobody_waiting(machine):
    quiet = pages(machine)
    with on_the_line(machine.port, silent=120, slow=60):
        crowded = pages(machine)
    # Far more than what a busy test machine does, far less than waiting for a line to close.
    assert crowded < 2 + 5 * quiet


@contextmanager
def casussen_locked(folder: Path) -> Iterator[psycopg.Connection]:
    """Nobody can write a casus during this block; it says who waits."""
    with psycopg.connect(database_of(folder)) as owner:
        owner.execute("lock table praktijk_casus in exclusive mode")
        yield owner


def waiting(owner: psycopg.Connection) -> bool:
    found = owner.execute("select count(*) from pg_locks where not granted")
    return found.fetchone() != (0,)


def send(machine: Machine, title: str) -> tuple[threading.Thread, list[str]]:
    """Somebody sends a casus; her titles that were acknowledged come in the list."""
    told = Writers(machine, [])
    visitor = Visitor(machine.port)
    visitor.sign_in("Anne")

    def describe() -> None:
        with suppress(OSError, http.client.HTTPException):
            told.describe(visitor, title)

    thread = threading.Thread(target=describe)
    thread.start()
    return thread, told.acknowledged


def titles(folder: Path) -> list[str]:
    with psycopg.connect(database_of(folder)) as owner:
        return [title for (title,) in owner.execute("select titel from praktijk_casus")]


def test_who_was_writing_when_we_stopped_gets_her_answer(machine, ready):
    with casussen_locked(ready) as owner:
        thread, acknowledged = send(machine, "Bij het stoppen")
        until(lambda: waiting(owner), seconds=10)
        machine.process.send_signal(signal.SIGTERM)
        time.sleep(1)
        assert machine.process.poll() is None
    thread.join(15)
    assert machine.process.wait(20) == 0
    machine.start()
    assert acknowledged == ["Bij het stoppen"]
    assert "Bij het stoppen" in titles(ready)


def test_what_got_no_answer_was_not_written(machine, ready):
    with casussen_locked(ready) as owner:
        thread, acknowledged = send(machine, "Bij het omvallen")
        until(lambda: waiting(owner), seconds=10)
        shoot(*machine.workers())
    thread.join(15)
    assert acknowledged == []
    assert "Bij het omvallen" not in titles(ready)


def test_guesses_are_counted_over_all_workers_and_outlive_them(machine):
    def guess() -> int:
        visitor = Visitor(machine.port)
        token = token_of(visitor.get("/verhalen/mijn/")[2])
        return visitor.post("/verhalen/mijn/", {"code": "ABCD-EFGH-JKMN-2345"}, token=token)[0]

    assert [guess() for _ in range(8)] == [422] * 8
    shoot(*machine.workers())
    until(machine.answers, seconds=15)
    assert [guess() for _ in range(4)] == [422, 422, 429, 429]


def test_when_start_is_shot_nothing_stays_behind(machine):
    left = [one for one in machine.everything() if one.pid != machine.process.pid]
    shoot(psutil.Process(machine.process.pid))
    until(lambda: not any(one.is_running() for one in left), seconds=15)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", machine.port))


@pytest.mark.parametrize(
    ("which", "named"), [(Machine.postmaster, "de database"), (Machine.master, "de website")]
)
def test_when_a_part_is_shot_start_says_so_and_ends(machine, ready, which, named):
    shoot(which(machine))
    assert machine.process.wait(20) == 1
    assert f"dit ermee ophield: {named}" in (ready / "log").read_text().splitlines()[-1]


def test_a_command_that_is_the_last_user_stops_the_database(ready):
    assert command(ready, "spoor", "verifieer").returncode == 0
    assert not (ready / "postgres" / "postmaster.pid").exists()


# --- one line ----------------------------------------------------------------------------------


@pytest.fixture
def line() -> Iterator[tuple[socket.socket, webworker.Server, dict]]:
    """A server that is turned by hand, and a line to it."""
    lines: dict = {}
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = webworker.Server(
            lambda environ, start: [start("200 OK", []) and b""], map=lines, _sock=listener,
            bind_socket=False, adj=Adjustments(threads=1, channel_timeout=webworker.SILENT),
            sockinfo=(socket.AF_INET, socket.SOCK_STREAM, 0, listener.getsockname()),
        )  # fmt: skip
        with socket.create_connection(listener.getsockname()) as caller:
            caller.settimeout(1)
            yield caller, server, lines
        server.task_dispatcher.shutdown()
        wasyncore.close_all(lines)


def turn(lines: dict) -> None:
    for _ in range(5):
        wasyncore.loop(timeout=0.05, use_poll=True, map=lines, count=1)


@pytest.mark.parametrize(
    ("said", "patience"),
    [(b"", webworker.SILENT), (b"GET / HTTP/1.1\r\nX: ", webworker.SLOW)],
)
def test_who_takes_too_long_is_hung_up_on_without_a_word(line, said, patience):
    caller, server, lines = line
    caller.sendall(said)
    turn(lines)
    (heard,) = server.active_channels.values()
    for seconds in range(0, patience, 20):  # a letter every twenty seconds
        heard.last_activity = time.time() + (seconds if said else 0)
        server.maintenance(time.time() + seconds)
    turn(lines)
    assert len(server.active_channels) == 1
    server.maintenance(time.time() + patience + 1)
    turn(lines)
    assert caller.recv(100) == b""
