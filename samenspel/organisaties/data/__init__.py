"""The registers as small files, and the scripts that made them; see BRONNEN.md."""

from pathlib import Path

DATA = Path(__file__).parent
