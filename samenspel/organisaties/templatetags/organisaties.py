"""`{% landkaart plekken "De casussen liggen in vier gemeenten." "casus,casussen" %}`."""

from collections.abc import Sequence
from typing import Any

from django import template

from samenspel.organisaties.landkaart import Plek, teken

register = template.Library()


@register.inclusion_tag("organisaties/landkaart.html")
def landkaart(plekken: Sequence[Plek], label: str, eenheid: str = "keer,keer") -> dict[str, Any]:
    """Draw plekken on the map of the country; put a table with the same beside it.

    `eenheid` names what `aantal` counts, one and more: "casus,casussen".
    """
    return {"kaart": teken(plekken), "label": label, "eenheid": eenheid}
