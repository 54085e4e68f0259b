"""The pages of startpagina."""

from django.http import HttpRequest

from samenspel.organisaties.models import Gebruiker


class SignedIn(HttpRequest):
    """A request behind `login_required`: there is somebody."""

    user: Gebruiker
