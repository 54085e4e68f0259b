"""What others learned finds its way to whoever has such a casus, with the reason why."""

import re
from random import Random

import pytest
from django.db import connection
from django.urls import reverse

from samenspel.inzichten.tests.conftest import ADRES, ANDER, ZELFDE
from samenspel.leren import actions as leren
from samenspel.praktijk import actions
from samenspel.praktijk.models import Koppeling, Les
from tests import factories


def page_of(client, **headers):
    return client.get(reverse("inzichten:voor_mij"), headers=headers)


def shown(answer) -> list[tuple[str, bool]]:
    return [(one.titel, one.deelt_knelpunt) for one in answer.context["page"].pagina]


def les(world, titel="Geef eerst een adres", tekst=ZELFDE, knelpunt=None, by=None, **fields):
    made = actions.leg_les_vast(
        knelpunt or world.knelpunt, titel=titel, tekst=tekst, by=by or world.carla
    )
    Les.objects.filter(pk=made.pk).update(**fields)
    return made


def variant(world, by, titel, tekst, **fields):
    return leren.beschrijf_variant(
        world.knelpunt, titel=titel, aanpak=tekst, context=tekst, sinds=world.opgave.begint_op,
        by=by, **fields,
    )  # fmt: skip


def test_what_is_about_her_knelpunt_and_what_is_like_her_casus(world, browse_as, few_questions):
    les(world)
    variant(world, world.carla, "Briefadres bij het loket", ZELFDE)
    elders = factories.knelpunt(world.carla, world.opgave, titel="School")
    les(world, "Begin samen op school", ANDER, elders)
    anne = browse_as(world.anne)
    with few_questions():
        answer = page_of(anne)
    assert shown(answer) == [("Briefadres bij het loket", True), ("Geef eerst een adres", True)]
    page = answer.content.decode()
    assert "gaat over wat vastzit in" in page
    assert reverse("praktijk:casus", args=[world.man.pk]) in page


def test_bob_finds_by_words_what_is_like_his(world, browse_as):
    les(world)
    elders = factories.knelpunt(world.carla, world.opgave, titel="School")
    les(world, "Begin samen op school", ANDER, elders)
    les(world, "Over fietspaden", "De provincie legt fietspaden aan langs het kanaal.", elders)
    answer = page_of(browse_as(world.bob))
    assert shown(answer) == [("Begin samen op school", False), ("Geef eerst een adres", False)]
    page = answer.content.decode()
    assert "lijkt op uw casus" in page
    assert "Vrouw zonder adres" in page
    assert "Jongen thuis" in page


def test_what_she_wrote_herself_is_no_news(world, browse_as):
    les(world, by=world.anne)
    variant(world, world.anne, "Eigen manier", ADRES)
    assert shown(page_of(browse_as(world.anne))) == []


def test_who_has_no_casus_is_told_what_to_do(world, browse_as):
    page = page_of(browse_as(world.dirk)).content.decode()
    assert "U hebt nog geen casus beschreven." in page
    page = page_of(browse_as(world.anne)).content.decode()
    assert "nog geen les of manier van werken" in page


def test_one_signs_in_for_it(world, browse_as):
    assert page_of(browse_as(None)).status_code == 302


def test_mijn_werk_and_the_lessen_open_the_way(world, browse_as, few_questions):
    for number in range(5):
        les(world, f"Les {number}")
    client = browse_as(world.anne)
    url = reverse("inzichten:voor_mij")
    with few_questions():
        work = client.get(reverse("overzicht:mijn_werk")).content.decode()
    assert f'hx-get="{url}"' in work
    assert f'href="{url}"' in work
    assert url in client.get(reverse("praktijk:lessen")).content.decode()
    part = page_of(client, **{"hx-request": "true"}).content.decode()
    assert part.count('class="rij"') == 3
    assert "<h1>" not in part
    assert "Alle lessen voor mij" in part


def test_many_cost_few_questions(world, browse_as, few_questions):
    for number in range(30):
        les(world, f"Les {number}")
        made = factories.casus(world.anne, opgave=world.opgave, titel=f"C {number}", tekst=ADRES)
        Koppeling.objects.create(casus=made, knelpunt=world.knelpunt)
    client = browse_as(world.anne)
    with few_questions():
        answer = page_of(client)
    assert len(shown(answer)) == 25
    assert answer.context["page"].pagina.has_next()
    assert client.get(reverse("inzichten:voor_mij"), {"pagina": "x"}).status_code == 200


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_she_may_not_read_leaves_no_mark(world, browse_as, seed):
    random = Random(seed)
    les(world)
    variant(world, world.carla, "Briefadres bij het loket", ZELFDE)
    client = browse_as(world.anne)
    before = [clean(page_of(client)), clean(page_of(client, **{"hx-request": "true"}))]
    assert b"Geef eerst een adres" in before[0]
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    colleague = factories.lid(world.zwolle)
    own = factories.casus(colleague, opgave=world.opgave, tekst=ADRES)
    Koppeling.objects.create(casus=own, knelpunt=world.knelpunt)
    words = f"{ADRES} {ZELFDE} {ANDER}".split()
    for closed in ("organisatie", "team", "besloten"):
        for number in range(8):
            text = " ".join(random.choices(words, k=14))
            les(world, f"{closed} {number}", text, by=world.bob, zichtbaarheid=closed)
            made = variant(world, world.bob, f"{closed} {number}", text)
            type(made).objects.filter(pk=made.pk).update(zichtbaarheid=closed)
    with connection.cursor() as cursor:
        cursor.execute("set local role samenspel_web")
    assert [clean(page_of(client)), clean(page_of(client, **{"hx-request": "true"}))] == before
    assert "organisatie 7" in dict(shown(page_of(browse_as(colleague))))


def clean(answer) -> bytes:
    assert answer.status_code == 200
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", answer.content)
