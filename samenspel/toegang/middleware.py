"""Who sent a request, and that a form that is sent twice is done once."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from samenspel.basis import klok, rls
from samenspel.basis.acts import Acted
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.request import Request
from samenspel.toegang.models import SentForm

KEPT = timedelta(days=1)
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
TWICE = "Dit formulier kwam twee keer aan. Het is één keer uitgevoerd."


class SignedIn:
    """Say who sent a request: whoever the database says is working."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Look her up when somebody asks."""
        request.user = SimpleLazyObject(lambda: _who(request))  # type: ignore[assignment]
        return self.get_response(request)


def _who(request: Request) -> Gebruiker | AnonymousUser:
    if rls.IN_SESSION not in request.session:
        return AnonymousUser()
    return Gebruiker.objects.filter(pk=rls.MijnId()).first() or AnonymousUser()


class SendOnce:
    """Lead a form that was done already to where it went the first time.

    Django puts another CSRF token in every page it draws. So a form with the same token, the
    same address and the same words is the same form: a double click, or a browser that never
    saw the answer. It takes no field and no line in a view (docs/decisions/0025).
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Remember where a form went, in the transaction in which it was done."""
        response = self.get_response(request)
        if isinstance(response, Acted) and (key := _key(request)):
            mine = SentForm.objects.filter(gebruiker_id=request.user.pk)
            mine.filter(sent_at__lt=klok.now() - KEPT).delete()
            mine.create(key=key, gebruiker_id=request.user.pk, went_to=response.url)
        return response

    def process_view(self, request: Request, *view: Any) -> HttpResponse | None:
        """Answer a form that was done already; the second of two at once waits for the first."""
        key = _key(request)
        if not key:
            return None
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        before = SentForm.objects.filter(key=key).first()
        if before is None:
            return None
        messages.info(request, TWICE)
        return redirect(before.went_to)


def _key(request: Request) -> str:
    """Name this form, as it was sent by this person; "" when there is nothing to compare."""
    if request.method != "POST" or request.user.pk is None or TOKEN not in request.POST:
        return ""
    sent = f"{request.user.pk} {request.get_full_path()} {request.POST.urlencode()}"
    return sha256(sent.encode()).hexdigest()
