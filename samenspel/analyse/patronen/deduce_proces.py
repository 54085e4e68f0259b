"""The process that runs `deduce`; `tweede_lezer` starts it with an interpreter that has it.

First it writes one line, ``{"deduce": true}`` or false. Then it reads ``{"tekst": ...}`` line by
line and answers each with ``{"marks": [[tag, start, end], ...]}``. It imports nothing of Samenspel.
"""

import json
import sys


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
        found = reader.deidentify(json.loads(line)["tekst"]).annotations
        marks = [[mark.tag, mark.start_char, mark.end_char] for mark in found]
        print(json.dumps({"marks": sorted(marks)}), file=answers, flush=True)


if __name__ == "__main__":
    main()
