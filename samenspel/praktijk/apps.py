"""Django's name for this app."""

from django.apps import AppConfig


class PraktijkConfig(AppConfig):
    """Casussen, knelpunten, lessen."""

    name = "samenspel.praktijk"
    default_auto_field = "django.db.models.BigAutoField"
