"""Pages of organisaties and regelingen; everybody may read them."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from samenspel.basis.forms import filled
from samenspel.organisaties.forms import OrganisatieZoekForm
from samenspel.organisaties.models import Organisatie, Regeling
from samenspel.organisaties.pages import organisatie_page, regeling_page
from samenspel.organisaties.request import Request
from samenspel.organisaties.rows import organisaties

PER_PAGE = 50


@require_safe
def lijst(request: Request) -> HttpResponse:
    """List organisaties, by name and by kind."""
    form = OrganisatieZoekForm(request.GET, label_suffix="")
    found = Paginator(organisaties(**filled(form)), PER_PAGE)
    pagina = found.get_page(request.GET.get("pagina"))
    return render(request, "organisaties/lijst.html", {"form": form, "pagina": pagina})


@require_safe
def detail(request: Request, pk: UUID) -> HttpResponse:
    """Show one organisatie."""
    organisatie = get_object_or_404(Organisatie, pk=pk)
    page = organisatie_page(organisatie)
    return render(request, "organisaties/detail.html", {"page": page, "organisatie": organisatie})


@require_safe
def regeling(request: Request, pk: UUID) -> HttpResponse:
    """Show one law."""
    page = regeling_page(get_object_or_404(Regeling, pk=pk))
    return render(request, "organisaties/regeling.html", {"page": page, "regeling": page.regeling})
