"""How an orgaan is named in a sentence, on plain values."""

HET = ("college", "bestuur", "overleg", "punt", "ministerie", "bureau", "team", "comité")
"""Nouns that an orgaan is called by and that take "het"; every other takes "de"."""


def orgaan_naam(naam: str, organisatie: str) -> str:
    """Name an orgaan with its organisatie (by its short name), unless it says so itself.

    >>> orgaan_naam("Minister", "SZW"), orgaan_naam("Raad van Zwolle", "Zwolle")
    ('Minister van SZW', 'Raad van Zwolle')
    >>> orgaan_naam("Gemeenteraad", "Gemeente Zwolle")
    'Gemeenteraad van Zwolle'
    """
    place = organisatie.removeprefix("Gemeente ")
    return naam if place in naam else f"{naam} van {place}"


def orgaan_in_zin(naam: str, organisatie: str) -> str:
    """Name an orgaan of an organisatie (by its short name) in the middle of a sentence.

    >>> orgaan_in_zin("Gemeenteraad", "Gemeente Zwolle")
    'de gemeenteraad van Zwolle'
    >>> orgaan_in_zin("College van burgemeester en wethouders", "Zwolle")
    'het college van burgemeester en wethouders van Zwolle'
    >>> orgaan_in_zin("Minister", "SZW"), orgaan_in_zin("Raad van Zwolle", "Zwolle")
    ('de minister van SZW', 'de raad van Zwolle')
    >>> orgaan_in_zin("Ambtelijk aanspreekpunt", "VWS"), orgaan_in_zin("RvB", "UWV")
    ('het ambtelijk aanspreekpunt van VWS', 'de RvB van UWV')
    """
    noun = naam.split(" van ")[0].lower()
    article = "het" if any(word.endswith(HET) for word in noun.split()) else "de"
    is_word = naam.split(" ")[0][1:].islower()
    full = orgaan_naam(naam, organisatie)
    return f"{article} {full[:1].lower() + full[1:] if is_word else full}"
