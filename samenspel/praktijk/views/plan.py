"""The doorbraakplan of a casus: its maatregelen, and what it costs against going on as now."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from samenspel.basis.errors import DomainError, StaleError
from samenspel.basis.forms import add_error
from samenspel.praktijk import actions, queries
from samenspel.praktijk.forms.plan import MaatregelForm, MaatregelWijzigForm, SomForm
from samenspel.praktijk.models import Casus, Maatregel
from samenspel.praktijk.queries import plan as plans
from samenspel.praktijk.views import REFUSED, me, own_casus, status_of, with_version


@require_safe
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the plan: what to do, whether it may, and what it costs whom."""
    casus = get_object_or_404(plans.with_plan(queries.casussen()), pk=pk)
    page = plans.plan_page(casus, viewer=me(request))
    return render(request, "praktijk/plan.html", {"page": page, "casus": casus})


@login_required
def nieuw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a maatregel."""
    casus = own_casus(request, pk)
    form = MaatregelForm(request.POST or None, **_choices(casus))
    if form.is_valid():
        try:
            actions.voeg_maatregel_toe(casus, **form.cleaned_data, by=me(request))
        except DomainError as error:
            add_error(form, error)
        else:
            messages.success(request, "De maatregel staat in het plan.")
            return redirect("praktijk:plan", pk=pk)
    context = {"form": form, "casus": casus}
    return render(request, "praktijk/maatregel.html", context, status=status_of(form))


@login_required
def wijzig(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a maatregel."""
    maatregel, casus = _own_maatregel(request, pk)
    now = model_to_dict(maatregel)
    form = MaatregelWijzigForm(request.POST or None, initial=now, **_choices(casus))
    huidig = None
    if form.is_valid():
        try:
            actions.wijzig_maatregel(maatregel, **form.cleaned_data, by=me(request))
        except DomainError as error:
            add_error(form, error)
            if isinstance(error, StaleError):
                huidig = get_object_or_404(plans.maatregelen(), pk=pk)
                with_version(form, huidig.versie)
        else:
            messages.success(request, "De maatregel is bijgewerkt.")
            return redirect("praktijk:plan", pk=casus.pk)
    context = {"form": form, "casus": casus, "maatregel": maatregel, "huidig": huidig}
    return render(request, "praktijk/maatregel.html", context, status=status_of(form))


@login_required
@require_POST
def weg(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a maatregel out of the plan."""
    maatregel, casus = _own_maatregel(request, pk)
    actions.verwijder_maatregel(maatregel, by=me(request))
    messages.success(request, "De maatregel is uit het plan gehaald.")
    return redirect("praktijk:plan", pk=casus.pk)


@login_required
@require_POST
def overnemen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take over a maatregel of somebody else, with credit."""
    casus = own_casus(request, pk)
    try:
        chosen = UUID(request.POST.get("maatregel", ""))
    except ValueError:
        return redirect("praktijk:plan", pk=pk)
    bron = get_object_or_404(plans.maatregelen(), pk=chosen)
    try:
        maatregel = actions.neem_maatregel_over(bron, casus, by=me(request))
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("praktijk:plan", pk=pk)
    messages.success(
        request,
        "De maatregel staat in uw plan. Zeg nu of dit huishouden hem wil, en wat hij oplevert.",
    )
    return redirect("praktijk:maatregel_wijzig", pk=maatregel.pk)


@login_required
def som(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the sum as a whole; `actie=rij` only gives more rows, with what was typed kept."""
    casus = own_casus(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = _som_form(casus, posted)
    oud = False
    if posted is not None and posted.get("actie") == "rij":
        form = _som_form(casus, None, rows=form.rows(), versie=posted.get("versie"))
    elif form.is_valid():
        versie = form.versie.cleaned_data["versie"]
        try:
            actions.stel_som_op(casus, form.answers(), versie=versie, by=me(request))
        except DomainError as error:
            add_error(form.versie, error)
            if oud := isinstance(error, StaleError):
                with_version(form.versie, plans.som_versie(casus))
        else:
            messages.success(request, "De som is bewaard.")
            return redirect("praktijk:plan", pk=pk)
    huidig = plans.kostenposten(casus) if oud else None
    context = {"form": form, "casus": casus, "huidig": huidig}
    status = REFUSED if form.errors else 200
    return render(request, "praktijk/som.html", context, status=status)


def _som_form(
    casus: Casus,
    data: Any,
    *,
    rows: dict[str, list[dict[str, Any]]] | None = None,
    versie: Any = None,
) -> SomForm:
    known: dict[str, list[dict[str, Any]]] = {}
    if data is None and rows is None:
        for post in plans.kostenposten(casus):
            known.setdefault(post.pad, []).append(_typed(post))
    return SomForm(
        data,
        posten=rows or known,
        versie=versie or plans.som_versie(casus),
        betalers=plans.betalers_to_choose(casus),
    )


def _typed(post: Any) -> dict[str, Any]:
    """Write a post as she would type it; an edge equal to the amount is left open."""
    edges = {e: v for e in ("laag", "hoog") if (v := getattr(post, e)) != post.waarschijnlijk}
    names = ("wat", "van_jaar", "tot_jaar", "waarschijnlijk")
    payer = str(post.betaler_id or post.betaler_soort)
    return {name: getattr(post, name) for name in names} | edges | {"betaler": payer}


def _own_maatregel(request: HttpRequest, pk: UUID) -> tuple[Maatregel, Casus]:
    maatregel = get_object_or_404(plans.maatregelen(), pk=pk)
    return maatregel, own_casus(request, maatregel.plan.casus_id)


def _choices(casus: Casus) -> dict[str, Any]:
    return {
        "regelingen": plans.regelingen_to_choose(casus),
        "organisaties": plans.organisaties_around(casus),
    }
