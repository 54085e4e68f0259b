"""Django's name for this app."""

from django.apps import AppConfig


class OverlegConfig(AppConfig):
    """Agenderingen, mandaten, besluiten, afspraken."""

    name = "samenspel.overleg"
    default_auto_field = "django.db.models.BigAutoField"
