"""Sign in and out, and choose a password."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import LoginView, LogoutView, PasswordResetConfirmView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST

from samenspel.basis.acts import sent
from samenspel.basis.throttle import HOUR, QUARTER, TOO_OFTEN, Limit, address_of, forgive, limited
from samenspel.organisaties.models import Gebruiker
from samenspel.toegang.actions import wachtwoord
from samenspel.toegang.forms import InlogForm, VergetenForm, label_new_password


def _name(request: HttpRequest) -> str:
    return request.POST.get("username", "").strip().lower()[:150]


def _email(request: HttpRequest) -> str:
    return request.POST.get("email", "").strip().lower()[:254]


GUESSES = (
    Limit(
        "inloggen-paar", 5, QUARTER, by=lambda request: f"{_name(request)} {address_of(request)}"
    ),
    # From many addresses. Whoever is kept out by a guesser comes in by a link in her mail.
    Limit("inloggen-naam", 20, QUARTER, by=_name),
    # Of many names; all of a gemeente may come from one address.
    Limit("inloggen-adres", 50, QUARTER),
)
"""Wrong names and passwords; a right one is no guess."""
MAILS = (
    Limit("wachtwoord-mail", 3, HOUR, by=_email),  # nobody fills another's mailbox
    Limit("wachtwoord-adres", 30, HOUR),
)


def _too_often(template: str) -> Callable[[HttpRequest], HttpResponse]:
    return lambda request: render(request, template, status=TOO_OFTEN)


class Inloggen(LoginView):
    """Django's own; `next` is followed only within this site."""

    authentication_form = InlogForm
    template_name = "toegang/inloggen.html"
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign her in; this was no guess."""
        forgive(self.request, *GUESSES)
        return super().form_valid(form)


inloggen = limited(*GUESSES, refuse=_too_often("toegang/te_vaak.html"))(Inloggen.as_view())
uitloggen = LogoutView.as_view()


@require_POST
def voorbeeld_inloggen(request: HttpRequest) -> HttpResponse:
    """Look around as one of the people of the example; elsewhere this address does not exist."""
    if not settings.VOORBEELD:
        raise Http404
    chosen = request.POST.get("gebruiker", "")
    if not (chosen.isdecimal() and len(chosen) < 19):
        raise Http404
    gebruiker = get_object_or_404(Gebruiker, pk=chosen, voorbeeld=True, is_active=True)
    login(request, gebruiker)
    return redirect("overzicht:mijn_werk")


@limited(*MAILS, refuse=_too_often("toegang/te_vaak_gevraagd.html"))
@require_http_methods(["GET", "HEAD", "POST"])
def wachtwoord_vergeten(request: HttpRequest) -> HttpResponse:
    """Mail a link; the answer is the same whether somebody has this address or not."""
    form = VergetenForm(sent(request))
    if form.is_valid():
        wachtwoord.mail_nieuw_wachtwoord(form.cleaned_data["email"])
        messages.success(
            request,
            "Hoort dit adres bij een account? Dan krijgt u nu een mail met een link. "
            "Kijk ook bij de ongewenste mail.",
        )
        return redirect("toegang:inloggen")
    return render(request, "toegang/wachtwoord_vergeten.html", {"form": form})


class WachtwoordKiezen(PasswordResetConfirmView):
    """Django's own: keeps the token out of the address that other sites get to see."""

    template_name = "toegang/wachtwoord_kiezen.html"
    success_url = reverse_lazy("overzicht:mijn_werk")
    reset_url_token = "nieuw"  # noqa: S105 - a part of the address, no secret
    post_reset_login = True

    def get_user(self, uidb64: str) -> Gebruiker | None:
        """Nobody gets in by an old link after the account was closed."""
        gebruiker: Gebruiker | None = super().get_user(uidb64)
        may = gebruiker is not None and gebruiker.is_active and not gebruiker.voorbeeld
        return gebruiker if may else None

    def get_form(self, form_class: Any = None) -> Any:
        """Ask in plain words."""
        form = super().get_form(form_class)
        label_new_password(form)
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        """Say what happened on the page that follows."""
        answer = super().form_valid(form)
        messages.success(self.request, "Uw wachtwoord is gekozen. U bent nu ingelogd.")
        return answer
