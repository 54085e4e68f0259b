"""What texts about people have in common, and what must not be shared.

`Encoder` turns texts into vectors; `similar` finds cases like this one; `find_groups` finds what
many cases share, `assign` places a new one, and `shared` says how widely; `same_wheel` compares
local variants. `persoonsgegevens` finds personal data and `regelingen` the laws a text touches.
"""

from samenspel.analyse.patronen import persoonsgegevens, regelingen
from samenspel.analyse.patronen.delen import Growth, Owner, Shared, shared
from samenspel.analyse.patronen.encoder import AnyEncoder, Encoder, ModelEncoder
from samenspel.analyse.patronen.groepen import NOISE, Assignment, Group, Groups, assign, find_groups
from samenspel.analyse.patronen.wielen import Pair, Variant, same_wheel
from samenspel.analyse.patronen.zoeken import Hits, Index, fuse, similar

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
    "Shared",
    "Variant",
    "assign",
    "find_groups",
    "fuse",
    "persoonsgegevens",
    "regelingen",
    "same_wheel",
    "shared",
    "similar",
]
