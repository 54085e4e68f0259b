"""The front page of overleg: what is on the table."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from samenspel.basis.forms import filled
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.request import Request
from samenspel.overleg.tafel import forms, pages
from samenspel.overleg.tafel.pages import DELEN


@require_safe
def start(request: Request) -> HttpResponse:
    """Show the questions, proposals, bijdragen or afspraken of all opgaven, by term."""
    return _table(request, None)


@require_safe
def opgave(request: Request, pk: UUID) -> HttpResponse:
    """Show those of one opgave: the same table, in its own room."""
    return _table(request, get_object_or_404(Opgave.objects.select_related("deel_van"), pk=pk))


def _table(request: Request, opgave: Opgave | None) -> HttpResponse:
    form = forms.TafelForm(request.GET)
    if opgave is not None:
        del form.fields["opgave"]
    asked = filled(form)
    deel = asked["deel"] if asked.get("deel") in DELEN else "vragen"
    page = pages.tafel_page(
        deel,
        klaar="stand" in asked,
        opgave=opgave or asked.get("opgave"),
        q=asked.get("q", ""),
        pagina=request.GET.get("pagina"),
    )
    context = {
        "page": page,
        "pagina": page.pagina,
        "form": form,
        "delen": DELEN,
        "opgave": opgave,
        "gefilterd": bool({"q", "opgave"} & set(asked)),
    }
    return render(request, "overleg/start.html", context)
