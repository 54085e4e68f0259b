"""One way through every form: fetch, act, show; and one way to say no."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from samenspel.basis.errors import DomainError, StaleError
from samenspel.basis.forms import add_error

Done = tuple[str, str]
"""What is said when it is done, and the address to go to."""
REFUSED = 422
"""The form comes back with its messages."""


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent; an empty form is something else than no form."""
    return request.POST if request.method == "POST" else None


def act(
    request: HttpRequest,
    form: forms.BaseForm,
    do: Callable[..., Done],
    *,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Show `form`; once it is filled in well, `do` it with what was filled in.

    What the action refuses stands at its field; what was typed is kept. When somebody else
    changed the row meanwhile, the page gets that row as `huidig`, and can be sent again.
    """
    huidig = None
    if request.method == "POST" and form.is_valid():
        try:
            said, url = do(**form.cleaned_data)
        except DomainError as error:
            add_error(form, error)
            if isinstance(error, StaleError):
                huidig = error.current
                _with_version(form, huidig.versie)
        else:
            messages.success(request, said)
            return redirect(url)
    status = REFUSED if form.errors else 200
    return render(request, template, context | {"form": form, "huidig": huidig}, status=status)


def _with_version(form: forms.BaseForm, versie: int) -> None:
    """Let `form`, typed text and all, be sent again on top of `versie`."""
    data: Any = form.data
    data = data.copy()
    data["versie"] = versie
    form.data = data


def explained(url: Callable[..., str]) -> Callable[..., Any]:
    """Let a page that cannot be used now say why, on the page of `url`.

    A view checks first, before it shows a form: nobody fills in what will be refused.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapped(request: HttpRequest, pk: Any) -> HttpResponse:
            try:
                return view(request, pk)
            except DomainError as error:
                messages.error(request, error.message)
                return redirect(url(pk))

        return wrapped

    return decorate
