"""Every act is known, says what it was in one way, and is told in plain Dutch."""

import re
import sys
from collections import Counter
from subprocess import run

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from samenspel.opgaven.daden import OpgaveDaad
from samenspel.praktijk.daden import CasusDaad
from samenspel.praktijk.models import Casus
from samenspel.spoor.actions import record
from samenspel.spoor.daden import daad_of, lists
from samenspel.spoor.pages import tell
from samenspel.spoor.rows import SHOWN, spoor_of, with_spoor
from tests import factories

DONE = re.compile(r"([a-z]+ )?[a-z]*(ge|be|ver|her|ont|over|aan)[a-z]+[ndt]")
"""A past participle, after the part of the thing it was done to."""


@pytest.fixture
def world(db):
    return factories.world()


def told(casus, viewer):
    return tell(with_spoor(Casus.objects.all()).get(pk=casus.pk), viewer=viewer)


STARTED = """
import django, sys
django.setup()
print(*(name for name in sys.modules if name.endswith(".daden")))
"""


def test_once_started_every_list_of_acts_is_known():
    """In a process of its own, where no test or page brought a list along."""
    root = settings.PACKAGE.parent
    files = [file.relative_to(root).with_suffix("") for file in settings.PACKAGE.rglob("daden.py")]
    started = run([sys.executable, "-c", STARTED], capture_output=True, text=True, check=True)
    assert set(started.stdout.split()) == {".".join(file.parts) for file in files}


def test_acts_are_named_once_and_in_one_grammar():
    known = [(kind, word) for acts in lists() for kind in acts.over for word in acts.values]
    assert [twice for twice, count in Counter(known).items() if count > 1] == []
    assert [word for _, word in known if not DONE.fullmatch(word) or len(word) > 40] == []


def test_a_word_of_before_is_told_as_the_act_it_is_now():
    for acts in lists():
        for before, now in acts.vroeger.items():
            for kind in acts.over:
                assert daad_of(kind, before) is acts(now)
    assert daad_of("casus", "onbekend") is None


def test_an_act_is_done_to_its_own_kind_of_thing_only(world):
    with pytest.raises(ValueError, match="is an act on opgave, not on casus"):
        record(OpgaveDaad.VASTGESTELD, factories.casus(world.anne), by=world.anne)


def test_the_latest_acts_are_told_first_and_a_visitor_reads_no_names(world):
    casus = factories.casus(world.anne)
    for _ in range(SHOWN):
        record(CasusDaad.GEWIJZIGD, casus, by=world.anne)
    record(CasusDaad.INGEBRACHT, casus, by=world.anne)
    page = told(casus, world.bob)
    assert page.gebeurd[0].zin == "Anne bracht de casus in"
    assert page.gebeurd[0].op == spoor_of(casus).last().op
    assert (len(page.gebeurd), page.meer) == (SHOWN, True)
    assert told(casus, AnonymousUser()).gebeurd[1].zin == "Iemand wijzigde de beschrijving"
