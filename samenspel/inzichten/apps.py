"""Django's name for this app."""

from django.apps import AppConfig


class InzichtenConfig(AppConfig):
    """What many casussen have in common; the way to the kernel."""

    name = "samenspel.inzichten"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the slots on the pages of lower apps."""
        from samenspel.inzichten import slots  # noqa: F401 - models must be loaded first
