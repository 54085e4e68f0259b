"""Work is done once, for whoever asked, with her rights and no more, and can be stopped."""

import json
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.praktijk.models import Casus
from samenspel.taken import actions, work
from samenspel.taken.models import Taak
from samenspel.taken.work import AgainError, Werk, asked, do, follows
from tests import factories

AFTER = reverse("praktijk:start")
Stand = Taak.Stand


@pytest.fixture
def world(db):
    return factories.world()


@pytest.fixture
def soort():
    """Register work under a name that is forgotten after the test."""

    def register(doe, *, waits: bool = True):
        kind = (
            asked("proef", titel="Proef", daarna=lambda **_: AFTER) if waits else follows("proef")
        )
        return kind(doe)

    yield register
    work.SOORTEN.pop("proef")


def ask(world, who="anne", **nummers) -> Taak:
    return actions.begin("proef", by=getattr(world, who), **nummers)


def now(taak: Taak) -> Taak:
    return Taak.objects.get(pk=taak.pk)


def queued() -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute("select args from procrastinate_jobs where task_name = 'taak'")
        return [json.loads(args) for (args,) in cursor.fetchall()]


def test_what_is_asked_stands_in_the_queue_in_the_same_transaction(world, as_user):
    with as_user(world.anne), transaction.atomic():
        ask(world)
        transaction.set_rollback(True)
    assert (Taak.objects.count(), queued()) == (0, [])
    with as_user(world.anne):
        taak = ask(world, opgave=world.opgave.pk)
    assert queued() == [{"pk": str(taak.pk)}]
    assert taak.gegevens == {"opgave": str(world.opgave.pk)}


def test_the_same_is_not_asked_twice_at_once(world, as_user, soort):
    soort(lambda werk, **_: "Gedaan.")
    with as_user(world.anne):
        first = ask(world, x=1)
        assert ask(world, x=1) == first
        assert ask(world, x=2) != first
    with as_user(world.carla):
        assert ask(world, "carla", x=1) != first
    do(first.pk, attempt=1)
    assert (now(first).stand, now(first).uitkomst) == (Stand.KLAAR, "Gedaan.")
    with as_user(world.anne):
        assert ask(world, x=1) != first


def test_it_sees_what_she_may_see_and_nothing_more(world, as_user, soort):
    secret = factories.casus(world.anne, opgave=world.opgave, zichtbaarheid="besloten")
    seen = {}

    def look(werk: Werk) -> str:
        with werk.as_asker():
            seen[werk.asker] = set(Casus.objects.filter(pk=secret.pk))
        with pytest.raises(RuntimeError, match="as_asker"):
            Casus.objects.count()
        return ""

    soort(look)
    for who in ("anne", "bob"):
        with as_user(getattr(world, who)):
            taak = ask(world, who)
        do(taak.pk, attempt=1)
        assert now(taak).stand == Stand.KLAAR
    assert seen == {world.anne: {secret}, world.bob: set()}


def test_she_sees_her_own_and_nobody_sees_that_of_another(world, as_user, browse_as, soort):
    soort(lambda werk: "")
    mine = ask(world)
    with as_user(world.bob):
        assert list(Taak.objects.all()) == []
        actions.stop(mine)
    with as_user(None):
        assert list(Taak.objects.all()) == []
    assert not now(mine).stop_gevraagd
    page, stop = reverse("taken:taak", args=[mine.pk]), reverse("taken:stop", args=[mine.pk])
    bob = browse_as(world.bob)
    assert [bob.get(page).status_code, bob.post(stop).status_code] == [404, 404]


@pytest.mark.parametrize(
    "forged",
    [
        {"aanvrager": "carla"}, {"aanvrager": None}, {"stand": "klaar", "klaar_op": klok.now()},
        {"uitkomst": "x"}, {"gegevens": {"tekst": "Een heel verhaal. " * 30}},
    ],
)  # fmt: skip
def test_nobody_asks_in_the_name_of_another(world, as_user, forged):
    if forged.get("aanvrager"):
        forged = {"aanvrager": world.carla}
    with as_user(world.anne), pytest.raises(Error, match="policy"), transaction.atomic():
        Taak.objects.create(**{"soort": "proef", "aanvrager": world.anne} | forged)


@pytest.mark.parametrize(
    "tried",
    [
        "select * from procrastinate_jobs",
        "insert into procrastinate_jobs (queue_name, task_name) values ('default', 'termijnen')",
        "update procrastinate_jobs set args = '{}'",
        "select procrastinate_cancel_job_v1(1, true, false)",
        "select procrastinate_finish_job_v1(1, 'failed', true)",
        "select * from procrastinate_events",
        "select * from procrastinate_workers",
        "select * from procrastinate_periodic_defers",
        "update taken_taak set uitkomst = 'x'",
        "update taken_taak set gegevens = '{}'",
    ],
)
def test_the_web_role_does_not_reach_the_queue(world, as_user, tried):
    with as_user(world.anne), connection.cursor() as cursor:
        ask(world)
        with pytest.raises(Error, match="permission denied"), transaction.atomic():
            cursor.execute(tried)


def test_stop_ends_it_at_the_next_report(world, soort):
    def halted(werk: Werk) -> str:
        werk.report(10, "Begonnen")
        with werk.as_asker():
            actions.stop(werk.taak)
        werk.report(20, "Verder")
        raise AssertionError("not reached")

    soort(halted)
    taak = ask(world)
    do(taak.pk, attempt=1)
    assert (now(taak).stand, now(taak).voortgang) == (Stand.GESTOPT, 10)


def test_stopped_before_it_began_it_does_not_begin(world, as_user, soort):
    soort(lambda werk: pytest.fail("it began"))
    with as_user(world.anne):
        taak = ask(world)
        actions.stop(taak)
    do(taak.pk, attempt=1)
    assert now(taak).stand == Stand.GESTOPT


def test_who_left_gets_nothing_done(world, soort):
    soort(lambda werk: pytest.fail("it began"))
    taak = ask(world)
    type(world.anne).objects.filter(pk=world.anne.pk).update(is_active=False)
    do(taak.pk, attempt=1)
    assert now(taak).stand == Stand.GESTOPT


def test_what_may_go_well_later_is_tried_again_and_then_given_up(world, soort):
    def fail(werk: Werk) -> str:
        raise OSError("no network")

    soort(fail, waits=False)
    taak = ask(world)
    for attempt in range(1, 6):
        with pytest.raises(AgainError):
            do(taak.pk, attempt=attempt)
        assert now(taak).stand == Stand.WACHT
    with pytest.raises(OSError, match="no network"):
        do(taak.pk, attempt=6)
    assert now(taak).stand == Stand.MISLUKT
    do(taak.pk, attempt=7)  # what is given up is not done after all


def test_a_refusal_is_told_and_not_tried_again(world, soort):
    def refuse(werk: Werk) -> str:
        raise RuleError("Er zijn te weinig casussen.")

    soort(refuse)
    taak = ask(world)
    do(taak.pk, attempt=1)
    assert (now(taak).stand, now(taak).uitkomst) == (Stand.MISLUKT, "Er zijn te weinig casussen.")


def test_what_is_no_work_fails_loudly(world):
    taak = actions.begin("bestaat niet", by=world.anne)
    with pytest.raises(KeyError):
        do(taak.pk, attempt=1)
    do(uuid4(), attempt=1)  # removed meanwhile: nothing to do


# --- the page ------------------------------------------------------------------------------------


def test_the_page_shows_how_far_it_is_with_and_without_javascript(
    world, browse_as, soort, few_questions
):
    soort(lambda werk: "Gevonden.")
    taak = ask(world)
    Taak.objects.filter(pk=taak.pk).update(voortgang=40, stap="Halverwege", stand="bezig")
    address = reverse("taken:taak", args=[taak.pk])
    anne = browse_as(world.anne)
    with few_questions():
        page = anne.get(address).content.decode()
    assert 'value="40"' in page
    assert "Halverwege" in page
    assert "Kijk opnieuw" in page
    part = anne.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Halverwege" in part
    stopping = anne.post(reverse("taken:stop", args=[taak.pk]), follow=True).content.decode()
    assert "Wordt gestopt" in stopping


def test_once_done_it_leads_to_what_came_out(world, browse_as, work_off, soort):
    soort(lambda werk: "Gevonden: niets.")
    taak = ask(world)
    anne = browse_as(world.anne)
    assert work_off() == [Stand.KLAAR]
    address = reverse("taken:taak", args=[taak.pk])
    assert anne.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == AFTER
    answer = anne.get(address, follow=True)
    assert answer.redirect_chain == [(AFTER, 302)]
    assert "Gevonden: niets." in answer.content.decode()


@pytest.mark.parametrize(
    ("stand", "told"), [("gestopt", "Er is niets veranderd"), ("mislukt", "Jammer")]
)
def test_what_did_not_work_is_told(world, browse_as, soort, stand, told):
    soort(lambda werk: "")
    taak = ask(world)
    Taak.objects.filter(pk=taak.pk).update(stand=stand, klaar_op=klok.now(), uitkomst="Jammer")
    page = browse_as(world.anne).get(reverse("taken:taak", args=[taak.pk])).content.decode()
    assert told in page
    assert "Kijk opnieuw" not in page
