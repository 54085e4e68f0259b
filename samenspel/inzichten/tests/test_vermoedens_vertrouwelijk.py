"""What the program proposes owes nothing to casussen that the reader may not read."""

import re
from random import Random

import pytest
from django.db import connection
from django.urls import reverse

from samenspel.inzichten.models import Navraag, Vermoeden, VermoedenCasus
from samenspel.inzichten.tests.groepen import ADRES, SCHOOL, SLAAPT, THUIS, teksten
from samenspel.praktijk.models import Casus
from tests import factories

GEHEIM = ["xylofonist", "quarantainewoning", "zeldzaam"]
GEWOON = "huur schuld kind moeder vader gemeente kliniek wachtlijst toeslag zorg werk auto".split()  # noqa: SIM905
SEEDS = [1, 2, 3]


def owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("reset role")


def web() -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local role samenspel_web")


def make(world, random: Random, number: int, extra: list[str], **fields) -> list[Casus]:
    """Casussen about an address, about school, and about anything."""
    about = [teksten(SLAAPT, ADRES), teksten(THUIS, SCHOOL), [""]]
    made = []
    for at in range(number):
        words = random.choices([*GEWOON, *extra], k=random.randint(2, 8))
        text = f"{random.choice(about[at % 3])} {' '.join(words)}"
        gemeente = random.choice([world.almere, world.zwolle, world.vng])
        made.append(
            factories.casus(
                random.choice([world.anne, world.bob]), opgave=world.opgave, gemeente=gemeente,
                titel=" ".join(words)[:90], tekst=text, **fields,
            )
        )  # fmt: skip
    return made


def everything(client, work_off) -> list[bytes]:
    """Search, and read every page of what was found; afterwards nothing of it is left."""
    url = reverse("inzichten:vermoedens")
    how_far = client.post(reverse("inzichten:zoek")).url
    assert work_off() == ["klaar"]
    pages = [client.get(how_far, follow=True), client.get(url)]
    rows = pages[-1].context["page"].rijen
    found = [row.vermoeden.pk for row in rows]
    for pk in found:
        pages += [
            client.get(reverse(f"inzichten:{name}", args=[pk]))
            for name in ("vermoeden", "bevestig", "samen")
        ]
    members = [
        sorted(VermoedenCasus.objects.filter(vermoeden=pk).values_list("casus", flat=True))
        for pk in found
    ]
    assert {page.status_code for page in pages} == {200}
    owner()
    VermoedenCasus.objects.all().delete()
    Vermoeden.objects.all().delete()
    content = [page.content for page in pages]
    for number, pk in enumerate(found):
        content = [one.replace(str(pk).encode(), b"vermoeden %d" % number) for one in content]
    token = rb'name="csrfmiddlewaretoken" value="[^"]*"'
    return [repr(members).encode(), *(re.sub(token, b"", one) for one in content)]


def hide(world, random: Random, public: list[Casus], visibilities: list[str]) -> None:
    """Casussen of the same kinds and words, links and knelpunten that not everybody may read."""
    for closed in visibilities:
        hidden = make(world, random, 9, GEHEIM, zichtbaarheid=closed)
        factories.knelpunt(
            world.bob, world.opgave, casussen=[hidden[0], *public], zichtbaarheid=closed,
            titel="Geheim knelpunt", simpel="Geheime raad.",
        )  # fmt: skip
        other = Vermoeden.objects.create(maker=world.anne)
        VermoedenCasus.objects.bulk_create(
            VermoedenCasus(vermoeden=other, casus=one) for one in [*hidden, *public]
        )
    for one in public[:9]:
        factories.casus(
            world.bob, opgave=world.opgave, titel=one.titel, tekst=one.tekst,
            zichtbaarheid=visibilities[0], genoemden=[world.bob.pk],
        )  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_what_she_may_not_read_leaves_no_mark(db, browse_as, work_off, seed):
    random = Random(seed)
    world = factories.world()
    public = make(world, random, 36, [], zichtbaarheid="openbaar")
    factories.knelpunt(world.anne, world.opgave, casussen=public[:4], zichtbaarheid="openbaar")
    client = browse_as(world.esma)
    before = everything(client, work_off)
    assert len(before) > 4
    hide(world, random, public, ["besloten", "organisatie", "team", "partners"])
    web()
    assert everything(client, work_off) == before


def test_what_she_may_read_does_count(db, browse_as, work_off):
    """The comparison above can fail: for a partner the pages do change."""
    random = Random(4)
    world = factories.world()
    public = make(world, random, 36, [], zichtbaarheid="openbaar")
    client = browse_as(world.dirk)
    before = everything(client, work_off)
    hide(world, random, public, ["partners"])
    web()
    assert everything(client, work_off) != before


def test_what_closed_since_is_gone_from_the_page_and_too_few_are_no_group(db, browse_as):
    world = factories.world()
    public = [
        factories.casus(
            world.anne, opgave=world.opgave, titel=f"Casus {at}", tekst=f"{tekst} {GEHEIM[0]}",
            zichtbaarheid="openbaar",
        )
        for at, tekst in enumerate(teksten(SLAAPT, ADRES)[:7])
    ]  # fmt: skip
    found = Vermoeden.objects.create(maker=world.esma)
    VermoedenCasus.objects.bulk_create(VermoedenCasus(vermoeden=found, casus=one) for one in public)
    page = reverse("inzichten:vermoeden", args=[found.pk])
    client = browse_as(world.esma)
    assert "7 casussen" in client.get(page).content.decode()
    owner()
    Casus.objects.filter(pk=public[0].pk).update(zichtbaarheid="besloten")
    web()
    content = client.get(page).content.decode()
    assert "6 casussen" in content
    assert "Casus 0" not in content
    owner()
    closed = [one.pk for one in public[:3]]
    Casus.objects.filter(pk__in=closed).update(zichtbaarheid="besloten")
    web()
    assert client.get(page).status_code == 404
    content = client.get(reverse("inzichten:vermoedens")).content.decode()
    assert str(found.pk) not in content
    assert GEHEIM[0] not in content


def test_who_may_not_read_the_knelpunt_is_not_asked(db, browse_as, as_user):
    world = factories.world()
    casus = factories.casus(world.esma, gemeente=world.almere, zichtbaarheid="openbaar")
    knelpunt = factories.knelpunt(world.carla, world.opgave, titel="Geheim knelpunt")
    Navraag.objects.create(casus=casus, knelpunt=knelpunt, maker=world.carla)
    page = browse_as(world.esma).get(reverse("praktijk:casus", args=[casus.pk])).content.decode()
    assert "Speelt dit hier ook?" not in page
    assert "Geheim" not in page
