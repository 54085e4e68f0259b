"""Django's name for this app."""

from django.apps import AppConfig


class LerenConfig(AppConfig):
    """Local ways of doing the same, tried out, measured, and taken over."""

    name = "samenspel.leren"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the slots on the pages of praktijk."""
        from samenspel.leren import slots  # noqa: F401 - models must be loaded first
