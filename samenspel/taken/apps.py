"""Django's name for this app."""

from django.apps import AppConfig


class TakenConfig(AppConfig):
    """Work that a worker does: what somebody asked, and what follows from an act."""

    name = "samenspel.taken"
    default_auto_field = "django.db.models.BigAutoField"
