"""Who is named again: names in a row, later mentions, and who somebody is in the story."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from samenspel.analyse.patronen.naamwoorden import Token, prefix_end, words

_SHORT_NAME = 8


class Found(NamedTuple):
    """The words of a name, from `first` up to `last`."""

    first: int
    last: int  # past the end
    certainty: float
    role: str


def role_behind(tokens: Sequence[Token], end: int) -> str:
    """`Daan (zoon)` and `Fatima, de moeder`: the role may stand behind the name."""
    roles = words().roles
    for at in range(end, min(end + 2, len(tokens))):
        near = tokens[at].start - tokens[end - 1].end <= 8
        if near and tokens[at].lower in roles and not tokens[end].joined and not tokens[end].opens:
            return roles[tokens[at].lower]
        if near and at == end and tokens[at].lower in roles and tokens[at].opens:
            return roles[tokens[at].lower]  # an opening bracket counts as an opening
    return "naam"


def beside(tokens: Sequence[Token], found: Sequence[Found]) -> Iterator[Found]:
    """`Luus en Selam`, `Jaydon, Wei en Lio`: a short word with a capital in a row of names."""
    taken = {at for f in found for at in range(f.first, f.last)}
    lists = words()
    for f in found:
        for step, at in ((1, f.last), (-1, f.first - 1)):
            if 0 <= at < len(tokens) and tokens[at].lower == "en" and tokens[at].text != "En":
                at += step
            elif not 0 <= at < len(tokens) or abs(_distance(tokens, at, step)) != len(", "):
                continue
            token = tokens[at] if 0 <= at < len(tokens) else None
            if token is None or at in taken or not token.word or len(token.text) > _SHORT_NAME:
                continue
            if token.lower in lists.no_name or token.lower in lists.places or token.initial:
                continue
            first_word = token.opens and token.lower not in lists.first_names
            known = token.lower in lists.roles or token.lower in lists.titles
            if not first_word and not known:
                taken.add(at)
                yield Found(at, at + 1, 0.5, "naam")


def _distance(tokens: Sequence[Token], at: int, step: int) -> int:
    """Signs between the word at `at` and the one that it is beside."""
    return tokens[max(at, at - step)].start - tokens[min(at, at - step)].end


def later_mentions(tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """Bare mentions elsewhere of a name that was found with some certainty."""
    lists = words()
    known: set[tuple[str, ...]] = set()
    for f in found:
        if f.certainty >= 0.7:
            known |= _mentions_of(tokens[f.first : f.last])
    if not known:
        return []
    taken = {at for f in found for at in range(f.first, f.last)}
    later: list[Found] = []
    for at, token in enumerate(tokens):
        if at in taken or not token.capital:
            continue
        end = prefix_end(tokens, at) + 1
        phrase = tuple(t.lower for t in tokens[at:end])
        if phrase in known and not (
            end == at + 1 and token.opens and token.lower in lists.need_context
        ):
            later.append(Found(at, end, 0.7, "naam"))
            taken.update(range(at, end))
    return later


def _mentions_of(name: Sequence[Token]) -> set[tuple[str, ...]]:
    """How this person may be mentioned again: each word alone, the surname with its prefix."""
    lists = words()
    mentions: set[tuple[str, ...]] = {
        (t.lower,) for t in name if t.word and len(t.text) > 2 and t.lower not in lists.no_name
    }
    for at in range(len(name)):
        end = prefix_end(name, at) + 1
        if at + 1 < end <= len(name):
            mentions.add(tuple(t.lower for t in name[at:end]))
    return mentions


def roles_of(tokens: Sequence[Token], found: Sequence[Found]) -> list[str]:
    """Give each mention the role with which the person was introduced, before or behind it."""
    by_word: dict[str, str] = {}
    for f in found:
        if f.role != "naam":
            for token in tokens[f.first : f.last]:
                by_word.setdefault(token.lower, f.role)
    return [
        next(
            (by_word[t.lower] for t in tokens[f.first : f.last] if t.lower in by_word and t.word),
            "naam",
        )
        if f.role == "naam"
        else f.role
        for f in found
    ]
