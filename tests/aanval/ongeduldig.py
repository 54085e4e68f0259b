"""The impatient anonymous: she wants everybody to wait, or something to break.

Many addresses, rubbish in every part of a request, doors knocked on again and again, texts that
take long to read; from a few lines at a time. She is on loopback, so all of her is one address, and
the doors close for her. Nothing may answer 5xx.
"""

import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from math import inf
from random import Random
from urllib.parse import quote, urlencode

from tests.machine import FORM, Visitor, token_of

LINES = 4
PAGES = [
    "/", "/praktijk/", "/praktijk/knelpunten/", "/opgaven/", "/leren/", "/verhalen/", "/overleg/",
    "/verhalen/vertel/", "/verhalen/mijn/", "/inloggen/", "/begrippen/", "/zoeken/", "/mijn-werk/",
]  # fmt: skip
WORDS = ["a", "\u0149", "\u02bc", "'", "%", "\\", "\x00", "\u202e", "Wmo " * 50, "-1", "9" * 40]
KEYS = ["0" * 8 + "-0000-0000-0000-" + "0" * 12, "geen-sleutel", "1", "%00", "..%2f..%2fetc"]
TEXTS = ["Wmo " * 5000, "A " * 9999, "1" * 20_000, "@" * 20_000, "( " * 9999, "a-" * 9999]
HEADERS = [
    {"X-Forwarded-For": "unknown"},
    {"X-Forwarded-For": "1.2.3.4:80"},
    {"X-Forwarded-For": "x" * 900},
    {"Cookie": "sessionid=" + "a" * 500},
    {"Cookie": "verhaal=%00"},
    {"HX-Request": "true"},
    {"Accept": "x/" + "y" * 900},
    {"If-Modified-Since": "gisteren"},
    {"Range": "bytes=-1"},
]
POSTS = {
    "/verhalen/vertel/": "tekst",
    "/verhalen/controle/": "tekst",
    "/verhalen/mijn/": "code",
    "/inloggen/": "username",
    "/wachtwoord-vergeten/": "email",
}


def requests(random: Random) -> Iterator[tuple[str, str, dict[str, str], dict[str, str]]]:
    """Give requests without end: method, address, form, headers."""
    while True:
        headers = random.choice(HEADERS) if random.random() < 0.3 else {}
        kind = random.random()
        if kind < 0.5:
            yield "GET", random.choice(PAGES), {}, headers
        elif kind < 0.65:
            room, word = random.choice(PAGES), quote(random.choice(WORDS))
            yield "GET", f"{room}?q={word}&zoek={word}&pagina={word}&thema={word}", {}, headers
        elif kind < 0.8:
            yield "GET", f"{random.choice(PAGES)}{random.choice(KEYS)}/", {}, headers
        else:
            path, field = random.choice(list(POSTS.items()))
            yield "POST", path, {field: random.choice(TEXTS + WORDS), "password": "mis"}, headers


def attack(port: int, number: int, *, until_then: float = inf) -> Counter[int]:
    """Send so many requests over a few lines; how often was answered what? 0 is no answer.

    After `until_then` (of `time.monotonic`) she sends no more.
    """
    answers: Counter[int] = Counter()
    each = [number // LINES + (line < number % LINES) for line in range(LINES)]
    threads = [
        threading.Thread(target=_send, args=(port, count, until_then, Random(line), answers))
        for line, count in enumerate(each)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return answers


def _send(port: int, number: int, until_then: float, random: Random, answers: Counter[int]) -> None:
    visitor, token = Visitor(port), ""
    with suppress(ValueError):
        token = token_of(visitor.get("/verhalen/mijn/")[2])
    known, sent = dict(visitor.cookies), requests(random)
    for _ in range(number):
        if time.monotonic() > until_then:
            break
        method, path, form, headers = next(sent)
        visitor.cookies = dict(known)
        body = urlencode(form | {"csrfmiddlewaretoken": token}) if method == "POST" else ""
        try:
            status, *_ = visitor.request(method, path, body, FORM | headers if body else headers)
        except (OSError, http.client.HTTPException):
            status = 0
        answers[status] += 1
