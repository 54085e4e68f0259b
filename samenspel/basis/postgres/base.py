"""The database engine: as Django's own, but it finds its server when it first connects.

Settings can be imported (by mypy, by `collectstatic`) without starting a server.
"""

from typing import Any

from django.db.backends.postgresql import base

from samenspel.basis.database import parse_url, server_url


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects to DATABASE_URL, or starts the embedded server."""

    def get_connection_params(self) -> dict[str, Any]:
        """Fill in host, port and user of the server; the database name may be the tests'."""
        server = parse_url(server_url())
        for key, value in server.items():
            if not self.settings_dict.get(key):
                self.settings_dict[key] = value
        return super().get_connection_params()
