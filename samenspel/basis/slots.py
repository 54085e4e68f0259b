"""Let a page of a lower app show something that only a higher app knows.

Layers look down, never up; yet the page of a casus (praktijk) must show what was decided
about it (overleg). The lower app opens a slot in its template, `{% slot "lus" casus %}`; the
table that `settings.SLOTS` names says which functions fill it, in which order. See
docs/decisions/0005; docs/slots.md lists them all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.http import HttpRequest
from django.template.base import Lexer, TokenType
from django.utils.module_loading import import_string

Filler = Callable[[Any, Any], str]
"""Gets the request and the thing that the page is about, and returns safe HTML."""
Slots = Mapping[str, Sequence[Filler]]


def slots() -> Slots:
    """Return who fills which slot, in the order of the page."""
    table: Slots = import_string(settings.SLOTS)
    return table


def content(name: str, request: HttpRequest, thing: object) -> list[str]:
    """Return what the higher apps put in slot `name` for `thing`, in the order of the table."""
    return [filler(request, thing) for filler in slots()[name]]


def opened() -> Iterator[tuple[str, str]]:
    """Give every slot that a template of ours opens, with the name of that template."""
    for file in sorted(settings.PACKAGE.glob("*/templates/**/*.html")):
        for token in Lexer(file.read_text()).tokenize():
            parts = token.split_contents() if token.token_type is TokenType.BLOCK else []
            if parts[:1] == ["slot"]:
                template = str(file.relative_to(settings.PACKAGE)).partition("/templates/")[2]
                yield parts[1].strip("\"'"), template


def check_slots(**_: Any) -> list[CheckMessage]:
    """Refuse to start with a slot that nobody fills, or that no template opens."""
    filled, found = slots(), dict(opened())
    return [
        *(
            Error(f"{template} opens the slot “{name}”; nobody fills it.", id="samenspel.E001")
            for name, template in found.items()
            if not filled.get(name)
        ),
        *(
            Error(f"The slot “{name}” is filled; no template opens it.", id="samenspel.E002")
            for name in filled
            if name not in found
        ),
    ]
