"""Set everything up that is not there yet, and serve."""

import os
import socket
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from samenspel.basis import klok
from samenspel.basis.database import WEB, WERKER, data_folder, database_runs, server_url, url_as
from samenspel.basis.errors import RuleError
from samenspel.project import delen

Say = Callable[[str], None]
BUILT = settings.PACKAGE / "basis" / "static" / "gebouwd"
CONSOLE = "django.core.mail.backends.console.EmailBackend"
PREPARING = 5_370_001
"""Number of the lock in the database that keeps two starts from preparing it at once."""


def serve(say: Say) -> int:
    """Prepare and serve until interrupted; a second time this takes seconds."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    with _listen(host, int(port)) as line:
        _prepare(say)
        web = _begin_web(line)
    say(f"Samenspel draait op http://{host}:{port} (stoppen met Ctrl+C)")
    parts = {"de website": web}
    if os.environ.get("SAMENSPEL_WERKER", "1") == "1":
        parts["de werker"] = _begin_worker(say)
    delen.keep_together(parts, also={"de database": database_runs})
    return 0


def _begin_web(line: socket.socket) -> delen.Deel:
    command = [sys.executable, "-m", "gunicorn", "samenspel.project.wsgi", "--preload"]
    command += ["--worker-class", "samenspel.project.webworker.WebWorker"]
    command += ["--workers", os.environ.get("SAMENSPEL_WEBPROCESSEN", "2")]
    command += ["--bind", f"fd://{line.fileno()}", "--log-level", "warning"]
    # It shares the database server that this process keeps running.
    return delen.begin(command, keep=[line.fileno()], DATABASE_URL=url_as(WEB))


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise RuleError(
            f"Op {host}, poort {port}, kan Samenspel niet luisteren ({error.strerror}). "
            "Kies een andere poort, zoals: PORT=8001 samenspel start"
        ) from error


def _begin_worker(say: Say) -> delen.Deel:
    command = [sys.executable, "-m", "samenspel", "werker"]
    if settings.EMAIL_BACKEND != CONSOLE:
        return delen.begin(command, DATABASE_URL=url_as(WERKER))
    file = data_folder() / "mail.txt"
    file.touch(mode=0o600)
    say(f"Mail komt in {file}")
    with file.open("a") as mail:
        return delen.begin(command, stdout=mail, DATABASE_URL=url_as(WERKER))


def _prepare(say: Say) -> None:
    steps: list[tuple[str, Callable[[], str | None]]] = [
        ("Tabellen", _make_tables),
        ("Registers", _load_registers),
        ("Opmaak", _collect_static),
    ]
    if settings.VOORBEELD:
        steps.append(("Voorbeeld", _load_example))
    with ExitStack() as held:
        steps.insert(0, ("Database", lambda: _start_database(held)))
        for number, (name, step) in enumerate(steps, 1):
            began = monotonic()
            outcome = step()
            done = f": {outcome}" if outcome else ""
            say(f"[{number}/{len(steps)}] {name}{done} ({monotonic() - began:.1f} s)")
    connection.close()  # the owner is not needed any more


def _start_database(held: ExitStack) -> str:
    """Start the database; let nobody else prepare it until `held` is closed."""
    connection = held.enter_context(psycopg.connect(server_url(), autocommit=True))
    connection.execute("select pg_advisory_lock(%s)", [PREPARING])
    return "die u opgaf" if os.environ.get("DATABASE_URL") else f"in {data_folder()}"


def _make_tables() -> None:
    """Check the settings and how the apps hang together, then bring the tables up to date."""
    call_command("migrate", verbosity=0, interactive=False, skip_checks=False)


def _load_registers() -> str:

    from samenspel.organisaties.registers import laad_registers

    counts = laad_registers(op=klok.today()).tellingen.values()
    changed = sum(count.nieuw + count.gewijzigd + count.beeindigd for count in counts)
    return f"{changed} rijen geladen" if changed else "niets veranderd"


def _load_example() -> str:
    from samenspel.project import voorbeeld

    return "geladen" if voorbeeld.laad() else "was er al"


def _collect_static() -> str | None:
    if not BUILT.exists():
        raise RuleError("De opmaak is nog niet gebouwd. Draai eerst: python frontend/build.py")
    stamp = settings.STATIC_ROOT / ".gebouwd"
    now = _newest(settings.PACKAGE)
    if stamp.exists() and stamp.read_text() == now:
        return None
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(now)
    return None


def _newest(package: Path) -> str:
    files = [file for file in package.glob("*/static/**/*") if file.is_file()]
    return repr(max((file.stat().st_mtime_ns, str(file)) for file in files))
