"""Who finds back what she sent, and what signing in needs of tables that are not ours."""

from django.contrib.sessions.models import Session

from samenspel.basis.policy.tables import ALL, Open, Rows
from samenspel.organisaties.wie import ZELF
from samenspel.toegang.models import SentForm

BELEID = [
    Rows(SentForm, read=ZELF, insert=ZELF, delete=ZELF),
    Open(Session, "nodig om ingelogd te blijven", ALL),
]
