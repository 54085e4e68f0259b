"""The narrow door of somebody without an account: her code."""

from samenspel.basis import rls
from samenspel.verhalen import rules

SETTING = "samenspel.verhaal"
"""What the database hashes (`mijn_sleutel()`) and lays beside the rows."""


def open_with(code: str) -> None:
    """Let the database see the verhaal of this code as hers, until the transaction ends.

    Without a code the door is closed.
    """
    rls.secretly("select set_config(%s, %s, true)", SETTING, rules.normal(code))
