"""What a web process has done before its first page."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

from django.db import connection

from samenspel.basis.database import WEB, server_url, url_as

SAYS = """
import gc, sys
import samenspel.project.wsgi
print(gc.get_freeze_count(), len(gc.get_objects()), "samenspel.overzicht.views" in sys.modules)
"""


def test_the_garbage_collector_leaves_alone_what_a_web_process_loaded(db):
    """Looking through all of it takes 100 ms, in the middle of somebody's page."""
    name = connection.settings_dict["NAME"]
    ours = urlsplit(server_url())._replace(path=f"/{name}").geturl()
    done = subprocess.run(
        [sys.executable, "-c", SAYS], env=os.environ | {"DATABASE_URL": url_as(WEB, ours)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    left_alone, looked_at, pages_too = done.stdout.split()
    assert int(left_alone) > 100_000 > 100 * int(looked_at)
    assert pages_too == "True"
