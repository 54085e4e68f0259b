"""Ribbon, opgave page, tafel, organisation page, Mijn werk, mail and calendar say the same.

What they must say stands in `standen.py`; each test here is one place, with every state in it.
"""

from collections import Counter
from random import Random
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenspel.opgaven.models import Partner
from samenspel.opgaven.wachten import fetch
from samenspel.organisaties.models import Lidmaatschap
from samenspel.overleg import open as open_
from samenspel.overleg import pages, rows
from samenspel.overleg.models import Agendering, Besluit
from samenspel.overleg.partners.rows import loopt_van
from samenspel.overleg.tafel.pages import DELEN, tafel_page
from samenspel.overleg.vervolg import knelpunten_of, vervolg_of
from samenspel.overzicht import lus, wachten, werk
from samenspel.overzicht.meldingen import zet_meldingen_klaar
from samenspel.overzicht.termijnen import termijnen
from samenspel.overzicht.tests.standen import FAR, PARTNERS, STANDEN, TODAY, put, titel
from samenspel.praktijk.models import Knelpunt
from tests import factories

SPEAKER = {"almere": "wethouder", "zwolle": "bob", "szw": "dirk", "vng": "carla"}
READERS = ("carla", "bob", "dirk", "wethouder", "anne", "esma")
BEFORE = {"te_plaatsen", "te_besluiten", "terug_op_tafel", "te_herzien"}
BEFORE_A_PROPOSAL = {"te plaatsen", "bereid een besluit voor", "terug op tafel", "klopt het nog?"}


def people_of(on):
    """Who finds it on her Mijn werk: the team is Carla, each partner has one who speaks."""
    return {"carla" if one == "team" else SPEAKER.get(one, one) for one in on}


def partners_of(on):
    """Which partners it waits on; Anne works for Almere."""
    return {"almere" if one == "anne" else one for one in on} & set(PARTNERS)


@pytest.fixture(autouse=True)
def no_limits(monkeypatch):
    """Show everything of each kind: how lists are cut is another question."""
    monkeypatch.setattr(wachten, "EACH", 100)
    monkeypatch.setattr(werk, "PER_SOORT", 100)
    monkeypatch.setattr(pages, "SHOWN", 100)
    monkeypatch.setattr("samenspel.overleg.tafel.pages.PER_PAGE", 500)


@pytest.fixture
def cast(db):
    """The fixed cast; somebody who made an afspraak for Almere works there no more."""
    world = factories.world()
    world.gone = factories.lid(world.almere, naam="Vera")
    world.gone.lidmaatschappen.all().delete()
    return world


@pytest.fixture
def world(cast):
    """Every state at once."""
    for stand in STANDEN:
        put(cast, stand)
    return cast


def waits(stands=STANDEN):
    """Everything that must wait: its title, and on whom."""
    return {titel(s, thing): on for s in stands for thing, on in s.waits.items()}


def on(*who):
    """What must wait on any of these."""
    return {titel for titel, they in waits().items() if set(they) & set(who)}


def test_every_state_there_is_stands_in_the_specification():
    assert {s.vraag for s in STANDEN} >= set(Agendering.Stand.values)
    assert {s.voorstel for s in STANDEN} >= set(Besluit.Stand.values)
    assert len({s.naam for s in STANDEN}) == len(STANDEN)


def test_the_opgave_page_says_all_that_waits_and_is_needed_now(world, as_user):
    have_time = {titel(s, "afspraak") for s in STANDEN if s.op == FAR}
    for reader in ("carla", "bob", "anne"):
        with as_user(getattr(world, reader)):
            shown = wachten.nu_nodig([world.opgave.pk])
        assert {rij.titel for rij in shown} == waits().keys() - have_time


def test_the_opgave_page_says_how_each_of_them_stands(world, as_user):
    with as_user(world.bob):
        tags = {rij.titel: rij.tag for rij in wachten.nu_nodig([world.opgave.pk])}
    for stand in STANDEN:
        for thing, tag in stand.tags.items():
            assert tags[titel(stand, thing)] == tag


def test_the_opgave_page_says_who_waits_on_whom(world, as_user):
    with as_user(world.bob):
        said = wachten.wie_wacht_op_wie([world.opgave.pk])
    owed = Counter(name for on in waits().values() for name in partners_of(on))
    kort = {name: getattr(world, name).kort for name in PARTNERS}
    assert {name: sum(_total(one) for one in said if one.op == kort[name]) for name in kort} == owed
    assert {one.op for one in said} == set(kort.values())


def _total(waits):
    return sum(int(part.split()[0]) for part in waits.wat)


def test_whoever_closes_the_opgave_sees_all_of_it(world, as_user):
    with as_user(world.carla):
        shown = pages.openstaand(rows.van_opgaven([world.opgave.pk], TODAY)).rijen
    assert {rij.titel for rij in shown} == waits().keys()


def test_the_tafel_holds_all_but_what_the_team_has_not_proposed_yet(world, as_user):
    with as_user(world.bob):
        shown = {rij.titel: rij for deel in DELEN for rij in tafel_page(deel).rijen}
        needed = wachten.nu_nodig([world.opgave.pk])
    with_team = {rij.titel for rij in needed if rij.tag in BEFORE_A_PROPOSAL}
    assert shown.keys() == waits().keys() - with_team
    for rij in needed:
        if rij.titel in shown:
            assert (shown[rij.titel].tag, shown[rij.titel].url) == (rij.tag, rij.url)


def test_the_tafel_holds_the_rest_among_what_is_done(world, as_user):
    with as_user(world.bob):
        for deel in DELEN:
            busy, done = (
                {rij.titel for rij in tafel_page(deel, klaar=k).rijen} for k in (False, True)
            )
            assert not busy & done


def test_the_page_of_an_organisatie_says_what_it_owes(world, as_user):
    for name in PARTNERS:
        with as_user(world.bob):
            parts = rows.van_organisatie(getattr(world, name), TODAY)
            shown = pages.openstaand(parts).rijen
        owed = {titel for titel, on in waits().items() if name in partners_of(on)}
        assert {rij.titel for rij in shown} == owed


def test_a_partner_leaves_once_it_owes_nothing_but_a_reaction(world, as_user):
    reactions = {titel(s, "voorstel") for s in STANDEN}
    for name in PARTNERS:
        with as_user(world.carla):
            runs = loopt_van(world.opgave, getattr(world, name)).open
        owed = {titel for titel, on in waits().items() if name in partners_of(on)}
        assert {row.titel for row in runs} == owed - reactions


def test_mijn_werk_holds_what_waits_on_the_reader_and_nothing_else(world, as_user):
    for reader in READERS:
        who = getattr(world, reader)
        with as_user(who):
            shown = werk.mijn_werk(who, TODAY).wacht_op_u
        mine = {titel for titel, on in waits().items() if reader in people_of(on)}
        assert {rij.titel for rij in shown} == mine
        assert len(shown) == len(mine)


def test_the_team_waits_for_all_that_waits_on_others(world, as_user):
    with as_user(world.carla):
        shown = werk.mijn_werk(world.carla, TODAY).ik_wacht_op
    others = {titel for titel, on in waits().items() if people_of(on) - {"carla"}}
    assert {rij.titel for rij in shown} == others
    with as_user(world.bob):
        assert werk.mijn_werk(world.bob, TODAY).ik_wacht_op == []


def test_the_first_mail_is_mijn_werk(world, mailoutbox, work_off):
    zet_meldingen_klaar(TODAY)
    work_off()
    bodies = {address: mail.body for mail in mailoutbox for address in mail.to}
    for reader in READERS:
        body = bodies.get(getattr(world, reader).account.email, "")
        mailed = {one for one in waits() if f"- {one}" in body}
        assert mailed == {titel for titel, on in waits().items() if reader in people_of(on)}


def test_the_calendar_holds_every_term_of_mijn_werk_and_every_day_to_look_again(world, as_user):
    reviews = {(titel(s, "besluit"), s.herzien_op) for s in STANDEN if s.herzien_op}
    for reader in READERS:
        who = getattr(world, reader)
        with as_user(who):
            page = werk.mijn_werk(who, TODAY)
            dated = {(rij.titel, rij.termijn) for rij in termijnen(who)}
        steps = {"volgende stap"}  # the round is over: its term has no meaning any more
        terms = {
            (rij.titel, rij.termijn)
            for rij in [*page.wacht_op_u, *page.ik_wacht_op]
            if rij.termijn and rij.tag not in steps
        }
        assert dated == terms | (reviews if reader in SPEAKER.values() else set())


def test_the_ribbon_counts_what_the_page_below_it_says(world, as_user):
    for reader in ("carla", "bob"):
        with as_user(getattr(world, reader)):
            needed = wachten.nu_nodig([world.opgave.pk])
            steps = lus.lus_of_opgave([world.opgave.pk]).stappen
        proposals = sum(rij.titel.endswith("voorstel") for rij in needed)
        said = {step.label: step.tag for step in steps if step.tag}
        assert said == {
            "knelpunten": f"{sum(rij.tag == 'te plaatsen' for rij in needed)} te plaatsen",
            "geplaatst": f"{sum('stil' in rij.tag for rij in needed)} zonder antwoord",
            "besluiten": f"{proposals} nog niet genomen",
            "afspraken": f"{sum('te laat' in rij.tag for rij in needed)} te laat",
        }


def test_the_page_of_a_knelpunt_offers_first_what_waits_on_the_team(world, as_user):
    first = {"te plaatsen": "Plaats dit knelpunt", "ja": "Bereid een besluit voor"}
    with as_user(world.carla):
        for knelpunt in Knelpunt.objects.filter(opgegaan_in=None):
            [*offered] = pages.next_steps(knelpunt, vervolg_of(knelpunten_of(knelpunt)))
            said = offered[0].label if offered[0].nadruk else ""
            asked = open_.te_besluiten().filter(knelpunt__in=knelpunten_of(knelpunt)).exists()
            unplaced = open_.te_plaatsen().filter(pk=knelpunt.pk).exists()
            should = first["te plaatsen"] if unplaced else first["ja"] if asked else ""
            assert said == should, knelpunt.titel


def test_an_outsider_sees_nothing_of_it_anywhere(world, as_user):
    world.opgave.zichtbaarheid = "openbaar"
    world.opgave.save()
    ids = [world.opgave.pk]
    for reader in (world.esma, None):
        with as_user(reader):
            assert wachten.nu_nodig(ids, takes_part=False) == []
            assert wachten.wie_wacht_op_wie(ids) == []
            assert [tafel_page(deel).rijen for deel in DELEN] == [[]] * len(DELEN)
            shown = [rows.van_organisatie(getattr(world, name), TODAY) for name in PARTNERS]
            assert [pages.openstaand(parts).rijen for parts in shown] == [[]] * len(PARTNERS)
            steps = lus.lus_of_opgave(ids, takes_part=False).stappen
            assert {(step.aantal, step.tag) for step in steps} == {(0, "")}


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.randoms(use_true_random=False))
def test_in_any_world_the_places_agree_for_every_reader(cast, as_user, random: Random):
    """Other people, partners, teams and visibilities; no oracle, each place against the others."""
    with transaction.atomic():
        scramble(cast, random)
        for reader in READERS:
            who = type(cast.anne).objects.get(pk=getattr(cast, reader).pk)
            with as_user(who):
                agree(cast, who)
        transaction.set_rollback(True)


def scramble(world: SimpleNamespace, random: Random) -> None:
    for stand in random.sample(STANDEN, 8):
        put(world, stand)
    for model in (Knelpunt, Agendering, Besluit):
        for row in model.objects.all():
            seen = random.choice(["openbaar", "partners", "team", "organisatie"])
            model.objects.filter(pk=row.pk).update(zichtbaarheid=seen)
    if random.random() < 0.3:
        Partner.objects.filter(organisatie=world.zwolle).delete()
    if random.random() < 0.3:
        factories.teamlid(world.opgave, world.dirk)
    rol = random.choice(Lidmaatschap.Rol.values)
    Lidmaatschap.objects.filter(gebruiker=world.wethouder).update(rol=rol)


def agree(world: SimpleNamespace, who) -> None:
    ids = [world.opgave.pk]
    everything = fetch(rows.van_opgaven(ids, TODAY))
    titles = {row.titel for row in everything}
    on_table = {rij.titel for deel in DELEN for rij in tafel_page(deel).rijen}
    before = {row.titel for row in everything if row.soort in BEFORE}
    assert on_table == titles - before
    orgs = {
        row.titel
        for name in PARTNERS
        for row in fetch(rows.van_organisatie(getattr(world, name), TODAY))
    }
    waiting_orgs = {one.op for one in wachten.wie_wacht_op_wie(ids)}
    assert bool(orgs) == bool(waiting_orgs)
    page = werk.mijn_werk(who, TODAY)
    own = {rij.titel for rij in page.wacht_op_u}
    assert own <= titles
    if page.ik_wacht_op:
        assert own | {rij.titel for rij in page.ik_wacht_op} == titles
    counted = {step.label: step.tag for step in lus.lus_of_opgave(ids).stappen}
    te_plaatsen = sum(row.soort == "te_plaatsen" for row in everything)
    assert ("te plaatsen" in counted.get("knelpunten", counted.get("knelpunt", ""))) == bool(
        te_plaatsen
    )
