"""What the pages of verhalen show."""

from samenspel.verhalen.queries.opgave import OpgavePage, opgave_page, readable_count
from samenspel.verhalen.queries.pagina import Pagina, gepubliceerd, verhaalpagina
from samenspel.verhalen.queries.verhalen import (
    Genoemd,
    VerhaalPage,
    bij_knelpunt,
    found_by_code,
    gemeenten,
    mijn_verhalen,
    opgaven_to_choose,
    verhaal_page,
    verhalen,
)

__all__ = [
    "Genoemd",
    "OpgavePage",
    "Pagina",
    "VerhaalPage",
    "bij_knelpunt",
    "found_by_code",
    "gemeenten",
    "gepubliceerd",
    "mijn_verhalen",
    "opgave_page",
    "opgaven_to_choose",
    "readable_count",
    "verhaal_page",
    "verhaalpagina",
    "verhalen",
]
