"""Django's name for this app."""

from django.apps import AppConfig


class OverzichtConfig(AppConfig):
    """De lus, what is open, Mijn werk, search, calendar, daily mail; reads all, owns nothing."""

    name = "samenspel.overzicht"
