"""The registers: what is in them, that loading repeats, and what a broken file does."""

import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db.models import Sum

from samenspel.organisaties.bestanden import COLUMNS, BestandError
from samenspel.organisaties.data import DATA
from samenspel.organisaties.models import (
    Herindeling,
    Indeling,
    Orgaan,
    Organisatie,
    Regeling,
)
from samenspel.organisaties.registers import Telling, laad_registers
from tests.gold import GOLD

VANDAAG = date(2026, 11, 22)


@pytest.fixture
def registers(db):
    return laad_registers(op=VANDAAG)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the register files, to change."""
    for name in COLUMNS:
        shutil.copy(DATA / name, tmp_path / name)
    return tmp_path


def edit(file: Path, change: Callable[[list[dict]], None]) -> None:
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    columns = list(rows[0])
    change(rows)
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, columns)
        writer.writeheader()
        writer.writerows(rows)


def gemeente(naam: str) -> Organisatie:
    return Organisatie.objects.get(soort="gemeente", naam=naam)


def test_all_gemeenten_of_today_and_their_inwoners_add_up_to_the_figure_of_cbs(registers):
    active = Organisatie.objects.filter(soort="gemeente", eindigt_op=None)
    assert active.count() == 342
    assert active.aggregate(n=Sum("inwoners"))["n"] == 18_045_532


def test_the_gemeenten_equal_the_collected_table(registers):
    with (GOLD / "gemeenten_2025.csv").open(encoding="utf-8") as file:
        collected = {row["gm_code"]: row for row in csv.DictReader(file)}
    loaded = {g.code: g for g in Organisatie.objects.filter(soort="gemeente", eindigt_op=None)}
    assert loaded.keys() == collected.keys()
    for code, row in collected.items():
        assert loaded[code].naam == row["naam"]
        assert loaded[code].inwoners == int(row["inwoners_2025"])
        assert loaded[code].tooi_uri == row["tooi_uri"]


def test_every_gemeente_lies_in_one_gebied_of_each_kind(registers):
    for soort in Indeling.Soort:
        found = Indeling.objects.filter(soort=soort)
        extra = 1 if soort == Indeling.Soort.JEUGDREGIO else 0
        assert found.count() == 342 + extra
        assert found.values("gemeente").distinct().count() == 342
    assert Indeling.objects.filter(soort="jeugdregio", gebied__code="JZ13").count() == 6


def test_the_jeugdregio_says_that_it_is_of_2016(registers):
    assert set(Indeling.objects.filter(soort="jeugdregio").values_list("peiljaar")) == {(2016,)}


def test_vijfheerenlanden_lies_in_two_jeugdregios(registers):
    found = Indeling.objects.filter(soort="jeugdregio", gemeente=gemeente("Vijfheerenlanden"))
    assert {row.gebied.code for row in found} == {"JZ26", "JZ31"}


def test_every_other_kind_is_there(registers):
    counts = {soort: Organisatie.objects.filter(soort=soort).count() for soort in Organisatie.Soort}
    assert counts["provincie"] == 12
    assert counts["regio"] == 42 + 35 + 31 + 25
    assert counts["ministerie"] == 12
    known = set(Organisatie.objects.filter(soort="uitvoerder").values_list("afkorting", flat=True))
    assert {"UWV", "SVB", "DUO", "CJIB", "RvdK"} <= known


def test_the_51_laws_know_who_is_responsible(registers):
    assert Regeling.objects.count() == 51
    assert not Regeling.objects.filter(ministeries=None).exists()
    jeugdwet = Regeling.objects.get(afkorting="Jw")
    assert {m.afkorting for m in jeugdwet.ministeries.all()} == {"VWS", "JenV"}
    assert jeugdwet.niveaus == ["lokaal", "regionaal"]
    assert jeugdwet.bwb_id == "BWBR0034925"


def test_the_room_of_a_law_is_what_was_read_and_nothing_more(registers):
    room = dict(Regeling.objects.values_list("afkorting", "ruimte"))
    assert room["Pw"] == "individueel"
    assert room["Jw"] == "deel"
    assert room["AWIR"] == "groep"
    assert room["WW"] == "geen"
    assert room["Wsnp"] == "onbekend"
    examined = Regeling.objects.exclude(ruimte="onbekend")
    assert set(examined.values_list("peildatum", flat=True)) == {date(2017, 5, 10)}


def test_a_gemeente_that_merged_keeps_its_history(registers):
    weesp = gemeente("Weesp")
    assert weesp.eindigt_op == date(2022, 3, 24)
    step = Herindeling.objects.get(oud=weesp)
    assert (step.nieuw.naam, step.op, step.aard) == ("Amsterdam", date(2022, 3, 24), "geheel")
    assert Herindeling.objects.filter(oud__naam="Haaren", aard="gedeeltelijk").count() == 4
    assert Organisatie.objects.filter(soort="gemeente").exclude(eindigt_op=None).count() == 66


def test_the_ladder_of_a_gemeente_climbs_to_the_medeoverhedenoverleg(registers):
    orgaan = Orgaan.objects.get(organisatie=gemeente("Almere"), naam__startswith="College")
    way = []
    while orgaan := orgaan.hoger:
        way.append((orgaan.naam, orgaan.organisatie.afkorting or orgaan.organisatie.naam))
    assert way == [
        ("Regionaal bestuurlijk overleg", "Jeugdregio Flevoland"),
        ("Ambtelijk aanspreekpunt", "VWS"),
        ("Minister", "VWS"),
        ("Medeoverhedenoverleg", "BZK"),
    ]


def test_a_gemeente_that_ended_has_no_organen(registers):
    assert not Orgaan.objects.exclude(organisatie__eindigt_op=None).exists()
    assert Orgaan.objects.count() == 2 * 342 + 42 + 2 * 12 + 1


def test_the_second_time_nothing_changes(registers, few_questions):
    before = set(Organisatie.objects.values_list("pk", "code"))
    with few_questions():
        again = laad_registers(op=VANDAAG)
    assert again.is_leeg
    assert str(again).startswith("Niets veranderd")
    assert set(Organisatie.objects.values_list("pk", "code")) == before


def test_a_change_is_reported_and_keeps_the_id(registers, folder):
    almere = gemeente("Almere")

    def grow(rows):
        next(row for row in rows if row["naam"] == "Almere")["inwoners"] = "300000"

    edit(folder / "gemeenten.csv", grow)
    report = laad_registers(op=VANDAAG, folder=folder)
    assert report.tellingen["Gemeente"] == Telling(gewijzigd=1, gelijk=407)
    assert report.wijzigingen == (f"Almere: inwoners was {almere.inwoners}, is nu 300000",)
    short, *lines = str(report).splitlines()
    assert short == "Registers geladen: 1 gewijzigd, 3235 gelijk gebleven."
    assert "Gemeente: 1 gewijzigd, 407 gelijk gebleven" in lines
    almere.refresh_from_db()
    assert almere.inwoners == 300_000


def test_what_left_the_register_ends_today(registers, folder):
    edit(folder / "koepels.csv", lambda rows: rows.pop())
    report = laad_registers(op=VANDAAG, folder=folder)
    assert report.tellingen["Koepel"] == Telling(beeindigd=1, gelijk=8)
    assert Organisatie.objects.get(code="P10").eindigt_op == VANDAAG
    assert laad_registers(op=VANDAAG, folder=folder).is_leeg


def test_a_gemeente_that_moves_to_another_regio_leaves_the_old_one(registers, folder):
    def move(rows):
        next(row for row in rows if row["naam"] == "Almere")["arbeidsmarktregio"] = "AM18"

    edit(folder / "gemeenten.csv", move)
    report = laad_registers(op=VANDAAG, folder=folder)
    assert report.tellingen["Indeling"] == Telling(nieuw=1, beeindigd=1, gelijk=1710)
    found = Indeling.objects.get(gemeente=gemeente("Almere"), soort="arbeidsmarktregio")
    assert found.gebied.code == "AM18"


def test_another_ministerie_for_a_law_is_reported(registers, folder):
    def move(rows):
        next(row for row in rows if row["afkorting"] == "WW")["ministeries"] = "VWS"

    edit(folder / "regelingen.csv", move)
    report = laad_registers(op=VANDAAG, folder=folder)
    assert report.tellingen["Ministerie bij regeling"] == Telling(nieuw=1, beeindigd=1, gelijk=54)
    assert Regeling.objects.get(afkorting="WW").ministeries.get().afkorting == "VWS"


def test_what_people_added_or_changed_themselves_stays(registers):
    own = Organisatie.objects.create(soort="koepel", naam="Ons netwerk", code="ONS")
    college = Orgaan.objects.get(organisatie=gemeente("Almere"), naam__startswith="College")
    Orgaan.objects.filter(pk=college.pk).update(hoger=None)
    assert laad_registers(op=VANDAAG).is_leeg
    own.refresh_from_db()
    college.refresh_from_db()
    assert own.eindigt_op is None
    assert college.hoger is None


BROKEN = [
    ("gemeenten.csv", {"inwoners": "veel"}, "inwoners is geen getal: veel."),
    ("gemeenten.csv", {"inwoners": "-5"}, "inwoners is geen getal: -5."),
    ("gemeenten.csv", {"begint_op": "1-1-2020"}, "begint_op is geen datum"),
    ("gemeenten.csv", {"eindigt_op": "", "provincie": "PV99"}, "provincie kent de waarde PV99"),
    ("gemeenten.csv", {"naam": ""}, "naam is leeg."),
    ("gemeenten.csv", {"code": "GM0363"}, "de code GM0363 staat er twee keer in."),
    ("gebieden.csv", {"peiljaar": ""}, "peiljaar is leeg."),
    ("ministeries.csv", {"naam": "x" * 121}, "naam is langer dan 120 tekens."),
    ("herindelingen.csv", {"nieuw": "GM9999"}, "de gemeente GM9999 staat niet in gemeenten.csv."),
    ("regelingen.csv", {"ministeries": "VWS|WVC"}, "ministeries kent de waarde WVC niet."),
    ("regelingen.csv", {"ruimte": "altijd"}, "ruimte kent de waarde altijd niet."),
    ("ladder.csv", {"niveau": "hemels"}, "niveau kent de waarde hemels niet."),
]


@pytest.mark.parametrize(("name", "wrong", "message"), BROKEN)
def test_a_broken_line_is_named_and_nothing_is_loaded(db, folder, name, wrong, message):
    edit(folder / name, lambda rows: rows[-1].update(wrong))
    last = len((folder / name).read_text(encoding="utf-8").splitlines())
    with pytest.raises(BestandError) as refused:
        laad_registers(op=VANDAAG, folder=folder)
    assert refused.value.message.startswith(f"{name}, regel {last}: {message}")
    assert not Organisatie.objects.exists()


def test_a_missing_file_or_column_or_cell_is_named(db, folder):
    (folder / "koepels.csv").write_text("code,naam,tooi_uri,bron\nA,B,,C\n")
    with pytest.raises(BestandError, match=r"koepels.csv, regel 1: de kolom afkorting ontbreekt."):
        laad_registers(op=VANDAAG, folder=folder)
    (folder / "koepels.csv").write_text("code,naam,afkorting,tooi_uri,bron\nA,B,,C\n")
    with pytest.raises(BestandError, match=r"koepels.csv, regel 2: het aantal kolommen"):
        laad_registers(op=VANDAAG, folder=folder)
    (folder / "koepels.csv").unlink()
    with pytest.raises(BestandError, match=r"koepels.csv is niet te lezen."):
        laad_registers(op=VANDAAG, folder=folder)
    assert not Organisatie.objects.exists()


def test_a_ladder_without_a_higher_trede_rolls_everything_back(db, folder):
    edit(folder / "ladder.csv", lambda rows: rows[1].update(hoger="Hoog overleg"))
    with pytest.raises(BestandError, match="jeugdregio heeft geen Hoog overleg"):
        laad_registers(op=VANDAAG, folder=folder)
    assert not Organisatie.objects.exists()
