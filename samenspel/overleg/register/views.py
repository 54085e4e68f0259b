"""The register of besluiten, for whoever takes one along."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from samenspel.organisaties.request import Request
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.register.rows import uitvoer


@require_safe
def export(request: Request, pk: UUID) -> HttpResponse:
    """Give one besluit as JSON, with the seals by which others verify it."""
    found = get_object_or_404(Besluit.objects.select_related("bevoegd"), pk=pk)
    answer = JsonResponse(uitvoer(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="besluit-{pk}.json"'
    return answer
