"""The pages of startpagina."""

from django.http import HttpRequest, QueryDict

from samenspel.organisaties.models import Gebruiker


class SignedIn(HttpRequest):
    """A request behind `login_required`: there is somebody."""

    user: Gebruiker


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent; an empty form is something else than no form."""
    return request.POST if request.method == "POST" else None
