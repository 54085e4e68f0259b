"""What the pages of startpagina show, a module per page."""

from samenspel.startpagina.queries.mensen import MensenPage, mensen_page
from samenspel.startpagina.queries.termijnen import termijnen
from samenspel.startpagina.queries.voorpagina import Voorpagina, voorpagina
from samenspel.startpagina.queries.werk import MijnWerk, Werk, mijn_werk
from samenspel.startpagina.queries.zoeken import search_all

__all__ = [
    "MensenPage",
    "MijnWerk",
    "Voorpagina",
    "Werk",
    "mensen_page",
    "mijn_werk",
    "search_all",
    "termijnen",
    "voorpagina",
]
