"""Django's name for this app."""

from django.apps import AppConfig


class StartpaginaConfig(AppConfig):
    """Front page, glossary, help."""

    name = "samenspel.startpagina"
