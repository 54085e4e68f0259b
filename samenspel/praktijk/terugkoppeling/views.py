"""Say whether it helped; what is open again about a knelpunt, and the answers to it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from samenspel.basis.acts import Done, act
from samenspel.organisaties.request import Request
from samenspel.praktijk.models import Heropening, Knelpunt
from samenspel.praktijk.terugkoppeling import actions, permissions
from samenspel.praktijk.terugkoppeling.forms import AntwoordIndienerForm, TerugkoppelForm
from samenspel.praktijk.terugkoppeling.pages import weer_open_page
from samenspel.praktijk.views import own_casus
from samenspel.praktijk.views.casus import casus_context


@login_required
@require_POST
def terugkoppeling(request: Request, pk: UUID) -> HttpResponse:
    """Say whether what came of it helped this household."""
    casus = own_casus(request, pk)
    permissions.check_terugkoppelen(casus, by=request.user)
    context = casus_context(request, pk)
    form = TerugkoppelForm(request.POST, knelpunten=context["page"].knelpunten)

    def answer(**filled: Any) -> Done:
        told = actions.koppel_terug(casus, by=request.user, **filled)
        if told.geholpen == told.Geholpen.JA:
            return "Dank u. Wie eraan werkt, leest dat het hielp.", casus
        return "Uw casus is weer open. Het programmateam hoort het en antwoordt u hier.", casus

    context |= {"terug": form}
    return act(request, form, answer, template="praktijk/casus.html", context=context)


@require_safe
def weer_open(request: Request, pk: UUID) -> HttpResponse:
    """Show which households are not helped yet although something was done."""
    return render(request, TEMPLATE, {"page": weer_open_page(_found(pk), viewer=request.user)})


@login_required
@require_POST
def antwoord(request: Request, pk: UUID) -> HttpResponse:
    """Tell the indiener what is done now."""
    heropening = get_object_or_404(Heropening.objects.select_related("knelpunt"), pk=pk)
    permissions.check_beantwoorden(heropening, by=request.user)
    form = AntwoordIndienerForm(request.POST, prefix=str(pk))

    def reply(**filled: str) -> Done:
        actions.beantwoord(heropening, by=request.user, **filled)
        return "De indiener leest uw antwoord en zegt daarna of het nu hielp.", heropening

    page = weer_open_page(heropening.knelpunt, viewer=request.user, sent=form)
    return act(request, form, reply, template=TEMPLATE, context={"page": page})


TEMPLATE = "praktijk/weer_open.html"


def _found(pk: UUID) -> Knelpunt:
    return get_object_or_404(Knelpunt.objects.all(), pk=pk)
