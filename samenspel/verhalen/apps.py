"""Django's name for this app."""

from django.apps import AppConfig


class VerhalenConfig(AppConfig):
    """What residents tell in their own words, with their consent."""

    name = "samenspel.verhalen"
    default_auto_field = "django.db.models.BigAutoField"
