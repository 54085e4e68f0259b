"""What an outsider sees is the same, to the byte, with and without confidential casussen."""

import re
from random import Random

import pytest
from django.db import connection
from django.urls import reverse

from samenspel.basis import rls
from samenspel.inzichten.actions import ververs_vectoren
from samenspel.praktijk.models import Casus, Les
from tests import factories

WOORDEN = [
    "huur", "schuld", "school", "kind", "moeder", "vader", "briefadres", "uitkering",
    "gemeente", "kliniek", "opname", "wachtlijst", "deurwaarder", "toeslag", "jeugdhulp",
    "corporatie", "zorg", "verzekering", "werk", "inkomen", "auto", "broer",
    "inschrijving",
]  # fmt: skip
GEHEIM = ["xylofonist", "quarantainewoning", "zeldzame"]
SEEDS = [1, 2, 3, 4]


def text(random: Random, words: list[str]) -> str:
    return " ".join(random.choices(words, k=random.randint(6, 25))).capitalize() + "."


def make(world, random: Random, number: int, words: list[str], **fields) -> list[Casus]:
    made = [
        factories.casus(
            random.choice([world.anne, world.bob]), opgave=world.opgave,
            titel=text(random, words)[:100], tekst=text(random, words), **fields,
        )
        for _ in range(number)
    ]  # fmt: skip
    return made


def seen_by(client, casus: Casus) -> list[bytes]:
    """Everything of inzichten and search that this browser can ask."""
    pages = [
        client.get(reverse("inzichten:gelijkend_casus", args=[casus.pk])),
        client.get(reverse("praktijk:plan", args=[casus.pk])),
        client.get(reverse("overzicht:zoeken"), {"q": "schuld"}),
        client.get(reverse("overzicht:zoeken"), {"q": GEHEIM[0]}),
    ]
    if rls.IN_SESSION in client.session:
        own = Casus.objects.filter(maker=rls.MijnId()).first()
        if own:
            pages.append(client.get(reverse("inzichten:maatregelen", args=[own.pk])))
        for typed in (casus.tekst, " ".join(GEHEIM), "huur school kliniek toeslag"):
            sent = {"titel": "Gezin", "tekst": typed}
            pages.append(client.post(reverse("inzichten:gelijkend_tekst"), sent))
            pages.append(client.post(reverse("praktijk:casus_nieuw"), sent))
    assert {page.status_code for page in pages} <= {200, 422}
    token = rb'name="csrfmiddlewaretoken" value="[^"]*"'
    return [re.sub(token, b"", page.content) for page in pages]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("outsider", ["esma", None])
def test_confidential_casussen_leave_no_mark(db, browse_as, seed, outsider):
    random = Random(seed)
    world = factories.world()
    public = make(world, random, 12, WOORDEN, zichtbaarheid="openbaar")
    shared = factories.knelpunt(
        world.anne, world.opgave, casussen=public[:3], zichtbaarheid="openbaar"
    )
    source = factories.maatregel(public[0])
    factories.casus(world.esma, titel=public[0].titel, tekst=public[0].tekst, ingebracht=False)
    ververs_vectoren()
    client = browse_as(getattr(world, outsider) if outsider else None)
    before = seen_by(client, public[0])
    assert any(str(public[0].titel).encode() in page for page in before)
    assert (outsider == "esma") == any(b"Neem over" in page for page in before)

    with connection.cursor() as cursor:
        cursor.execute("reset role")
    for closed in ("besloten", "organisatie", "team", "partners"):
        hidden = make(world, random, 10, [*WOORDEN, *GEHEIM], zichtbaarheid=closed)
        knelpunt = factories.knelpunt(
            world.bob, world.opgave, casussen=[hidden[0], public[0]], zichtbaarheid=closed
        )
        factories.agendering(shared, world.college, zichtbaarheid=closed)
        factories.maatregel(hidden[0], overgenomen_van=source)
        factories.kostenpost(hidden[0], "doorbreken", 900)
        Les.objects.create(
            organisatie=world.zwolle, maker=world.bob, opgave=world.opgave, knelpunt=knelpunt,
            titel="Geheime les", tekst="Niemand mag dit weten.", zichtbaarheid=closed,
        )  # fmt: skip
    # The same words as a public casus, so that it would come first if it counted.
    factories.casus(
        world.bob, titel=public[0].titel, tekst=public[0].tekst,
        zichtbaarheid="besloten", genoemden=[world.bob.pk],
    )  # fmt: skip
    ververs_vectoren()
    with connection.cursor() as cursor:
        cursor.execute("set local role samenspel_web")
    assert seen_by(client, public[0]) == before


def test_a_partner_does_find_what_she_may_read(db, browse_as):
    """The comparison above can fail: for somebody who may read them, the pages do change."""
    random = Random(5)
    world = factories.world()
    public = make(world, random, 12, WOORDEN, zichtbaarheid="openbaar")
    ververs_vectoren()
    client = browse_as(world.dirk)
    before = seen_by(client, public[0])
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    make(world, random, 10, [*WOORDEN, *GEHEIM], zichtbaarheid="partners")
    ververs_vectoren()
    with connection.cursor() as cursor:
        cursor.execute("set local role samenspel_web")
    assert seen_by(client, public[0]) != before
