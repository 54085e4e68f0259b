"""Our own pages as PDF, with the structure that a screen reader needs (PDF/UA-1, ISO 14289-1).

WeasyPrint draws the HTML that a page shows, with its print style. It draws letters with Pango, a
library of the machine and not of Python: without it everything else works.
"""

from functools import cache
from mimetypes import guess_type
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from samenspel.basis.errors import RuleError

MISSING = (
    "Hier kan nog geen PDF worden gemaakt: Pango ontbreekt op de server. Vraag uw beheerder om "
    "dat te installeren. Afdrukken kan wel: kies in uw browser voor afdrukken, en dan voor PDF."
)


def to_pdf(html: str, *, about: object) -> bytes:
    """Return `html`, a whole document with a title and a language, as tagged PDF.

    Nothing is fetched but our own style sheets and fonts, whatever the text asks for. `about` is
    what a refusal leads back to.

    Raises
    ------
    RuleError
        The machine lacks Pango; the message says what to do.
    """
    try:
        html_class, fetcher = _engine()
    except OSError as error:
        raise RuleError(MISSING, about=about) from error
    document = html_class(string=html, base_url=settings.SITE_URL, url_fetcher=fetcher)
    file: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return file


@cache
def _engine() -> tuple[Any, Any]:
    """Load WeasyPrint when somebody first asks for a PDF; that takes most of a second."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyOurStatic(URLFetcher):  # type: ignore[misc]
        """Reads our static files from disk, and refuses every other address."""

        def fetch(self, url: str, headers: object = None) -> Any:
            kind = guess_type(urlsplit(url).path)[0] or "application/octet-stream"
            return URLFetcherResponse(url, static_file(url), {"Content-Type": kind})

    return HTML, OnlyOurStatic()


def static_file(url: str) -> bytes:
    """Read the static file at `url`; anything else is refused with ValueError."""
    start = settings.SITE_URL + settings.STATIC_URL
    if not url.startswith(start):
        raise ValueError("Alleen onze eigen opmaak mag in een PDF.")
    name = unquote(urlsplit(url.removeprefix(start)).path)
    # Collected under its final name, or (in a test) where it was written.
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            style: bytes = file.read()
            return style
    found = finders.find(name)
    if not found:
        raise ValueError(f"Deze opmaak bestaat niet: {name}")
    with open(found, "rb") as file:  # noqa: PTH123
        return file.read()
