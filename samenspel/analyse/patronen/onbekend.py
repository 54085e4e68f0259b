"""Names that are in no list: what is no Dutch word, and what the sentence says of it."""

import re
from collections.abc import Sequence

from samenspel.analyse.patronen.naamwoorden import SHORT, Token, bare, listed, prefix_end, words

# At least two syllables: of "CJIB" one cannot make a word.
_SYLLABLES = re.compile(r"(?=.{4})[^aeiouy]{0,3}(?:[aeiouy]{1,3}[^aeiouy]{1,3}){2,5}[aeiouy]{0,2}")


def certainty_of_capitals(tokens: Sequence[Token], at: int) -> float | None:
    """`JAYLEY heeft`: capitals of which one can make a word, and that do something."""
    token = tokens[at]
    readable = token.text.isupper() and _SYLLABLES.fullmatch(bare(token.lower)) is not None
    if not readable or not tokens[at + 1 : at + 2] or token.lower in words().roles:
        return None
    return 0.5 if does_something(tokens, at) and words().is_strange(token.lower) else None


def certainty_of_unknown(tokens: Sequence[Token], at: int) -> float | None:
    """A capital that is in no list of names, nor a word or a place: mostly a rare name."""
    lists, token = words(), tokens[at]
    if token.text.isupper() or token.lower in lists.roles or not lists.is_strange(token.lower):
        return None
    if token.opens and (token.dotted or len(token.text) > SHORT):
        # An abbreviation, or a long word that is in no list of short ones.
        return 0.5 if not token.dotted and does_something(tokens, at) else None
    if any(letter.isupper() for letter in token.text.replace("-", "")[1:]):
        return None  # "DigiD", "WhatsApp"
    if at and not token.opens:
        before = tokens[at - 1]
        # "Zilveren Kruis", "Movisie Academie": the rest of a name that is no person's.
        part = before.capital and not before.opens and before.joined
        if part or before.lower in lists.before_bodies:
            return None
    return 0.6 if surname_follows(tokens, at) else 0.5


def presents_itself(tokens: Sequence[Token], at: int) -> bool:
    """`ik ben alyanne`."""
    before = [token.lower for token in tokens[max(0, at - 2) : at]]
    return before == ["ik", "ben"] and tokens[at].joined


def does_something(tokens: Sequence[Token], at: int) -> bool:
    """Tell "Roos wil naar huis" from "Rozen in de tuin": behind it stands what a person does."""
    after = tokens[at + 1 : at + 2]
    aside = after and after[0].opens and after[0].start - tokens[at].end == len(" (")
    return not after or bool(aside) or (after[0].joined and after[0].lower in words().doings)


def surname_follows(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a surname, with or without prefix, follows this first name."""
    lists, end = words(), prefix_end(tokens, at + 1)
    if end >= len(tokens) or not tokens[at + 1].joined or not tokens[end].joined:
        return False
    word = tokens[end]
    surname = listed(word.lower, lists.surnames)
    if not word.word or (word.lower in lists.no_name and not surname):
        return False
    return end > at + 1 or not tokens[at].opens or surname or lists.is_strange(word.lower)
