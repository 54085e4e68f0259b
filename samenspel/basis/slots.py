"""Let a page of a lower app show something that only a higher app knows.

Layers look down, never up; yet the page of a casus (praktijk) must show what was decided
about it (overleg). The lower app opens a slot in its template, `{% slot "lus" casus %}`; the
higher app fills it in its `slots.py`. See docs/decisions/0005.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

Filler = Callable[[HttpRequest, Any], str]
_fillers: dict[str, list[Filler]] = {}


def fills(name: str) -> Callable[[Filler], Filler]:
    """Register the decorated function as a filler of slot `name`; it returns safe HTML."""

    def register(filler: Filler) -> Filler:
        _fillers.setdefault(name, []).append(filler)
        return filler

    return register


def content(name: str, request: HttpRequest, thing: object) -> list[str]:
    """What the higher apps put in slot `name` for `thing`, in the order of their apps."""
    return [filler(request, thing) for filler in _fillers.get(name, [])]
