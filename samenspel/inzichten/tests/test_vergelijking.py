"""The honest comparison: the numbers of the kernel, in words that claim no more."""

import html
import re
from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from samenspel.analyse import leren
from samenspel.inzichten.pages.vergelijking import vergelijk
from samenspel.leren import actions
from samenspel.leren.models import Variant
from samenspel.leren.rows import varianten
from samenspel.leren.tests.conftest import (
    MAAT,
    OOK_BELLEN,
    OOK_STAD,
    experiment,
    uitkomst,
    variant,
    world,
)
from tests import factories

__all__ = ["world"]
DAGEN = {"maat": "dagen tot het eerste gesprek", "hoger_is_beter": False, "geslaagd": None}


def compared(knelpunt):
    return vergelijk(list(varianten().filter(knelpunt=knelpunt)))


def page_of(client, world) -> str:
    answer = client.get(reverse("leren:naast_elkaar", args=[world.knelpunt.pk]))
    assert answer.status_code == 200
    return html.unescape(" ".join(answer.content.decode().split()))


def count_five(world) -> None:
    counts = {
        "Almere": (43, 60),
        "Zwolle": (12, 26),
        "Ede": (29, 34),
        "Epe": (12, 15),
        "Ons": (6, 9),
    }
    for name, (gelukt, totaal) in counts.items():
        by = {"Almere": world.anne, "Zwolle": world.bob}.get(name)
        by = by or factories.lid(factories.organisatie(name))
        made = variant(by, world.knelpunt, titel=name)
        uitkomst(made, gelukt, totaal)
        Variant.objects.exclude(pk=made.pk).filter(organisatie=made.organisatie).delete()


def test_the_numbers_on_the_page_are_those_of_the_kernel(world, browse_as, few_questions):
    count_five(world)
    rows = {str(one.organisatie): one.uitkomsten.get() for one in varianten()}
    shares = [leren.Share(name, row.geslaagd, row.aantal) for name, row in rows.items()]
    wanted = leren.compare(shares)
    client = browse_as(world.anne)
    with few_questions():
        page = page_of(client, world)
    assert wanted.explanation in page
    for one in wanted.estimates:
        said = (
            f"{one.naam}: naar verwachting {round(100 * one.mean)} van de 100, met 90% zekerheid "
            f"tussen {round(100 * one.low)} en {round(100 * one.high)}."
        )
        assert said in page
        assert f'cx="{100 * one.mean:.1f}%"' in page
        assert f'<rect x="{100 * one.low:.1f}%" width="{100 * (one.high - one.low):.1f}%"' in page
    assert f"het gemiddelde: {round(100 * wanted.mean)}" in page
    assert "Hangt dit af van wat we vooraf aannemen?" not in page


def test_with_fewer_than_five_the_prior_and_its_sensitivity_are_shown(world, browse_as):
    uitkomst(world.van_almere, 18, 20)
    uitkomst(world.van_zwolle, 9, 20)
    page = page_of(browse_as(world.daan), world)
    assert "spreiding 0,3" in page
    assert "Als we half zo veel verschil verwachten" in page
    shares = [leren.Share("Gemeente Almere", 18, 20), leren.Share("Gemeente Zwolle", 9, 20)]
    for other in leren.compare(shares).sensitivity:
        for one in other.estimates:
            low, high = round(100 * one.low), round(100 * one.high)
            assert f"{round(100 * one.mean)} ({low} tot {high})" in page


def test_too_few_data_is_said_when_that_is_the_truth(world, browse_as):
    uitkomst(world.van_almere, 4, 6)
    uitkomst(world.van_zwolle, 3, 6)
    page = page_of(browse_as(world.daan), world)
    assert "Er zijn te weinig gegevens om te zeggen welke variant beter werkt." in page
    assert "te weinig gegevens</span>" in page
    assert "beter dan gemiddeld</span>" not in page


def test_a_mean_of_which_less_is_better(world):
    uitkomst(world.van_almere, aantal=40, gemiddelde=4.0, spreiding=2.0, **DAGEN)
    uitkomst(world.van_zwolle, aantal=40, gemiddelde=9.0, spreiding=2.0, **DAGEN)
    (maat,) = compared(world.knelpunt).maten
    assert not maat.hoger_is_beter
    assert "Gemeente Almere is zeer waarschijnlijk de beste" in maat.conclusie
    almere, zwolle = maat.balken
    assert (almere.beste, zwolle.beste) == ("bijna altijd", "bijna nooit")
    assert float(almere.midden[:-1]) < float(zwolle.midden[:-1])


def test_only_the_same_measure_is_compared(world):
    uitkomst(world.van_almere)
    uitkomst(world.van_zwolle, maat="huishoudens die opnamen")
    found = compared(world.knelpunt)
    assert found.maten == []
    assert found.alleen == [
        f"Gemeente Almere: {MAAT}", "Gemeente Zwolle: huishoudens die opnamen",
    ]  # fmt: skip


def test_the_same_words_counted_another_way_are_another_measure(world):
    uitkomst(world.van_almere)
    uitkomst(world.van_zwolle, geslaagd=None, gemiddelde=3.0, spreiding=1.0)
    assert compared(world.knelpunt).maten == []


def test_two_varianten_of_one_organisatie_have_names_of_their_own(world):
    for number in range(3):
        uitkomst(variant(world.anne, world.knelpunt, titel="Tweede"), 20 + number, 40)
    names = [one.naam for one in compared(world.knelpunt).maten[0].balken]
    assert names == [
        "Gemeente Almere: Tweede", "Gemeente Almere: Tweede (2)", "Gemeente Almere: Tweede (3)",
    ]  # fmt: skip


def test_the_same_wheel_is_named_with_what_to_do(world, browse_as):
    variant(world.daan, world.knelpunt, aanpak=OOK_BELLEN, context=OOK_STAD, titel="Snel bellen")
    page = page_of(browse_as(world.anne), world)
    assert "Gemeente Almere en Gemeente Deventer doen bijna hetzelfde" in page
    assert "Bel elkaar." in page
    assert "zelfde wiel</span>" in page


def test_who_took_it_over_invented_nothing_twice(world):
    same = {"aanpak": OOK_BELLEN, "context": OOK_STAD, "naar_voorbeeld_van": world.van_almere}
    variant(world.daan, world.knelpunt, **same)
    variant(world.bob, world.knelpunt, **same)
    oordelen = compared(world.knelpunt).oordelen
    assert "zelfde wiel" not in {one.oordeel for one in oordelen}


def test_another_approach_elsewhere_is_a_sensible_variation(world):
    Variant.objects.filter(pk=world.van_zwolle.pk).update(
        aanpak="Vrijwilligers openen samen de post.", titel="Keukentafel"
    )
    (one,) = compared(world.knelpunt).oordelen
    assert one.oordeel == "zinvolle variatie"
    assert "De aanpak verschilt" in one.reden


def test_one_variant_is_nothing_to_compare(world, browse_as):
    Variant.objects.filter(pk=world.van_zwolle.pk).delete()
    page = page_of(browse_as(world.daan), world)
    assert "Dat kan zodra twee organisaties hetzelfde tellen." in page
    assert "Vindt u hetzelfde wiel uit?" not in page


# --- what she may not read leaves no mark ---------------------------------------------------

WORDS = ["bellen", "brief", "bezoek", "schuld", "huur", "post", "spreekuur", "sms", "coach"]


def hide(world, random: Random) -> None:
    """Add varianten that Daan may not read, with uitkomsten, takers and experiments."""
    for closed in ("organisatie", "team", "besloten"):
        for by in (world.anne, world.bob):
            text = " ".join(random.choices(WORDS, k=12))
            made = variant(by, world.knelpunt, titel=text[:40], aanpak=text, context=text)
            random.choice([uitkomst, _mean])(made, random.randint(0, 40), random.randint(40, 90))
            actions.neem_over(made, by=world.carla)
            follower = experiment(by, world.knelpunt, naar_voorbeeld_van=made, ends_in=-1)
            hidden = [made.pk, follower.pk]
            Variant.objects.filter(pk__in=hidden).update(zichtbaarheid=closed, genoemden=[])


def _mean(of, low: int, number: int):
    return uitkomst(of, None, number, gemiddelde=float(low), spreiding=2.0)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_hidden_varianten_never_change_her_page(world, browse_as, seed):
    random = Random(seed)
    uitkomst(world.van_almere, random.randint(20, 60), 60)
    uitkomst(world.van_zwolle, random.randint(10, 30), 30)
    client = browse_as(world.daan)
    before = seen(client, world)
    assert "van de 100" in before[0]
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    hide(world, random)
    with connection.cursor() as cursor:
        cursor.execute("set local role samenspel_web")
    assert seen(client, world) == before
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    assert page_of(browse_as(world.anne), world) != before[0]


def seen(client, world) -> list[str]:
    addresses = [
        reverse("leren:naast_elkaar", args=[world.knelpunt.pk]),
        reverse("leren:variant", args=[world.van_almere.pk]),
        reverse("leren:variant_nieuw", args=[world.knelpunt.pk]),
        reverse("praktijk:knelpunt", args=[world.knelpunt.pk]),
        reverse("leren:lijst"),
        reverse("overzicht:mijn_werk"),
        reverse("overzicht:zoeken") + "?q=bellen",
    ]
    token = r'name="csrfmiddlewaretoken" value="[^"]*"'
    return [
        re.sub(token, "", html.unescape(" ".join(client.get(url).content.decode().split())))
        for url in addresses
    ]


def test_an_experiment_that_ended_still_counts(world):
    made = experiment(world.daan, world.knelpunt)
    yesterday = timezone.localdate() - timedelta(days=1)
    uitkomst(made, 30, 40, van=yesterday, tot=yesterday)
    uitkomst(world.van_almere)
    assert len(compared(world.knelpunt).maten[0].balken) == 2
