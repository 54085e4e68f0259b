"""The manual: a page per role and what everybody may want to know, in `handleiding/*.md`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

SOURCE = Path(__file__).parent / "handleiding"
ROLLEN = (
    "professional",
    "programmateam",
    "vertegenwoordiger",
    "bestuurder",
    "beheerder",
    "inwoner",
)
VOOR_IEDEREEN = ("besluitvorming",)
PAGINAS = (*ROLLEN, *VOOR_IEDEREEN)


@dataclass(frozen=True)
class Hulp:
    """One page of the manual: the first line is its title, the second its lead."""

    rol: str
    titel: str
    inleiding: str
    html: SafeString


@cache
def hulp(rol: str) -> Hulp:
    """Read and render one of `PAGINAS`."""
    title, lead, body = (SOURCE / f"{rol}.md").read_text().split("\n\n", 2)
    # Our own text from the package, and the parser lets no raw HTML through.
    html = mark_safe(MarkdownIt("js-default").render(body))  # noqa: S308
    return Hulp(rol, title.removeprefix("# "), lead.replace("\n", " "), html)
