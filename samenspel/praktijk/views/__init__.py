"""The pages of praktijk."""

from typing import cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from samenspel.basis.errors import NotAllowedError
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.request import Request
from samenspel.praktijk import permissions
from samenspel.praktijk.models import Casus
from samenspel.praktijk.queries import casussen


def me(request: HttpRequest) -> Gebruiker:
    """Return who is working (or nobody, who has the same methods)."""
    return cast(Gebruiker, request.user)


def casus_url(pk: UUID) -> str:
    """Return the page of a casus."""
    return reverse("praktijk:casus", args=[pk])


def own_casus(request: Request, pk: UUID) -> Casus:
    """Fetch a casus to change; not to be seen is 404, not hers to change is 403."""
    casus = get_object_or_404(casussen.casussen(), pk=pk)
    try:
        permissions.require_may_change_casus(request.user, casus)
    except NotAllowedError as error:
        raise PermissionDenied(error.message) from error
    return casus
