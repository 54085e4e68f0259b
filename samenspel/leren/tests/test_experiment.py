"""An experiment has an end; whoever made it is asked then, and others learn from it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samenspel.basis.errors import RuleError
from samenspel.leren import actions
from samenspel.leren.models import Variant
from samenspel.leren.tests.conftest import experiment, variant
from samenspel.organisaties.models import Lidmaatschap
from samenspel.overzicht.meldingen import zet_meldingen_klaar
from samenspel.overzicht.termijnen import termijnen
from samenspel.overzicht.werk import mijn_werk
from samenspel.praktijk.models import Les
from tests import factories


def asked(person, day=None) -> list:
    rows = mijn_werk(person, day or timezone.localdate()).wacht_op_u
    return [row for row in rows if row.groep == "experimenten"]


def decide(client, made, **sent):
    url = reverse("leren:afloop", args=[made.pk])
    return client.post(url, {"geleerd": "Mensen komen eerder.", **sent}, follow=True)


def test_nothing_is_asked_before_the_end_but_the_calendar_knows_the_day(world):
    made = experiment(world.bob, world.knelpunt, ends_in=30)
    assert asked(world.bob) == []
    (told,) = [row for row in termijnen(world.bob) if row.tag == "Experiment loopt af"]
    assert told.termijn == made.tot
    (later,) = asked(world.bob, made.tot)
    assert later.titel == made.titel


def test_at_the_end_the_maker_is_asked_also_by_mail(world, mailoutbox, work_off):
    made = experiment(world.bob, world.knelpunt, titel="Sms vooraf")
    (row,) = asked(world.bob)
    assert row.url == reverse("leren:afloop", args=[made.pk])
    assert "wat leerde u?" in row.feiten
    assert asked(world.anne) == []
    zet_meldingen_klaar(timezone.localdate())
    work_off()
    (mail,) = [one for one in mailoutbox if one.to == [world.bob.account.email]]
    assert "Sms vooraf" in mail.body


def test_when_the_maker_left_whoever_speaks_there_is_asked(world):
    experiment(world.anne, world.knelpunt)
    assert asked(world.wethouder) == []
    Lidmaatschap.objects.filter(gebruiker=world.anne).delete()
    assert len(asked(world.wethouder)) == 1
    assert asked(world.anne) == []


def test_she_goes_on_and_a_les_can_be_made_of_it(world, browse_as):
    made = experiment(world.bob, world.knelpunt)
    client = browse_as(world.bob)
    answer = decide(client, made, afloop="doorgaan", les_titel="Stuur eerst een sms")
    page = answer.content.decode()
    assert "De les gaat naar iedereen" in page
    assert "blijft na het experiment" in page
    assert "Mensen komen eerder." in page
    (les,) = Les.objects.filter(titel="Stuur eerst een sms")
    assert (les.tekst, les.knelpunt_id) == ("Mensen komen eerder.", world.knelpunt.pk)
    assert asked(world.bob) == []
    again = client.get(reverse("leren:afloop", args=[made.pk]), follow=True)
    assert "geen keuze" in again.content.decode()


def test_stopping_is_a_result_too(world, browse_as):
    made = experiment(world.bob, world.knelpunt)
    page = decide(browse_as(world.bob), made, afloop="stoppen").content.decode()
    assert "gestopt" in page
    assert not Les.objects.exclude(pk=world.les.pk).exists()


def test_whoever_adjusts_it_is_asked_again_at_the_new_end(world, browse_as):
    made = experiment(world.bob, world.knelpunt)
    client = browse_as(world.bob)
    refused = decide(client, made, afloop="aanpassen")
    assert refused.status_code == 422
    assert "Kies een nieuwe einddatum" in refused.content.decode()
    assert "Mensen komen eerder." in refused.content.decode()
    until = timezone.localdate() + timedelta(days=90)
    decide(client, made, afloop="aanpassen", tot=until.isoformat())
    assert asked(world.bob) == []
    assert len(asked(world.bob, until)) == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"tot": None}, "tot"), ({"ruimte": ""}, "ruimte"), ({"ruimte": "  "}, "ruimte")],
)
def test_an_experiment_names_its_end_and_its_room(world, fields, field):
    with pytest.raises(RuleError) as refused:
        experiment(world.bob, world.knelpunt, **fields)
    assert refused.value.field == field


def test_the_page_shows_the_question_and_the_room(world, browse_as):
    wet = factories.regeling("Wgs", naam="Wet gemeentelijke schuldhulpverlening")
    made = experiment(world.bob, world.knelpunt, ends_in=30, regeling=wet)
    page = browse_as(world.anne).get(reverse("leren:variant", args=[made.pk])).content.decode()
    for words in ("Komen mensen eerder?", "artikel 3 Wgs", wet.naam, "experiment tot"):
        assert words in page
    assert reverse("leren:afloop", args=[made.pk]) not in page


def test_after_a_decision_the_question_stays(world):
    made = experiment(world.bob, world.knelpunt)
    actions.rond_experiment_af(made, afloop="doorgaan", geleerd="Ja.", by=world.bob)
    made = Variant.objects.get(pk=made.pk)
    kept = {name: getattr(made, name) for name in actions.STEADY} | {"vraag": ""}
    with pytest.raises(RuleError, match="al besloten"):
        actions.wijzig_variant(made, versie=made.versie, by=world.bob, **kept)


def test_no_decision_is_needed_about_what_is_no_experiment(world):
    made = variant(world.bob, world.knelpunt)
    with pytest.raises(RuleError, match="geen keuze"):
        actions.rond_experiment_af(made, afloop="stoppen", geleerd="Niets.", by=world.bob)
