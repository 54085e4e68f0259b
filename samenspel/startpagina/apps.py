"""Django's name for this app."""

from django.apps import AppConfig


class StartpaginaConfig(AppConfig):
    """Front page, Mijn werk, search; reads all, owns nothing."""

    name = "samenspel.startpagina"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the slots on the pages of lower apps."""
        from samenspel.startpagina import slots  # noqa: F401 - models must be loaded first
