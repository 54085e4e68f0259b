"""Django's name for this app."""

from django.apps import AppConfig


class LerenConfig(AppConfig):
    """Local ways of doing the same, tried out, measured, and taken over."""

    name = "samenspel.leren"
    default_auto_field = "django.db.models.BigAutoField"
