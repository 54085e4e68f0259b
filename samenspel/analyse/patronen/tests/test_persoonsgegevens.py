"""Personal data: published snippets with known offsets, ordinary prose, and the edges."""

import json
from itertools import pairwise

import pytest

from samenspel.analyse.patronen.persoonsgegevens import KINDS, Mark, find, neutralise
from tests.gold import GOLD

LAWS = sorted((GOLD / "wetten").glob("*.md"))


def found(text: str, kind: str) -> list[str]:
    return [text[m.start : m.end] for m in find(text) if m.kind == kind]


def recall_and_precision(
    file: str, tag: str, kinds: set[str], before: str = ""
) -> tuple[float, float]:
    """A gold span counts when a mark touches it; a mark counts when it touches a gold span."""
    hit = missed = right = wrong = 0
    for example in json.loads((GOLD / "persoonsgegevens" / f"{file}.json").read_text())["examples"]:
        shift = len(before)
        gold = [
            (a["start_char"] + shift, a["end_char"] + shift)
            for a in example["annotations"]
            if a["tag"] == tag
        ]
        marks = [m for m in find(before + example["text"]) if m.kind in kinds]
        touched = [any(m.start < end and m.end > start for m in marks) for start, end in gold]
        good = [any(m.start < end and m.end > start for start, end in gold) for m in marks]
        hit, missed = hit + sum(touched), missed + touched.count(False)
        right, wrong = right + sum(good), wrong + good.count(False)
    return hit / (hit + missed), right / (right + wrong)


@pytest.mark.parametrize(
    ("file", "tag", "kind", "recall", "precision"),
    [
        # One is called a bsn and fails the test: to us a typing error, to the publisher nothing.
        ("identifiers", "bsn", "bsn", 0.99, 0.66),
        ("emails", "emailadres", "e-mail", 0.99, 0.99),
        ("phone_numbers", "telefoonnummer", "telefoon", 0.99, 0.95),
        # Arteries in Latin are names to us, and so are first names in small letters.
        ("names", "persoon", "naam", 0.93, 0.75),
    ],
)
def test_the_published_snippets_are_found(file, tag, kind, recall, precision):
    measured = recall_and_precision(file, tag, {kind})
    assert measured[0] >= recall
    assert measured[1] >= precision


def test_every_way_to_write_a_date_is_read_as_birth_date_after_geboren():
    recall, precision = recall_and_precision("dates", "datum", {"geboortedatum"}, "geboren op ")
    assert recall >= 0.99
    assert precision >= 0.97  # "2018 augustus 38" is no day, but a year of birth


def test_a_page_of_policy_prose_gets_at_most_one_false_mark_per_500_words():
    assert len(LAWS) == 13
    for law in LAWS:
        text = law.read_text()
        assert len(find(text)) <= len(text.split()) / 500, law.name


NOTE = (
    "Mevrouw de Vries (geb. 12-03-1984) woont met zoontje Daan (8) en dochter Noor op de "
    "Kerkstraat 12a, 1315 AB in Almere. Daan gaat niet naar school. Vader, Mohamed El Idrissi, "
    "heeft een uitkering. Tel 06-12345678, e-mail m.devries@gmail.com. IBAN NL91 ABNA 0417 1643 00 "
    "en BSN 111222333. Kenteken 12-ABC-3."
)


def test_a_note_keeps_its_story_without_the_people():
    assert neutralise(NOTE, find(NOTE)) == (
        "Mevrouw [naam] (geb. [geboortedatum]) woont met zoontje [zoon] (8) en dochter [dochter] "
        "op de [adres], [postcode] in Almere. [zoon] gaat niet naar school. Vader, [vader], heeft "
        "een uitkering. Tel [telefoonnummer], e-mail [e-mailadres]. IBAN [rekeningnummer] en BSN "
        "[bsn]. Kenteken [kenteken]."
    )


def test_marks_are_in_order_never_overlap_and_are_of_a_known_kind():
    marks = find(NOTE)
    assert [m.kind for m in marks] == [m.kind for m in sorted(marks, key=lambda m: m.start)]
    assert all(a.end <= b.start for a, b in pairwise(marks))
    assert {m.kind for m in marks} == set(KINDS) - {"herleidbaar"}


def test_the_eleven_test_decides_over_nine_digits():
    assert find("nummer 111222333") == [Mark("bsn", 7, 16, 0.85, "[bsn]")]
    assert found("BSN 1112.22.333 en 111 222 333", "bsn") == ["1112.22.333", "111 222 333"]
    assert found("nummer 111222334, KvK 12345678, € 111.222.333", "bsn") == []


def test_a_wrong_check_digit_in_an_iban_is_a_typing_error_not_anonymity():
    right, wrong = find("NL91ABNA0417164300"), find("NL92 ABNA 0417 1643 00")
    assert (right[0].kind, right[0].certainty) == ("iban", 0.99)
    assert (wrong[0].kind, wrong[0].certainty) == ("iban", 0.6)


@pytest.mark.parametrize(
    "text",
    [
        "artikel 2.3.5 van de Wmo 2015 en artikel 4.2.10, eerste lid",
        "besluit van 1 maart 2014, begroting 2024-2025, ons kenmerk ontbreekt, dossier 2024",
        "Eén mens hielp. Zij volgt mbo Zorg en Welzijn. Het college besluit. De school belt.",
        "1250 mg per dag, in 2019 kwam er 2500 EU bij, 3 tot 5 jaar, € 1.234.567",
        "Het Rijk, de Koning en de Raad van State; Amsterdam 750 jaar; Noord en Zuid",
        "Moeder wil graag hulp. Dochter mag naar school. Vader kan niet werken.",
        "De Participatiewet biedt ruimte. Het UWV en de SVB voeren uit. B. en W. Een brief volgt.",
    ],
)
def test_ordinary_prose_is_left_alone(text):
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("meneer jansen belt over zoontje daan", ["jansen", "daan"]),
        ("Roos wil naar huis. Volgens Roos kan dat.", ["Roos", "Roos"]),
        (
            "Jan-Peter van 't Hof en mevr. A.C. Bos-ter Horst",
            ["Jan-Peter van 't Hof", "A.C. Bos-ter Horst"],
        ),
        ("kinderen Amina, Yusuf en Khadija", ["Amina", "Yusuf", "Khadija"]),
        ("Client heet Abdirahman Warsame Farah.", ["Abdirahman Warsame Farah"]),
        ("Ayşe Yılmaz is de buurvrouw", ["Ayşe Yılmaz"]),
    ],
)
def test_names_are_found_by_list_and_by_context(text, names):
    assert found(text, "naam") == names


def test_a_date_is_a_birth_date_only_when_something_says_so():
    assert found("geboren te Utrecht op 3 mei 2016", "geboortedatum") == ["3 mei 2016"]
    assert found("Daan (03-05-2016)", "geboortedatum") == ["03-05-2016"]
    assert found("Op 03-05-2016 was er een gesprek over 3 mei 2017.", "geboortedatum") == []


def test_an_empty_text_has_nothing():
    assert find("") == []
    assert neutralise("", []) == ""


@pytest.mark.parametrize(
    "word", ["Vergadering 12", "Storing 52", "Uitvoering 3", "Ervaring 5", "Lijst 3"]
)
def test_a_word_that_ends_like_a_street_is_none(word):
    """Told from "Westerring 12", which is one: what people do or say is not."""
    assert find(word) == []
    assert [mark.kind for mark in find("Westerring 12")] == ["adres"]
