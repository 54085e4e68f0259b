"""Sign in and out, and choose a password."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from samenspel.basis.acts import sent
from samenspel.basis.throttle import HOUR, QUARTER, TOO_OFTEN, Limit, address_of, forgive, limited
from samenspel.toegang.actions import aanmelden, wachtwoord
from samenspel.toegang.forms import InlogForm, NieuwWachtwoordForm, VergetenForm
from samenspel.toegang.rows import inlognaam_bij

NIEUW = "nieuw"
"""What stands in the address instead of a link, so that other sites do not get to see that."""
KEY = re.compile(r"[\w-]{20,60}")
LINK = "link"
"""Under which name the browser keeps it meanwhile."""


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
        """Sign her in, who then did not guess; or say that it does not fit."""
        typed = form.cleaned_data
        if not aanmelden.meld_aan(self.request, typed["username"], typed["password"]):
            form.add_error(None, form.get_invalid_login_error())
            return self.form_invalid(form)
        forgive(self.request, *GUESSES)
        return redirect(self.get_success_url())


inloggen = limited(*GUESSES, refuse=_too_often("toegang/te_vaak.html"))(Inloggen.as_view())


@require_POST
def uitloggen(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    aanmelden.meld_af(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@require_POST
def voorbeeld_inloggen(request: HttpRequest) -> HttpResponse:
    """Look around as one of the people of the example; elsewhere this address does not exist."""
    if not settings.VOORBEELD:
        raise Http404
    chosen = request.POST.get("gebruiker", "")
    if not (chosen.isdecimal() and len(chosen) < 19):
        raise Http404
    if not aanmelden.meld_aan_als_voorbeeld(request, int(chosen)):
        raise Http404
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


@require_http_methods(["GET", "HEAD", "POST"])
def wachtwoord_kiezen(request: HttpRequest, link: str) -> HttpResponse:
    """Choose a password with a link, which leaves the address at once, and sign in."""
    if link != NIEUW:
        request.session[LINK] = link if KEY.fullmatch(link) else ""
        return redirect("toegang:wachtwoord_kiezen", NIEUW)
    link = request.session.get(LINK, "")
    name = inlognaam_bij(link)
    form = NieuwWachtwoordForm(SimpleNamespace(username=name), sent(request))
    if name and form.is_valid():
        if aanmelden.kies_wachtwoord(request, link, form.cleaned_data["new_password1"]):
            messages.success(request, "Uw wachtwoord is gekozen. U bent nu ingelogd.")
            return redirect(settings.LOGIN_REDIRECT_URL)
        name = ""
    context = {"form": form, "inlognaam": name}
    return render(request, "toegang/wachtwoord_kiezen.html", context)
