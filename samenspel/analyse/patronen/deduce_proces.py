"""The process that runs `deduce`; `tweede_lezer` starts it with an interpreter that has it.

First it writes one line, ``{"deduce": true}`` or false. Then it reads ``{"tekst": ...}`` line by
line and answers each with ``{"marks": [[tag, start, end], ...]}``, or with ``{"marks": null}`` when
`deduce` breaks on a text ("Bezoekadres Laan der VOC 2 gewijzigd.").

It imports nothing of Samenspel.
"""

import json
import sys
from typing import Any


def main() -> None:
    """Answer until there are no more lines."""
    answers, sys.stdout = sys.stdout, sys.stderr  # a library that prints must not be an answer
    try:
        from deduce import Deduce
    except ImportError:
        print(json.dumps({"deduce": False}), file=answers, flush=True)
        return
    reader = Deduce()
    print(json.dumps({"deduce": True}), file=answers, flush=True)
    for line in sys.stdin:
        marks = _marks(reader, json.loads(line)["tekst"])
        print(json.dumps({"marks": marks}), file=answers, flush=True)


def _marks(reader: Any, text: str) -> list[list[Any]] | None:
    try:
        found = reader.deidentify(text).annotations
    except Exception:  # whatever it breaks on, the next text may be read
        return None
    # Its places are numbers of numpy, which JSON does not know.
    return sorted([mark.tag, int(mark.start_char), int(mark.end_char)] for mark in found)


if __name__ == "__main__":
    main()
