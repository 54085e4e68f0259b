"""The web workers: they serve as the role that owns nothing."""

import os

os.environ["SAMENSPEL_DATABASE_ROLE"] = "samenspel_web"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenspel.project.settings")

from django.core.wsgi import get_wsgi_application

from samenspel.inzichten import taal

application = get_wsgi_application()
# Once, before the workers split off: nobody waits for it, and they share the memory.
taal.prepare()
