"""Django's name for this app."""

from django.apps import AppConfig


class OverzichtConfig(AppConfig):
    """De lus, what is open, Mijn werk, search, calendar, daily mail; reads all, owns nothing."""

    name = "samenspel.overzicht"

    def ready(self) -> None:
        """Fill the slots on the pages of lower apps."""
        from samenspel.overzicht import slots  # noqa: F401 - models must be loaded first
