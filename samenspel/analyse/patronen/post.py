"""Addresses on the internet: e-mail in every way people write it, and accounts."""

import re
from collections.abc import Iterator

from samenspel.analyse.patronen.schrift import Piece

# What tells a letter box from its domain. Spaces around it are looked at afterwards.
_AT = re.compile(
    r"(?:[(\[{<][ ]?)?@(?:[ ]?[)\]}>])?|[(\[{<][ ]?(?:at|a|apenstaart(?:je)?)[ ]?[)\]}>]"
    r"|(?<=[ _-])apenstaart(?:je)?(?=[ _-])|(?<=[ _.-])at(?=[ _.-])",
    re.I,
)
_DOT = (
    r"(?:\.|[ ]?[(\[{<][ ]?(?:dot|punt|\.)[ ]?[)\]}>][ ]?|[ ](?:dot|punt|stip)[ ]"
    r"|[-_](?:dot|punt)[-_])"
)
_LOOSE_DOT = r"[ ]?[.,][ ]?"
_LABEL = r"[^\W_](?:[\w-]{0,61}?[^\W_])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:{_DOT}{_LABEL}){{0,4}}{_DOT}([^\W\d_]{{2,24}})(?!\w)", re.I)
_LOCAL = re.compile(
    r"[\w+%'-]{1,64}(?:(?:\.|[ ]?[(\[{](?:dot|punt|\.)[)\]}][ ]?|[-_](?:dot|"
    r"punt)[-_])[\w+%'-]{1,64}){0,5}$",
    re.I,
)
_LOCAL_SPELLED = re.compile(r"(?:[\w+%'-]{1,30}[ ](?:punt|dot)[ ]){0,3}[\w+%'.-]{1,64}$", re.I)
# In words, or with spaces, only these end a domain.
_ENDINGS = (
    "nl|com|net|org|eu|be|de|fr|uk|info|edu|gov|io|me|tr|pl|ma|sr|es|it|pt|ro|bg|frl|amsterdam|"
    "online|email|nu|biz|co"
)
_ENDING = re.compile(_ENDINGS, re.I)
_LOOSE_DOMAIN = re.compile(
    rf"{_LABEL}(?:{_LOOSE_DOT}{_LABEL}){{0,3}}?{_LOOSE_DOT}({_ENDINGS})(?!\w)", re.I
)
_PROVIDER = re.compile(
    r"(?:gmail|hotmail|outlook|live|ziggo|kpn\w{0,6}|xs4all|icloud|yahoo|planet|hetnet|home|msn|"
    r"protonmail|proton|upcmail|casema|chello|telfort|tele2|online|solcon|caiway)\b",
    re.I,
)
_SPELLED_DOT = re.compile(r"[ ](?:punt|dot)[ ]", re.I)
_SEEN_BACK = 100

_ACCOUNT = re.compile(r"(?<![\w@.+-])@(?=[\w.]{0,29}[^\W\d_])\w[\w.]{1,29}(?<![.])")
_MEDIA = (
    "facebook",
    "instagram",
    "linkedin",
    "twitter",
    "tiktok",
    "snapchat",
    "youtube",
    "x",
    "fb",
)
_PAGE_BEFORE = re.compile(
    rf"(?<![\w-])(?:https?://)?(?:[\w-]{{1,9}}\.)?(?:{'|'.join(_MEDIA)})$", re.I
)
_PAGE = re.compile(r"\.com/[^\s)\]>\"]{2,80}(?<![.,;])", re.I)
_ACCOUNT_NAMED = re.compile(
    r"\b(?:insta(?:gram)?|snap(?:chat)?|tik[ ]?tok|facebook|telegram|discord|"
    r"gebruikersnaam|account(?:naam)?|nickname)\b\W{0,3}(?:(?:is|heet|naam|account|"
    r"als)\W{1,2}){0,2}"
    r"((?=[\w.]{0,29}[\d_.])[^\W\d][\w.]{2,29}(?<![.]))(?![\w@])",
    re.I,
)


def email(text: str) -> Iterator[Piece]:
    """E-mail addresses: with @, "(at)", "apenstaartje" or " at ", and "punt" for the dot."""
    end = 0
    for match in _AT.finditer(text):
        if match.start() < end:
            continue
        found = _address_around(text, *match.span())
        if found is not None:
            end = found.end
            yield found


def accounts(text: str) -> Iterator[Piece]:
    """Names on social media: with @, as a web address, or behind the name of the medium."""
    for match in _ACCOUNT.finditer(text):
        yield Piece(match.start(), match.end(), 0.8)
    for match in _PAGE.finditer(text):
        site = _PAGE_BEFORE.search(text[max(0, match.start() - 30) : match.start()])
        if site is not None:
            yield Piece(match.start() - len(site.group()), match.end(), 0.8)
    for match in _ACCOUNT_NAMED.finditer(text):
        yield Piece(match.start(1), match.end(1), 0.6)


def _address_around(text: str, start: int, end: int) -> Piece | None:
    sign = text[start:end].lower()
    gap = text[start - 1 : start]
    # "jan @ ziggo.nl" and "jan at ziggo.nl", "jan-at-ziggo.nl": the same on both sides.
    around = gap if gap in (" ", "\n") or (sign[0].isalpha() and gap in ("-", "_", ".")) else ""
    left, right = text[max(0, start - 2) : start], text[end : end + 2]
    start -= len(left) - len(left.rstrip(around)) if around else 0
    end += len(right) - len(right.lstrip(" \n" + around))
    loose = sign[0] == "@" and (around or text[end - 1] in " \n")
    domain = _DOMAIN.match(text, end, end + 200)
    if domain is None or ((loose or sign[0].isalpha()) and not _ENDING.fullmatch(domain.group(1))):
        domain = _LOOSE_DOMAIN.match(text, end, end + 200)
    if domain is not None and sign[0].isalpha() and domain.group(1).istitle():
        return None  # "Hij at soep.De volgende dag"
    if domain is None and ("@" in sign or "apenstaart" in sign):
        domain = _PROVIDER.match(text, end)
    if domain is None:
        return None
    spelled = _SPELLED_DOT.search(domain.group()) is not None
    before = text[max(0, start - _SEEN_BACK) : start]
    local = (_LOCAL_SPELLED if spelled else _LOCAL).search(before)
    if local is None:
        return None
    certainty = 0.99 if sign == "@" and domain.re is _DOMAIN else 0.8
    return Piece(start - len(local.group()), domain.end(), certainty)
