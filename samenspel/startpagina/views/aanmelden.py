"""Sign in and out."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from samenspel.organisaties.models import Gebruiker
from samenspel.startpagina.forms import InlogForm


class Inloggen(LoginView):
    """Django's own, throttled by axes; `next` is followed only within this site."""

    authentication_form = InlogForm
    template_name = "startpagina/inloggen.html"
    redirect_authenticated_user = True


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
    login(request, gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("startpagina:mijn_werk")
