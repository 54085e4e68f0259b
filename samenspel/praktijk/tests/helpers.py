"""What several tests of these pages do."""

from django.urls import reverse


def url(name, thing=None):
    return reverse(f"praktijk:{name}", args=[thing.pk] if thing else [])


def said(answer) -> list[str]:
    """The messages on the page (after the redirect)."""
    return [str(message) for message in answer.context["messages"]]
