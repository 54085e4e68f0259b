"""Django's name for this app."""

from django.apps import AppConfig


class OverlegConfig(AppConfig):
    """Agenderingen, mandaten, besluiten, afspraken."""

    name = "samenspel.overleg"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the slots on the pages of lower apps."""
        from samenspel.overleg import slots  # noqa: F401 - models must be loaded first
