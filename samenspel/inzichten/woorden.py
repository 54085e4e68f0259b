"""The words that tell the themas of many verhalen apart."""

from collections.abc import Mapping, Sequence

LEAST = 2
"""A word must occur in this many verhalen of its thema; the reader may read them all."""


def themawoorden(teksten: Mapping[str, Sequence[str]]) -> list[tuple[str, tuple[str, ...]]]:
    """Return each thema with its telling words; a thema without such words is left out."""
    import numpy as np  # the numerical libraries take a second to load

    from samenspel.analyse.patronen.kenwoorden import telling_words

    texts = [text for of_thema in teksten.values() for text in of_thema]
    member_of = np.repeat(np.arange(len(teksten)), [len(one) for one in teksten.values()])
    words = telling_words(texts, member_of, len(teksten), least=LEAST)
    return [(thema, found) for thema, found in zip(teksten, words, strict=True) if found]
