"""Django's name for this app."""

from django.apps import AppConfig


class OpgavenConfig(AppConfig):
    """Opgaven, partners, teams, inzet."""

    name = "samenspel.opgaven"
    default_auto_field = "django.db.models.BigAutoField"
