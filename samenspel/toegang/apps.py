"""Django's name for this app."""

from django.apps import AppConfig


class ToegangConfig(AppConfig):
    """Accounts: signing in, passwords, one's own settings, who works for an organisatie."""

    name = "samenspel.toegang"

    def ready(self) -> None:
        """Fill the slots on every page."""
        from samenspel.toegang import slots  # noqa: F401 - models must be loaded first
