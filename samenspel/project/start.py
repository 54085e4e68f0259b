"""Set everything up that is not there yet, and serve."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.management import call_command

from samenspel.basis import klok
from samenspel.basis.database import data_folder, server_url
from samenspel.basis.errors import RuleError
from samenspel.project.veiligheid import require_safe

Say = Callable[[str], None]
BUILT = settings.PACKAGE / "basis" / "static" / "gebouwd"
DAY = 24 * 60 * 60


def serve(say: Say) -> int:
    """Prepare and serve until interrupted; a second time this takes seconds."""
    require_safe(settings)
    _prepare(say)
    host = os.environ.get("HOST", "127.0.0.1")
    port = os.environ.get("PORT", "8000")
    workers = os.environ.get("SAMENSPEL_WERKERS", "2")
    command = [sys.executable, "-m", "gunicorn", "samenspel.project.wsgi"]
    command += ["--bind", f"{host}:{port}", "--workers", workers, "--preload"]
    command += ["--log-level", "warning"]
    # The workers share the server that this process keeps running.
    server = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": server_url()})
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: server.terminate())
    stop = threading.Event()
    every_day = threading.Thread(target=_every_day, args=(stop,), daemon=True)
    if os.environ.get("SAMENSPEL_DAGELIJKS", "1") == "1":
        every_day.start()
    say(f"Samenspel draait op http://{host}:{port} (stoppen met Ctrl+C)")
    status = server.wait()
    stop.set()
    if every_day.is_alive():
        every_day.join()
    return 0 if status in (0, -signal.SIGTERM, -signal.SIGINT) else status


def _prepare(say: Say) -> None:
    steps: list[tuple[str, Callable[[Say], str | None]]] = [
        ("Database", lambda _: _start_database()),
        ("Tabellen", lambda _: call_command("migrate", verbosity=0, interactive=False)),
        ("Registers", lambda _: _load_registers()),
        ("Opmaak", lambda _: _collect_static()),
    ]
    if settings.VOORBEELD:
        steps.append(("Voorbeeld", lambda _: _load_example()))
    for number, (name, step) in enumerate(steps, 1):
        began = monotonic()
        outcome = step(say)
        done = f": {outcome}" if outcome else ""
        say(f"[{number}/{len(steps)}] {name}{done} ({monotonic() - began:.1f} s)")


def _start_database() -> str:
    server_url()
    return "die u opgaf" if os.environ.get("DATABASE_URL") else f"in {data_folder()}"


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


def _every_day(stop: threading.Event) -> None:
    """Process terms and mail now and every day, until `stop`; production may use a timer."""
    command = [sys.executable, "-m", "samenspel", "dagelijks"]
    while True:
        with (data_folder() / "dagelijks.log").open("a") as log:
            job = subprocess.Popen(command, stdout=log, stderr=log)
            while job.poll() is None:
                if stop.wait(0.5):
                    job.terminate()
                    job.wait()
                    return
        if stop.wait(DAY):
            return
