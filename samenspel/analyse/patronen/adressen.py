"""Addresses and postcodes in Dutch text."""

import re
from collections.abc import Iterator, Sequence

from samenspel.analyse.patronen import telwoorden
from samenspel.analyse.patronen.naamwoorden import Token, words
from samenspel.analyse.patronen.schrift import Piece

# No word is longer; without a bound a row of "A'A'A'" would be read from each letter to its end.
_CAP = r"[A-ZÀ-ÞŠŽŞĠİ](?:[\w'-]{0,30}(?!\.)|[a-z]{0,4}\.)"
# Small, so that no word is both: a row of "Van Van Van" would be read in every combination.
_LINK = r"(?:van|de|der|den|het|'t|ter|ten|v\.d\.)"
_DIGITS = (
    r"\d{1,4}"
    r"(?:(?:[ ]?[a-zA-Z]|[ ]?(?:bis|hs|huis|rd|zw)|[ ]?-[ ]?\d{1,4}|-[a-zA-Z]{1,2}|-[IVX]{1,4}"
    r"|/\d{1,3})(?!\w))?"
    r"(?!\w|[.,]\d)"
)
_NUMBER = rf"(?:{_DIGITS}|{telwoorden.NUMBER}\b)"
_BEFORE_NUMBER = r"(?:,?[ ](?:huis)?(?:nummer|nr\.?|no\.?)[ ]?|,?[ ]{1,2})"
# The short ones stand for a word ("Vlietln 3"); the long ones end one.
_STREET_END = (
    r"(?i:straat|str\.?|laantje|laan|ln|pleintje|plein|pln|dreef|drf|gracht|gr|singel|sngl|"
    r"kade|steeg|stg|"
    r"plantsoen|plnts|weg|wg|dijk|dyk|pad|pd|hof|hf|park|prk|markt|mrkt|dam|wal|bolwerk|baan|st|"
    r"strjitte|erf|oord|akker|kamp|gaarde|hoeve|brink|tuin|oever|zoom|meent|haven|poort|veste|"
    r"stein|hout|einde|veld|berg|heuvel|burg|horst|kwartier|(?<![aeiou])ring|rade|schans|spoor|werf|wetering)"
)
_SURE_ENDS = (
    "straat", "laantje", "laan", "plein", "dreef", "gracht", "singel", "kade", "steeg", "plantsoen",
    "strjitte",
)  # fmt: skip
_SURE_END = rf"(?:{'|'.join(_SURE_ENDS)})"
_SHORTEST = 7
_STREET = re.compile(
    rf"(?<![\w-])(?:"
    rf"(?:\d(?:e|de|ste)[ ])?(?:{_CAP}[ ](?:{_LINK}[ ]){{0,2}}){{0,4}}"
    rf"[A-ZÀ-ÞŠŽ'][\w'-]{{0,30}}?{_STREET_END}"
    rf"|(?i:Laan|Weg|Plein|Straat|Kade|Hof|Park|Singel|Dijk|Plantsoen)[ ](?:{_LINK}[ ]){{1,2}}"
    rf"{_CAP}(?:[ ]{_CAP})?"
    rf"|(?:{_CAP}[ ]){{1,3}}(?:Singel|Gracht|Markt|Plein|Kade|Dijk|Weg|Laan|Straat|Hof|Wal|Haven|"
    rf"Dreef|Pad)"
    rf"|(?:Plein|PLEIN)[ ]\d{{4}}"
    rf")(?:[-](?:Noord|Zuid|Oost|West))?{_BEFORE_NUMBER}{_NUMBER}"
)
_NUMBER_BEHIND = re.compile(rf"{_BEFORE_NUMBER}{_NUMBER}")
# Other endings ("-oord 12", "-kamp 3") are as often something else.
_SURE_STREET = re.compile(
    r"(?:straat|str\.?|laantje|laan|plein|dreef|gracht|singel|kade|steeg|plantsoen|weg|dijk|pad|"
    r"hof|markt)"
    r"(?:-\w{4,5})?\W{1,2}(?:\w{2,6}\W{1,2})?\d",
    re.I,
)
_ENDS_IN_YEAR = re.compile(r"[ ](?:19|20)\d\d$")
_WITHOUT_NUMBER = re.compile(
    rf"\b(?:in|op|aan|van|naar|uit)[ ](?:de|het)[ ]"
    rf"((?:{_CAP}[ ](?:{_LINK}[ ]){{0,2}}){{0,3}}[A-ZÀ-Þ][\w'-]{{1,30}}?{_SURE_END})\b(?![- ]?\d)"
)
_NUMBER_FIRST = re.compile(
    rf"\b(?:nummer|nr\.?|huisnummer)[ ]({_DIGITS}[ ](?:van|aan|in|op)[ ](?:de|het)[ ]"
    rf"(?:{_CAP}[ ](?:{_LINK}[ ]){{0,2}}){{0,3}}"
    rf"[\w'-]{{1,30}}?(?:{_SURE_END}|weg|dijk|pad|hof|markt))\b"
)
# Behind these words a street may have any name, if a number ends it.
_LIVES_WORDS = (
    "woon woont woonde woonden wonen wonend wonende woonachtig verblijf verblijft verbleef "
    "ingeschreven staat adres bezoekadres postadres woonadres huis woning kamer"
)
_LIVES = frozenset(_LIVES_WORDS.split())
_AFTER_LIVES = re.compile(
    r"(?:[ ](?:is|ingeschreven|nu|weer|nog|sinds|tijdelijk|samen|daar|boven))?"
    r"(?:[ ](?:op|aan|te|in)(?:[ ](?:de|het))?|:)?[ ]"
    rf"((?:(?:{_CAP}|'t)[ ](?:{_LINK}[ ]){{0,2}}){{1,4}}(?:(?:huis)?(?:nummer|nr\.?)[ ])?{_NUMBER})"
)
# A place behind it, or a postcode, says the same.
_BEFORE_PLACE = re.compile(
    rf"(?<![\w-])((?:(?:{_CAP}|'t)[ ](?:{_LINK}[ ]){{0,2}}){{1,4}}{_DIGITS})"
    r"(?=,?[ ]{1,2}[1-9]\d{3}[ ]?[A-Z]{2}\b)"
)
_PO_BOX = re.compile(r"postbus[ ]\d{1,5}", re.I)
_CITY_ON_DAM = re.compile(
    r"^(?:amster|rotter|schie|zaan|vollen|volen|monnicken|leer|appinge|veen|e|purmer|maas)dam\b"
    r"|^\w*(?:tilburg|limburg|middelburg|doesburg|culemborg|valkenburg|voorburg|heerenveen|"
    r"hoogeveen)\b",
    re.I,
)
# "In hoofdstuk 3", "Artikel 12", "Groep 8": a number, but of no house.
_NO_STREET = re.compile(
    r"^(?:artikel|hoofdstuk|paragraaf|bijlage|groep|klas|tabel|figuur|lid|onderdeel|deel|jaar|"
    r"maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|januari|februari|maart|april|mei|"
    r"juni|juli|augustus|september|oktober|november|december|wmo|wet|kamerstuk\w*|euro|circa)\b",
    re.I,
)

# In small letters and apart, two letters behind a year or an amount are a word: "1250 mg".
_POSTCODE = re.compile(
    r"(?<![\w.,-])(?:NL[ -])?[1-9]\d{3}[ .-]{0,2}(?:(?!S[ADS])[A-Z]{2}|(?!s[ads])[a-z]{2})"
    r"(?:,?[ ](?:nr\.?[ ]|nummer[ ])?\d{1,4}[a-zA-Z]?(?![\w.,-]\d|\w))?(?!\w)"
)
_DIGITS_AND_LETTERS = re.compile(r"(\d{4})([ .-]*)([A-Za-z]{2})")
_WORDS_OF_TWO = (
    "mg ml gr kg km cm mm kb mb gb eu pk cc kw kl en in op de of is uu te ze we er om al af an at "
    "na ja nu zo je ik me wa bv nr no st ca va jr sr vs tl bc ad nd ha hz mw gw ct"
)
_NO_LETTERS = frozenset(_WORDS_OF_TWO.split())
_FOUR_DIGITS = re.compile(r"(?:[ ]is)?[: ]{1,2}([1-9]\d{3})(?![\w-])")


def address(text: str, tokens: Sequence[Token]) -> Iterator[Piece]:
    """Streets with a number, streets somebody lives in, and post boxes."""
    yield from _beside_words(text, tokens)
    for match in _STREET.finditer(text):
        sure = _SURE_STREET.search(match.group()) is not None
        year = _ENDS_IN_YEAR.search(match.group()) is not None
        if (sure or not (year or _is_a_word(match.group()))) and not _no_street(match.group()):
            yield Piece(match.start(), match.end(), 0.95 if sure else 0.7)
    for shape, certainty in (
        (_BEFORE_PLACE, 0.8),
        (_NUMBER_FIRST, 0.8),
        (_WITHOUT_NUMBER, 0.5),
    ):
        for match in shape.finditer(text):
            if _is_street(match.group(1)):
                yield Piece(match.start(1), match.end(1), certainty)
    for match in _PO_BOX.finditer(text):
        yield Piece(match.start(), match.end(), 0.7)


def postcode(text: str, tokens: Sequence[Token]) -> Iterator[Piece]:
    """Postcodes, with a house number behind them if there is one."""
    for match in _POSTCODE.finditer(text):
        found = _DIGITS_AND_LETTERS.search(match.group())
        if found is None or found.group(3).lower() in _NO_LETTERS:
            continue
        apart_and_small = found.group(2) != "" and found.group(3).islower()
        like_a_year = found.group(1)[:2] in {"19", "20"} and found.group(2) != ""
        if not (apart_and_small and like_a_year):
            certainty = 0.6 if apart_and_small or like_a_year else 0.95
            yield Piece(match.start(), match.end(), certainty)
    for token in tokens:
        if token.lower in ("postcode", "postcodegebied"):
            digits = _FOUR_DIGITS.match(text, token.end)
            if digits is not None:
                yield Piece(digits.start(1), digits.end(1), 0.5)


def _beside_words(text: str, tokens: Sequence[Token]) -> Iterator[Piece]:
    """`dorpsstraat 8`, and any name with a number behind `woont op`."""
    for token in tokens:
        small = not token.capital and len(token.text) > _SHORTEST
        if small and token.lower.endswith(_SURE_ENDS):
            number = _NUMBER_BEHIND.match(text, token.end)
            if number is not None:
                yield Piece(token.start, number.end(), 0.95)
        elif token.lower in _LIVES:
            street = _AFTER_LIVES.match(text, token.end)
            if street is not None and _is_street(street.group(1)):
                yield Piece(street.start(1), street.end(1), 0.75)


def _is_street(found: str) -> bool:
    return not _no_street(found) and _ENDS_IN_YEAR.search(found) is None


def _is_a_word(found: str) -> bool:
    """`Lijst 3`, `Toerist 1`: ends like a street, and is a Dutch word by itself."""
    return found.split()[0].rstrip(",").lower() in words().ordinary and found.count(" ") == 1


def _no_street(found: str) -> bool:
    return _NO_STREET.search(found) is not None or _CITY_ON_DAM.search(found) is not None
