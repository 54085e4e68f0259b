"""What signing in needs of tables that are not ours."""

from django.contrib.sessions.models import Session

from samenspel.basis.policy.tables import ALL, Open

BELEID = [Open(Session, "nodig om ingelogd te blijven", ALL)]
