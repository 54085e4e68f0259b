"""Every form says what is wrong at its field, keeps what was typed, and stores nothing half."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from samenspel.basis.errors import RuleError
from samenspel.leren.models import Uitkomst, Variant
from samenspel.leren.tests.conftest import MAAT, uitkomst
from tests import factories

VARIANT = {
    "titel": "Samen de post openen",
    "aanpak": "Een vrijwilliger komt langs.",
    "context": "Dorpen.",
    "sinds": "2026-01-01",
    "zichtbaarheid": "partners",
}
UITKOMST = {
    "maat": "anders",
    "nieuwe_maat": MAAT,
    "soort": "aandeel",
    "hoger_is_beter": "ja",
    "aantal": "60",
    "geslaagd": "41",
    "van": "2025-01-01",
    "tot": "2025-12-31",
    "bron": "Eigen telling",
}
HUGE = "x" * 1_000_000


def page_of(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"titel": ""}, "Vul dit nog in."),
        ({"aanpak": HUGE}, "niet meer dan 20000 tekens"),
        ({"sinds": "gisteren"}, "Voer een geldige datum in."),
        ({"sinds": "2026-01-01", "tot": "2025-01-01"}, "ligt voor de begindatum"),
        ({"zichtbaarheid": "besloten"}, "Kies een van de mogelijkheden."),
        ({"regeling": "geen sleutel"}, "Kies een van de mogelijkheden."),
        ({"vraag": "Helpt het?"}, "Een experiment heeft een einddatum."),
        ({"context": "Bel 06 12345678 voor meer."}, "een telefoonnummer"),
    ],
)
def test_a_variant_that_cannot_be_kept_says_why(world, browse_as, sent, said):
    url = reverse("leren:variant_nieuw", args=[world.knelpunt.pk])
    before = Variant.objects.count()
    answer = browse_as(world.daan).post(url, VARIANT | sent)
    assert answer.status_code == 422
    assert said in page_of(answer)
    assert "Een vrijwilliger komt langs." in page_of(answer) or "aanpak" in sent
    assert Variant.objects.count() == before


def test_an_empty_form_is_no_variant(world, browse_as):
    url = reverse("leren:variant_nieuw", args=[world.knelpunt.pk])
    answer = browse_as(world.daan).post(url, {})
    assert answer.status_code == 422
    assert len(answer.context["form"].errors) == 5


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"aantal": "4", "geslaagd": "2"}, "aantal"),
        ({"aantal": "veel"}, "aantal"),
        ({"aantal": "9" * 30}, "aantal"),
        ({"geslaagd": "61"}, "geslaagd"),
        ({"geslaagd": "-1"}, "geslaagd"),
        ({"geslaagd": ""}, "geslaagd"),
        ({"gemiddelde": "3"}, "gemiddelde"),
        ({"soort": "gemiddelde", "geslaagd": "", "gemiddelde": "3"}, "spreiding"),
        (
            {"soort": "gemiddelde", "geslaagd": "", "gemiddelde": "3", "spreiding": "0"},
            "spreiding",
        ),
        (
            {"soort": "gemiddelde", "geslaagd": "", "gemiddelde": "nan", "spreiding": "1"},
            "gemiddelde",
        ),
        ({"maat": "bestaat niet"}, "maat"),
        ({"nieuwe_maat": ""}, "nieuwe_maat"),
        ({"nieuwe_maat": "..."}, "maat"),
        ({"nieuwe_maat": HUGE}, "nieuwe_maat"),
        ({"tot": "2024-12-31"}, "tot"),
        ({"tot": "2999-12-31"}, "tot"),
        ({"bron": ""}, "bron"),
    ],
)
def test_an_uitkomst_that_cannot_be_is_refused_at_its_field(world, browse_as, sent, field):
    url = reverse("leren:uitkomst", args=[world.van_almere.pk])
    answer = browse_as(world.anne).post(url, UITKOMST | sent)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Uitkomst.objects.exists()


def test_fewer_than_five_are_refused_in_words_and_by_the_database(world, browse_as):
    with pytest.raises(RuleError, match="Bij minder zijn mensen te herkennen"):
        uitkomst(world.van_almere, 2, 4)
    with pytest.raises(IntegrityError, match="niemand_herkenbaar"), transaction.atomic():
        Uitkomst.objects.create(
            variant=world.van_almere, maker=world.anne, maat=MAAT, aantal=4, geslaagd=2,
            van=date(2025, 1, 1), tot=date(2025, 2, 1), bron="x",
        )  # fmt: skip


def test_whoever_counts_what_is_counted_already_counts_the_same(world, browse_as):
    known = uitkomst(world.van_almere, hoger_is_beter=False)
    url = reverse("leren:uitkomst", args=[world.van_zwolle.pk])
    client = browse_as(world.bob)
    assert MAAT in page_of(client.get(url))
    sent = UITKOMST | {"maat": f"aandeel-{known.pk}", "nieuwe_maat": "", "hoger_is_beter": "ja"}
    answer = client.post(url, sent)
    assert answer.url == reverse("leren:naast_elkaar", args=[world.knelpunt.pk])
    made = Uitkomst.objects.get(variant=world.van_zwolle)
    assert (made.maat, made.hoger_is_beter, made.geslaagd) == (MAAT, False, 41)


def test_a_mean_is_kept_as_people_write_it(world, browse_as):
    sent = UITKOMST | {
        "soort": "gemiddelde", "geslaagd": "", "gemiddelde": "6,5", "spreiding": "3,25",
        "hoger_is_beter": "nee", "nieuwe_maat": "dagen tot het eerste gesprek",
    }  # fmt: skip
    client = browse_as(world.anne)
    client.post(reverse("leren:uitkomst", args=[world.van_almere.pk]), sent)
    (made,) = Uitkomst.objects.all()
    assert (made.gemiddelde, made.spreiding, made.hoger_is_beter) == (6.5, 3.25, False)
    page = page_of(client.get(reverse("leren:variant", args=[world.van_almere.pk])))
    assert "gemiddeld 6,5" in page


def test_a_wrong_uitkomst_is_taken_back(world, browse_as):
    made = uitkomst(world.van_almere)
    url = reverse("leren:uitkomst_weg", args=[world.van_almere.pk])
    client = browse_as(world.anne)
    assert "is er niet meer" in page_of(client.post(url, {"uitkomst": "x"}, follow=True))
    assert "telt niet meer mee" in page_of(client.post(url, {"uitkomst": made.pk}, follow=True))
    assert not Uitkomst.objects.exists()


def test_who_changes_a_variant_sees_what_another_did_meanwhile(world, browse_as):
    url = reverse("leren:variant_wijzig", args=[world.van_almere.pk])
    client = browse_as(world.anne)
    sent = VARIANT | {"versie": "1", "titel": "Eerst"}
    assert client.post(url, sent).status_code == 302
    answer = client.post(url, sent | {"titel": "Tegelijk"})
    assert answer.status_code == 422
    assert "Zo staat het er nu" in page_of(answer)
    assert "Tegelijk" in page_of(answer)
    assert "Eerst" in page_of(answer)


def test_of_a_besloten_knelpunt_only_the_same_people_read(world, browse_as):
    closed = factories.knelpunt(
        world.bob, world.opgave, zichtbaarheid="besloten", genoemden=[world.bob.pk, world.anne.pk]
    )
    client = browse_as(world.bob)
    url = reverse("leren:variant_nieuw", args=[closed.pk])
    assert "zichtbaarheid" not in client.get(url).context["form"].fields
    client.post(url, VARIANT | {"zichtbaarheid": "openbaar"})
    made = Variant.objects.get(knelpunt=closed)
    assert made.zichtbaarheid == "besloten"
    assert sorted(made.genoemden) == sorted([world.bob.pk, world.anne.pk])
