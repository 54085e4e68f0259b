"""Django's name for this app."""

from django.apps import AppConfig


class BasisConfig(AppConfig):
    """Tools without domain: errors, row security, database, pages and their parts."""

    name = "samenspel.basis"

    def ready(self) -> None:
        """Make the messages of forms plain."""
        from samenspel.basis import forms

        forms.say_what_to_do()
