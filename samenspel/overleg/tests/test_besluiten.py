"""A proposal goes round by round to a besluit, and nobody is outvoted on a kernbelang."""

import pytest
from django.urls import reverse

from samenspel.basis.errors import RuleError
from samenspel.opgaven.actions import belang as belangen
from samenspel.overleg.besluiten import actions, gezag, rows
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Reactie
from samenspel.overleg.besluiten.reacties import reageer
from samenspel.overleg.tests.tafel import (
    SPEAKERS,
    all_say,
    knelpunt,
    later,
    objection,
    proposed,
    says,
    take,
)
from tests import factories
from tests.antwoord import told

HUGE = "a" * 1_000_000


def url(step, thing):
    return reverse(f"overleg:{step}", args=[thing.pk])


@pytest.fixture
def open_one(world):
    """A proposal in besluitvorming, first round."""
    return proposed(world, knelpunt(world), rounds=3)


def test_carla_writes_a_proposal_and_opens_every_round(world, browse_as):
    about = knelpunt(world)
    carla = browse_as(world.carla)
    response = carla.post(url("besluit_nieuw", about), {"titel": "Ruimer", "voorstel": "Zo."})
    besluit = Besluit.objects.get()
    for ronde in ("beeldvorming", "oordeelsvorming", "besluitvorming"):
        offered = carla.get(response.url).context["page"].knoppen
        assert any(ronde in knop.label for knop in offered)
        said = carla.post(url("besluit_ronde", besluit), {"sluit_op": later(28).isoformat()})
        assert f"De {ronde} is open tot" in told(said)
        carla.logout()
        for name, by in SPEAKERS.items():
            sent = {"organisatie": getattr(world, name).pk}
            sent["soort"] = "consent" if ronde == "besluitvorming" else "helder"
            browse_as(getattr(world, by)).post(url("besluit_reactie", besluit), sent)
        carla = browse_as(world.carla)
    carla.post(url("besluit_nemen", besluit))
    page = carla.get(response.url)
    assert "Genomen op" in page.content.decode()
    assert page.context["page"].knoppen[0].label == "Maak een afspraak"


def test_partners_stand_alphabetically_once_and_silence_is_no_consent(world, open_one, browse_as):
    says(open_one, world.zwolle, world.bob)
    page = browse_as(world.bob).get(url("besluit", open_one)).context["page"]
    names = [tegel.organisatie.naam for tegel in page.tegels]
    assert names == sorted(names, key=str.casefold)
    assert {t.organisatie.naam: t.tag for t in page.tegels} == {
        "Gemeente Almere": "nog niet gereageerd",
        "Gemeente Zwolle": "consent",
        "Ministerie van SZW": "nog niet gereageerd",
        "VNG": "nog niet gereageerd",
    }


def test_bob_reacts_for_zwolle_and_may_change_it(world, open_one, browse_as):
    bob = browse_as(world.bob)
    assert bob.get(url("besluit", open_one)).context["page"].knoppen[0].label.startswith("Reageer")
    fields = {"organisatie": world.zwolle.pk, "soort": "zorg", "toelichting": "Let op tempo."}
    bob.post(url("besluit_reactie", open_one), fields)
    text = bob.get(url("besluit", open_one)).content.decode()
    assert "Let op tempo." in text
    assert "Wijzig uw reactie namens" in text
    assert "Let op tempo." in bob.get(url("besluit_reactie", open_one)).content.decode()
    bob.post(url("besluit_reactie", open_one), fields | {"soort": "consent"})
    assert [one.soort for one in Reactie.objects.order_by("pk")] == ["zorg", "consent"]
    text = bob.get(url("besluit", open_one)).content.decode()
    assert "Let op tempo." in text
    assert "Versie 1: 1 reactie" in text


WRONG_REACTIONS = [
    (
        {"soort": "bezwaar", "deel": "het tempo", "wet": "Pw", "oplossing": "Later."},
        "toelichting",
    ),
    ({"soort": "misschien"}, "soort"),
    ({}, "soort"),
    ({"soort": "zorg", "toelichting": HUGE}, "toelichting"),
    ({"soort": "zorg", "toelichting": "Mail anne@example.org"}, "toelichting"),
]


def test_a_wrong_reaction_is_explained_and_kept(world, open_one, browse_as):
    bob = browse_as(world.bob)
    for fields, wrong in WRONG_REACTIONS:
        sent = {"organisatie": world.zwolle.pk} | fields
        page = bob.post(url("besluit_reactie", open_one), sent)
        assert list(page.context["form"].errors) == [wrong]
        assert page.context["form"][wrong].value() == fields.get(wrong)
    assert not Reactie.objects.exists()


def test_nobody_reacts_for_another(world, open_one, browse_as):
    bob = browse_as(world.bob)
    sent = {"organisatie": world.szw.pk, "soort": "consent"}
    page = bob.post(url("besluit_reactie", open_one), sent)
    assert "organisatie" in page.context["form"].errors


def test_a_member_without_the_role_is_told(world, open_one, browse_as):
    response = browse_as(world.anne).get(url("besluit_reactie", open_one))
    assert response.status_code == 403
    assert "Alleen een vertegenwoordiger" in told(response)


def test_a_colleague_replaces_what_she_saw_and_nothing_else(world, open_one, browse_as):
    colleague = factories.lid(world.zwolle, factories.ROL.VERTEGENWOORDIGER, naam="Bea")
    says(open_one, world.zwolle, world.bob, "zorg", toelichting="Te snel.")
    bea = browse_as(colleague)
    assert "Bob reageerde al" in bea.get(url("besluit_reactie", open_one)).content.decode()
    sent = {"organisatie": world.zwolle.pk, "soort": "consent", "toelichting": "Van Bea"}
    late = bea.post(url("besluit_reactie", open_one), sent | {"versie": 0})
    text = late.content.decode()
    assert "Bob heeft al gereageerd namens Gemeente Zwolle. Lees wat er staat." in text
    assert "Te snel." in text
    assert "Van Bea" in text
    assert 'name="versie" value="1"' in text
    assert Reactie.objects.get().gebruiker == world.bob
    bea.post(url("besluit_reactie", open_one), sent | {"versie": 1})
    before, now = Reactie.objects.order_by("pk")
    assert (before.gebruiker, before.toelichting) == (world.bob, "Te snel.")
    assert (now.gebruiker, now.soort, now.versie) == (colleague, "consent", 2)


def test_a_medewerker_does_not_replace_what_was_said(world, open_one, as_user):
    says(open_one, world.almere, world.wethouder)
    with as_user(world.anne):
        assert Reactie.objects.update(toelichting="Toch niet.") == 0


def test_an_objection_on_a_kernbelang_stops_it_and_a_new_round_opens(world, open_one, browse_as):
    belang = belangen.benoem_belang(
        world.opgave, world.zwolle, titel="Ons loket blijft", kern=True, by=world.bob
    )
    with pytest.raises(RuleError, match="Kies een belang van"):
        reageer(
            open_one, world.szw, soort="bezwaar", toelichting="X", grond=objection(belang),
            by=world.dirk,
        )  # fmt: skip
    bob = browse_as(world.bob)
    sent = {"soort": "bezwaar", "toelichting": "Te ver weg.", "belang": belang.pk}
    sent |= {"deel": "het loket", "oplossing": "Houd het loket open."}
    bob.post(url("besluit_reactie", open_one), sent | {"organisatie": world.zwolle.pk})
    bob.logout()
    carla = browse_as(world.carla)
    page = carla.get(url("besluit", open_one)).context["page"]
    assert {t.tag for t in page.tegels} >= {"bezwaar op kernbelang"}
    assert "Neem het besluit" not in [knop.label for knop in page.knoppen]
    assert "bezwaar op een kernbelang" in told(carla.get(url("besluit_nemen", open_one)))
    changed = {"titel": "Ruimer", "voorstel": "Het loket blijft.", "versie": 1}
    changed["vanwege"] = Reactie.objects.get().pk
    early = carla.post(url("besluit_wijzig", open_one), changed | {"sluit_op": later(9)})
    assert "Een ronde duurt 10 werkdagen. Kies" in early.content.decode()
    said = carla.post(url("besluit_wijzig", open_one), changed | {"sluit_op": later(28)})
    assert "Versie 2 ligt voor tot en met" in told(said)
    text = carla.get(url("besluit", open_one)).content.decode()
    assert "na het bezwaar van Gemeente Zwolle" in text
    assert "toegevoegd: " in text
    assert "bezwaar op een kernbelang" in told(carla.get(url("besluit_nemen", open_one)))


def test_the_second_of_two_keeps_her_text_and_sees_the_other(world, browse_as):
    besluit = proposed(world, knelpunt(world))
    carla = browse_as(world.carla)
    sent = {"titel": "Eerste", "voorstel": "De eerste tekst.", "versie": 1}
    carla.post(url("besluit_wijzig", besluit), sent)
    page = carla.post(url("besluit_wijzig", besluit), sent | {"voorstel": "De tweede tekst."})
    text = page.content.decode()
    assert "Iemand anders heeft dit intussen gewijzigd" in text
    assert "De eerste tekst." in text
    assert "De tweede tekst." in text
    assert 'name="versie" value="2"' in text
    carla.post(url("besluit_wijzig", besluit), sent | {"voorstel": "Samen.", "versie": 2})
    besluit.refresh_from_db()
    assert besluit.voorstel == "Samen."


WRONG_BIJDRAGEN = [
    ({"wat": ""}, "wat"),
    ({"wat": HUGE}, "wat"),
    ({"bedrag": "veel"}, "bedrag"),
    ({"bedrag": "-1"}, "bedrag"),
    ({"bedrag": "9" * 30}, "bedrag"),
    ({"organisatie": "onzin"}, "organisatie"),
]


def test_a_wrong_bijdrage_is_explained(world, browse_as):
    besluit = proposed(world, knelpunt(world))
    carla = browse_as(world.carla)
    for fields, wrong in WRONG_BIJDRAGEN:
        sent = {"organisatie": world.almere.pk, "wat": "Bellen", "bedrag": "10"} | fields
        page = carla.post(url("besluit_bijdrage", besluit), sent)
        assert list(page.context["form"].errors) == [wrong]
    assert not Bijdrage.objects.exists()


def test_the_page_says_whether_this_table_may_decide(world, browse_as):
    factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=50_000)
    besluit = proposed(world, knelpunt(world))
    carla = browse_as(world.carla)
    for bedrag, sentence in (
        (50_000, "Het college van Almere gaf Wim mandaat"),
        (50_001, "Dat is te weinig."),
    ):
        sent = {"organisatie": world.almere.pk, "wat": "Bellen", "bedrag": bedrag}
        carla.post(url("besluit_bijdrage", besluit), sent)
        assert sentence in carla.get(url("besluit", besluit)).content.decode()


@pytest.fixture
def taken(world):
    """A besluit that Almere's raad must still confirm."""
    asked = [actions.Gevraagd(world.almere, "Vroeghulp", 20_000)]
    besluit = proposed(world, knelpunt(world), rounds=3, gevraagd=asked, over=True)
    all_say(world, besluit)
    return take(world, besluit)


def test_wim_reports_what_the_raad_decided(world, taken, browse_as):
    address = reverse("overleg:bijdrage_bekrachtig", args=[Bijdrage.objects.get().pk])
    wim = browse_as(world.wethouder)
    assert address in wim.get(url("besluit", taken)).content.decode()
    sent = {"besloten": "ja", "orgaan": world.raad.pk, "bewijs": "raadsbesluit 2026-114"}
    page = wim.post(address, sent | {"op": later(1).isoformat()})
    assert page.context["form"].errors["op"] == ["Deze dag is nog niet geweest."]
    page = wim.post(address, sent | {"op": later(0).isoformat(), "bewijs": ""})
    assert list(page.context["form"].errors) == ["bewijs"]
    wim.post(address, sent | {"op": later(0).isoformat()})
    text = wim.get(url("besluit", taken)).content.decode()
    assert "De gemeenteraad van Almere besloot op" in text
    assert "raadsbesluit 2026-114" in text
    assert address not in text


def test_another_partner_does_not_report_for_almere(world, taken, browse_as):
    bijdrage = Bijdrage.objects.get()
    response = browse_as(world.bob).get(reverse("overleg:bijdrage_bekrachtig", args=[bijdrage.pk]))
    assert response.status_code == 403
    assert "Alleen een vertegenwoordiger van Gemeente Almere" in told(response)


def test_an_organisatie_without_orgaan_confirms_itself(world):
    asked = [actions.Gevraagd(world.vng, "Leden bellen")]
    besluit = proposed(world, knelpunt(world), rounds=3, gevraagd=asked, over=True)
    all_say(world, besluit)
    how = {"op": later(0), "bewijs": "verslag 12", "by": world.carla}
    with pytest.raises(RuleError, match="Neem eerst het besluit"):
        gezag.bekrachtig(besluit.bijdragen.get(), **how)
    take(world, besluit)
    gezag.bekrachtig(besluit.bijdragen.get(), **how)
    assert besluit.bijdragen.get().bekrachtigd_op == later(0)


@pytest.mark.parametrize("step", ["wijzig", "bijdrage", "ronde", "nemen"])
def test_only_the_team_prepares_and_only_until_it_is_taken(world, taken, browse_as, step):
    refused = browse_as(world.bob).get(url(f"besluit_{step}", taken))
    assert refused.status_code == 403
    assert "Alleen het programmateam" in told(refused)
    too_late = browse_as(world.carla).get(url(f"besluit_{step}", taken))
    assert too_late.url == url("besluit", taken)
    assert "is afgerond" in told(too_late)


def test_nothing_is_decided_while_somebody_can_still_react(world, open_one):
    with pytest.raises(RuleError, match=r"Nog niet gereageerd: .*VNG"):
        take(world, open_one)
    all_say(world, open_one)
    assert take(world, open_one).genomen_op


def test_what_was_said_before_the_proposal_changed_is_no_consent(world):
    besluit = proposed(world, knelpunt(world), rounds=3)
    says(besluit, world.zwolle, world.bob)
    actions.vraag_bijdrage(besluit, actions.Gevraagd(world.zwolle, "Geld", 10**6), by=world.carla)
    besluit.refresh_from_db()
    assert (besluit.ronde, besluit.versie) == (1, 2)
    besluit = Besluit.objects.get(pk=besluit.pk)
    assert "Gemeente Zwolle" in rows.stille_partners(besluit)
