"""The example programme: invented people and cases in real organisaties."""

from samenspel.project.voorbeeld.laden import laad
from samenspel.project.voorbeeld.verwijderen import verwijder

__all__ = ["laad", "verwijder"]
