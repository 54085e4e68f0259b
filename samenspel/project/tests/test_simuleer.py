"""Practice data: the same seed gives the same country, and it is sound."""

import pytest
from django.db import connection, transaction

from samenspel.basis.errors import RuleError
from samenspel.basis.zoeken import search
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Account
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk.models import Casus, Knelpunt, Koppeling, Les
from samenspel.project.controle import controleer
from samenspel.project.simuleer import simuleer
from samenspel.spoor.models import Gebeurtenis
from samenspel.spoor.rows import first_break


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """Twelve gemeenten with 1,200 casussen; gone after this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        report = simuleer(12, 1200, zaad=7)
        connection.check_constraints()
        yield report
        transaction.set_rollback(True)


def digest():
    rows = Casus.objects.order_by("pk").values_list("pk", "titel", "tekst", "zichtbaarheid")
    counts = [m.objects.count() for m in (Opgave, Knelpunt, Koppeling, Agendering, Besluit, Les)]
    return hash((tuple(rows), tuple(counts)))


def test_it_says_what_it_made(country):
    made = Knelpunt.objects.count(), Opgave.objects.count()
    assert country == (f"1200 casussen in 12 gemeenten, {made[0]} knelpunten in {made[1]} opgaven.")
    assert Casus.objects.count() == 1200


def test_the_chain_is_whole(country):
    brought = Casus.objects.filter(ingebracht_op__isnull=False).count()
    assert Gebeurtenis.objects.filter(wat="ingebracht").count() == brought
    assert first_break() is None


def test_the_first_opgave_is_big(country):
    big = Opgave.objects.get(titel="Rond kunnen komen in heel Nederland")
    assert Casus.objects.filter(opgave=big).count() == pytest.approx(0.2 * 0.95 * 1200, rel=0.1)


def test_every_stage_of_the_loop_occurs(country):
    assert {"open", "toegepast"} <= set(Agendering.objects.values_list("stand", flat=True))
    assert "genomen" in Besluit.objects.values_list("stand", flat=True)
    assert Afspraak.objects.exists()


def test_every_besluit_was_taken_by_the_rules(country):
    told = []
    assert controleer(told.append, told.append) == 0, "\n".join(told[:10])
    with connection.cursor() as cursor:
        cursor.execute(
            "select b.id, g from overleg_besluit b, besluit_gebreken(b) g where b.stand = 'genomen'"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "select b.id, g from overleg_besluit b,"
            " besluit_te_vroeg(b, b.genomen_op::date) g where b.stand = 'genomen'"
        )
        assert cursor.fetchall() == []


def test_texts_differ_and_can_be_searched(country):
    assert len(set(Casus.objects.values_list("tekst", flat=True))) > 1100
    assert search(Casus.objects.all(), "deurwaarders").exists()


def test_its_people_belong_to_the_example(country):
    people = Account.objects.filter(inlognaam__startswith="sim-").select_related("gebruiker")
    assert all(one.gebruiker.voorbeeld and not one.wachtwoord for one in people)


def test_twice_is_refused(country):
    with pytest.raises(RuleError, match="heeft al oefengegevens"):
        simuleer(12, 1200, zaad=7)


def test_the_same_seed_gives_the_same_country(country):
    before, after = digest(), []
    for seed in (7, 8):
        with transaction.atomic():
            connection.check_constraints()
            empty()
            simuleer(12, 1200, zaad=seed)
            after.append(digest())
            transaction.set_rollback(True)
    assert after[0] == before != after[1]


def empty():
    """Throw the country away inside a test; the spoor lets itself be emptied by nobody."""
    with connection.cursor() as cursor:
        cursor.execute("alter table spoor_gebeurtenis disable trigger user")
        cursor.execute("truncate organisaties_gebruiker, opgaven_opgave cascade")
        cursor.execute("alter table spoor_gebeurtenis enable trigger user")


def test_too_little_is_refused(db):
    with pytest.raises(RuleError, match="minstens 100"):
        simuleer(12, 5, zaad=1)
    with pytest.raises(RuleError, match="Kies 1 tot"):
        simuleer(5000, 100, zaad=1)


def test_production_is_refused(db, settings):
    settings.VOORBEELD = False
    with pytest.raises(RuleError, match="horen niet"):
        simuleer(12, 1200, zaad=1)
