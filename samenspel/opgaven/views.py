"""The pages of opgaven."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from samenspel.basis.errors import DomainError
from samenspel.basis.forms import add_error
from samenspel.opgaven import actions, forms, queries
from samenspel.opgaven.models import Opgave


def lijst(request: HttpRequest) -> HttpResponse:
    """Show the opgaven I may see, each with its parts."""
    text = request.GET.get("q", "")[:200]
    rows = queries.opgaven(text=text) if text else queries.hoofdopgaven()
    page = Paginator(rows, 25).get_page(request.GET.get("pagina"))
    parts: dict[UUID, list[Opgave]] = {}
    for part in queries.deelopgaven(list(page)):
        parts.setdefault(part.deel_van_id, []).append(part)  # type: ignore[arg-type]
    context = {"page": page, "rijen": [(one, parts.get(one.pk, [])) for one in page], "q": text}
    return render(request, "opgaven/lijst.html", context)


def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one opgave: where everything is, and who waits on whom."""
    opgave = get_object_or_404(queries.opgaven(), pk=pk)
    page = queries.opgave_page(opgave, viewer=request.user)  # type: ignore[arg-type]
    return render(request, "opgaven/detail.html", {"page": page})


@login_required
def nieuw(request: HttpRequest) -> HttpResponse:
    """Make an opgave; whoever makes it becomes its regisseur."""
    form = forms.OpgaveForm(request.POST or None)
    if form.is_valid():
        try:
            opgave = actions.stel_opgave_op(**form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        except DomainError as error:
            add_error(form, error)
        else:
            messages.success(request, "De opgave is een concept. Nodig nu partners uit.")
            return redirect("opgaven:samen", pk=opgave.pk)
    return render(request, "opgaven/nieuw.html", {"form": form})


@login_required
@require_POST
def vaststellen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make the opgave vastgesteld."""
    opgave = get_object_or_404(queries.opgaven(), pk=pk)
    try:
        actions.stel_opgave_vast(opgave, by=request.user)  # type: ignore[arg-type]
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "De opgave is vastgesteld. Partners kunnen casussen inbrengen.")
    return redirect("opgaven:detail", pk=pk)


SAMEN: dict[str, tuple[type[django_forms.Form], str]] = {
    "partner": (forms.PartnerForm, "De partner doet nu mee."),
    "teamlid": (forms.TeamlidForm, "Het teamlid kan nu voor de opgave werken."),
    "belang": (forms.BelangForm, "Uw belang staat erbij."),
    "mandaat": (forms.MandaatForm, "Het mandaat geldt vanaf de begindatum."),
}


def samen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show who take part, on whose authority, and what they need; add to each."""
    opgave = get_object_or_404(queries.opgaven(), pk=pk)
    viewer: Any = request.user
    page = queries.opgave_page(opgave, viewer=viewer)
    spoken_for = viewer.is_authenticated and bool(queries.spoken_for(viewer, opgave))
    allowed = {
        "partner": page.may_manage,
        "teamlid": page.may_manage,
        "belang": spoken_for,
        "mandaat": spoken_for,
    }
    asked = request.GET.get("voeg", "")
    form = None
    if asked:
        if not allowed.get(asked):
            raise Http404
        form = SAMEN[asked][0](request.POST or None, opgave=opgave, viewer=viewer)  # type: ignore[call-arg]
        if form.is_valid() and _add(request, opgave, asked, form):
            messages.success(request, SAMEN[asked][1])
            return redirect("opgaven:samen", pk=pk)
    context = {
        "page": page,
        "form": form,
        "asked": asked,
        "allowed": allowed,
        "belangen": queries.belangen(opgave),
    }
    return render(request, "opgaven/samen.html", context)


def _add(request: HttpRequest, opgave: Opgave, asked: str, form: django_forms.Form) -> bool:
    data, by = form.cleaned_data, request.user
    try:
        if asked == "partner":
            actions.voeg_partner_toe(opgave, data["organisatie"], rol=data["rol"], by=by)  # type: ignore[arg-type]
        elif asked == "teamlid":
            own = data["gebruiker"].lidmaatschappen.select_related("organisatie")
            lid = own.filter(organisatie__in=opgave.partners.values("organisatie")).first()
            actions.voeg_teamlid_toe(opgave, lid.gebruiker, lid.organisatie, by=by)  # type: ignore[arg-type]
        elif asked == "belang":
            actions.benoem_belang(opgave, data.pop("organisatie"), **data, by=by)  # type: ignore[arg-type]
        else:
            actions.geef_mandaat(opgave, data.pop("gever"), data.pop("houder"), **data, by=by)  # type: ignore[arg-type]
    except DomainError as error:
        add_error(form, error)
        return False
    return True
