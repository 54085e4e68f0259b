"""What people do with an opgave."""

from samenspel.opgaven.actions.opgave import (
    heropen_opgave,
    rond_opgave_af,
    stel_opgave_op,
    stel_opgave_vast,
    wijzig_opgave,
)
from samenspel.opgaven.actions.samen import (
    benoem_belang,
    geef_mandaat,
    trek_mandaat_in,
    verwijder_teamlid,
    voeg_partner_toe,
    voeg_teamlid_toe,
)

__all__ = [
    "benoem_belang",
    "geef_mandaat",
    "heropen_opgave",
    "rond_opgave_af",
    "stel_opgave_op",
    "stel_opgave_vast",
    "trek_mandaat_in",
    "verwijder_teamlid",
    "voeg_partner_toe",
    "voeg_teamlid_toe",
    "wijzig_opgave",
]
