"""What several tests of these pages do."""

from django.test import Client
from django.urls import reverse

from samenspel.verhalen import deur

TEKST = "Mijn zoon zit al vijf maanden thuis van school.\nNiemand belt ons terug."
VERTEL, MIJN, LIJST = (reverse(f"verhalen:{name}") for name in ("vertel", "mijn", "lijst"))
VERTELD = reverse("verhalen:verteld")


def url(name, thing):
    return reverse(f"verhalen:{name}", args=[getattr(thing, "pk", thing)])


def answers(world, **fields):
    """Everything that is asked of somebody without an account."""
    return {
        "actie": "afronden",
        "tekst": TEKST,
        "hielp": "Eén mens die het overzicht heeft.",
        "gemeente": world.almere.pk,
        "thema": "onderwijs",
        "ook": ["zorg"],
        "opgave": world.opgave.pk,
        "lezers": "openbaar",
        "citeren": "ja",
        "akkoord": "on",
    } | fields


def tell(client, world, **fields) -> str:
    """Tell a verhaal; returns the code, as it stands on the page."""
    sent = client.post(VERTEL, answers(world, **fields))
    assert sent.status_code == 302, sent.context["form"].errors
    assert sent.url == VERTELD
    return client.get(VERTELD).context["code"]


def somebody_else() -> Client:
    """Another browser, in a transaction of its own: no door stands open."""
    deur.open_with("")
    return Client()


def said(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]
