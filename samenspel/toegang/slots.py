"""What toegang shows at the top of every page; loaded when the app is ready."""

from django.http import HttpRequest
from django.utils.html import format_html

from samenspel.basis.slots import fills
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import lidmaatschappen_of


@fills("ik")
def show_namens(request: HttpRequest, user: Gebruiker) -> str:
    """Say at the top of the page for whom she works now, if she can choose."""
    if user.werkt_voor_id is None:
        return ""
    own = lidmaatschappen_of(user)
    return format_html(" namens {}", own[0].organisatie.kort) if len(own) > 1 else ""
