"""Callers who hold the line: some say nothing, some one letter a second. Loopback only.

    python -m tests.drukte PORT SILENT SLOW SECONDS

Half of the slow ones never finish their headers, the other half never their body. Whoever is hung
up on calls again. Prints `klaar` when everybody is on the line, and stops by itself.
"""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

HEADERS = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Traag: "
COOKIE = b"Cookie: csrftoken=" + b"a" * 32 + b"\r\n"  # or Django refuses without reading
BODY = (
    b"POST /verhalen/vertel/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90000\r\n"
    + COOKIE
    + b"Content-Type: application/x-www-form-urlencoded\r\n\r\ntekst="
)
MOST_SECONDS = 300


class Caller:
    """One line, kept open with as little as possible."""

    def __init__(self, port: int, opening: bytes) -> None:
        self.port, self.opening = port, opening
        self.line = self.call()

    def call(self) -> socket.socket | None:
        line = socket.socket()
        try:
            line.settimeout(5)
            line.connect(("127.0.0.1", self.port))
            line.sendall(self.opening)
        except OSError:
            line.close()
            return None
        line.setblocking(False)
        return line

    def go_on(self) -> None:
        """Say one letter more, unless silent; call again after being hung up on."""
        if self.line is not None:
            try:
                if self.opening:
                    self.line.send(b"a")
                if self.line.recv(4096):
                    return
            except BlockingIOError:
                return
            except OSError:
                pass
            self.line.close()
        self.line = self.call()


def main(port: int, silent: int, slow: int, seconds: float) -> None:
    """Hold the lines for so long, at most `MOST_SECONDS`."""
    end = time.monotonic() + min(seconds, MOST_SECONDS)
    openings = [b""] * silent + list(islice(cycle([HEADERS, BODY]), slow))
    callers = [Caller(port, opening) for opening in openings]
    print("klaar", flush=True)
    while time.monotonic() < end:
        for one in callers:
            one.go_on()
        time.sleep(1)


@contextlib.contextmanager
def on_the_line(port: int, *, silent: int, slow: int) -> Iterator[None]:
    """Let a process of its own hold the lines during this block."""
    arguments = [str(number) for number in (port, silent, slow, MOST_SECONDS)]
    crowd = subprocess.Popen(
        [sys.executable, "-m", "tests.drukte", *arguments],
        cwd=Path(__file__).parent.parent, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert crowd.stdout is not None
        assert crowd.stdout.readline() == b"klaar\n"
        yield
    finally:
        crowd.kill()
        crowd.wait()


if __name__ == "__main__":
    main(*(int(value) for value in sys.argv[1:]))
