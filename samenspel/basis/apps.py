"""Django's name for this app."""

from django.apps import AppConfig


class BasisConfig(AppConfig):
    """Tools without domain: errors, row security, database, pages and their parts."""

    name = "samenspel.basis"
