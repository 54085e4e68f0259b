"""`{% landkaart plekken "De casussen liggen in vier gemeenten." "casus,casussen" %}`."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.formats import number_format

from samenspel.organisaties.landkaart import Plek, teken

register = template.Library()


@register.inclusion_tag("organisaties/landkaart.html")
def landkaart(plekken: Sequence[Plek], label: str, eenheid: str = "keer,keer") -> dict[str, Any]:
    """Draw plekken on the map of the country; put a table with the same beside it.

    `eenheid` names what `aantal` counts, one and more: "casus,casussen".
    """
    return {"kaart": teken(plekken), "label": label, "eenheid": eenheid}


@register.filter
def getal(value: int) -> str:
    """Write a number with its thousands apart: 229.574."""
    return number_format(value, use_l10n=True, force_grouping=True)
