"""What inzichten shows on the pages of lower apps; loaded when the app is ready."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from samenspel.basis.slots import fills
from samenspel.inzichten import queries
from samenspel.inzichten.vergelijking import vergelijk
from samenspel.leren.queries import NaastElkaarPage
from samenspel.praktijk.forms import CasusForm
from samenspel.praktijk.models import Casus
from samenspel.praktijk.queries.plan import PlanPage


@fills("gelijkend")
def show_gelijkend(request: HttpRequest, casus: Casus) -> str:
    """Open a place that fetches the casussen like this one; without JavaScript a link."""
    return render_to_string("inzichten/gelijkend_bij_casus.html", {"casus": casus}, request)


@fills("gelijkend.nieuw")
def show_while_typing(request: HttpRequest, form: CasusForm) -> str:
    """Show the casussen like the text in `form`; with JavaScript also while she types."""
    page = None
    if form.is_bound:
        titel, tekst = (str(form[name].value() or "")[:20_000] for name in ("titel", "tekst"))
        page = queries.GelijkendPage(None, queries.gelijkende(titel, tekst))
    return render_to_string("inzichten/gelijkend_bij_typen.html", {"page": page}, request)


@fills("plan")
def show_maatregelen(request: HttpRequest, page: PlanPage) -> str:
    """Open a place that fetches what casussen like this one do, for who makes this plan."""
    if not page.may_change:
        return ""
    return render_to_string("inzichten/maatregelen_bij_plan.html", {"casus": page.casus}, request)


@fills("leren.vergelijking")
def show_vergelijking(request: HttpRequest, page: NaastElkaarPage) -> str:
    """Compare the varianten of a knelpunt honestly, and say which are the same wheel."""
    context = {"vergelijking": vergelijk(page.varianten)}
    return render_to_string("inzichten/vergelijking.html", context, request)
