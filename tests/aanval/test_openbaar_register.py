"""A curious visitor without an account: what does the public register give away?

Nothing but what partners wrote for everybody, the title and days of that besluit, and where
partners stood whom everybody knows already. No word of a reaction, bijdrage, belang or knelpunt.
"""

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from samenspel.opgaven.actions.belang import benoem_belang
from samenspel.opgaven.models import Opgave
from samenspel.overleg.besluiten.actions import Gevraagd
from samenspel.overleg.besluiten.geldigheid import Geldigheid, Opvolgt
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.register.models import OpenbaarBesluit
from samenspel.overleg.tests.tafel import all_say, knelpunt, objects, proposed, says, take
from tests import factories

PAGE = reverse("overleg:register_openbaar")
SECRETS = ("GEHEIMVOORSTEL", "GEHEIMEZORG", "GEHEIMBEZWAAR", "GEHEIMEBIJDRAGE", "GEHEIMBELANG",
           "GEHEIMKNELPUNT", "GEHEIMEOPGAVE", "GEHEIMDEEL")  # fmt: skip
PUBLIC = "Wij bellen binnen een week."


@pytest.fixture
def world(db):
    return factories.world()


def decided(world, *, zichtbaar="partners", tekst=PUBLIC, follows=None, unanimous=True):
    """A besluit with a secret in everything that partners said and asked.

    What is closed opens by everybody's yes: over an objection only what is public already.
    """
    Opgave.objects.filter(pk=world.opgave.pk).update(zichtbaarheid=zichtbaar, titel="GEHEIMEOPGAVE")
    benoem_belang(world.opgave, world.szw, titel="GEHEIMBELANG", kern=True, by=world.dirk)
    about = factories.knelpunt(world.carla, world.opgave, titel="GEHEIMKNELPUNT")
    besluit = proposed(
        world, about, rounds=3, over=True, gevraagd=[Gevraagd(world.zwolle, "GEHEIMEBIJDRAGE")],
        geldigheid=Geldigheid(openbare_tekst=tekst, opvolgt=follows),
    )  # fmt: skip
    Besluit.objects.filter(pk=besluit.pk).update(voorstel="GEHEIMVOORSTEL")
    all_say(world, besluit)
    says(besluit, world.szw, world.dirk, "zorg", toelichting="GEHEIMEZORG")
    if not unanimous:
        objects(besluit, world.almere, world.wethouder)
        Besluit.objects.filter(pk=besluit.pk).update(ronde=4, zichtbaarheid="openbaar")
    besluit.refresh_from_db()
    return take(world, besluit)


def test_of_a_closed_opgave_the_page_says_the_text_and_names_nobody(world, browse_as):
    decided(world)
    text = browse_as(None).get(PAGE).content.decode()
    assert PUBLIC in text
    assert "Ruimer briefadres" in text
    for secret in (*SECRETS, "Te snel.", "Almere", "Zwolle", "SZW", "VNG", "Carla"):
        assert secret not in text


def test_of_a_public_opgave_it_names_where_partners_stood_and_not_why(world, browse_as):
    decided(world, zichtbaar="openbaar", unanimous=False)
    text = browse_as(None).get(PAGE).content.decode()
    assert "Stemden in: Gemeente Zwolle, VNG." in text
    assert "Stemden in, met een zorg: Ministerie van SZW." in text
    assert "Hadden bezwaar: Gemeente Almere." in text
    for secret in (*SECRETS, "Te snel.", "Begin een jaar later.", "Carla", "Bob"):
        assert secret not in text


def test_what_partners_wrote_for_nobody_stands_nowhere(world, browse_as):
    decided(world, tekst="")
    running = proposed(
        world, knelpunt(world), rounds=2, geldigheid=Geldigheid(openbare_tekst="NOGNIET")
    )
    assert "NOGNIET" not in browse_as(None).get(PAGE).content.decode()
    assert not OpenbaarBesluit.objects.exists()
    assert running.stand != "genomen"


def test_what_replaced_it_is_not_told_only_that_it_is_over(world, browse_as):
    old = decided(world)
    newer = decided(world, tekst="", follows=Opvolgt(old, "vervangt", ""))
    Besluit.objects.filter(pk=newer.pk).update(titel="GEHEIMVERVOLG")
    text = browse_as(None).get(PAGE).content.decode()
    assert "geldt niet meer" in text or "Heeft nooit gegolden." in text
    assert "GEHEIMVERVOLG" not in text


@pytest.mark.parametrize("who", ["nobody", "carla"])
def test_nobody_writes_in_it_or_opens_a_besluit_by_hand(world, as_user, who):
    besluit = decided(world)
    person = None if who == "nobody" else world.carla
    attempts = (
        "update overleg_openbaarbesluit set tekst = 'x'",
        "delete from overleg_openbaarbesluit",
        "insert into overleg_openbaarbesluit (besluit_id, titel, tekst, genomen_op, geldt_van,"
        " standpunten) select id, 'x', 'x', now(), now(), '[]' from overleg_besluit",
        "update overleg_besluit set openbare_tekst = 'x'",
        "update overleg_besluit set zichtbaarheid = 'openbaar'",
    )
    for attempt in attempts:
        with as_user(person):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(attempt)
                    changed = cursor.rowcount
            except Error:
                changed = 0
        assert changed == 0, attempt
    assert OpenbaarBesluit.objects.get(besluit=besluit).tekst == PUBLIC


def test_without_an_account_no_row_of_what_was_decided_opens(world, as_user):
    decided(world, zichtbaar="openbaar")
    tables = ("besluit", "reactie", "bijdrage", "voorstelversie", "opvolging", "herziening")
    with as_user(None), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"select count(*) from overleg_{table}")
            assert cursor.fetchone() == (0,), table
        cursor.execute("select besluit_id, titel, tekst from overleg_openbaarbesluit")
        assert [row[1:] for row in cursor.fetchall()] == [("Ruimer briefadres", PUBLIC)]
