"""The pages of leren."""

from uuid import UUID

from django.urls import reverse


def naast_elkaar_url(pk: UUID) -> str:
    """Return the page with the varianten of one knelpunt."""
    return reverse("leren:naast_elkaar", args=[pk])


def variant_url(pk: UUID) -> str:
    """Return the page of one variant."""
    return reverse("leren:variant", args=[pk])
