"""The web workers: they serve as the role that owns nothing."""

import os
import sys

os.environ["SAMENSPEL_DATABASE_ROLE"] = "samenspel_web"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenspel.project.settings")

from django.core.wsgi import get_wsgi_application
from django.db import connection

from samenspel.basis.errors import RuleError
from samenspel.basis.policy.database import require_laid_down
from samenspel.inzichten import taal

NOT_AGAIN = 3
"""The status with which a worker tells gunicorn that another one would fail too."""

application = get_wsgi_application()
try:
    require_laid_down()
except RuleError as error:
    print(error.message, file=sys.stderr)
    sys.exit(NOT_AGAIN)
connection.close()  # the workers make their own
# Once, before the workers split off: nobody waits for it, and they share the memory.
taal.prepare()
