"""What leads back to a person by way of somebody else: a school, a file, a car."""

import re
from collections.abc import Iterator, Sequence

from samenspel.analyse.patronen.naamwoorden import Token
from samenspel.analyse.patronen.schrift import Piece

_CAP = r"[A-ZÀ-Þ'][\w'-]{0,30}"
_LINK = r"(?:van|de|der|den|het|'t|ter|ten|in|op|aan|voor|en|&)"
_KINDS_OF_SCHOOL_WORDS = (
    "basisschool school daltonschool montessorischool praktijkschool jenaplanschool kindcentrum "
    "kinderdagverblijf kinderopvang peuterspeelzaal peuteropvang crèche scholengemeenschap "
    "college lyceum gymnasium sbo obs cbs rkbs pcbs pcb kbs ibs ods kdv psz roc iks ikc bso"
)
_KINDS_OF_SCHOOL = frozenset(_KINDS_OF_SCHOOL_WORDS.split())
# These are said of other bodies too: only with a capital, or with an article as part of the name.
_KINDS_OF_MORE_WORDS = "school college lyceum gymnasium"
_KINDS_OF_MORE = frozenset(_KINDS_OF_MORE_WORDS.split())
# The name behind the kind of school: "basisschool De Regenboog", "OBS 't Startblok".
_NAME_BEHIND = re.compile(
    rf"(?:[ ](?:de|het|genaamd)(?=[ ]['\"]?[A-Z]))?:?[ ]['\"]?"
    rf"{_CAP}(?:[ ](?:{_LINK}[ ]){{0,2}}{_CAP}){{0,3}}"
)
_ARTICLE_BEHIND = re.compile(r"[ ]['\"]?(?:De|Het|'t)[ ]")
# The kind behind the name: "Bonhoeffer College", "Stedelijk Lyceum Zuid".
_BEFORE = re.compile(
    rf"(?<![\w-])((?:{_CAP}[ ](?:{_LINK}[ ]){{0,2}}){{0,2}}{_CAP}[ ]"
    r"(?:[Cc]ollege|[Ll]yceum|[Gg]ymnasium|[Bb]asisschool|[Ss]cholengemeenschap|[Ss]chool|"
    r"[Aa]cademie)\b"
    r"(?:[ ](?:Noord|Zuid|Oost|West|Centrum)\b)?)"
)
# Both in one word: "Calvijncollege", "Prinses Margrietschool".
_ONE_WORD = re.compile(
    rf"(?<![\w-])((?:{_CAP}[ ]){{0,3}}[A-ZÀ-Þ][\w'-]{{2,30}}(?:college|lyceum|gymnasium|school))\b"
)
_EVERY_SCHOOL = re.compile(
    r"(?:^|[ ])(?:basis|voor|hoge|middelbare|muziek|brede|zondag|dorps|vak|dag|avond|praktijk|"
    r"buurt|"
    r"zomer|weekend|tussen|kleuter|lagere|taal|dans|rij|mavo|havo|vmbo|mbo|toneel|kunst|klooster|"
    r"landbouw|huishoud|ambacht|kost|koks|leer|partner|wijk|stam|oefen|zwem|sport|speciale|"
    r"gemeente|rekenkamer|bestuurs|hoorn|fractie|raads|colleges?|zorg)s?(?:school|college)$",
    re.I,
)
# Words that open a sentence, or are said of every school.
_NO_NAME_WORDS = (
    "de het een dit dat deze die ons onze hun haar zijn mijn uw elk elke ieder iedere geen "
    "welk welke "
    "op in aan bij naar van voor met om als en maar of dus toen daar nu ook burgemeester gemeente "
    "college basisschool school lyceum"
)
_NO_NAME = frozenset(_NO_NAME_WORDS.split())

_FILE_KINDS = (
    "zaak dossier cliënt client klant patiënt patient registratie referentie polis parket rol "
    "aanvraag beschikking melding aangifte personeels relatie lid inschrijf leerling student "
    "debiteur factuur paspoort rijbewijs document id v a big vreemdeling ind coa cjib kenmerk ref"
)
_FILE_WORD = re.compile(
    rf"(?:{_FILE_KINDS.replace(' ', '|')})[a-z]{{0,4}}?[ -]?(?:nummer|nrs?|no)\b"
    r"|(?:zaak|dossier|rijbewijs|paspoort|referentie|kenmerk|ref)\b",
    re.I,
)
_FILE_STARTS = tuple(_FILE_KINDS.split())
_FILE_BEHIND = re.compile(
    r"\.?(?:[ ](?:is|van|met|het|de|nummer|nr\.?|cliënt|client|zaak)){0,3}\W{0,3}"
    r"((?=(?:[A-Z./_ -]{0,6}\d){3})[A-Z0-9]\w{0,30}(?:[ ]?[./_-][ ]?\w{1,20}|[ ]\d{2,20}){0,6})",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/](?:19|20)?\d\d)?$")

_SIDECODES = (
    "XX-99-99|99-99-XX|99-XX-99|XX-99-XX|XX-XX-99|99-XX-XX|99-XXX-9|9-XXX-99|"
    "XX-999-X|X-999-XX|XXX-99-X|X-99-XXX|9-XX-999|999-XX-9"
)
_PLATE = _SIDECODES.replace("X", "[A-Z]").replace("9", r"\d")
_LOOSE_PLATE = _SIDECODES.replace("-", "[ -]?").replace("X", "[A-Z]").replace("9", r"\d")
_PLATE_ALONE = re.compile(rf"(?<![\w-])(?=[A-Z\d]{{1,3}}-)(?:{_PLATE})(?![\w-])", re.I)
_PLATE_NAMED = re.compile(
    rf"(?:kenteken\w{{0,6}}|nummerbord)\W{{0,3}}(?:(?:is|met)\W)?({_LOOSE_PLATE})(?!\w)", re.I
)


def school(text: str, tokens: Sequence[Token]) -> Iterator[Piece]:
    """Names of schools and of places where children are looked after."""
    for token in tokens:
        if token.lower in _KINDS_OF_SCHOOL:
            named = _NAME_BEHIND.match(text, token.end)
            plain = token.lower not in _KINDS_OF_MORE or _ARTICLE_BEHIND.match(text, token.end)
            if named and (plain or (token.capital and token.lower != "school")):
                yield Piece(token.start, named.end(), 0.8)
    for shape in (_BEFORE, _ONE_WORD):
        for match in shape.finditer(text):
            start = _without_opening(text, match.start(1), match.end(1))
            words = text[start : match.end(1)]
            if not _EVERY_SCHOOL.search(words) and words.split()[0].lower() not in _NO_NAME:
                yield Piece(start, match.end(1), 0.7)


def file_number(text: str, tokens: Sequence[Token]) -> Iterator[Piece]:
    """Numbers of files, cases and documents, when the text says that they are one."""
    for token in tokens:
        if token.lower.startswith(_FILE_STARTS):
            word = _FILE_WORD.match(text, token.start)
            number = _FILE_BEHIND.match(text, word.end()) if word else None
            if number is not None and not _YEAR.match(number.group(1)):
                yield Piece(number.start(1), number.end(1), 0.8)


def plate(text: str) -> Iterator[Piece]:
    """Number plates in the forms that were given out, or called one."""
    for match in _PLATE_ALONE.finditer(text):
        letters = "".join(filter(str.isalpha, match.group()))
        if letters.isupper() or letters.islower():
            yield Piece(match.start(), match.end(), 0.9 if letters.isupper() else 0.6)
    for match in _PLATE_NAMED.finditer(text):
        yield Piece(match.start(1), match.end(1), 0.95)


def _without_opening(text: str, start: int, end: int) -> int:
    """Skip a word that only opens the sentence: "Het Bonhoeffer College"."""
    words = text[start:end].split(" ")
    for word in words[:-1]:
        if word.lower() not in _NO_NAME:
            break
        start += len(word) + 1
    return start
