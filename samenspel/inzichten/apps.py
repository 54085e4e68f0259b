"""Django's name for this app."""

from django.apps import AppConfig


class InzichtenConfig(AppConfig):
    """What many casussen have in common; the way to the kernel."""

    name = "samenspel.inzichten"
    default_auto_field = "django.db.models.BigAutoField"
