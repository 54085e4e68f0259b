"""What every request passes through."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse

from samenspel.basis import refusals, rls

Answer = Callable[[HttpRequest], HttpResponse]


def kept_by_nobody(get_response: Answer) -> Answer:
    """Let no browser or proxy keep what we answer; static files are answered before this.

    Also what is open to all: a page says who is signed in, and the next visitor at this computer
    presses Back.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return middleware


def readable(get_response: Answer) -> Answer:
    """Refuse (400) what no browser sends, and what the database cannot look up or keep."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if any("\x00" in value for value in request.COOKIES.values()):
            raise BadRequest("NUL in a cookie")
        if (request.content_params or {}).get("charset", "utf-8").lower() != "utf-8":
            raise BadRequest("another charset than UTF-8")
        return get_response(request)

    return middleware


class RowSecurity:
    """One transaction per request, in which the database knows who is working.

    ATOMIC_REQUESTS alone is not enough: that transaction starts after the middleware and
    ends before a TemplateResponse is rendered. It stays on too: it rolls back a failed view,
    after which what the view refused can be answered in this transaction.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request as the signed-in gebruiker, or as nobody."""
        key = str(request.session.get(rls.IN_SESSION, ""))
        try:
            with rls.by_key(key):
                return self.get_response(request)
        except IntegrityError as error:
            # Foreign keys are looked at last: somebody else just removed what this points at.
            with rls.by_key(key):
                refused = self.process_exception(request, error)
                if refused is None:
                    raise
                return refused

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what a view refused; a fault of the program goes on as one."""
        refusal = refusals.refusal_of(error)
        return refusals.answer(request, refusal) if refusal else None
