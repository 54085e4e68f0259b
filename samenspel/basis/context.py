"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Say whether this is the example, and which part of the site the reader is in."""
    return {"voorbeeld": settings.VOORBEELD, "deel": request.path.split("/")[1]}
