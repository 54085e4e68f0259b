"""What changed between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Woorden:
    """A piece of text that stayed, was taken away or added (`soort`: gelijk, weg, erbij)."""

    soort: str
    tekst: str


def verschil(oud: str, nieuw: str) -> list[Woorden]:
    """Tell `nieuw` as a change of `oud`.

    >>> [(s.soort, s.tekst) for s in verschil("Wij bellen nu.", "Wij komen nu.")]
    [('gelijk', 'Wij '), ('weg', 'bellen'), ('erbij', 'komen'), ('gelijk', ' nu.')]
    >>> [s.soort for s in verschil("Zo.", "Zo.")]
    ['gelijk']
    """
    before, after = WORDS.findall(oud), WORDS.findall(nieuw)
    found: list[Woorden] = []
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for step, i, j, k, m in steps:
        gone, come = "".join(before[i:j]), "".join(after[k:m])
        if step == "equal":
            found.append(Woorden("gelijk", come))
            continue
        found += [
            Woorden(soort, tekst) for soort, tekst in (("weg", gone), ("erbij", come)) if tekst
        ]
    return found
