"""One answer for htmx and for a browser without JavaScript."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, part: str, status: int = 200
) -> HttpResponse:
    """Answer htmx with `part`, and a browser without JavaScript with the whole page."""
    name = f"{template}#{part}" if getattr(request, "htmx", False) else template
    return render(request, name, context, status=status)
