"""The doorbraakplan of a casus: its maatregelen, and what it costs against going on as now."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from samenspel.basis.acts import Done, act, done, sent
from samenspel.basis.pdf import to_pdf
from samenspel.organisaties.request import Request
from samenspel.praktijk import actions
from samenspel.praktijk.forms.plan import MaatregelForm, MaatregelWijzigForm, SomForm
from samenspel.praktijk.models import Casus, Maatregel
from samenspel.praktijk.pages.plan import betalers_to_choose, plan_page
from samenspel.praktijk.rows import casussen
from samenspel.praktijk.rows.plan import (
    kostenposten,
    maatregelen,
    organisaties_around,
    regelingen_to_choose,
    som_versie,
    with_plan,
)
from samenspel.praktijk.views import own_casus


def plan_url(pk: UUID) -> str:
    """Return the page of the plan of a casus."""
    return reverse("praktijk:plan", args=[pk])


@require_safe
def plan(request: Request, pk: UUID) -> HttpResponse:
    """Show the plan: what to do, whether it may, and what it costs whom."""
    casus = get_object_or_404(with_plan(casussen.casussen()), pk=pk)
    page = plan_page(casus, viewer=request.user)
    return render(request, "praktijk/plan.html", {"page": page, "casus": casus})


@login_required
@require_safe
def pdf(request: Request, pk: UUID) -> HttpResponse:
    """Give the plan to take along: the same page on paper, for whoever may read it."""
    casus = get_object_or_404(with_plan(casussen.casussen()), pk=pk)
    page = plan_page(casus, viewer=None)
    context = {"page": page, "casus": casus, "kader": "document.html"}
    html = render_to_string("praktijk/plan.html", context, request)
    file = to_pdf(html, about=plan_url(pk))
    name = f"doorbraakplan-{slugify(casus.titel)[:60]}.pdf"
    return HttpResponse(
        file,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@login_required
def nieuw(request: Request, pk: UUID) -> HttpResponse:
    """Add a maatregel."""
    casus = own_casus(request, pk)
    form = MaatregelForm(sent(request), **_choices(casus))

    def add(**filled: Any) -> Done:
        actions.voeg_maatregel_toe(casus, by=request.user, **filled)
        return "De maatregel staat in het plan.", plan_url(pk)

    template = "praktijk/maatregel.html"
    return act(request, form, add, template=template, context={"casus": casus})


@login_required
def wijzig(request: Request, pk: UUID) -> HttpResponse:
    """Change a maatregel."""
    maatregel, casus = _own_maatregel(request, pk)
    now = model_to_dict(maatregel)
    form = MaatregelWijzigForm(sent(request), initial=now, **_choices(casus))

    def change(**filled: Any) -> Done:
        actions.wijzig_maatregel(maatregel, by=request.user, **filled)
        return "De maatregel is bijgewerkt.", plan_url(casus.pk)

    context = {"casus": casus, "maatregel": maatregel}
    return act(request, form, change, template="praktijk/maatregel.html", context=context)


@login_required
@require_POST
def weg(request: Request, pk: UUID) -> HttpResponse:
    """Take a maatregel out of the plan."""
    maatregel, casus = _own_maatregel(request, pk)
    actions.verwijder_maatregel(maatregel, by=request.user)
    return done(request, "De maatregel is uit het plan gehaald.", plan_url(casus.pk))


@login_required
@require_POST
def overnemen(request: Request, pk: UUID) -> HttpResponse:
    """Take over a maatregel of somebody else, with credit."""
    casus = own_casus(request, pk)
    try:
        chosen = UUID(request.POST.get("maatregel", ""))
    except ValueError:
        return redirect(plan_url(pk))
    bron = get_object_or_404(maatregelen(), pk=chosen)
    maatregel = actions.neem_maatregel_over(bron, casus, by=request.user)
    said = "De maatregel staat in uw plan. Zeg nu of dit huishouden hem wil, en wat hij oplevert."
    return done(request, said, reverse("praktijk:maatregel_wijzig", args=[maatregel.pk]))


@login_required
def som(request: Request, pk: UUID) -> HttpResponse:
    """Write the sum as a whole; `actie=rij` only gives more rows, with what was typed kept."""
    casus = own_casus(request, pk)
    form = SomForm(
        sent(request),
        posten=_kept(casus) if request.method != "POST" else {},
        versie=som_versie(casus),
        betalers=betalers_to_choose(casus),
    )
    if request.POST.get("actie") == "rij":
        form = form.with_more_rows()

    def write(**filled: Any) -> Done:
        actions.stel_som_op(casus, by=request.user, **filled)
        return "De som is bewaard.", plan_url(pk)

    return act(request, form, write, template="praktijk/som.html", context={"casus": casus})


def _kept(casus: Casus) -> dict[str, list[dict[str, Any]]]:
    """Return the posts of each path, as she would type them."""
    kept: dict[str, list[dict[str, Any]]] = {}
    for post in kostenposten(casus):
        kept.setdefault(post.pad, []).append(_typed(post))
    return kept


def _typed(post: Any) -> dict[str, Any]:
    """Write a post as she would type it; an edge equal to the amount is left open."""
    edges = {e: v for e in ("laag", "hoog") if (v := getattr(post, e)) != post.waarschijnlijk}
    names = ("wat", "van_jaar", "tot_jaar", "waarschijnlijk")
    payer = str(post.betaler_id or post.betaler_soort)
    return {name: getattr(post, name) for name in names} | edges | {"betaler": payer}


def _own_maatregel(request: Request, pk: UUID) -> tuple[Maatregel, Casus]:
    maatregel = get_object_or_404(maatregelen(), pk=pk)
    return maatregel, own_casus(request, maatregel.plan.casus_id)


def _choices(casus: Casus) -> dict[str, Any]:
    return {
        "regelingen": regelingen_to_choose(casus),
        "organisaties": organisaties_around(casus),
    }
