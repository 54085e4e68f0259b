"""The code of a verhaal, its title, and what counts as a quote: sums on plain values."""

import re
import secrets
from hashlib import sha256

from samenspel.basis.errors import RuleError

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0, 1, I, L, O and U: what is easily misread, or spells a word."""
LENGTH, GROUP = 16, 4
"""16 of 30 letters, 78 bits: a million guesses a second need billions of years to find one."""
GROEP = 5
"""The least number of verhalen told of together (also in `sql/verhaalpagina.sql`)."""
TITLE = 90
SHORTEST, LONGEST = 15, 320


def new_code() -> str:
    """Make a code as the teller gets it, in groups that can be read aloud.

    >>> code = new_code()
    >>> (len(code), normal(code) == code.replace("-", ""))
    (19, True)
    """
    return in_groups("".join(secrets.choice(LETTERS) for _ in range(LENGTH)))


def in_groups(code: str) -> str:
    """Write a code as it is read aloud.

    >>> in_groups("ABCDEFGHJKMNPQRS")
    'ABCD-EFGH-JKMN-PQRS'
    """
    return "-".join(code[i : i + GROUP] for i in range(0, LENGTH, GROUP))


def normal(typed: str) -> str:
    """Return the code as it is sealed, however it was typed; "" when it cannot be one.

    >>> normal(" abcd-efgh jkmn-pqrs ")
    'ABCDEFGHJKMNPQRS'
    >>> normal("iets anders")
    ''
    """
    code = re.sub(r"[\s\-–]", "", typed[:100]).upper()
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


def seal(code: str) -> bytes:
    """Return what is kept of a code; the database seals in the same way (`mijn_sleutel()`)."""
    return sha256(normal(code).encode()).digest()


def title_of(text: str) -> str:
    """Return the first sentence of a verhaal, cut at a word: her own words are its title.

    >>> title_of("Mijn zoon zit thuis. Al vijf maanden.")
    'Mijn zoon zit thuis.'
    >>> title_of("woord " * 40)[-7:]
    'woord …'
    """
    flat = " ".join(text.split())
    first = re.split(r"(?<=[.!?])\s", flat, maxsplit=1)[0]
    if len(first) <= TITLE:
        return first
    return f"{first[: TITLE - 2].rpartition(' ')[0] or first[: TITLE - 2]} …"


def sentences(*texts: str) -> list[str]:
    """Return the sentences of `texts` that are long and short enough to quote, in order.

    >>> sentences("Ik wacht. Mijn zoon zit nu vijf maanden thuis.", "Eén mens had geholpen.")
    ['Mijn zoon zit nu vijf maanden thuis.', 'Eén mens had geholpen.']
    """
    found = [part.strip() for text in texts for part in re.split(r"(?<=[.!?])\s|\n", text)]
    return [one for one in dict.fromkeys(found) if SHORTEST <= len(one) <= LONGEST]


def passage(quote: str, *texts: str) -> str:
    r"""Return the literal passage of `texts` that `quote` repeats; spaces may differ.

    Raises
    ------
    RuleError
        When it is too short or too long to quote, or stands in none of the texts.

    >>> passage("zit  thuis van school", "Mijn zoon zit\nthuis van school.")
    'zit\nthuis van school'
    """
    words = quote.split()
    length = len(" ".join(words))
    if length < SHORTEST or length > LONGEST:
        raise RuleError(f"Kies een zin van {SHORTEST} tot {LONGEST} tekens.", field="tekst")
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    for text in texts:
        if found := pattern.search(text):
            return found.group()
    raise RuleError(
        "Deze zin staat niet letterlijk in het verhaal. Kopieer hem uit de tekst.", field="tekst"
    )
