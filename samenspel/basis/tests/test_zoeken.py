"""Whatever is typed in a search field is an answerable question."""

import re
import sys

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenspel.basis.zoeken import alike, search
from samenspel.organisaties.rows import organisaties
from samenspel.praktijk.models import Knelpunt
from tests import factories

# Letters that become a quote, a space or an operator of a tsquery without their accents.
AWKWARD = ["ŉ", "ʼn", "l'ŉ \\ :*", "a ŉ !b", "½ ʼ", "⒈", "ŉ'", "\\", "'", "_", "a\x00b", "\x01"]
LISTS = [
    "overzicht:zoeken",
    "opgaven:lijst",
    "overleg:start",
    "organisaties:lijst",
    "praktijk:knelpunten",
    "leren:lijst",
    "verhalen:lijst",
]


@pytest.mark.django_db
@settings(
    deadline=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_text_can_be_searched_for(text):
    assert not search(Knelpunt.objects.all(), text).exists()
    assert not alike(Knelpunt.objects.all(), text).exists()
    assert not organisaties(zoek=f"geen organisatie {text}").exists()


@pytest.mark.django_db
def test_every_letter_that_changes_without_its_accents_can_be_searched_for():
    letters = [c for c in map(chr, range(1, sys.maxunicode + 1)) if re.match(r"\w", c)]
    with connection.cursor() as cursor:
        cursor.execute(
            "select c from unnest(%s::text[]) c where zonder_accenten(c) <> c", [letters]
        )
        changed = [c for (c,) in cursor.fetchall()]
    assert "ŉ" in changed
    for at in range(0, len(changed), 12):
        assert not search(Knelpunt.objects.all(), " ".join(changed[at : at + 12])).exists()


@pytest.mark.parametrize("page", LISTS)
def test_no_page_breaks_on_an_awkward_question(db, browse_as, page):
    browser = browse_as(factories.lid(factories.organisatie("Zwolle")))
    for text in AWKWARD:
        assert browser.get(reverse(page), {"q": text, "zoek": text}).status_code == 200, text


def test_a_word_with_a_quote_inside_is_found(db, as_user):
    world = factories.world()
    casus = factories.casus(world.anne, opgave=world.opgave)
    made = factories.knelpunt(world.anne, world.opgave, casussen=[casus], titel="Zo ŉ wachtlijst")
    with as_user(world.anne):
        assert list(search(Knelpunt.objects.all(), "ŉ wacht")) == [made]
