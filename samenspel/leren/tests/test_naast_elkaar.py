"""Almere, Zwolle and Deventer do it differently: laid side by side, taken over, asked again."""

from datetime import timedelta

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from samenspel.leren import actions
from samenspel.leren.models import Overname, Variant
from samenspel.leren.tests.conftest import MAAT, experiment, uitkomst, variant
from samenspel.overzicht.werk import mijn_werk
from samenspel.praktijk.models import Knelpunt
from tests import factories


def naast(client, knelpunt, **query):
    return client.get(reverse("leren:naast_elkaar", args=[knelpunt.pk]), query)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("reset role")


def test_deventer_takes_over_what_works_and_tells_half_a_year_later(world, browse_as):
    uitkomst(world.van_almere, 54, 60)
    uitkomst(world.van_zwolle, 25, 60)
    daan = browse_as(world.daan)

    page = text_of(naast(daan, world.knelpunt))
    assert "Een brief met een afspraak" in page
    assert "54 van 60" in page
    assert "Gemeente Almere is zeer waarschijnlijk de beste van deze varianten." in page

    taken = daan.post(reverse("leren:variant_overnemen", args=[world.van_almere.pk]), follow=True)
    assert "Gemeente Deventer staat erbij." in text_of(taken)
    assert "Overgenomen door Gemeente Deventer." in text_of(taken)
    own = reverse("leren:variant_nieuw", args=[world.knelpunt.pk]) + f"?naar={world.van_almere.pk}"
    assert own in text_of(taken)
    form = daan.get(own).context["form"]
    assert form.initial["aanpak"] == world.van_almere.aanpak
    sent = form.initial | {"context": "Een kleine stad.", "sinds": "2026-01-01"}
    made = daan.post(own, sent, follow=True)
    assert "Naar het voorbeeld van" in text_of(made)
    assert Variant.objects.get(maker=world.daan).naar_voorbeeld_van == world.van_almere

    later = timezone.localdate() + timedelta(days=183)
    (asked,) = [row for row in mijn_werk(world.daan, later).wacht_op_u if row.tag == "hielp het?"]
    assert asked.titel == world.van_almere.titel
    told = daan.post(
        asked.url, {"doet_nog": "ja", "hielp": "deels", "aangepast": "Wij bellen 's avonds."},
        follow=True,
    )  # fmt: skip
    assert "het hielp voor een deel" in text_of(told)
    assert "aangepast: Wij bellen &#x27;s avonds." in text_of(told)
    assert not [row for row in mijn_werk(world.daan, later).wacht_op_u if row.tag == "hielp het?"]

    owner()
    anne = browse_as(world.anne)
    seen = anne.get(reverse("leren:variant", args=[world.van_almere.pk]))
    assert "het hielp voor een deel" in text_of(seen)


def test_a_les_is_taken_over_with_credit_and_undone(world, browse_as, few_questions):
    daan = browse_as(world.daan)
    url = reverse("praktijk:les", args=[world.les.pk])
    with few_questions():
        assert "Nog niemand nam dit over." in text_of(daan.get(url))
    taken = daan.post(reverse("leren:les_overnemen", args=[world.les.pk]), follow=True)
    assert "Overgenomen door Gemeente Deventer." in text_of(taken)
    again = daan.post(reverse("leren:les_overnemen", args=[world.les.pk]), follow=True)
    assert again.status_code == 200
    (made,) = Overname.objects.filter(les=world.les)
    gone = daan.post(reverse("leren:overname_weg", args=[made.pk]), follow=True)
    assert "Nog niemand nam dit over." in text_of(gone)


def test_the_page_of_a_knelpunt_shows_how_others_do_it(world, browse_as, few_questions):
    for _ in range(3):
        variant(world.anne, world.knelpunt)
    client = browse_as(world.daan)
    with few_questions():
        page = text_of(client.get(reverse("praktijk:knelpunt", args=[world.knelpunt.pk])))
    assert "Hoe doen anderen dit?" in page
    url = reverse("leren:naast_elkaar", args=[world.knelpunt.pk])
    assert f'hx-get="{url}"' in page
    assert f'href="{url}"' in page
    part = text_of(client.get(url, headers={"hx-request": "true"}))
    assert part.count('class="rij"') == 3
    assert "Alle 5 manieren naast elkaar" in part
    assert "Wat werkt beter?" not in part


def test_many_varianten_cost_few_questions(world, browse_as, few_questions):
    for number in range(12):
        made = variant(world.anne, world.knelpunt, titel=f"Manier {number}")
        uitkomst(made, 30 + number, 60)
        actions.neem_over(made, by=world.daan)
    client = browse_as(world.daan)
    with few_questions():
        page = naast(client, world.knelpunt)
    assert len(page.context["page"].varianten) == 14
    assert len(page.context["page"].kolommen) == 6
    with few_questions():
        client.get(reverse("leren:variant", args=[made.pk]))
    with few_questions():
        assert "14 manieren" in text_of(client.get(reverse("leren:lijst")))


def test_of_each_measure_the_last_period_stands_in_the_table(world, browse_as):
    uitkomst(world.van_almere, 30, 60)
    uitkomst(
        world.van_almere, 50, 60, maat=MAAT.capitalize() + ".",
        van=timezone.localdate(), tot=timezone.localdate(),
    )  # fmt: skip
    page = text_of(naast(browse_as(world.daan), world.knelpunt))
    assert "50 van 60" in page
    assert "30 van 60" not in page


def test_an_empty_page_says_what_to_do(world, browse_as):
    other = factories.knelpunt(world.anne, world.opgave, titel="Nog leeg")
    page = text_of(naast(browse_as(world.daan), other))
    assert "Vertel hoe u het doet" in page
    assert "Doet uw organisatie iets aan dit knelpunt" in page


def test_the_menu_says_that_this_is_praktijk(browse_as, world):
    for name in ("leren:lijst", "inzichten:voor_mij"):
        page = browse_as(world.daan).get(reverse(name)).content.decode()
        assert f'href="{reverse("praktijk:start")}" aria-current="true"' in page


def test_varianten_of_a_knelpunt_that_went_into_another_count_there(world, browse_as):
    other = factories.knelpunt(world.bob, world.opgave, titel="Hetzelfde, anders genoemd")
    variant(world.bob, other, titel="Van het andere knelpunt")
    Knelpunt.objects.filter(pk=other.pk).update(opgegaan_in=world.knelpunt)
    assert "Van het andere knelpunt" in text_of(naast(browse_as(world.daan), world.knelpunt))


def test_varianten_are_found_by_words_opgave_and_experiment(world, browse_as):
    experiment(world.anne, world.knelpunt, titel="Proef met sms", ends_in=90)
    client = browse_as(world.daan)
    found = text_of(client.get(reverse("leren:lijst"), {"experiment": "on"}))
    assert "Proef met sms" in found
    assert "Een brief met een afspraak" not in found
    found = text_of(client.get(reverse("leren:lijst"), {"zoek": "brief"}))
    assert "Een brief met een afspraak" in found
    assert "Proef met sms" not in found
    assert client.get(reverse("leren:lijst"), {"opgave": "x", "pagina": "99"}).status_code == 200
    everywhere = text_of(client.get(reverse("overzicht:zoeken"), {"q": "spreekuur"}))
    assert "Een brief met een afspraak" in everywhere
