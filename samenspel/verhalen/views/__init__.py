"""The pages of verhalen."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from samenspel.organisaties.request import Request
from samenspel.verhalen import deur

COOKIE = "verhaal"
HOUR = 60 * 60


def open_door(request: Request) -> str:
    """Open the verhaal of the code in this browser, if there is one; returns the code."""
    code: str = request.get_signed_cookie(COOKIE, default="", max_age=HOUR) or ""
    deur.open_with(code)
    return code


def hand_over(answer: HttpResponse, code: str) -> HttpResponse:
    """Let the browser keep the code for an hour; it stands in no address and no log."""
    answer.set_signed_cookie(
        COOKIE,
        code,
        max_age=HOUR,
        path=reverse("verhalen:lijst"),
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Strict",
    )
    return answer


def forget(answer: HttpResponse) -> HttpResponse:
    """Let the browser forget the code."""
    answer.delete_cookie(COOKIE, path=reverse("verhalen:lijst"), samesite="Strict")
    return answer
