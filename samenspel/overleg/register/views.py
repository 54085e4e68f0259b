"""The register of besluiten, to read and to take along."""

import csv
from io import StringIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from samenspel.basis import klok
from samenspel.basis.acts import Done, act, sent
from samenspel.basis.forms import filled
from samenspel.basis.templatetags.samenspel import datum
from samenspel.organisaties.request import Request
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.views import found_besluit
from samenspel.overleg.register import forms, pages, rows
from samenspel.overleg.register.actions import klopt_nog
from samenspel.overleg.register.permissions import check_herzien

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet calculates what begins so; with a quote before it, it is text."""


@require_safe
def register(request: Request) -> HttpResponse:
    """Show what was decided: what is in force, what comes, what is over."""
    form = forms.RegisterForm(request.GET)
    page = pages.register_page(_asked(form), request.GET.get("pagina"))
    context = {
        "page": page,
        "pagina": page.pagina,
        "form": form,
        "opgave": filled(form).get("opgave"),
    }
    return render(request, "overleg/register.html", context)


def _asked(form: forms.RegisterForm) -> QuerySet[Any]:
    return rows.register(klok.today(), **filled(form))


@require_safe
def register_csv(request: Request) -> HttpResponse:
    """Give the same as a table; with semicolons, as a Dutch spreadsheet opens it."""
    text = StringIO()
    table = pages.tabel_of(_asked(forms.RegisterForm(request.GET)), settings.SITE_URL)
    csv.writer(text, delimiter=";").writerows(map(_as_text, table))
    answer = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv")
    answer["Content-Disposition"] = 'attachment; filename="register-van-besluiten.csv"'
    return answer


def _as_text(line: tuple[str, ...]) -> list[str]:
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in line]


@require_safe
def openbaar(request: Request) -> HttpResponse:
    """Show what everybody may read, with or without an account."""
    page = pages.openbaar_page(rows.openbaar(klok.today()), request.GET.get("pagina"))
    return render(request, "overleg/register_openbaar.html", {"page": page, "pagina": page.pagina})


@login_required
def besluit_herzien(request: Request, pk: UUID) -> HttpResponse:
    """Say that a besluit still holds."""
    found = found_besluit(pk)
    check_herzien(found, by=request.user)
    form = forms.HerzieningForm(sent(request))

    def look_again(**filled: Any) -> Done:
        made = klopt_nog(found, by=request.user, **filled)
        return f"Het besluit klopt nog. Partners kijken weer op {datum(made.herzien_op)}.", found

    context = {"besluit": found}
    return act(request, form, look_again, template="overleg/besluit_herzien.html", context=context)


@require_safe
def export(request: Request, pk: UUID) -> HttpResponse:
    """Give one besluit as JSON, with the seals by which others verify it."""
    found = get_object_or_404(Besluit.objects.select_related("bevoegd"), pk=pk)
    answer = JsonResponse(
        rows.uitvoer(found), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    answer["Content-Disposition"] = f'attachment; filename="besluit-{pk}.json"'
    return answer
