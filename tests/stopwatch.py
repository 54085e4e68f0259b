"""How long an answer really takes when something is there, and when it is not.

    python -m tests.stopwatch [TIMES]

In this process, as the web role, on an embedded database of its own; password
hashing as in production. Prints the median of each, their difference, and how far two halves of the
same answers differ by chance. What an answer must cost, tests/aanval/test_stopwatch.py checks.
"""

import os
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median
from uuid import uuid4

FOLDER = Path(__file__).parent.parent / "var" / "stopwatch"
ASKED = count(1)
PASSWORD = "een lange zin die niemand raadt"


def main(times: int) -> None:
    """Measure each pair in turns, so that a busy machine is busy for both."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ["SAMENSPEL_DATA"] = str(FOLDER)
    os.environ["DJANGO_SETTINGS_MODULE"] = "samenspel.project.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    print(f"{'':34}{'is er':>9}{'niet':>9}{'verschil':>10}{'toeval':>9}   (ms, mediaan)")
    block = transaction.atomic()
    block._from_testcase = True  # as Django does: a request may be durable in it
    with block:
        pairs = prepare()
        with connection.cursor() as cursor:
            cursor.execute("set local role samenspel_web")
        for what, (there, absent) in pairs.items():
            tell(what, *measure(there, absent, times))
        transaction.set_rollback(True)


def prepare() -> dict[str, tuple[Callable[[int], None], Callable[[int], None]]]:
    """Make what is there, and say how to ask for it and for what is not."""
    from django.urls import reverse

    from tests import factories, sleutels

    organisatie = factories.organisatie("Almere")
    people = [factories.lid(organisatie) for _ in range(20)]
    for one in people:
        sleutels.give_password(one, PASSWORD)
    secret = factories.casus(people[0], zichtbaarheid="besloten")
    mijn, sign_in = reverse("verhalen:mijn"), reverse("toegang:inloggen")
    factories.verhaal(organisatie, code="ABCD-EFGH-JKMN-PQRS")

    def typed(path: str, **form: str) -> Callable[[int], None]:
        return lambda number: visit(
            number, path, {key: value.format(n=number) for key, value in form.items()}
        )

    def known(number: int) -> None:
        form = {"username": people[number % len(people)].account.inlognaam, "password": "mis"}
        visit(number, sign_in, form)

    return {
        "naam bij het inloggen": (known, typed(sign_in, username="niemand{n}", password="mis")),
        "bladzijde van een besloten casus": (
            lambda number: visit(number, reverse("praktijk:casus", args=[secret.pk])),
            lambda number: visit(number, reverse("praktijk:casus", args=[uuid4()])),
        ),
        "code die bijna klopt": (
            typed(mijn, code="ABCD-EFGH-JKMN-PQRT"),
            typed(mijn, code="TTTT-TTTT-TTTT-TTTT"),
        ),
    }


def visit(number: int, path: str, form: dict[str, str] | None = None) -> None:
    """Ask once, from an address that was not seen before: doors close for who knocks often."""
    from django.test import Client

    address = f"2001:db8:{number >> 16:x}:{number & 0xFFFF:x}::1"
    client = Client(REMOTE_ADDR=address, raise_request_exception=True, SERVER_NAME="127.0.0.1")
    answer = client.get(path) if form is None else client.post(path, form)
    if answer.status_code not in (200, 404, 422):
        raise RuntimeError(f"{path}: {answer.status_code}")


def measure(
    there: Callable[[int], None], absent: Callable[[int], None], times: int
) -> tuple[list[float], list[float]]:
    """Ask in turns; milliseconds of each, without the first ones, which fill caches."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(times + 5):
        for kind, ask in enumerate((there, absent)):
            began = time.perf_counter()
            ask(next(ASKED))
            found[kind].append(1000 * (time.perf_counter() - began))
    return found[0][5:], found[1][5:]


def tell(what: str, there: list[float], absent: list[float]) -> None:
    """One line: both medians, their difference, and that of two halves of the same."""
    chance = max(abs(median(one[::2]) - median(one[1::2])) for one in (there, absent))
    difference = median(there) - median(absent)
    print(f"{what:34}{median(there):9.2f}{median(absent):9.2f}{difference:10.2f}{chance:9.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
