"""Tell a verhaal, also without an account; and find it back by its code."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenspel.basis.acts import REFUSED, attempt, done, sent
from samenspel.basis.throttle import HOUR, QUARTER, TOO_OFTEN, Limit, address_of, forgive, limited
from samenspel.organisaties.request import Request
from samenspel.praktijk.rows.regelingen import leefgebieden_in
from samenspel.verhalen import actions, deur, rows
from samenspel.verhalen.forms import AfrondenForm, CodeForm, VerhaalForm
from samenspel.verhalen.models import Verhaal
from samenspel.verhalen.views import forget, hand_over, open_door

TOLD = Limit(
    "verteld", 10, HOUR, by=lambda r: address_of(r) if r.POST.get("actie") == "afronden" else ""
)
"""Verhalen; a library may have one address for all."""
ASKED = Limit("vertellen", 100, HOUR)
"""Steps on the way there: each reads the text."""
TYPED = Limit("vertelcontrole", 1000, HOUR)
"""Looks at what is being typed."""
GUESSED = Limit("verhaalcode", 10, QUARTER)
"""Wrong codes."""


def _not_now(request: Request) -> HttpResponse:
    """Show her text again, unread."""
    typed = VerhaalForm()
    first = VerhaalForm(initial={name: request.POST.get(name, "") for name in typed.fields})
    return render(
        request, "verhalen/vertel.html", {"form": first, "te_vaak": True}, status=TOO_OFTEN
    )


@limited(TOLD, ASKED, refuse=_not_now)
@require_http_methods(["GET", "HEAD", "POST"])
def vertel(request: Request) -> HttpResponse:
    """Ask for the verhaal, then for the consent; until the last step nothing is kept."""
    action = request.POST.get("actie")
    first = VerhaalForm(sent(request))
    if action == "vervang":
        return _ask(request, first.with_proposals())
    if action == "terug":
        return _ask(request, VerhaalForm(initial={k: first[k].value() for k in first.fields}))
    if not first.is_valid():
        return _ask(request, first)
    if action != "afronden":
        return _finish(request, first, _form(request, None, first))
    second = _form(request, request.POST, first)
    if not second.is_valid():
        forgive(request, TOLD)
        return _finish(request, first, second, status=REFUSED)
    return _keep(request, first, second)


def _keep(request: Request, first: VerhaalForm, second: AfrondenForm) -> HttpResponse:
    def keep(akkoord: bool, **answers: Any) -> tuple[Verhaal, str]:
        return actions.vertel(**first.answers(), **answers, by=request.user)

    kept = attempt(second, keep)
    if not isinstance(kept, tuple):
        return _finish(request, first, second, status=REFUSED)
    return hand_over(redirect("verhalen:verteld"), kept[1])


def _ask(request: Request, form: VerhaalForm) -> HttpResponse:
    status = REFUSED if form.errors else 200
    return render(request, "verhalen/vertel.html", {"form": form}, status=status)


def _finish(
    request: Request, first: VerhaalForm, second: AfrondenForm, *, status: int = 200
) -> HttpResponse:
    context = {"verhaal": first, "form": second}
    return render(request, "verhalen/afronden.html", context, status=status)


def _form(request: Request, data: Any, first: VerhaalForm) -> AfrondenForm:
    """Make the second form; what the text says is ticked, for her to confirm."""
    said = leefgebieden_in(first.cleaned_data["tekst"]) if data is None else []
    return AfrondenForm(
        data,
        gemeenten=rows.gemeenten(),
        opgaven=rows.opgaven_to_choose(),
        signed_in=request.user.is_authenticated,
        initial={"thema": said[0], "ook": said[1:3]} if said else {},
    )


@limited(TYPED, refuse=lambda request: HttpResponse(status=TOO_OFTEN))
@require_POST
def controle(request: Request) -> HttpResponse:
    """Mark personal data in what is being typed; nothing is stored."""
    field = VerhaalForm(request.POST)["geen_personen"]
    return render(request, "praktijk/gemarkeerd.html", {"field": field, "live": True})


@require_safe
def verteld(request: Request) -> HttpResponse:
    """Show the code, as long as this browser holds it."""
    code = open_door(request)
    verhaal = rows.found_by_code(code)
    if verhaal is None:
        return redirect("verhalen:mijn")
    link = request.build_absolute_uri(f"{reverse('verhalen:mijn')}#{code}")
    context = {"verhaal": verhaal, "code": code, "link": link}
    return render(request, "verhalen/verteld.html", context)


@limited(GUESSED, refuse=lambda request: render(request, "verhalen/te_vaak.html", status=TOO_OFTEN))
@require_http_methods(["GET", "HEAD", "POST"])
def mijn(request: Request) -> HttpResponse:
    """Open a verhaal by its code; whoever is signed in also finds those she told."""
    form = CodeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        deur.open_with(code)
        verhaal = rows.found_by_code(code)
        if verhaal is not None:
            forgive(request, GUESSED)
            return hand_over(redirect("verhalen:verhaal", pk=verhaal.pk), code)
        form.add_error(
            "code", "Bij deze code hoort geen verhaal. Kijk of u hem goed hebt overgenomen."
        )
    user = request.user
    told = list(rows.mijn_verhalen(user)) if user.is_authenticated else []
    context = {"form": form, "verhalen": told, "hier": rows.found_by_code(open_door(request))}
    return render(request, "verhalen/mijn.html", context, status=REFUSED if form.errors else 200)


@require_POST
def sluit(request: Request) -> HttpResponse:
    """Forget the code in this browser."""
    said = "Uw verhaal is hier gesloten. Met uw code opent u het weer."
    return forget(done(request, said, "verhalen:lijst"))
