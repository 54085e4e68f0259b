"""How the pages are served: gunicorn keeps the processes, waitress the lines.

Waitress hears all lines in one loop and hands a request to a thread when all of it is in, so that
whoever is silent or slow keeps nobody waiting (docs/decisions/0016-a-line-is-not-a-worker.md).
"""

import os
import resource
import socket
import time
from typing import Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer

THREADS = 4
"""Pages that one process draws at once; each thread holds a connection with the database."""
SILENT = 60
"""Seconds before a line on which nothing is said is closed."""
SLOW = 300
"""Seconds within which a request, with all that is sent along, must be in."""
MOST_BYTES = 12_000_000
"""Of one request: somewhat more than a form may hold, which then says so in Dutch."""


class TimedRequest(HTTPRequestParser):
    """A request that knows when its first letter came."""

    def __init__(self, adj: Adjustments) -> None:
        super().__init__(adj)
        self.begun = time.time()


class Line(HTTPChannel):
    """One connection."""

    parser_class = TimedRequest

    @property
    def waits(self) -> bool:
        """Is somebody here waiting for an answer, or for the rest of one?"""
        return bool(self.requests or self.total_outbufs_len)


class Server(TcpWSGIServer):
    """All lines of one process."""

    channel_class = Line

    def maintenance(self, now: float) -> None:
        """Hang up on the silent, as waitress does, and on whoever takes too long to ask."""
        super().maintenance(now)
        for line in self.active_channels.values():
            if line.request is not None and now - line.request.begun > SLOW:
                line.will_close = True

    def take_no_calls(self) -> None:
        """Leave the port to whoever comes after us; the lines that are open stay."""
        self.accepting = False
        wasyncore.dispatcher.close(self)

    def is_done(self) -> bool:
        """Hang up on whoever is not waiting; is there nobody left?"""
        for line in list(self.active_channels.values()):
            if not line.waits:
                line.handle_close()
        return not self.active_channels


class WebWorker(Worker):
    """One process; gunicorn starts another when it dies."""

    def run(self) -> None:
        """Serve until told to stop or left alone; then answer whoever waits, and nobody else."""
        (listener,) = self.sockets
        lines: dict[int, Any] = {}
        server = Server(
            self.wsgi,
            map=lines,
            _sock=listener.sock,
            bind_socket=False,
            sockinfo=(listener.sock.family, socket.SOCK_STREAM, 0, listener.getsockname()),
            adj=Adjustments(
                threads=THREADS,
                channel_timeout=SILENT,
                connection_limit=resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 100,
                max_request_body_size=MOST_BYTES,
                clear_untrusted_proxy_headers=False,  # `veiligheid.py` knows which to trust
                ident=None,
            ),
        )
        while self.alive and self.ppid == os.getppid():
            self.turn(lines)
        server.take_no_calls()
        end = time.monotonic() + self.cfg.graceful_timeout
        while not server.is_done() and time.monotonic() < end:
            self.turn(lines)

    def turn(self, lines: dict[int, Any]) -> None:
        """Hear and answer whoever is ready, waiting a second at most; tell gunicorn we live."""
        self.notify()
        wasyncore.loop(timeout=1, use_poll=True, map=lines, count=1)
