"""From when until when a besluit holds, and what it does with an earlier one, is proposed too."""

import html
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.overleg.besluiten.actions import neem_besluit, open_ronde, wijzig_voorstel
from samenspel.overleg.besluiten.blad import wijzigingen
from samenspel.overleg.besluiten.geldigheid import Geldigheid, Opvolgt, staat
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.rows import besluiten
from samenspel.overleg.besluiten.versies import daarbij
from samenspel.overleg.register.rows import register, staat_op
from samenspel.overleg.tests.tafel import TODAY, all_say, knelpunt, later, proposed, take
from tests import factories
from tests.antwoord import told

REGISTER = reverse("overleg:register")


def url(step, thing):
    return reverse(f"overleg:{step}", args=[thing.pk])


def reads(page):
    """What a page says, as running text."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode()))
    return (
        re.sub(r"\s+([.,])", r"\1", re.sub(r"\s+", " ", text)).replace("“ ", "“").replace(" ”", "”")
    )


def taken(world, titel="Samen bellen", geldigheid=None, **fields):
    """A besluit that every partner consented to."""
    held = geldigheid or Geldigheid()
    besluit = proposed(world, knelpunt(world), rounds=3, over=True, geldigheid=held, **fields)
    Besluit.objects.filter(pk=besluit.pk).update(titel=titel)
    all_say(world, besluit)
    besluit.refresh_from_db()
    return take(world, besluit)


def sent(besluit, **fields):
    """What the form sends when only these fields are changed."""
    now = {"titel": besluit.titel, "voorstel": besluit.voorstel, "versie": besluit.versie}
    return now | {"sluit_op": later(60).isoformat()} | fields


# --- part of what is proposed --------------------------------------------------------------------


def test_a_proposal_says_from_when_and_what_it_replaces(world, browse_as):
    earlier, about = taken(world), knelpunt(world)
    carla = browse_as(world.carla)
    carla.post(url("besluit_nieuw", about), {
        "titel": "Samen langsgaan", "voorstel": "Wij gaan langs.", "geldt_van": later(60),
        "herzien_op": later(400), "eerder": earlier.pk, "aard": "vervangt", "deel": "deel 2",
    })  # fmt: skip
    made = Besluit.objects.get(titel="Samen langsgaan")
    page = reads(carla.get(made.get_absolute_url()))
    assert "Als dit wordt genomen: Geldt vanaf" in page
    assert "Vervangt deel 2 van “Samen bellen”." in page
    assert "Er ligt een voorstel om dit te vervangen: “Samen langsgaan”." in reads(
        carla.get(earlier.get_absolute_url())
    )


@pytest.mark.parametrize(
    ("fields", "difference"),
    [
        ({"geldt_van": later(90)}, "Geldt vanaf"),
        ({"geldt_tot": later(90)}, "Geldt tot"),
        ({"herzien_op": later(90)}, "Partners kijken er opnieuw naar op"),
        ({"openbare_tekst": "Wij gaan langs."}, "Iedereen leest: Wij gaan langs."),
        ({"aard": "trekt in"}, "Trekt “Samen bellen” in."),
    ],
)
def test_a_change_of_when_it_holds_is_a_new_version(world, browse_as, fields, difference):
    earlier = taken(world)
    besluit = proposed(world, knelpunt(world), rounds=3, over=True)
    all_say(world, besluit)
    if "aard" in fields:
        fields = fields | {"eerder": earlier.pk}
    carla = browse_as(world.carla)
    carla.post(url("besluit_wijzig", besluit), sent(besluit, **fields))
    changed = besluiten().get(pk=besluit.pk)
    assert (changed.versie, changed.gewijzigd_op) == (2, TODAY)
    added = "".join(s.tekst for s in wijzigingen(changed)[0].stukken if s.soort == "erbij")
    assert difference in added
    assert "Nog niet gereageerd" in told(carla.get(url("besluit_nemen", besluit)))
    assert "consent op versie 1" in reads(carla.get(besluit.get_absolute_url()))


def test_the_form_shows_what_stands_there_and_changing_nothing_is_no_version(world, browse_as):
    earlier = taken(world)
    held = Geldigheid(
        geldt_van=later(50), geldt_tot=later(90), herzien_op=later(80),
        openbare_tekst="Dit mag u weten.", opvolgt=Opvolgt(earlier, "werkt uit", "artikel 3"),
    )  # fmt: skip
    besluit = proposed(world, knelpunt(world), rounds=1, geldigheid=held)
    carla = browse_as(world.carla)
    form = carla.get(url("besluit_wijzig", besluit)).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    assert shown["eerder"] == earlier.pk
    assert (shown["aard"], shown["deel"]) == ("werkt uit", "artikel 3")
    same = {name: "" if value is None else value for name, value in shown.items()}
    answer = carla.post(url("besluit_wijzig", besluit), same)
    assert "U veranderde niets." in reads(answer)
    assert Besluit.objects.get(pk=besluit.pk).versie == 1


def test_days_that_have_been_and_an_end_before_the_begin_are_refused_at_their_field(
    world, browse_as
):
    about, carla = knelpunt(world), browse_as(world.carla)
    new = {"titel": "T", "voorstel": "V"}
    for fields, name, sentence in (
        ({"geldt_van": later(-1)}, "geldt_van", "Kies vandaag of een latere dag."),
        ({"geldt_van": later(9), "geldt_tot": later(9)}, "geldt_tot", "Kies een dag na"),
        ({"deel": "deel 2"}, "eerder", "Kies over welk eerder besluit dit gaat."),
        ({"openbare_tekst": "Bel 0612345678."}, "openbare_tekst", "telefoonnummer"),
    ):
        form = carla.post(url("besluit_nieuw", about), new | fields).context["form"]
        assert sentence in form.errors[name][0]
        assert form.is_open
    assert not Besluit.objects.exists()


def test_what_would_be_over_at_once_is_not_taken(world):
    besluit = proposed(
        world, knelpunt(world), rounds=3, over=True, geldigheid=Geldigheid(geldt_tot=later(1))
    )
    all_say(world, besluit)
    with klok.on(later(2)), pytest.raises(RuleError, match="Die dag is geweest"):
        neem_besluit(besluit, by=world.carla)


def test_another_opgave_has_its_own_besluiten(world):
    earlier = taken(world)
    elsewhere = factories.opgave(world.vng, world.carla, titel="Elders")
    Besluit.objects.filter(pk=earlier.pk).update(opgave=elsewhere)
    earlier.refresh_from_db()
    with pytest.raises(RuleError, match="Kies een besluit dat in deze opgave"):
        proposed(
            world, knelpunt(world), geldigheid=Geldigheid(opvolgt=Opvolgt(earlier, "vervangt"))
        )


# --- also past the pages -------------------------------------------------------------------------


@pytest.mark.parametrize("column", ["geldt_van", "geldt_tot", "herzien_op"])
def test_by_hand_a_day_changes_only_with_the_version(world, tried, column):
    besluit = proposed(world, knelpunt(world), rounds=3)
    change = f"update overleg_besluit set {column} = current_date + 9 where id = %s"
    assert "another text is another version" in tried(world.carla, change, besluit.pk)
    with_version = change.replace("set", "set versie = versie + 1, gewijzigd_op = current_date,")
    assert tried(world.carla, with_version, besluit.pk) == 1


def test_by_hand_what_everybody_reads_does_not_change_while_it_is_taken(world, tried):
    besluit = proposed(world, knelpunt(world), rounds=3, over=True)
    all_say(world, besluit)
    take_it = (
        "update overleg_besluit set stand = 'genomen', genomen_op = now(), openbare_tekst = 'x'"
    )
    assert "what is taken is what was proposed" in tried(world.carla, take_it)


def test_by_hand_nothing_is_replaced_behind_the_back_of_who_consented(world, tried):
    earlier = taken(world)
    besluit = proposed(world, knelpunt(world), rounds=3, over=True)
    all_say(world, besluit)
    add = (
        "insert into overleg_opvolging (besluit_id, eerder_id, aard, deel)"
        " values (%s, %s, 'trekt in', '')"
    )
    assert "another version" in tried(world.carla, add, besluit.pk, earlier.pk)
    besluit.refresh_from_db()
    wijzig_voorstel(
        besluit, titel=besluit.titel, voorstel="Anders.", versie=1, by=world.carla,
        geldigheid=Geldigheid(opvolgt=Opvolgt(earlier, "trekt in")),
    )  # fmt: skip
    assert "another version" in tried(world.carla, "delete from overleg_opvolging")


# --- the register --------------------------------------------------------------------------------


def test_the_register_says_what_is_in_force_what_comes_and_what_replaced_what(
    world, browse_as, few_questions
):
    old = taken(world, "Samen bellen")
    taken(world, "Samen langsgaan", Geldigheid(opvolgt=Opvolgt(old, "vervangt")))
    part = taken(world, "Straks", Geldigheid(geldt_van=later(30)))
    taken(world, "Een deel", Geldigheid(opvolgt=Opvolgt(part, "trekt in", "deel 2")))
    bob = browse_as(world.bob)
    with few_questions():
        page = bob.get(REGISTER)
    found = {one.titel: one for one in page.context["page"].regels}
    assert list(found) == ["Een deel", "Samen langsgaan", "Straks", "Samen bellen"]
    assert [one.tag for one in found.values()] == [
        "geldt nu", "geldt nu", "geldt nog niet", "geldt niet meer",
    ]  # fmt: skip
    said = {titel: [str(one) for one in regel.verbanden] for titel, regel in found.items()}
    assert said == {
        "Een deel": ["Trekt deel 2 van “Straks” in."],
        "Samen langsgaan": ["Vervangt “Samen bellen”."],
        "Straks": ["Voor een deel ingetrokken door “Een deel” (deel 2)."],
        "Samen bellen": ["Vervangen door “Samen langsgaan”."],
    }
    assert "Vervangen door “Samen langsgaan”." in reads(bob.get(old.get_absolute_url()))


def test_the_register_is_asked_by_words_opgave_and_whether_it_is_in_force(world, browse_as):
    taken(world, "Samen bellen")
    taken(world, "Straks", Geldigheid(geldt_van=later(30)))
    bob = browse_as(world.bob)

    def titles(**asked):
        return [one.titel for one in bob.get(REGISTER, asked).context["page"].regels]

    assert titles(staat="straks") == ["Straks"]
    assert titles(q="bellen") == ["Samen bellen"]
    assert titles(opgave=world.opgave.pk) == ["Samen bellen", "Straks"]
    assert titles(staat="voorbij") == []


def test_the_register_goes_along_as_a_table_that_calculates_nothing(world, browse_as):
    taken(world, "=HYPERLINK(1)")
    taken(world, "Straks", Geldigheid(geldt_van=later(30)))
    bob = browse_as(world.bob)
    lines = bob.get(reverse("overleg:register_csv")).content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Besluit;Opgave;Stand;Genomen op;Geldt vanaf;Geldt tot")
    assert lines[1].startswith("'=HYPERLINK(1);")
    assert lines[2].startswith("Straks;")
    assert later(30).isoformat() in lines[2]
    asked = bob.get(reverse("overleg:register_csv"), {"staat": "straks"}).content.decode()
    assert "HYPERLINK" not in asked


def test_whoever_may_not_read_a_besluit_finds_it_nowhere_in_the_register(world, browse_as):
    closed = taken(world, "Samen bellen")
    taken(world, "Samen langsgaan", Geldigheid(opvolgt=Opvolgt(closed, "vervangt")))
    Besluit.objects.filter(titel="Samen langsgaan").update(zichtbaarheid="openbaar")
    nobody = browse_as(None)
    page = reads(nobody.get(REGISTER))
    assert "Vervangt een besluit dat u niet kunt lezen." in page
    assert "Samen bellen" not in page
    assert "Samen bellen" not in nobody.get(reverse("overleg:register_csv")).content.decode()


def test_without_an_account_an_empty_register_points_to_the_public_one(browse_as):
    assert "Zonder account leest u hier niets." in reads(browse_as(None).get(REGISTER))


def test_a_public_version_does_not_tell_the_title_of_a_closed_besluit(world):
    closed = taken(world, "Samen bellen")
    held = Geldigheid(opvolgt=Opvolgt(closed, "vervangt", "deel 2"))
    besluit = proposed(world, knelpunt(world), geldigheid=held)
    Besluit.objects.filter(pk=besluit.pk).update(zichtbaarheid="openbaar")
    besluit.refresh_from_db()
    wijzig_voorstel(
        besluit, titel="T", voorstel="V", versie=besluit.versie, geldigheid=held, by=world.carla
    )
    open_ronde(Besluit.objects.get(pk=besluit.pk), by=world.carla)
    kept = daarbij(besluit.versies.get().daarbij)
    assert "Vervangt deel 2 van “het besluit van" in kept
    assert "Samen bellen" not in kept


def test_the_list_and_the_words_say_the_same_of_every_day(world):
    one = taken(world)
    days = [None, *(date(2027, 1, day) for day in (1, 2, 3))]
    pairs = [(v, t) for v in days for t in days if v is None or t is None or v <= t]
    for van, tot in pairs:
        Besluit.objects.filter(pk=one.pk).update(geldt_van=van, geldt_tot=tot)
        for day in (date(2026, 12, 31) + timedelta(n) for n in range(5)):
            (listed,) = register(day)
            assert listed.staat == staat(van, tot, day), (van, tot, day)
            assert Besluit.objects.filter(pk=one.pk).annotate(s=staat_op(day)).get().s
