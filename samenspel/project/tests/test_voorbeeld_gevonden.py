"""The example has something to find: two subjects that nobody called the same yet."""

import tomllib

from samenspel.inzichten.models import VermoedenCasus
from samenspel.inzichten.tests.groepen import found_for
from samenspel.praktijk.models import Casus
from samenspel.project.voorbeeld.gevonden import FILE
from samenspel.project.voorbeeld.laden import PROGRAMMA
from tests import factories

SUBJECTS = {"oproep": "uren", "uren": "uren", "achttien": "achttien", "overgang": "achttien"}


def test_carla_finds_two_subjects_over_gemeenten_and_opgaven(db, as_user):
    world = factories.world()
    rows = tomllib.loads(PROGRAMMA.read_text())["casussen"]
    rows += tomllib.loads(FILE.read_text())["casussen"]
    places = {row["gemeente"]: factories.organisatie(row["gemeente"]) for row in rows}
    subject = {}
    for row in rows:
        casus = factories.casus(
            world.anne, opgave=world.opgave, gemeente=places[row["gemeente"]],
            titel=row["titel"], tekst=row["tekst"],
        )  # fmt: skip
        subject[casus.pk] = SUBJECTS.get(row["knelpunt"])
    with as_user(world.carla):
        found = found_for(world.carla)
        groups = [
            list(VermoedenCasus.objects.filter(vermoeden=one).values_list("casus", flat=True))
            for one in found
        ]
    for wanted in ("uren", "achttien"):
        best = max(groups, key=lambda group: sum(subject[pk] == wanted for pk in group))
        about = [pk for pk in best if subject[pk] == wanted]
        assert len(about) >= 5
        assert len(about) >= 0.7 * len(best)
        assert Casus.objects.filter(pk__in=about).values("gemeente").distinct().count() >= 3


def test_its_casussen_name_people_and_knelpunten_that_are_there():
    programma, more = tomllib.loads(PROGRAMMA.read_text()), tomllib.loads(FILE.read_text())
    mensen = {row["naam"] for row in programma["mensen"]}
    opgaven = {row["sleutel"] for row in programma["opgaven"]}
    knelpunten = {row["sleutel"] for row in more["knelpunten"]}
    for row in more["casussen"]:
        assert row["wie"] in mensen
        assert row["opgave"] in opgaven
        assert row["knelpunt"] in knelpunten
    assert {row["opgave"] for row in more["knelpunten"]} <= opgaven
    assert len({row["opgave"] for row in more["casussen"]}) >= 2
