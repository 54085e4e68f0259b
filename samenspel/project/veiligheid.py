"""What production refuses, however it is started: by `samenspel`, by a worker, by a test."""

import re
from typing import Any
from urllib.parse import urlsplit

from samenspel.basis.errors import RuleError

SMTP = "django.core.mail.backends.smtp.EmailBackend"
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\]")


def require_safe(settings: Any) -> None:
    """Refuse what is not known to be safe; the settings themselves call this."""
    if settings.MODUS not in ("voorbeeld", "productie"):
        raise RuleError("SAMENSPEL_MODUS is voorbeeld of productie.")
    if not settings.SECRET_KEY:
        raise RuleError("Het bestand met het geheim is leeg. Verwijder het en start opnieuw.")
    if settings.MODUS == "voorbeeld":
        return
    secret, address = settings.SECRET_KEY, urlsplit(settings.SITE_URL)
    if wrong := [
        say
        for fine, say in [
            (not settings.VOORBEELD, "Zet SAMENSPEL_VOORBEELD uit: iedereen kan zo inloggen."),
            (not settings.DEBUG, "Zet SAMENSPEL_DEBUG uit: foutpagina's tonen gegevens."),
            (
                len(secret) >= 50 and len(set(secret)) >= 16 and not secret.startswith("voorbeeld"),
                "Geef SAMENSPEL_GEHEIM een eigen, willekeurige waarde van minstens 50 tekens.",
            ),
            (
                settings.OWN_DATABASE,
                "Geef DATABASE_URL: de ingebouwde database is alleen voor het voorbeeld.",
            ),
            (
                all(HOST.fullmatch(host) for host in settings.ALLOWED_HOSTS),
                "Noem in SAMENSPEL_HOSTS hele namen, zoals samenspel.voorbeeld.nl.",
            ),
            (
                address.netloc.rpartition(":")[0] in settings.ALLOWED_HOSTS
                or address.netloc in settings.ALLOWED_HOSTS,
                "Noem in SAMENSPEL_HOSTS ook de naam die in SAMENSPEL_ADRES staat.",
            ),
            (
                address.scheme == "https" or not settings.SECURE_SSL_REDIRECT,
                "Laat SAMENSPEL_ADRES met https:// beginnen.",
            ),
            (
                settings.EMAIL_BACKEND == SMTP,
                f"Zet SAMENSPEL_MAIL op {SMTP}: anders staan links om een wachtwoord te kiezen "
                "in het logboek.",
            ),
        ]
        if not fine
    ]:
        raise RuleError("Samenspel start niet in productie.\n" + "\n".join(wrong))
