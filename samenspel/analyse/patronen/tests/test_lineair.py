"""Twice the text is twice the work: nobody can make a page hang by what she types.

Each nasty text is a piece that is repeated. Quadratic work makes a text of four times the length
sixteen times as slow; linear work four times. The bound lies between, the quickest of some runs
counts, and a text that is over it is measured again, so that a busy machine is no failure.
"""

from collections.abc import Callable
from time import process_time

import pytest

from samenspel.analyse.patronen.kenwoorden import label
from samenspel.analyse.patronen.persoonsgegevens import find, neutralise
from samenspel.analyse.patronen.regelingen import Regeling, recognise

LAWS = [
    Regeling("BWBR0035362", "Wet maatschappelijke ondersteuning 2015", "Wmo 2015", ("zorg",)),
    Regeling("BWBR0015703", "Participatiewet", "Pw", ("inkomen", "werk")),
    Regeling("BWBR0031331", "Wet gemeentelijke schuldhulpverlening", "Wgs", ("schulden",)),
]
LENGTH = 3_000
TIMES = 4
BOUND = 9.0
TRIES = 4

PIECES = (
    # Letters and names.
    "a|A|A |A.|A. |A'|Aa-|a.|a-|a@|a.@|@|@a|é|I\u0307|Jan |Jan de |Van |de |van der |dhr A |dhr. "
    "|mevrouw van |Jan 3 mei 1980 |dochter Jan |Jan (|Fatima, Jan, |A. de |El |Naam: |naam |JAN "
    "|jan jansen "
    # Numbers and dates.
    "|1|1 |1.|1-|12-|0|06 |06-|+31|(0|+|0031 |+31 6 1 |06(|123456782 |111222333|111 222 333 |1-1-"
    "|1-1-1980 |3 mei |3 mei 1980 |1980-|'81 |€ 1.|1,|NL|NL91|NL91 |NL91 ABNA 0417 1643 00 "
    "|BE68 5390 0754 7034 |A1|AB12 |bsn |bsn 1|een twee |een|zeven mei |negentien|achtenzeventig"
    "|nul|honderd|1315 AB |1315|1315-"
    # Places and marks.
    "|straat |Straat|Kerkstraat |Kerkstraat 1 |Aa Straat |Laan van de |Laan |woont |woont op de "
    "|adres |Kerk-|straatstraat|Postbus |basisschool |school De |zaaknummer |kenmerk: "
    "|dossier 2024-|kenteken |12-AB-|AB-|XX-99-|geboren |geb. |geboren op "
    # E-mail.
    "|a(at)|a at |a at b punt |a [at] b |jan@a.|jan@a.nl |punt | . |dot |a@a@|@ |a apenstaartje "
    "|www.|https://|a_|a+|%"
    # Words of regelingen, and brackets.
    "|Wmo |bijstand, schulden |schuldhulp|zorg |-|aa-|schuld … |woning |geen schulden "
    "|wet maatschappelijke |mee|[|]|(|((|‘|uitkering UWV "
    # Signs that cannot be seen, and digits that are none.
    "| |\n|\t|\u00a0|\u200b|\u00ad|1\u200b|1\u00a0|1\u2011|\u0301|a\u0301|a\u0301\u0327"
    "|\u0301\u0327|\x00|\ud800|\uff11|\u0663 |\U0001d7d9|\u2460|\ufdfa|\ufffd|\u0410|\u041e6|O6 |l1"
)
NASTY = PIECES.split("|")


def read(text: str) -> None:
    neutralise(text, find(text))


def laws(text: str) -> None:
    recognise(text, LAWS)


def nouns(text: str) -> None:
    label([text.replace("\ud800", "")], minimum=1)


@pytest.mark.parametrize("read", [read, laws, nouns])
def test_four_times_the_text_is_about_four_times_the_work(read: Callable[[str], None]):
    read("Jan heeft schulden.")  # the word lists are read once
    slow = {piece: growth for piece in NASTY if (growth := growth_of(read, piece)) > BOUND}
    assert slow == {}


def growth_of(read: Callable[[str], None], piece: str) -> float:
    """How many times slower four times the text is: the best of some tries."""
    best = float("inf")
    for _ in range(TRIES):
        short, long = (
            seconds(read, piece * (size // len(piece))) for size in (LENGTH, TIMES * LENGTH)
        )
        # What costs next to nothing cannot be compared: one tick of the clock is half of it.
        best = min(best, long / max(short, 0.0005))
        if best <= BOUND:
            break
    return best


def seconds(read: Callable[[str], None], text: str) -> float:
    runs = []
    for _ in range(2):
        start = process_time()
        read(text)
        runs.append(process_time() - start)
    return min(runs)


def test_the_test_sees_quadratic_work():
    def quadratic(text: str) -> None:
        for at in range(0, len(text), 20):
            text[at:].count("xy")
            sum(1 for _ in range(at))

    assert growth_of(quadratic, "a") > BOUND
