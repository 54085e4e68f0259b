"""Page parts and notations that every template knows; docs/ontwerp.md shows them all."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from itertools import zip_longest
from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from samenspel.basis import klok, slots
from samenspel.basis.huis import kamers_of, room_name, way_to

register = template.Library()


@register.inclusion_tag("onderdelen/knop.html")
def knop(
    label: str,
    variant: str = "primary",
    *,
    name: str = "",
    value: str = "",
    form: str = "",
    over: str = "",
) -> dict[str, str]:
    """Draw a button that sends its form; primary (one a page), secondary or link.

    `form` is the id of a form elsewhere on the page; `over` says to whoever cannot see the page
    which of many alike this button is about.
    """
    given = {"name": name, "value": value, "form": form, "over": over}
    return {"label": label, "variant": variant} | given


@register.inclusion_tag("onderdelen/knop_afdrukken.html")
def knop_afdrukken(label: str = "Druk af") -> dict[str, str]:
    """Draw a button that prints the page, which takes JavaScript; the browser can do it too."""
    return {"label": label}


@register.inclusion_tag("onderdelen/knop_link.html")
def knop_link(url: str, label: str, variant: str = "primary") -> dict[str, str]:
    """Draw a link that looks like a button."""
    return {"url": url, "label": label, "variant": variant}


@register.inclusion_tag("onderdelen/tag.html")
def tag(label: str, soort: str = "gewoon") -> dict[str, str]:
    """Say a state in words and colour: wacht, klaar, stil, bezwaar or gewoon."""
    return {"label": label, "soort": soort}


@register.inclusion_tag("onderdelen/melding.html")
def melding(text: object, soort: str = "info") -> dict[str, object]:
    """Draw a message: ok, fout, info, or a level of Django's messages."""
    return {"text": text, "soort": soort}


@register.inclusion_tag("onderdelen/kruimelpad.html")
def kruimelpad(*parts: Any) -> dict[str, list[tuple[str, str]]]:
    """Draw the way to this page: label, url, label, url, ..., and the label of this page.

    Also takes one list of (label, url), the last url empty.
    """
    if len(parts) == 1 and isinstance(parts[0], list | tuple):
        return {"stappen": list(parts[0])}
    return {"stappen": list(zip_longest(parts[::2], parts[1::2], fillvalue=""))}


@register.inclusion_tag("onderdelen/kruimelpad.html", takes_context=True)
def thuis(context: Context, thing: object, *steps: str) -> dict[str, list[tuple[str, str]]]:
    """Draw the way to this page: opgave, room, `thing`, and the steps from there.

    `steps` are as the parts of `kruimelpad`; for a page about no thing `thing` is None.
    """
    return {"stappen": way_to(thing, context["request"], *map(str, steps))}


@register.inclusion_tag("onderdelen/kamers.html", takes_context=True)
def kamers(context: Context, opgave: object) -> dict[str, object]:
    """Draw the rooms of an opgave, under its title."""
    return {"kamers": kamers_of(opgave, context["request"]), "opgave": opgave}


@register.simple_block_tag(takes_context=True)
def paginatitel(context: Context, content: str) -> str:
    """Say what a tab is called: the thing, its room, our name; kept as `{{ paginatitel }}`.

    Without a request, as when the server failed, there is no room.
    """
    name = unescape(content).strip()
    room = room_name(context["request"]) if "request" in context else ""
    said = " | ".join(one for one in dict.fromkeys((name, room, "Samenspel")) if one)
    context["paginatitel"] = said
    return said


@register.inclusion_tag("onderdelen/begrip.html")
def begrip(woord: str, label: str = "") -> dict[str, str]:
    """Link a word of the glossary to its meaning; `label` when it stands inflected here."""
    return {"woord": woord, "label": label or woord}


@register.inclusion_tag("onderdelen/lus.html")
def lus(lus: object) -> dict[str, object]:
    """Draw the loop in the form that fits it; see `samenspel.basis.lus.Lus`."""
    return {"lus": lus}


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, thing: object) -> SafeString:
    """Show what higher apps have to say about `thing` here; see `samenspel.basis.slots`."""
    parts = slots.content(name, context["request"], thing)
    return format_html_join("", "{}", ((part,) for part in parts))


@register.simple_tag
def opties(options: Sequence[dict[str, Any]]) -> SafeString:
    """Write the options of a select."""
    chosen = SafeString(" selected")
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((str(one["value"]), chosen if one["selected"] else "", one["label"]) for one in options),
    )


@register.filter
def dagen(value: Any) -> str:
    """Write a number of days ("14 dagen"), or a day seen from today ("morgen").

    >>> dagen(1), dagen(14)
    ('1 dag', '14 dagen')
    """
    if isinstance(value, int):
        return f"{value} {ngettext('dag', 'dagen', abs(value))}"
    day = _day(value)
    if day is None:
        return ""
    distance = (day - klok.today()).days
    near = {-1: "gisteren", 0: "vandaag", 1: "morgen"}
    if distance in near:
        return near[distance]
    return f"over {distance} dagen" if distance > 0 else f"{-distance} dagen geleden"


@register.filter
def datum(value: date | None) -> str:
    """Write a day on a screen: 3 januari, with its year when that is not this year."""
    day = _day(value)
    if day is None:
        return ""
    return date_format(day, "j F" if day.year == klok.today().year else "j F Y")


@register.filter
def datum_voluit(value: date | None) -> str:
    """Write a day where the text must stand by itself, as in a document or mail: 3 januari 2027."""
    day = _day(value)
    return date_format(day, "j F Y") if day else ""


@register.filter
def euro(value: Decimal | float | None) -> str:
    """Write an amount: € 250.000, or € 4.200,50 when there are cents."""
    if value is None or value == "":
        return ""
    amount = Decimal(str(value))
    decimals = 0 if amount == amount.to_integral_value() else 2
    number = number_format(abs(amount), decimals, use_l10n=True, force_grouping=True)
    # A space that does not break, so the sign stays with its number.
    return f"{'-' if amount < 0 else ''}€\N{NO-BREAK SPACE}{number}"


@register.filter
def getal(value: Decimal | float | None) -> str:
    """Write a number with points between the thousands: 17.900."""
    return "" if value is None else number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def meervoud(aantal: int, words: str) -> str:
    """Choose the word that fits the number, by `ngettext`: `{{ n|meervoud:"casus,casussen" }}`.

    >>> meervoud(1, "casus,casussen"), meervoud(0, "casus,casussen")
    ('casus', 'casussen')
    """
    one, more = words.split(",")
    return ngettext(one, more, aantal)


def _day(value: date | None) -> date | None:
    if isinstance(value, datetime):
        return timezone.localdate(value) if timezone.is_aware(value) else value.date()
    return value
