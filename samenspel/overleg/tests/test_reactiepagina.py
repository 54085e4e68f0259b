"""What the form of a reaction says and keeps, in besluitvorming."""

from datetime import timedelta

from samenspel.overleg.besluiten.models import Reactie
from samenspel.overleg.tests.tafel import knelpunt, objects, proposed
from samenspel.overleg.tests.test_regels import changed, kernbelang, sitting, url


def test_a_yes_does_not_carry_the_reason_of_the_no_before_it(world, browse_as):
    besluit = proposed(world, knelpunt(world), rounds=3)
    objects(besluit, world.zwolle, world.bob, kernbelang(world))
    besluit = changed(world, besluit)
    bob = browse_as(world.bob)
    shown = bob.get(url("besluit_reactie", besluit)).context["form"].initial
    sent = {
        "organisatie": world.zwolle.pk, "soort": "consent", "opgelost": "on",
        "voorstelversie": besluit.versie, "versie": shown["versie"],
        "toelichting": shown["toelichting"], "oplossing": shown["oplossing"],
    }  # fmt: skip
    bob.post(url("besluit_reactie", besluit), sent)
    now = Reactie.objects.filter(organisatie=world.zwolle).latest("pk")
    assert shown["toelichting"] != ""
    assert (now.soort, now.toelichting, now.oplossing) == ("consent", "", "")


def test_after_its_term_a_page_does_not_say_that_one_can_react_until_a_day_gone_by(
    world, browse_as, monkeypatch
):
    besluit = proposed(world, knelpunt(world), rounds=3)
    assert "Reageren kan tot en met" in browse_as(world.bob).get(
        url("besluit_reactie", besluit)
    ).content.decode()  # fmt: skip
    end = sitting(world, besluit).termijn.einde
    monkeypatch.setattr("samenspel.basis.klok.today", lambda: end + timedelta(days=1))
    bob = browse_as(world.bob)
    for page in (url("besluit", besluit), url("besluit_reactie", besluit)):
        text = bob.get(page).content.decode()
        assert "Uw reactie telt nog mee tot het team de volgende stap zet." in text
        assert "Reageren kan tot en met" not in text


def test_an_empty_objection_is_told_at_once_all_that_it_needs(world, browse_as):
    besluit = proposed(world, knelpunt(world), rounds=3)
    bob = browse_as(world.bob)
    text = bob.get(url("besluit_reactie", besluit)).content.decode()
    assert text.count("(nodig bij een bezwaar)") == 2
    assert text.count("(een belang of een wet is nodig)") == 2
    sent = {"organisatie": world.zwolle.pk, "soort": "bezwaar"}
    page = bob.post(url("besluit_reactie", besluit), sent)
    assert set(page.context["form"].errors) == {"toelichting", "deel", "wet", "oplossing"}
    filled = {"toelichting": "Te snel.", "deel": "het tempo", "wet": "Pw artikel 40"}
    page = bob.post(url("besluit_reactie", besluit), sent | filled)
    assert set(page.context["form"].errors) == {"oplossing"}
