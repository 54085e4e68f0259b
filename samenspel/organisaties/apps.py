"""Django's name for this app."""

from django.apps import AppConfig


class OrganisatiesConfig(AppConfig):
    """Organisations, people, regions, regelingen, and who has which power."""

    name = "samenspel.organisaties"
    default_auto_field = "django.db.models.BigAutoField"
