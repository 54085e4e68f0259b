"""What every request passes through."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from samenspel.basis import rls


class RowSecurity:
    """One transaction per request, in which the database knows who is working.

    ATOMIC_REQUESTS alone is not enough: that transaction starts after the middleware and
    ends before a TemplateResponse is rendered. It stays on too: it rolls back a failed view.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request as the signed-in gebruiker, or as nobody."""
        with rls.as_user(request.user.pk):
            return self.get_response(request)
