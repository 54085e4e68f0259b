"""Who finds back what she sent."""

from samenspel.basis.policy.tables import Rows
from samenspel.organisaties.wie import ZELF
from samenspel.toegang.models import SentForm

BELEID = [
    Rows(SentForm, read=ZELF, insert=ZELF, delete=ZELF),
]
