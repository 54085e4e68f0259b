"""The web workers: they log in as the role that owns nothing."""

import gc
import os
import sys
from importlib import import_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenspel.project.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection

from samenspel.basis.database import WEB, log_in_as
from samenspel.basis.errors import RuleError
from samenspel.basis.klok import require_own_clock
from samenspel.basis.login import require_powerless
from samenspel.basis.policy.database import require_laid_down
from samenspel.inzichten import taal

NOT_AGAIN = 3
"""The status with which a worker tells gunicorn that another one would fail too."""

application = get_wsgi_application()
log_in_as(WEB)
try:
    require_powerless(WEB)
    require_laid_down()
    require_own_clock()
except (RuleError, OperationalError) as error:
    print(getattr(error, "message", f"De database antwoordt niet: {error}"), file=sys.stderr)
    sys.exit(NOT_AGAIN)
connection.close()  # the workers make their own
# Once, before the workers split off: nobody waits for it, and they share the memory.
taal.prepare()
import_module(settings.ROOT_URLCONF)
# All of it stays, so the garbage collector need not look: that took 100 ms, now and then, in the
# middle of somebody's page.
gc.collect()
gc.freeze()
