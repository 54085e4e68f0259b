"""Django's name for this app."""

from django.apps import AppConfig


class ToegangConfig(AppConfig):
    """Accounts: signing in, passwords, one's own settings, who works for an organisatie."""

    name = "samenspel.toegang"
