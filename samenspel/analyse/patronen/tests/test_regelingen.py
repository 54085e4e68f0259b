"""Regelingen in plain words: the labelled sentences, the family of the interview, and the edges."""

import csv
import random
from pathlib import Path

import pytest

from samenspel.analyse.patronen.regelingen import Hit, Regeling, recognise

SENTENCES = Path(__file__).parent / "gegevens" / "regelingen_zinnen.csv"
REGISTER = Path(__file__).parents[3] / "organisaties" / "data" / "regelingen.csv"

FAMILY = [
    Regeling("BWBR0003420", "Wet op het primair onderwijs", "WPO", ("onderwijs",)),
    Regeling("BWBR0003549", "Wet op de expertisecentra", "WEC", ("onderwijs",)),
    Regeling("BWBR0031331", "Wet gemeentelijke schuldhulpverlening", "Wgs", ("schulden",)),
    Regeling("BWBR0015703", "Participatiewet", "Pw", ("inkomen", "werk")),
    Regeling("BWBR0007119", "Wet waardering onroerende zaken", "Wet WOZ", ("wonen", "lasten")),
]


def codes(hits: list[Hit]) -> set[str]:
    return {hit.code for hit in hits if hit.code}


def areas(hits: list[Hit]) -> set[str]:
    return {hit.leefgebied for hit in hits if hit.leefgebied}


def all_regelingen() -> list[Regeling]:
    with REGISTER.open(encoding="utf-8") as file:
        return [
            Regeling(r["afkorting"], r["naam"], r["afkorting"], tuple(r["leefgebieden"].split("|")))
            for r in csv.DictReader(file)
        ]


@pytest.mark.parametrize(("column", "aim"), [("regelingen", 0.95), ("leefgebieden", 0.90)])
def test_precision_and_recall_on_the_labelled_sentences(column, aim):
    regelingen = all_regelingen()
    with SENTENCES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) >= 200
    right = found = wanted = 0
    for row in rows:
        hits = recognise(row["zin"], regelingen)
        gold = {label for label in row[column].split("|") if label}
        got = codes(hits) if column == "regelingen" else areas(hits)
        if column == "leefgebieden":
            gold = {label.split()[0] for label in gold}
        right, found, wanted = right + len(got & gold), found + len(got), wanted + len(gold)
    assert right / found >= aim
    assert right / wanted >= aim


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Onze zoon heeft passend onderwijs nodig", {"BWBR0003420", "BWBR0003549"}),
        ("moeder heeft veel schulden", {"BWBR0031331"}),
        ("vader heeft een uitkering", {"BWBR0015703"}),
        ("ze begrijpen de WOZ-aanslag niet", {"BWBR0007119"}),
    ],
)
def test_the_family_of_the_interview_is_recognised_in_plain_words(text, expected):
    hits = recognise(text, FAMILY)
    assert codes(hits) == expected
    for hit in hits:
        assert hit.words
        assert all(text[w.start : w.end] == w.text for w in hit.words)
        assert hit.words[0].text in hit.explanation


def test_the_order_of_the_regelingen_changes_nothing():
    text = "Jongen zonder school, moeder met schulden, vader in de bijstand en een hoge WOZ."
    shuffled = random.Random(3).sample(FAMILY, len(FAMILY))
    assert recognise(text, FAMILY) == recognise(text, shuffled)


def test_more_different_words_make_it_more_certain_and_repetition_does_not():
    once, twice, different = (
        recognise(text, FAMILY)[0].certainty
        for text in ("Er zijn schulden.", "Schulden, schulden.", "Schulden en een deurwaarder.")
    )
    assert once == twice < different


def test_the_file_is_found_by_code_or_by_abbreviation_and_a_new_regeling_by_its_own_name():
    by_short_name = [
        Regeling("1", "Schuldhulpwet", "Wgs"),
        Regeling("2", "Wet proeftuinen 2030", "Wpt"),
    ]
    assert codes(recognise("De deurwaarder belde.", by_short_name)) == {"1"}
    assert codes(recognise("De wet proeftuinen staat dit toe.", by_short_name)) == {"2"}
    assert codes(recognise("Het Wpt-budget is op.", by_short_name)) == {"2"}


def test_an_abbreviation_counts_only_in_its_own_capitals():
    law = [Regeling("WIJ", "Wet investeren in jongeren", "WIJ"), Regeling("ZW", "Ziektewet", "ZW")]
    assert codes(recognise("Wij wonen in het zw van de stad.", law)) == set()
    assert codes(recognise("Onder de WIJ en de ZW was dat anders.", law)) == {"WIJ", "ZW"}


def test_the_longest_word_wins_and_a_sentence_can_silence_a_weak_word():
    laws = [*FAMILY, Regeling("Bbz", "Besluit bijstandverlening zelfstandigen 2004", "Bbz")]
    assert codes(recognise("Hij vraagt bijstand voor ondernemers aan.", laws)) == {"Bbz"}
    assert codes(recognise("Hij heeft een uitkering van het UWV.", laws)) == set()
    assert codes(recognise("Er zijn geen schulden en het gaat goed.", FAMILY)) == set()


def test_a_regeling_brings_its_main_leefgebied_when_the_words_say_none():
    assert areas(recognise("De Participatiewet biedt ruimte.", FAMILY)) == {"inkomen"}


def test_an_empty_text_touches_nothing():
    assert recognise("", FAMILY) == []
    assert recognise("Het gesprek was prettig.", FAMILY) == []
