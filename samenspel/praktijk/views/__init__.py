"""The pages of praktijk."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from samenspel.organisaties.request import Request
from samenspel.praktijk import permissions
from samenspel.praktijk.models import Casus
from samenspel.praktijk.rows import casussen


def own_casus(request: Request, pk: UUID) -> Casus:
    """Fetch a casus to change; not to be seen is 404, not hers to change is 403."""
    casus = get_object_or_404(casussen.casussen(), pk=pk)
    permissions.check_casus(casus, by=request.user)
    return casus
