"""Django's name for this app."""

from django.apps import AppConfig


class SpoorConfig(AppConfig):
    """Who did what when; append-only."""

    name = "samenspel.spoor"
    default_auto_field = "django.db.models.BigAutoField"
