"""Names of people in running Dutch text: word lists, context, prefixes and initials.

No single sign is enough: *Roos* is a woman and a flower, *de Koning* a family and the head of
state. So a word list only decides for names that mean nothing else; the rest needs a title, a
role ("zoontje"), initials, a prefix ("van der") or another name beside it. All words stand in
`gegevens/namen.toml`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from samenspel.analyse.patronen.naamwoorden import Token, listed, prefix_end, tokenise, words
from samenspel.analyse.patronen.onbekend import (
    certainty_of_capitals,
    certainty_of_unknown,
    does_something,
    presents_itself,
    surname_follows,
)
from samenspel.analyse.patronen.vermeldingen import (
    Found,
    beside,
    later_mentions,
    role_behind,
    roles_of,
)


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
    found: list[Found] = []
    for at in _starts(tokens):
        hit = _name_at(tokens, at) if not found or at >= found[-1].last else None
        if hit is not None:
            found.append(hit)
    found = sorted([*found, *beside(tokens, found)])
    everything = sorted([*found, *later_mentions(tokens, found)])
    roles = roles_of(tokens, everything)
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
        announced = title or role is not None or (token.lower == "ben" and at > 0)
    return found


def _name_at(tokens: Sequence[Token], at: int) -> Found | None:
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
        role = role_behind(tokens, end)
    return Found(at, end, certainty, role or "naam")


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


def _certainty_in_context(tokens: Sequence[Token], at: int) -> float | None:
    """After a title or a role; here names in lower case count too."""
    lists, before = words(), tokens[at - 1].lower
    title = before in lists.titles
    end = prefix_end(tokens, at)
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
    if known:
        return 0.8
    # "mijn zoon heet xenna": whoever types no capitals still says that it is a name.
    said = lists.roles.get(before) == "naam" and before != "naam"
    return 0.6 if said and lists.is_strange(token.lower) else None


def _certainty_alone(tokens: Sequence[Token], at: int) -> float | None:
    """Say how sure a name starts here, without title or role; None when nothing says so."""
    lists, token = words(), tokens[at]
    if token.initial:
        return _certainty_of_initials(tokens, at)
    if token.lower in lists.prefixes:
        return _certainty_of_prefix(tokens, at)
    if not token.word:
        small = token.text in lists.small
        said = presents_itself(tokens, at) and lists.is_strange(token.lower)
        return 0.6 if small or said else certainty_of_capitals(tokens, at)
    if presents_itself(tokens, at) and token.lower not in lists.no_name:
        return 0.7
    first_name = lists.is_first_name(token.lower)
    if first_name and surname_follows(tokens, at):
        return 0.95
    if token.lower in lists.need_context:
        return None
    if token.opens and token.lower in lists.not_as_first_word:
        return 0.6 if first_name and does_something(tokens, at) else None
    return _certainty_by_list(tokens, at)


def _certainty_by_list(tokens: Sequence[Token], at: int) -> float | None:
    lists, token = words(), tokens[at]
    if lists.is_first_name(token.lower):
        return 0.85
    if token.lower in lists.no_name:
        return None
    return 0.7 if lists.is_surname(token.lower) else certainty_of_unknown(tokens, at)


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
    end = prefix_end(tokens, end)
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
    lists, end = words(), prefix_end(tokens, at)
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
        after = prefix_end(tokens, end)
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
