"""Names of people in running Dutch text: word lists, context, prefixes and initials.

No single sign is enough: *Roos* is a woman and a flower, *de Koning* a family and the head of
state. So a word list only decides for names that mean nothing else; the rest needs a title, a
role ("zoontje"), initials, a prefix ("van der") or another name beside it. All words stand in
`gegevens/namen.toml`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from samenspel.analyse.patronen.naamwoorden import SHORT, Token, listed, tokenise, words


@dataclass(frozen=True)
class Name:
    """One name in a text.

    Attributes
    ----------
    start, end
        Character offsets; titles and roles stay outside.
    certainty
        Between 0 and 1: how sure we are that this is a person.
    role
        What this person is in the story ("zoon"), or "naam" when the text does not say.
    """

    start: int
    end: int
    certainty: float
    role: str


def find_names(text: str) -> list[Name]:
    """Find the names of people in `text`, in order, never overlapping.

    A person who was introduced once ("zoontje Daan") keeps the role in every later mention.

    Examples
    --------
    >>> note = "Mevrouw Visser en zoontje Daan. Daan is boos."
    >>> [(note[n.start:n.end], n.role) for n in find_names(note)]
    [('Visser', 'naam'), ('Daan', 'zoon'), ('Daan', 'zoon')]
    """
    return names_among(tokenise(text))


def names_among(tokens: Sequence[Token]) -> list[Name]:
    """Find the names among the words of a text, as `find_names`."""
    found: list[_Found] = []
    for at in _starts(tokens):
        hit = _name_at(tokens, at) if not found or at >= found[-1].last else None
        if hit is not None:
            found.append(hit)
    everything = sorted([*found, *_later_mentions(tokens, found)])
    roles = _roles_of(tokens, everything)
    return [
        Name(tokens[f.first].start, tokens[f.last - 1].end, f.certainty, role)
        for f, role in zip(everything, roles, strict=True)
    ]


_NO_PERSON_END = re.compile(
    r"(?:straat|laan|weg|plein|school|college|tehuis|fonds|stichting|wet|centrum|ziekenhuis|"
    r"kliniek|instituut|universiteit|museum|gracht|kade|akkoord|commissie|toets|methode|norm|"
    r"gemeente|team)$"
)
_MAX_WORDS = 4
# Nobody has more; a row of a thousand loose letters would else be read from each of them again.
_MAX_INITIALS = 8


class _Found(NamedTuple):
    first: int
    last: int  # past the end
    certainty: float
    role: str


def _starts(tokens: Sequence[Token]) -> list[int]:
    """Say no to nearly all words quickly: small, no prefix, no title or role before it."""
    lists = words()
    titles, roles, prefixes, small = lists.titles, lists.roles, lists.prefixes, lists.small
    found, announced = [], False
    for at, token in enumerate(tokens):
        title, role = token.lower in titles, roles.get(token.lower)
        may = announced or token.capital or token.lower in prefixes or token.lower in small
        if may and not title and role in (None, "naam"):
            found.append(at)
        announced = title or role is not None
    return found


def _name_at(tokens: Sequence[Token], at: int) -> _Found | None:
    """Return the name that starts exactly at token `at`."""
    role = _role_before(tokens, at)
    certainty = _certainty_alone(tokens, at) if role is None else _certainty_in_context(tokens, at)
    if certainty is None:
        return None
    end = _extent(tokens, at, unknown=1 if role is None else 2)
    last = tokens[end - 1].lower
    if _NO_PERSON_END.search(last) and last not in words().surnames:
        return None
    if role in (None, "naam"):
        role = _role_behind(tokens, end)
    return _Found(at, end, certainty, role or "naam")


def _role_before(tokens: Sequence[Token], at: int) -> str | None:
    """Return the role that the word before promises: "naam" for a title, None for neither."""
    if at == 0:
        return None
    lists, before, here = words(), tokens[at - 1], tokens[at]
    label = lists.roles.get(before.lower) == "naam"  # "Naam: ..." goes on after a colon
    if not label and (
        here.start - before.end > 2 or (here.opens and before.lower not in lists.titles)
    ):
        return None
    if before.lower in lists.roles:
        return lists.roles[before.lower]
    return "naam" if before.lower in lists.titles else None


def _prefix_end(tokens: Sequence[Token], at: int) -> int:
    """Index after the prefixes ("van der") that start at `at`."""
    prefixes = words().prefixes
    end = at
    while (
        end < min(len(tokens), at + 3)
        and tokens[end].lower in prefixes
        and (end == at or tokens[end].joined)
    ):
        end += 1
    return end


def _certainty_in_context(tokens: Sequence[Token], at: int) -> float | None:
    """After a title or a role; here names in lower case count too."""
    lists, before = words(), tokens[at - 1].lower
    title = before in lists.titles
    end = _prefix_end(tokens, at)
    if end >= len(tokens) or (end > at and not tokens[end].joined):
        return None
    token = tokens[end]
    if token.initial:
        return 0.9
    if token.capital and title:
        plain = token.word or before not in lists.titles_of_bodies
        allowed = plain and token.lower not in lists.no_name
        return 0.97 if allowed or token.lower in lists.surnames else None
    if token.capital:
        if not token.word or token.lower in lists.no_name:
            return None
        known = lists.is_first_name(token.lower) or lists.is_surname(token.lower)
        return 0.95 if known else 0.75
    if end > at:
        return 0.85 if title and token.lower in lists.surnames else None
    if token.lower in lists.need_context or token.lower in lists.not_as_first_word:
        return None
    known = token.lower in lists.first_names or (title and token.lower in lists.surnames)
    return 0.8 if known else None


def _certainty_alone(tokens: Sequence[Token], at: int) -> float | None:
    """Say how sure a name starts here, without title or role; None when nothing says so."""
    lists, token = words(), tokens[at]
    if token.initial:
        return _certainty_of_initials(tokens, at)
    if token.lower in lists.prefixes:
        return _certainty_of_prefix(tokens, at)
    if not token.word:
        return 0.6 if token.text in lists.small else None
    first_name = lists.is_first_name(token.lower)
    if first_name and _surname_follows(tokens, at):
        return 0.95
    if token.lower in lists.need_context:
        return None
    if token.opens and token.lower in lists.not_as_first_word:
        return 0.6 if first_name and _does_something(tokens, at) else None
    if first_name:
        return 0.85
    if token.lower in lists.no_name:
        return None
    if lists.is_surname(token.lower):
        return 0.7
    return _certainty_of_unknown(tokens, at)


def _certainty_of_unknown(tokens: Sequence[Token], at: int) -> float | None:
    """A capital that is in no list of names, nor a word or a place: mostly a rare name."""
    lists, token = words(), tokens[at]
    if token.text.isupper() or token.lower in lists.roles or not lists.is_strange(token.lower):
        return None
    if token.opens and (token.dotted or len(token.text) > SHORT):
        return None  # an abbreviation, or a long word that is in no list of short ones
    if any(letter.isupper() for letter in token.text.replace("-", "")[1:]):
        return None  # "DigiD", "WhatsApp"
    before = tokens[at - 1] if at and not token.opens else None
    if before is not None and (before.lower in lists.before_bodies or before.capital):
        return None
    return 0.6 if _surname_follows(tokens, at) else 0.5


def _does_something(tokens: Sequence[Token], at: int) -> bool:
    """Tell "Roos wil naar huis" from "Roos is een bloem": behind it stands what a person does."""
    after = tokens[at + 1 : at + 2]
    return not after or (after[0].joined and after[0].lower in words().doings)


def _surname_follows(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a surname, with or without prefix, follows this first name."""
    lists, end = words(), _prefix_end(tokens, at + 1)
    if end >= len(tokens) or not tokens[at + 1].joined or not tokens[end].joined:
        return False
    word = tokens[end]
    surname = listed(word.lower, lists.surnames)
    if not word.word or (word.lower in lists.no_name and not surname):
        return False
    return end > at + 1 or not tokens[at].opens or surname or lists.is_strange(word.lower)


def _certainty_of_initials(tokens: Sequence[Token], at: int) -> float | None:
    """`A.B. de Vries`: initials with a surname behind them."""
    lists, end = words(), at
    while (
        end < min(len(tokens), at + _MAX_INITIALS)
        and tokens[end].initial
        and (end == at or tokens[end].joined)
    ):
        end += 1
    if end >= len(tokens) or not tokens[end].joined:
        return None
    end = _prefix_end(tokens, end)
    if end >= len(tokens) or not tokens[end].joined or not tokens[end].word:
        return None
    surname = tokens[end].lower
    if listed(surname, lists.surnames):
        return 0.95
    # An item of a list ("A. Algemeen") looks the same; there only a known surname counts.
    listed_item = tokens[at].opens and tokens[end - 1].lower not in lists.prefixes
    if surname in lists.no_name or listed_item or not tokens[at].dotted or len(surname) < 3:
        return None
    return 0.7


def _certainty_of_prefix(tokens: Sequence[Token], at: int) -> float | None:
    """`van der Sluis`, `Van Dijk`: a prefix with a surname behind it."""
    lists, end = words(), _prefix_end(tokens, at)
    if end >= len(tokens) or not tokens[end].joined or not tokens[end].word:
        return None
    surname, prefix = tokens[end].lower, " ".join(t.lower for t in tokens[at:end])
    if surname in lists.no_name or surname in lists.titles or len(surname) < 3:
        return None
    written_large = tokens[at].capital and not tokens[at].opens
    clear = surname not in lists.need_context or written_large or prefix in lists.strong_prefixes
    if lists.is_surname(surname) and clear:
        return 0.85
    telling = prefix in {"van der", "v d", "vd"} or tokens[at].text in {"El", "Al", "Ait", "Ben"}
    surely = written_large and (end > at + 1 or tokens[at].text in {"Van", "Von", "Ten", "Ter"})
    return 0.6 if telling or surely else None


def _extent(tokens: Sequence[Token], at: int, *, unknown: int) -> int:
    """Index after the last token of the name that starts at `at`.

    At most `unknown` words that are in no list may be part of it: behind a first name stands a
    surname, behind a title perhaps both. A first name does not follow a surname.
    """
    lists, end, count = words(), at, 0
    while end < len(tokens) and count < _MAX_WORDS and (end == at or tokens[end].joined):
        after = _prefix_end(tokens, end)
        if after >= len(tokens) or (after > end and not tokens[after].joined):
            break
        token, prefixed = tokens[after], after > end
        if count == 0 and not token.capital:
            return after + 1
        if token.initial and not prefixed:
            end += 1
            continue
        if count and (
            not token.word
            or (not prefixed and (token.lower in lists.no_name or token.lower in lists.titles))
        ):
            break
        if not (lists.is_first_name(token.lower) or lists.is_surname(token.lower)):
            unknown -= 0 if count and lists.is_strange(token.lower) else 1
            if unknown < 0:
                break
        elif (
            count
            and not prefixed
            and not listed(token.lower, lists.surnames)
            and not lists.is_first_name(tokens[end - 1].lower)
        ):
            break
        end, count = after + 1, count + 1
    return max(end, at + 1)


def _role_behind(tokens: Sequence[Token], end: int) -> str:
    """`Daan (zoon)` and `Fatima, de moeder`: the role may stand behind the name."""
    roles = words().roles
    for at in range(end, min(end + 2, len(tokens))):
        near = tokens[at].start - tokens[end - 1].end <= 8
        if near and tokens[at].lower in roles and not tokens[end].joined and not tokens[end].opens:
            return roles[tokens[at].lower]
        if near and at == end and tokens[at].lower in roles and tokens[at].opens:
            return roles[tokens[at].lower]  # an opening bracket counts as an opening
    return "naam"


def _later_mentions(tokens: Sequence[Token], found: Sequence[_Found]) -> list[_Found]:
    """Bare mentions elsewhere of a name that was found with some certainty."""
    lists = words()
    known: set[tuple[str, ...]] = set()
    for f in found:
        if f.certainty >= 0.7:
            known |= _mentions_of(tokens[f.first : f.last])
    if not known:
        return []
    taken = {at for f in found for at in range(f.first, f.last)}
    later: list[_Found] = []
    for at, token in enumerate(tokens):
        if at in taken or not token.capital:
            continue
        end = _prefix_end(tokens, at) + 1
        phrase = tuple(t.lower for t in tokens[at:end])
        if phrase in known and not (
            end == at + 1 and token.opens and token.lower in lists.need_context
        ):
            later.append(_Found(at, end, 0.7, "naam"))
            taken.update(range(at, end))
    return later


def _mentions_of(name: Sequence[Token]) -> set[tuple[str, ...]]:
    """How this person may be mentioned again: each word alone, the surname with its prefix."""
    lists = words()
    mentions: set[tuple[str, ...]] = {
        (t.lower,) for t in name if t.word and len(t.text) > 2 and t.lower not in lists.no_name
    }
    for at in range(len(name)):
        end = _prefix_end(name, at) + 1
        if at + 1 < end <= len(name):
            mentions.add(tuple(t.lower for t in name[at:end]))
    return mentions


def _roles_of(tokens: Sequence[Token], found: Sequence[_Found]) -> list[str]:
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
