"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from samenspel.basis import klok


def site(request: HttpRequest) -> dict[str, Any]:
    """Say whether this is the example, what day it is there, and in which part the reader is."""
    day = klok.today() if klok.ahead() else None
    return {"voorbeeld": settings.VOORBEELD, "verder": day, "deel": request.path.split("/")[1]}
