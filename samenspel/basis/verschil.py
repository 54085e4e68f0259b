"""What changed between two texts, word by word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Woorden:
    """A piece of text that stayed, was taken away or added (`soort`: gelijk, weg, erbij)."""

    soort: str
    tekst: str


def verschil(oud: str, nieuw: str) -> list[Woorden]:
    """Tell `nieuw` as a change of `oud`; words that changed beside each other are one change.

    >>> [(s.soort, s.tekst) for s in verschil("Wij bellen nu.", "Wij komen nu.")]
    [('gelijk', 'Wij '), ('weg', 'bellen'), ('erbij', 'komen'), ('gelijk', ' nu.')]
    >>> [(s.soort, s.tekst) for s in verschil("een brief", "elk telefoontje")]
    [('weg', 'een brief'), ('erbij', 'elk telefoontje')]
    >>> [s.soort for s in verschil("Zo.", "Zo.")]
    ['gelijk']
    """
    before, after = WORDS.findall(oud), WORDS.findall(nieuw)
    found: list[Woorden] = []
    gone = come = ""
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for step, i, j, k, m in steps:
        same = "".join(after[k:m]) if step == "equal" else ""
        if step == "equal" and not (same == " " and (gone or come)):
            found += [*_change(gone, come), Woorden("gelijk", same)]
            gone = come = ""
        else:
            gone += "".join(before[i:j])
            come += "".join(after[k:m])
    return found + _change(gone, come)


def _change(gone: str, come: str) -> list[Woorden]:
    return [Woorden(soort, tekst) for soort, tekst in (("weg", gone), ("erbij", come)) if tekst]


def alineas(stukken: Iterable[Woorden]) -> list[list[Woorden]]:
    r"""Part a text into its paragraphs; that only white space came or went is no change.

    >>> [[s.tekst for s in alinea] for alinea in alineas(verschil("Een.", "Een.\n\nTwee."))]
    [['Een.'], ['Twee.']]
    """
    found: list[list[Woorden]] = [[]]
    for stuk in stukken:
        first, *rest = re.split(r"\r?\n", stuk.tekst)
        found[-1].append(Woorden(stuk.soort, first))
        found += [[Woorden(stuk.soort, line)] for line in rest]
    lines = [[one for one in line if one.soort == "gelijk" or one.tekst.strip()] for line in found]
    return [line for line in lines if any(stuk.tekst.strip() for stuk in line)]
