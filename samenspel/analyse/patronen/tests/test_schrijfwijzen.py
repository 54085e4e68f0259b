"""Numbers and addresses in every writing that a person or a word processor makes of them."""

import random
from collections.abc import Callable, Iterator

import pytest
from stdnum.iso7064 import mod_97_10
from stdnum.nl import bsn

from samenspel.analyse.patronen.persoonsgegevens import find

BETWEEN = [
    " ", "  ", ".", "-", "/", "_", ":", "*", " - ", " / ", "--", ", ", "\t", "\n", "\u00a0",
    "\u2009", "\u202f",
    "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "\u200b", "\u00ad", "\u2060", "\ufeff",
    "\u00b7",
]  # fmt: skip
DIGITS = [
    "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿",
    "⓪①②③④⑤⑥⑦⑧⑨",
    "⁰¹²³⁴⁵⁶⁷⁸⁹", "O123456789", "0l23456789", "0I23456789",
]  # fmt: skip
SENTENCES = ["{}", "Het nummer {} staat op de brief.", "({})", "nummer: {}, en nog wat"]
GROUPS_OF_BSN = [
    (3, 3, 3), (4, 2, 3), (2, 2, 2, 3), (3, 2, 4), (2, 3, 4), (5, 4), (4, 5), (2, 3, 2, 2),
    (3, 3, 2, 1), (1,) * 9,
]  # fmt: skip
GROUPS_OF_TELEPHONE = [
    (2, 8), (2, 4, 4), (2, 2, 2, 2, 2), (3, 7), (3, 3, 4), (4, 6), (4, 3, 3), (4, 2, 2, 2),
    (1,) * 10,
]  # fmt: skip
AT = [
    "@", " @ ", "(at)", " (at) ", "[at]", "{at}", " at ", " AT ", "-at-", "_at_",
    " apenstaartje ", "(apenstaartje)",
    "(a)", "[@]", "＠", "﹫", "\u200b@", "@\u00a0", "@\n",
]  # fmt: skip
DOT = [
    ".", "(dot)", "[dot]", " punt ", " PUNT ", " dot ", "[punt]", "{dot}", "(.)", " . ", ". ",
    ",", "．", "․",
]  # fmt: skip
# By country, behind the check digits; QQQQ is no bank.
ACCOUNTS = [
    "NL QQQQ0417164300", "BE 539007547034", "DE 370400440532013000",
    "FR 20041010050500013M02606", "PL 109010140000071219812874",
    "TR 0006100519786457841326", "GB QQQQ60161331926819", "ES 21000418450200051332",
    "PT 000201231234567890154",
    "MA 011519000001205000534921", "NO 86011117947", "MT QQQQ011000012345MTLCAST001S",
    "RO QQQQ1B31007593840000",
]  # fmt: skip


def seen(kind: str, text: str) -> bool:
    return any(mark.kind == kind for mark in find(text))


def grouped(digits: str, sizes: tuple[int, ...], between: str) -> str:
    rest = iter(digits)
    return between.join("".join(next(rest) for _ in range(size)) for size in sizes)


def numbers(valid: Callable[[str], bool], first: str, length: int) -> Iterator[str]:
    draw = random.Random(20261126)
    while True:
        digits = first + "".join(draw.choice("123456789") for _ in range(length - len(first)))
        if valid(digits):
            yield digits


def missed(kind: str, digits: Iterator[str], groups: list[tuple[int, ...]]) -> list[str]:
    """All writings of all groups; a year and an amount are written in the same way."""
    texts = [
        sentence.format(grouped(next(digits), sizes, between))
        for sizes in groups
        for between in BETWEEN
        for sentence in SENTENCES
    ]
    texts += [
        sentence.format(next(digits).translate(str.maketrans("0123456789", written)))
        for written in DIGITS
        for sentence in SENTENCES
    ]
    return [text for text in texts if not seen(kind, text)]


def test_a_bsn_is_found_in_every_writing():
    drawn = numbers(lambda digits: bsn.is_valid(digits) and "19" not in digits, "", 9)
    assert missed("bsn", (d for d in drawn if "20" not in d), GROUPS_OF_BSN) == []


@pytest.mark.parametrize("area", ["06", "020", "0592"])
def test_a_telephone_number_is_found_in_every_writing(area):
    drawn = numbers(lambda digits: not bsn.is_valid(digits[1:]), area, 10)
    assert missed("telefoon", drawn, GROUPS_OF_TELEPHONE) == []


@pytest.mark.parametrize("at", AT)
@pytest.mark.parametrize("dot", DOT)
def test_an_email_address_is_found_in_every_writing(at, dot):
    for box in ("wilma", "w.de-vries+zorg", "WILMA_84"):
        for domain in (["ziggo", "nl"], ["mail", "samen", "org"]):
            text = f"Mijn mail is {box}{at}{dot.join(domain)} en bel mij."
            [mark] = [mark for mark in find(text) if mark.kind == "e-mail"]
            written = text[mark.start : mark.end]
            assert written.startswith(box), text
            assert written.endswith(domain[-1]), text


@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_bank_number_of_any_country_is_found_in_every_writing(account):
    country, rest = account.split()
    check = mod_97_10.calc_check_digits(rest + country)
    whole = f"{country}{check}{rest}"
    for between in ("", *BETWEEN):
        if between != ", ":  # a list of amounts
            text = between.join(whole[at : at + 4] for at in range(0, len(whole), 4))
            for one in (text, text.lower(), f"IBAN{text}", f"op {text} gezet", " ".join(whole)):
                assert seen("iban", one), one


@pytest.mark.parametrize(
    "text",
    [
        "bsn: zes zeven vijf vier een vijf twee vijf een",
        "nul zes twaalf vierendertig zesenvijftig achtenzeventig",
        "06 twaalf vierendertig zesenvijftig achtenzeventig",
    ],
)
def test_a_number_in_words_is_found(text):
    assert seen("bsn", text) or seen("telefoon", text)


@pytest.mark.parametrize(
    "text",
    [
        "+32 475 12 34 56", "+49 (0)151 2345 6789", "0031 (0)6-12345678", "+597 8123456",
        "00212 6 12 34 56 78",
        "app 31612345678", "02 123 45 67", "+82-10-2000-0000",
        "+ 31 6 12345678", "tel. 4567890", "(06)12345678",
    ],
)  # fmt: skip
def test_other_telephone_numbers_are_found(text):
    assert seen("telefoon", text)


@pytest.mark.parametrize(
    "text",
    [
        "ma 08:30 - 12:00, di 09:00 - 17:00, wo 08:30, do 10:15",
        "op 01-02-2024 10:30 en op 06-12-2024 12:15",
        "de score was 0 1 2 3 4 5 6 7 8 9 10",
        "0,25 en 0.123456789 en 1,5 van de 3,75",
        "begroting: 12.500, 13.750, 20.000, samen 46.250 euro",
        "€ 123.456.782 en 123456782 euro",
        "van 9.00-17.00 bereikbaar, bel 112 of 113",
        "in 2019 2020 2021 en 2022-2023",
        "Hij at soep.De volgende dag niet. Hij at om zes uur.",
        "de Wmo 2015, artikel 2.3.5, lid 3 en 4; Kamerstuk 34 567, nr. 12",
    ],
)
def test_times_amounts_and_years_are_no_numbers_of_persons(text):
    assert find(text) == []
