"""A request with who sent it."""

from django.http import HttpRequest

from samenspel.organisaties.models import Gebruiker


class Request(HttpRequest):
    """A request of somebody who signed in."""

    user: Gebruiker
