"""What `samenspel controleer` finds: a row that breaks a rule."""

from typing import NamedTuple


class Gebrek(NamedTuple):
    """Which rule (by name), which row, and what is wrong with it in one Dutch sentence."""

    regel: str
    rij: str
    zin: str

    def __str__(self) -> str:
        return f"[{self.regel}] {self.rij}: {self.zin}"
