"""Django's name for this app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SpoorConfig(AppConfig):
    """Who did what when; append-only."""

    name = "samenspel.spoor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have every app list its acts, so that each row of the spoor can be told."""
        autodiscover_modules("daden")
