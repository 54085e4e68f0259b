"""What verhalen shows on the pages of lower apps, as `project.slots` says where."""

from django.template.loader import render_to_string

from samenspel.opgaven.models import Opgave
from samenspel.organisaties.request import Request
from samenspel.praktijk.models import Knelpunt
from samenspel.praktijk.pages.casus import StartPage
from samenspel.verhalen import rows


def show_at_opgave(request: Request, opgave: Opgave) -> str:
    """Say how many verhalen of an opgave the reader may read, and let her tell one."""
    context = {"opgave": opgave, "aantal": rows.readable_count(opgave)}
    return render_to_string("verhalen/bij_opgave.html", context, request)


def show_at_knelpunt(request: Request, knelpunt: Knelpunt) -> str:
    """Open a place that fetches the verhalen that point at a knelpunt."""
    return render_to_string("verhalen/bij_knelpunt.html", {"knelpunt": knelpunt}, request)


def show_at_start(request: Request, page: StartPage) -> str:
    """Lead from practice to the verhalen, of one opgave with how many the reader may read."""
    counted = rows.readable_count(page.opgave) if page.opgave else 0
    context = {"opgave": page.opgave, "aantal": counted}
    return render_to_string("verhalen/op_start.html", context, request)
