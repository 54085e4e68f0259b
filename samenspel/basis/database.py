"""Where the data live: an embedded PostgreSQL by default, or the server in DATABASE_URL.

The embedded server is for development, demonstration and one user; production sets
DATABASE_URL to a PostgreSQL of version 15 or higher with pgvector.
"""

import os
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import platformdirs

from samenspel.basis import embedded

NAME = "samenspel"
WEB = "samenspel_web"
"""The role as which pages are served; it owns nothing."""
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
