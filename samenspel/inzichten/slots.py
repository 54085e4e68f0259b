"""What inzichten shows on the pages of lower apps, as `project.slots` says where."""

from django.template.loader import render_to_string

from samenspel.basis.checks import allows
from samenspel.inzichten.pages.gelijkend import tekst_page
from samenspel.inzichten.pages.vergelijking import vergelijk
from samenspel.inzichten.rows.vermoedens import antwoorden_on, navragen_to
from samenspel.inzichten.woorden import themawoorden
from samenspel.leren.pages import NaastElkaarPage
from samenspel.opgaven.pages.opgave import OpgavePage
from samenspel.organisaties.request import Request
from samenspel.praktijk.forms import CasusForm
from samenspel.praktijk.models import Casus, Knelpunt
from samenspel.praktijk.pages.plan import PlanPage
from samenspel.praktijk.permissions import check_knelpunt
from samenspel.verhalen.pages.opgave import VerhalenPage


def show_gelijkend(request: Request, casus: Casus) -> str:
    """Open a place that fetches the casussen like this one; without JavaScript a link."""
    return render_to_string("inzichten/gelijkend_bij_casus.html", {"casus": casus}, request)


def show_while_typing(request: Request, form: CasusForm) -> str:
    """Show the casussen like the text in `form`; with JavaScript also while she types."""
    typed = [str(form[name].value() or "") for name in ("titel", "tekst")]
    page = tekst_page(*typed) if any(typed) else None
    return render_to_string("inzichten/gelijkend_bij_typen.html", {"page": page}, request)


def show_maatregelen(request: Request, page: PlanPage) -> str:
    """Open a place that fetches what casussen like this one do, for whoever makes this plan."""
    if not page.may_change:
        return ""
    return render_to_string("inzichten/maatregelen_bij_plan.html", {"casus": page.casus}, request)


def show_vergelijking(request: Request, page: NaastElkaarPage) -> str:
    """Compare the varianten of a knelpunt honestly, and say which are the same wheel."""
    context = {"vergelijking": vergelijk(page.varianten)}
    return render_to_string("inzichten/vergelijking.html", context, request)


def show_navragen(request: Request, casus: Casus) -> str:
    """Ask the indiener whether a knelpunt plays in her casus, when somebody thinks so."""
    navragen = navragen_to(casus, request.user)
    if not navragen:
        return ""
    context = {"navragen": navragen, "casus": casus}
    return render_to_string("inzichten/navragen_bij_casus.html", context, request)


def show_antwoorden(request: Request, knelpunt: Knelpunt) -> str:
    """Tell the team how many indieners answered."""
    if not allows(check_knelpunt, knelpunt, by=request.user):
        return ""
    antwoorden = antwoorden_on(knelpunt)
    if not antwoorden.alle:
        return ""
    context = {"antwoorden": antwoorden}
    return render_to_string("inzichten/navragen_bij_knelpunt.html", context, request)


def show_way_from_opgave(request: Request, page: OpgavePage) -> str:
    """Open the way to what casussen of this opgave share."""
    return _for_who_signed_in(request, "vermoedens_bij_opgave", page)


def show_way_to_vermoedens(request: Request, page: object) -> str:
    """Open the way to what casussen share."""
    return _for_who_signed_in(request, "vermoedens_bij_praktijk", page)


def _for_who_signed_in(request: Request, name: str, page: object) -> str:
    if not request.user.is_authenticated:
        return ""
    return render_to_string(f"inzichten/{name}.html", {"page": page}, request)


def show_way_to_voor_mij(request: Request, user: object) -> str:
    """Open the way to the lessen that fit her casussen."""
    return _for_who_signed_in(request, "voor_mij_link", user)


def show_words(request: Request, page: VerhalenPage) -> str:
    """Show the words that tell the themas of these verhalen apart."""
    woorden = themawoorden(page.teksten())
    if not woorden:
        return ""
    return render_to_string("inzichten/woorden_bij_verhalen.html", {"woorden": woorden}, request)
