"""Put a measured block into a file of results."""

import re
from pathlib import Path


def write_block(file: Path, name: str, text: str) -> None:
    """Replace what stands between `<!-- name -->` and `<!-- /name -->`, or add it at the end."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    block = f"{begin}\n{text}\n{end}"
    old = file.read_text() if file.exists() else "# What was measured\n"
    known = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    new = known.sub(lambda _: block, old) if known.search(old) else f"{old.rstrip()}\n\n{block}\n"
    file.write_text(new)
