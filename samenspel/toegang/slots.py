"""What toegang shows at the top of every page, as `project.slots` says where."""

from django.utils.html import format_html

from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.permissions import lidmaatschappen_of
from samenspel.organisaties.request import Request


def show_namens(request: Request, user: Gebruiker) -> str:
    """Say at the top of the page for whom she works now, if she can choose."""
    if user.werkt_voor_id is None:
        return ""
    own = lidmaatschappen_of(user)
    return format_html(" namens {}", own[0].organisatie.kort) if len(own) > 1 else ""
