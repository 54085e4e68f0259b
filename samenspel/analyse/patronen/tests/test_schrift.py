"""One way of writing, and the way back: any text, whatever stands in it."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenspel.analyse.patronen.persoonsgegevens import KINDS, find, neutralise
from samenspel.analyse.patronen.schrift import Plain

# Surrogates and NUL too: what a page may not send, a program may.
ANY = st.text(st.characters(exclude_categories=[]))
WRITTEN = (
    "Jan|Fatima| de |van der |BSN |111222333|06|-|12345678|@|gmail|.nl|(at)|NL91ABNA0417164300| "
    "|\n|\u200b|\u00a0|\u2011|\u0301|\x00|\ud800|ﬁ|½|㎏|ﷺ|Kerkstraat |12|1315 AB|geboren "
    "|3 mei |'81|zaaknummer |basisschool De |[naam]|[|]|dhr. |A.|één |nul zes |İ|ĳ"
)
PIECES = st.sampled_from(WRITTEN.split("|"))
LIKELY = st.lists(PIECES, max_size=25).map("".join)


@given(ANY | LIKELY)
def test_every_sign_has_a_place_and_the_way_back_leads_to_it(text):
    plain = Plain.of(text)
    for start, end in [(0, len(plain.text)), *((at, at + 1) for at in range(len(plain.text)))]:
        if start < end:
            first, last = plain.origin(start, end)
            assert 0 <= first < last <= len(text)
            assert plain.text[start:end] in Plain.of(text[first:last]).text


@given(ANY | LIKELY)
def test_what_is_plain_stays_as_it_is(text):
    once = Plain.of(text).text
    assert Plain.of(once).text == once


@settings(deadline=None)  # the first one reads the word lists
@given(ANY | LIKELY)
def test_marks_lie_in_the_text_in_order_and_never_overlap(text):
    marks = find(text)
    assert all(0 <= m.start < m.end <= len(text) and m.kind in KINDS for m in marks)
    assert all(a.end <= b.start for a, b in pairwise(marks))


@settings(deadline=None)
@given(LIKELY)
def test_masking_comes_to_an_end(text):
    """A mask may uncover a number that was glued to it; once more, and all is masked."""
    for _ in range(3):
        text = neutralise(text, find(text))
    assert neutralise(text, find(text)) == text or not refused(text)


def refused(text):
    return [m for m in find(text) if m.kind in {"bsn", "iban", "telefoon", "e-mail"}]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("06\u201112\u00a034", "06-12 34"),
        ("１٢۳④⁵𝟞", "123456"),
        ("1\u200b2\u00ad3\ufeff4\ufe0f\u20e35", "12345"),
        ("NL９１ АВNА", "NL91 ABNA"),
        ("e\u0301én ĳ ½ ﬁ", "eén ij 1/2 fi"),
        ("‘t’ “x” – a\r\nb\u2028c", "'t' \"x\" - a \nb\nc"),
        ("a\x00b\ud800", "ab\ud800"),
    ],
)
def test_what_looks_the_same_is_written_the_same(written, plain):
    assert Plain.of(written).text == plain


def test_a_mark_covers_what_cannot_be_seen_in_it():
    text = "bel 06\u200b-\u200b12345678\u200b nu"
    [mark] = find(text)
    assert text[mark.start : mark.end].replace("\u200b", "") == "06-12345678"
