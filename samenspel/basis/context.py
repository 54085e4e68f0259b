"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from samenspel.basis import klok
from samenspel.basis.huis import hoofdmenu, huis


def site(request: HttpRequest) -> dict[str, Any]:
    """Say whether this is the example and its day, where we are, and what stands in the menus."""
    day = klok.today() if klok.ahead() else None
    return {
        "voorbeeld": settings.VOORBEELD,
        "verder": day,
        "site_adres": settings.SITE_URL,
        "hoofdmenu": hoofdmenu(request),
        "diensten": huis().diensten,
    }
