"""What texts about people have in common, and what must not be shared.

`Encoder` turns texts into vectors; `similar` finds cases like this one; `find_groups` finds what
many cases share, `assign` places a new one, and `shared` says how widely; `same_wheel` compares
local variants. `persoonsgegevens` finds personal data and `regelingen` the laws a text touches.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from samenspel.analyse.patronen import persoonsgegevens, regelingen
    from samenspel.analyse.patronen.delen import Growth, Owner, Shared, growth, shared
    from samenspel.analyse.patronen.encoder import AnyEncoder, Encoder
    from samenspel.analyse.patronen.groepen import (
        NOISE,
        Assignment,
        Group,
        Groups,
        assign,
        find_groups,
    )
    from samenspel.analyse.patronen.kenwoorden import label
    from samenspel.analyse.patronen.taalmodel import ModelEncoder
    from samenspel.analyse.patronen.tweede_lezer import SecondReader
    from samenspel.analyse.patronen.wielen import Pair, Variant, same_wheel
    from samenspel.analyse.patronen.zoeken import Hits, Index, fuse, similar

# Loaded when first asked for: a form that only looks for personal data need not wait seconds
# for the numerical libraries.
_HOMES = {
    "delen": ("Growth", "Owner", "Shared", "growth", "shared"),
    "encoder": ("AnyEncoder", "Encoder"),
    "groepen": ("NOISE", "Assignment", "Group", "Groups", "assign", "find_groups"),
    "kenwoorden": ("label",),
    "taalmodel": ("ModelEncoder",),
    "tweede_lezer": ("SecondReader",),
    "wielen": ("Pair", "Variant", "same_wheel"),
    "zoeken": ("Hits", "Index", "fuse", "similar"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "NOISE",
    "AnyEncoder",
    "Assignment",
    "Encoder",
    "Group",
    "Groups",
    "Growth",
    "Hits",
    "Index",
    "ModelEncoder",
    "Owner",
    "Pair",
    "SecondReader",
    "Shared",
    "Variant",
    "assign",
    "find_groups",
    "fuse",
    "growth",
    "label",
    "persoonsgegevens",
    "regelingen",
    "same_wheel",
    "shared",
    "similar",
]


def __getattr__(name: str) -> Any:
    if name in ("persoonsgegevens", "regelingen"):
        return import_module(f"{__name__}.{name}")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
