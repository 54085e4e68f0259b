"""The front page of overleg: what is on the table."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samenspel.basis.forms import filled
from samenspel.organisaties.request import Request
from samenspel.overleg.tafel import forms, pages
from samenspel.overleg.tafel.pages import DELEN


@require_safe
def start(request: Request) -> HttpResponse:
    """Show the questions, proposals or afspraken, by term."""
    form = forms.TafelForm(request.GET)
    asked = filled(form)
    deel = asked["deel"] if asked.get("deel") in DELEN else "vragen"
    page = pages.tafel_page(
        deel,
        klaar="stand" in asked,
        opgave=asked.get("opgave"),
        q=asked.get("q", ""),
        pagina=request.GET.get("pagina"),
    )
    context = {
        "page": page,
        "pagina": page.pagina,
        "form": form,
        "delen": DELEN,
        "gefilterd": bool({"q", "opgave"} & set(asked)),
    }
    return render(request, "overleg/start.html", context)
