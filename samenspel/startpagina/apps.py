"""Django's name for this app."""

from django.apps import AppConfig


class StartpaginaConfig(AppConfig):
    """Front page, Mijn werk, search; reads all, owns nothing."""

    name = "samenspel.startpagina"
    default_auto_field = "django.db.models.BigAutoField"
