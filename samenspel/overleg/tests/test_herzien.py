"""On the day that partners agreed to look again, the team does: it holds, or it changes."""

import html
import re
from datetime import timedelta

import pytest

from samenspel.basis.werkdagen import werkdagen_na
from samenspel.opgaven.wachten import fetch, lezer_of
from samenspel.overleg.besluiten.actions import trek_voorstel_in
from samenspel.overleg.besluiten.geldigheid import Geldigheid, Opvolgt
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.rows import in_agenda, van_lezer
from samenspel.overleg.tests.tafel import TODAY, all_say, knelpunt, later, objects, proposed, says
from samenspel.overleg.tests.tafel import take as take_it
from samenspel.overleg.tests.test_geldigheid import reads, taken, url
from samenspel.spoor.rows import spoor_of
from tests.antwoord import told


def waits(gebruiker, today=TODAY):
    rows = fetch(van_lezer(lezer_of(gebruiker), today))
    return [row.titel for row in rows if row.soort == "te_herzien"]


@pytest.fixture
def due(world):
    """A besluit that is looked at again in ten working days."""
    return taken(world, "Samen bellen", Geldigheid(herzien_op=werkdagen_na(TODAY, 10)))


def test_it_waits_on_the_team_from_ten_working_days_before(world, due):
    assert waits(world.carla) == ["Samen bellen"]
    assert waits(world.carla, TODAY - timedelta(days=5)) == []
    assert waits(world.dirk) == []
    days = [row.soort for row in fetch(in_agenda(lezer_of(world.dirk), TODAY))]
    assert days == ["herzien"]
    assert fetch(in_agenda(lezer_of(world.carla), TODAY)) == []


def test_it_still_holds_with_a_reason_and_another_day(world, due, browse_as):
    carla, next_day = browse_as(world.carla), later(400)
    assert "Klopt dit besluit nog?" in reads(carla.get(due.get_absolute_url()))
    refused = carla.post(url("besluit_herzien", due), {"reden": "", "herzien_op": next_day})
    assert "reden" in refused.context["form"].errors
    carla.post(url("besluit_herzien", due), {"reden": "Het werkt.", "herzien_op": next_day})
    page = reads(carla.get(due.get_absolute_url()))
    assert "klopte het nog: Het werkt." in page
    assert "Klopt dit besluit nog?" not in page
    due.refresh_from_db()
    assert due.herzien_op == next_day
    assert waits(world.carla) == []
    assert spoor_of(due).filter(wat="herzien").count() == 1


def test_a_proposal_that_changes_it_answers_the_question_until_it_is_withdrawn(
    world, due, browse_as
):
    carla = browse_as(world.carla)
    offered = carla.get(due.get_absolute_url()).content.decode()
    assert f"{url('besluit_nieuw', due.knelpunt)}?van={due.pk}" in html.unescape(offered)
    form = carla.get(url("besluit_nieuw", due.knelpunt), {"van": due.pk}).context["form"]
    assert form["eerder"].value() == due.pk
    held = Geldigheid(opvolgt=Opvolgt(due, "trekt in"))
    newer = proposed(world, due.knelpunt, geldigheid=held)
    assert waits(world.carla) == []
    trek_voorstel_in(newer, reden="Toch niet.", by=world.carla)
    assert waits(world.carla) == ["Samen bellen"]


def test_what_is_over_is_not_looked_at_again(world, due):
    Besluit.objects.filter(pk=due.pk).update(geldt_tot=TODAY)
    assert waits(world.carla) == []


def test_nobody_but_the_team_looks_again(world, due, browse_as):
    assert browse_as(world.dirk).get(url("besluit_herzien", due)).status_code == 403


def test_the_team_does_not_look_again_long_before(world, due, browse_as):
    Besluit.objects.filter(pk=due.pk).update(herzien_op=later(100))
    answer = browse_as(world.carla).get(url("besluit_herzien", due))
    assert "opnieuw naar. Nu is te vroeg." in told(answer)


ADD = (
    "insert into overleg_herziening (besluit_id, gebruiker_id, herzien_op, reden, op)"
    " values (%s, %s, %s, 'Zo.', now())"
)


def test_by_hand_a_review_day_moves_only_with_a_reason_of_the_team_to_a_later_day(
    world, due, tried
):
    move = "update overleg_besluit set herzien_op = current_date + 900"
    assert "what was taken or withdrawn stays as it is" in tried(world.carla, move)
    closed = "row-level security"
    assert closed in tried(world.dirk, ADD, due.pk, world.dirk.pk, later(9))
    assert closed in tried(world.carla, ADD, due.pk, world.dirk.pk, later(9))
    assert closed in tried(world.carla, ADD, due.pk, world.carla.pk, TODAY)
    running = proposed(world, knelpunt(world))
    assert closed in tried(world.carla, ADD, running.pk, world.carla.pk, later(9))
    assert tried(world.carla, ADD, due.pk, world.carla.pk, later(9)) == 1
    for change in ("update overleg_herziening set reden = 'x'", "delete from overleg_herziening"):
        assert tried(world.carla, change) == 0


def test_the_team_does_not_put_off_for_ever_what_partners_agreed_to_look_at(
    world, due, browse_as, tried
):
    fields = {"reden": "Het werkt.", "herzien_op": later(3000)}
    answer = browse_as(world.carla).post(url("besluit_herzien", due), fields)
    assert "alleen met een nieuw voorstel" in answer.context["form"].errors["herzien_op"][0]
    around = "partners look again around the day"
    assert around in tried(world.carla, ADD, due.pk, world.carla.pk, later(3000))
    for change in ({"herzien_op": later(100)}, {"herzien_op": TODAY, "geldt_tot": TODAY}):
        Besluit.objects.filter(pk=due.pk).update(**change)
        assert around in tried(world.carla, ADD, due.pk, world.carla.pk, later(200))


def test_who_did_not_agree_stays_in_sight(world, browse_as):
    besluit = proposed(world, knelpunt(world), rounds=3, over=True)
    all_say(world, besluit)
    says(besluit, world.szw, world.dirk, "zorg", toelichting="Meet wat het kost.")
    objects(besluit, world.zwolle, world.bob)
    Besluit.objects.filter(pk=besluit.pk).update(ronde=4)
    besluit.refresh_from_db()
    take_it(world, besluit)
    page = reads(browse_as(world.wethouder).get(besluit.get_absolute_url()))
    kept = page[page.index("Wie het er niet mee eens was") :]
    assert re.search(r"Bezwaar dat was vervallen .*Te snel\..* Stemde in, met een zorg", kept)
    assert "Meet wat het kost." in kept
    # The first lines lead there, and it stands before who is bound and how partners came to it.
    assert "4 van 4 partners reageerden op versie 1. Wie het er niet mee eens was" in page
    assert kept.index("Bezwaar dat was vervallen") < kept.index("Wie is gebonden?")


def test_that_everybody_agreed_is_said_too(world, due, browse_as):
    page = reads(browse_as(world.bob).get(due.get_absolute_url()))
    assert "Elke partner stemde in, zonder zorg of bezwaar." in page
