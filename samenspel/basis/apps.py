"""Django's name for this app."""

from django.apps import AppConfig
from django.core import checks


class BasisConfig(AppConfig):
    """Tools without domain: errors, row security, database, pages and their parts."""

    name = "samenspel.basis"

    def ready(self) -> None:
        """Make the messages of forms plain, have slots checked, keep policies after migrations."""
        from samenspel.basis import forms, slots
        from samenspel.basis.policy import database

        forms.say_what_to_do()
        checks.register(slots.check_slots)
        database.follow_migrations()
