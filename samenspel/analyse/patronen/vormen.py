"""The shapes of numbers, addresses and dates in Dutch text, as regular expressions.

A shape only proposes; `persoonsgegevens` checks the digits, the calendar and the surroundings.
"""

import re

MONTHS = {
    "jan": 1, "feb": 2, "maa": 3, "mrt": 3, "apr": 4, "mei": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
"""First three letters of a month and its number."""

# Nine digits, whole or grouped; an amount of money has the same groups.
BSN = re.compile(
    r"(?<![\w.,/€+-])(?<!€ )"
    r"(\d{8,9}|\d{3}([ .-])\d{3}\2\d{3}|\d{4}([ .-])\d{2}\3\d{3})"
    r"(?!\w|[.,/-]\d)"
)
BSN_WORD = re.compile(r"(?:bsn|burger\s?service\s?n(?:umme)?r|sofi\w*)[\w-]*\W*\w{0,3}\W*$", re.I)

IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}(?!\w)", re.I)
DUTCH_IBAN = re.compile(r"NL\d{2}[A-Z]{4}\d{10}")

EMAIL = re.compile(r"(?<![\w.+%-])[\w+%-]+(?:\.[\w+%-]+)*@(?:[\w-]+\.)+[^\W\d_]{2,}(?!\w)")

TELEPHONE = re.compile(
    r"(?<![\w+./:-])(?:\(?(?:\+|00)\d{2}\)?[ -]?(?:\(0\)[ -]?)?|\(?0)"
    r"\d(?:[ ()./-]{0,3}\d){5,11}(?!\w|[-,]\d)"
)
# Area codes and mobile numbers; the four-digit ones are not told apart.
AREA = re.compile(
    r"0(?:6|1[035]|2[0346]|3[03568]|4[03567]|5[03058]|7\d|8[458]|[12345]\d\d|800|90[069])"
)
AREA_APART = re.compile(r"\(?(0\d{1,4})\)?[ ]?[-][ ]?|\((0\d{1,3})\)")

_SIDECODES = (
    "XX-99-99|99-99-XX|99-XX-99|XX-99-XX|XX-XX-99|99-XX-XX|99-XXX-9|9-XXX-99|"
    "XX-999-X|X-999-XX|XXX-99-X|X-99-XXX|9-XX-999|999-XX-9"
)
_PLATE = _SIDECODES.replace("X", "[A-Z]").replace("9", r"\d")
_LOOSE_PLATE = _SIDECODES.replace("-", "[ -]?").replace("X", "[A-Z]").replace("9", r"\d")
PLATE = re.compile(rf"(?<![\w-])(?=[A-Z\d]{{1,3}}-)(?:{_PLATE})(?![\w-])")
PLATE_IN_CONTEXT = re.compile(
    rf"(?:kenteken\w*|nummerbord)\W{{0,3}}(?:(?:is|met)\W)?({_LOOSE_PLATE})(?!\w)", re.I
)

# No word is longer; without a bound a row of "A'A'A'" would be read from each letter to its end.
_CAP = r"[A-ZÀ-ÞŠŽ][\w'’.-]{0,30}"
_LINK = r"(?:van|de|der|den|het|'t|ter|ten|v\.d\.)"
_NUMBER = (
    r"\d{1,4}"
    r"(?:(?:[ ]?[a-zA-Z]|[ ]?(?:bis|hs|huis)|-\d{1,4}|-[a-zA-Z]{1,2}|-[IVX]+)(?!\w))?"
    r"(?!\w|[.,]\d)"
)
_STREET_END = (
    r"(?:straat|str\.?|laan|ln|plein|pln|dreef|drf|gracht|gr|singel|sngl|kade|steeg|stg|"
    r"plantsoen|plnts|weg|wg|dijk|dyk|pad|pd|hof|hf|park|prk|markt|mrkt|dam|wal|bolwerk|baan|st|"
    r"strjitte|erf|oord|akker|kamp|gaarde|hoeve|brink|tuin|oever|zoom|meent|haven|poort|veste|"
    r"stein)"
)
STREET = re.compile(
    rf"(?<![\w-])(?:"
    rf"(?:\d(?:e|de|ste)[ ])?(?:{_CAP}[ ](?:{_LINK}[ ]){{0,2}}){{0,4}}"
    rf"[A-ZÀ-ÞŠŽ][\w'’-]{{0,30}}?{_STREET_END}"
    rf"|(?:Laan|Weg|Plein|Straat|Kade|Hof|Park|Singel|Dijk|Plantsoen)[ ](?:{_LINK}[ ]){{1,2}}"
    rf"{_CAP}(?:[ ]{_CAP})?"
    rf"|[a-zà-ÿ]{{3,30}}(?:straat|laan|plein|gracht|singel|dreef|kade|steeg|plantsoen)"
    rf")[ ]{_NUMBER}"
)
# Other endings ("-oord 12", "-kamp 3") are as often something else.
SURE_STREET = re.compile(
    r"(?:straat|str\.?|laan|plein|dreef|gracht|singel|kade|steeg|plantsoen|weg|dijk|pad|hof|markt)"
    r"[ ]\d",
    re.I,
)
AFTER_LIVES = re.compile(
    r"\b(?:[Ww]oont|[Ww]onende|[Ww]oonachtig|[Aa]dres(?:[ ]is)?|[Vv]erblijft)"
    r"(?:[ ](?:op|aan|te|in)(?:[ ](?:de|het))?|:)?[ ]"
    rf"((?:{_CAP}[ ](?:{_LINK}[ ]){{0,2}}){{1,4}}{_NUMBER})"
)
PO_BOX = re.compile(r"(?:postbus|Postbus|POSTBUS)[ ]\d{1,5}")
ENDS_IN_YEAR = re.compile(r"[ ](?:19|20)\d\d$")
CITY_ON_DAM = re.compile(
    r"^(?:amster|rotter|schie|zaan|vollen|volen|monnicken|leer|appinge|veen|e|purmer|maas)dam\b",
    re.I,
)

# Small letters only without a space ("1234ab"): "1250 mg" is a dose.
POSTCODE = re.compile(
    r"(?<![\w-])[1-9]\d{3}(?:[ ]{0,2}(?!S[ADS])[A-Z]{2}|(?!s[ads])[a-z]{2})"
    r"(?:,?[ ]\d{1,4}[a-zA-Z]?(?![\w.,-]\d|\w))?(?!\w)"
)
UNIT = re.compile(r"(?:mg|ml|gr|kg|km|cm|mm|kb|mb|gb|eu|pk|cc|kw|en|in|op|de|of|is|uu)\b", re.I)

_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|m(?:aa)?rt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|"
    r"sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:(?:19|20)\d\d|['’`]?\d\d)"
_SEP = r"(?:[ ]?[-/.][ ]?|[ ])"
DATE = re.compile(
    rf"(?<![\w/-])(?P<d>\d{{1,2}}){_SEP}(?:(?P<m>\d{{1,2}})|(?P<n>{_MONTH})){_SEP}(?P<y>{_YEAR})"
    r"(?!\w|[-/.]\d)"
    rf"|(?<![\w/-])(?P<y2>(?:19|20)\d\d){_SEP}(?:(?P<m2>\d{{1,2}})|(?P<n2>{_MONTH})){_SEP}"
    r"(?P<d2>\d{1,2})(?!\w|[-/.]\d)",
    re.I,
)
BORN_BEFORE = re.compile(
    r"(?:geboren|geb\.?|geboortedatum|geboorte\w*|gebdat\.?|geb\.\s?datum|jarig|verjaart|"
    r"verjaardag|°|\*)\W{0,3}"
    r"(?:(?:is|op|te|in|op de|dd)\b\W{0,2})?(?:[A-Z][\w-]+(?:[ ][A-Z][\w-]+)?\W{1,3}(?:op\W)?)?$",
    re.I,
)
BORN_BEHIND = re.compile(r"\W{1,2}(?:geboren|geb\.)")
