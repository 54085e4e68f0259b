"""The pages of opgaven."""

from samenspel.opgaven.views.opgave import (
    afronden,
    deel,
    detail,
    heropenen,
    lijst,
    nieuw,
    vaststellen,
    wijzig,
)
from samenspel.opgaven.views.samen import mandaat_intrekken, samen, teamlid_weg

__all__ = [
    "afronden",
    "deel",
    "detail",
    "heropenen",
    "lijst",
    "mandaat_intrekken",
    "nieuw",
    "samen",
    "teamlid_weg",
    "vaststellen",
    "wijzig",
]
