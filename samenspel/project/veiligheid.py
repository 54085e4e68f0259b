"""What a production start refuses, and where a request behind its proxy comes from."""

from typing import Any

from django.http import HttpRequest

from samenspel.basis.errors import RuleError


def require_safe(settings: Any) -> None:
    """Refuse production with example sign-in, DEBUG or a secret that is not its own."""
    if settings.MODUS not in ("voorbeeld", "productie"):
        raise RuleError("SAMENSPEL_MODUS is voorbeeld of productie.")
    if settings.MODUS == "voorbeeld":
        return
    wrong = []
    if settings.VOORBEELD:
        wrong.append("Zet SAMENSPEL_VOORBEELD uit: iedereen kan zo inloggen.")
    if settings.DEBUG:
        wrong.append("Zet SAMENSPEL_DEBUG uit: foutpagina's tonen gegevens.")
    if settings.SECRET_KEY.startswith("voorbeeld-") or len(settings.SECRET_KEY) < 50:
        wrong.append("Geef SAMENSPEL_GEHEIM een eigen waarde van minstens 50 tekens.")
    if wrong:
        raise RuleError("Samenspel start niet in productie.\n" + "\n".join(wrong))


def address_behind_proxy(request: HttpRequest) -> str:
    """Return the address that reached our proxy: the last one, which the proxy itself wrote.

    What stands before it the visitor may have made up. Without it every visitor would seem to
    be the proxy, and one who tries too often would lock out all.
    """
    passed_on = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return passed_on or str(request.META.get("REMOTE_ADDR", ""))
