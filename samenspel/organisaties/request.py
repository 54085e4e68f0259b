"""A request that knows who sent it."""

from django.http import HttpRequest

from samenspel.organisaties.models import Gebruiker


class Request(HttpRequest):
    """What every view gets.

    To whoever is not signed in Django gives an `AnonymousUser`, which answers the same questions:
    it has no key, is not authenticated, and belongs nowhere.
    """

    user: Gebruiker
