"""What praktijk shows on the pages of organisaties, as `project.slots` says where."""

from django.template.loader import render_to_string

from samenspel.basis.rij import Rij
from samenspel.organisaties.models import Organisatie
from samenspel.organisaties.request import Request
from samenspel.praktijk.rows.knelpunten import knelpunten_in


def show_at_organisatie(request: Request, organisatie: Organisatie) -> str:
    """Show which knelpunten play in a gemeente; of another organisatie nothing."""
    if organisatie.soort != Organisatie.Soort.GEMEENTE:
        return ""
    rijen = [
        Rij(one.titel, one.get_absolute_url(), str(one.opgave))
        for one in knelpunten_in(organisatie)
    ]
    return render_to_string("praktijk/bij_organisatie.html", {"rijen": rijen}, request)
