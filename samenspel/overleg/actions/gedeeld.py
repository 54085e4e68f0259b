"""What the actions of overleg share."""

from datetime import date
from typing import Any

from django.utils import timezone

from samenspel.basis.errors import RuleError
from samenspel.overleg.models import Agendering, Besluit
from samenspel.praktijk.models import Knelpunt


def require_future(dag: date | None, *, field: str) -> date:
    """Refuse a day that is not in the future."""
    if dag is None or dag <= timezone.localdate():
        raise RuleError("Kies een dag in de toekomst.", field=field)
    return dag


def as_visible_as(thing: Knelpunt | Besluit | Agendering) -> dict[str, Any]:
    """Return the columns that make a new row exactly as visible as `thing`."""
    return {
        "opgave": thing.opgave,
        "zichtbaarheid": thing.zichtbaarheid,
        "genoemden": thing.genoemden,
    }
