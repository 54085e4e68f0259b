"""The database engine: as Django's own, but it finds its server when it first connects.

Settings can be imported (by mypy, by `collectstatic`) without starting a server.
"""

from typing import Any

from django.db.backends.postgresql import base

from samenspel.basis.database import parse_url, server_url

SIMILAR_ENOUGH = 0.5
"""Share of the trigrams of a search word that a title must hold (`basis.zoeken`); 0.5 forgives
one wrong letter in a word of eight, PostgreSQL's own 0.6 does not."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects to DATABASE_URL, or starts the embedded server."""

    def get_connection_params(self) -> dict[str, Any]:
        """Fill in host, port and user of the server; the database name may be the tests'."""
        server = parse_url(server_url())
        for key, value in server.items():
            if not self.settings_dict.get(key):
                self.settings_dict[key] = value
        params: dict[str, Any] = super().get_connection_params()
        threshold = f"-c pg_trgm.word_similarity_threshold={SIMILAR_ENOUGH}"
        params["options"] = f"{params.get('options', '')} {threshold}".strip()
        return params
