"""One way through every form and every button: fetch, check, act, show."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render, resolve_url

from samenspel.basis.errors import DomainError, StaleError
from samenspel.basis.forms import add_error
from samenspel.basis.refusals import refusal_of


class HasPage(Protocol):
    """A thing with a page of its own."""

    def get_absolute_url(self) -> str:
        """Return its page."""


Done = tuple[str, str | HasPage]
"""What is said when it is done, and where to go: an address, or a thing with a page of its own."""
Result = TypeVar("Result")
REFUSED = 422
"""The form comes back with its messages."""


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent; an empty form is something else than no form."""
    return request.POST if request.method == "POST" else None


class Acted(HttpResponseRedirect):
    """The answer to an act that was done: where one reads what came of it."""


def done(request: HttpRequest, said: str, where: str | HasPage) -> HttpResponse:
    """Say that something was done, on the page of `where`."""
    messages.success(request, said)
    return Acted(resolve_url(where if isinstance(where, str) else where.get_absolute_url()))


def attempt(form: forms.BaseForm, do: Callable[..., Result]) -> Result | DomainError | None:
    """`do` it with what was filled in well, and return what came of it.

    What is refused is returned too, and stands in `form`; None says that `form` was not filled
    in well.
    """
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return do(**form.cleaned_data)
    except Exception as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        add_error(form, refusal)
        return refusal


def act(
    request: HttpRequest,
    form: forms.BaseForm,
    do: Callable[..., Done],
    *,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Show `form`; once it is filled in well, `do` it with what was filled in.

    What is refused stands at its field; what was typed is kept. When somebody else changed the
    row meanwhile, the page gets that row as `huidig`, and can be sent again.
    """
    result = attempt(form, do)
    if isinstance(result, tuple):
        return done(request, *result)
    known = {"form": form, "huidig": None}
    if isinstance(result, StaleError):
        known["huidig"] = result.current
        _with_version(form, result.current.versie)
    status = REFUSED if form.errors else 200
    return render(request, template, context | known, status=status)


def _with_version(form: forms.BaseForm, versie: int) -> None:
    """Let `form`, typed text and all, be sent again on top of `versie`."""
    data: Any = form.data
    data = data.copy()
    data["versie"] = versie
    form.data = data
