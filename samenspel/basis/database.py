"""Where the data live: an embedded PostgreSQL by default, or the server in DATABASE_URL.

The embedded server is for development, demonstration and one user; production sets
DATABASE_URL to a PostgreSQL of version 15 or higher with pgvector. It also says as whom a process
logs in: commands as the owner of the tables, pages and worker as roles that own nothing
(docs/decisions/0030-a-process-that-owns-nothing.md).
"""

import os
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

import platformdirs

from samenspel.basis import embedded

NAME = "samenspel"
WEB = "samenspel_web"
"""The role that draws pages; it owns nothing."""
WERKER = "samenspel_werker"
"""The role that does what nobody waits for; it owns nothing, and may act as `WEB`."""
ROLLEN = Path(__file__).parent / "sql" / "rollen.sql"
"""What must be there before any table; run by the first migration."""


def data_folder() -> Path:
    """The folder for everything this machine must keep; SAMENSPEL_DATA overrides.

    As root the server runs as another system user, which cannot look into /root.
    """
    if given := os.environ.get("SAMENSPEL_DATA"):
        folder = Path(given)
    elif os.geteuid() == 0:
        folder = Path("/var/lib/samenspel")
    else:
        folder = platformdirs.user_data_path("samenspel")
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


@cache
def server_url() -> str:
    """The address of the database; starts the embedded server when none is given.

    The embedded server stops after the last process that uses it.
    """
    if given := os.environ.get("DATABASE_URL"):
        return given
    return embedded.start(data_folder(), NAME)


def url_as(role: str, of: str = "") -> str:
    """The address of the same database (or of that at `of`) for another role.

    Without a password: the embedded server knows us by who we are on this machine, and so may
    another; else libpq looks in ~/.pgpass.
    """
    parts = urlsplit(of or server_url())
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{quote(role)}@{host}").geturl()


def log_in_as(role: str) -> None:
    """Have this process log in as `role` where it would use the embedded server as its owner."""
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = url_as(role)
        server_url.cache_clear()


def database_runs() -> bool:
    """Does the embedded server run? What DATABASE_URL names is looked after elsewhere."""
    return "DATABASE_URL" in os.environ or embedded.is_running(data_folder())


def parse_url(url: str) -> dict[str, str]:
    """Split a PostgreSQL address into the settings that Django wants.

    >>> parse_url("postgresql://anne:geheim@db:5433/lus")["NAME"]
    'lus'
    >>> parse_url("postgresql://postgres:@/samenspel?host=/var/run/pg")["HOST"]
    '/var/run/pg'
    """
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    host = query.get("host", [parts.hostname or ""])[0]
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or query.get("port", [""])[0]),
    }
