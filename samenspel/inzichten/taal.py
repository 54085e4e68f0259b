"""Texts as vectors, learned from a public text that this app ships (docs/decisions/0010)."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from samenspel.analyse import KERNEL_VERSION

if TYPE_CHECKING:  # the numerical libraries take a second to load; most pages need none
    from samenspel.analyse.patronen.encoder import Vectors
    from samenspel.analyse.patronen.vast import FixedEncoder

DIMENSIONS = 384
_TEKST = Path(__file__).parent / "data" / "taal.txt"


@cache
def version() -> str:
    """Name what made a vector: vectors of another version cannot be compared."""
    return f"{KERNEL_VERSION}-{sha256(_TEKST.read_bytes()).hexdigest()[:12]}"


def prepare() -> None:
    """Load the kernel and learn the language, so that the first to ask need not wait."""
    from samenspel.analyse import patronen

    _ = patronen.find_groups, _encoder()


def encode(texts: Sequence[str]) -> "Vectors":
    """Return one vector of length 1 per text, shape ``(n, DIMENSIONS)``."""
    return _encoder().encode(texts)


def stacked(parts: Sequence["Vectors"]) -> "Vectors":
    """Join vectors that were made in parts."""
    import numpy as np

    return np.concatenate(parts)


def text_of(titel: str, tekst: str) -> str:
    """Return the words by which a casus is compared."""
    return f"{titel}\n{tekst}"


def telling_words(text: str, most: int) -> list[str]:
    """Return the words of `text` that say most about it."""
    from samenspel.analyse.patronen.vast import telling

    return telling(_encoder(), text, most)


def label(texts: Sequence[str], *, minimum: int) -> tuple[str, ...]:
    """Return the words that tell most about texts that belong together."""
    from samenspel.analyse import patronen

    return patronen.label(texts, _encoder().learned, minimum=minimum)


@cache
def _encoder() -> "FixedEncoder":
    from threadpoolctl import threadpool_limits

    from samenspel.analyse.patronen.vast import FixedEncoder

    texts = _TEKST.read_text(encoding="utf-8").splitlines()
    # In a worker that shares its cores, threads that wait on each other make this six times slower.
    with threadpool_limits(1):
        return FixedEncoder.fit(texts, seed=1)
