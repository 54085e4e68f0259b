"""One's own account: mail, calendar, password."""

from types import SimpleNamespace
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from samenspel.basis.acts import Done, act, done, sent
from samenspel.organisaties.permissions import lidmaatschappen_of
from samenspel.organisaties.request import Request
from samenspel.toegang.actions import profiel as actions
from samenspel.toegang.actions.wachtwoord import wijzig_wachtwoord
from samenspel.toegang.forms import MailForm, WachtwoordForm
from samenspel.toegang.rows import mijn_account


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profiel(request: Request) -> HttpResponse:
    """Show one's own account and choose whether the daily mail comes."""
    form = MailForm(sent(request), instance=request.user)

    def choose(*, mail_bij_werk: bool) -> Done:
        actions.kies_mail(mail_bij_werk=mail_bij_werk, by=request.user)
        said = "U krijgt" if mail_bij_werk else "U krijgt geen"
        return f"{said} mail als er iets op u wacht.", reverse("toegang:profiel")

    account = mijn_account()
    address = reverse("overzicht:kalender", args=[account.kalender_sleutel])
    context = {
        "email": account.email,
        "lidmaatschappen": lidmaatschappen_of(request.user),
        "kalender": settings.SITE_URL + address,
    }
    return act(request, form, choose, template="toegang/profiel.html", context=context)


@login_required
@require_POST
def werk_voor(request: Request, pk: UUID) -> HttpResponse:
    """Choose for which of one's organisaties one works now."""
    own = [lid.organisatie for lid in lidmaatschappen_of(request.user)]
    organisatie = next((one for one in own if one.pk == pk), None)
    if organisatie is None:
        raise Http404
    actions.kies_organisatie(organisatie, by=request.user)
    said = f"Wat u vanaf nu maakt, maakt u namens {organisatie}."
    return done(request, said, "toegang:profiel")


@login_required
@require_POST
def kalender_vernieuwen(request: Request) -> HttpResponse:
    """Make a new address for one's own calendar."""
    actions.vernieuw_kalender()
    said = "Uw agenda heeft een nieuw adres. Het oude werkt niet meer; zet het nieuwe erin."
    return done(request, said, "toegang:profiel")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wachtwoord(request: Request) -> HttpResponse:
    """Change one's own password; people of the example have none."""
    if request.user.voorbeeld:
        raise Http404
    account = mijn_account()
    form = WachtwoordForm(SimpleNamespace(username=account.inlognaam), sent(request))

    def change(*, old_password: str, new_password1: str, **_: str) -> Done:
        wijzig_wachtwoord(account.inlognaam, oud=old_password, nieuw=new_password1)
        said = "Uw wachtwoord is gewijzigd. Elders bent u uitgelogd."
        return said, reverse("toegang:profiel")

    return act(request, form, change, template="toegang/wachtwoord.html", context={})
