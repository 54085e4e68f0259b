"""The main job, once round, through the actions, as the web role with row security on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.overleg.afspraken.actions import begin_inzet, maak_afspraak, rond_af
from samenspel.overleg.besluiten.actions import (
    Gevraagd,
    bereid_besluit_voor,
    neem_besluit,
    open_ronde,
)
from samenspel.overleg.besluiten.gezag import bekrachtig
from samenspel.overleg.besluiten.reacties import reageer
from samenspel.overleg.plaatsing.actions import agendeer, beantwoord, verwerk_termijnen
from samenspel.overleg.plaatsing.rules import Advies
from samenspel.overleg.tests.tafel import SPEAKERS, objection
from samenspel.praktijk import actions as praktijk
from samenspel.praktijk.models import Casus
from samenspel.praktijk.terugkoppeling.actions import koppel_terug
from samenspel.spoor import rows
from tests import factories

TODAY = timezone.localdate()


@pytest.fixture
def world(db):
    return factories.world()


def a_casus_with_a_knelpunt(world):
    casus = praktijk.beschrijf_casus(
        titel="Gezin zonder adres", tekst="Vader krijgt geen uitkering.", gemeente=world.almere,
        by=world.anne,
    )  # fmt: skip
    knelpunt = praktijk.benoem_knelpunt(
        casus, opgave=world.opgave, titel="Briefadres geweigerd",
        omschrijving="Zonder adres geen uitkering.", oorzaak="beleid", by=world.anne,
    )  # fmt: skip
    praktijk.breng_in(casus, opgave=world.opgave, zichtbaarheid="partners", by=world.anne)
    return casus, knelpunt


def placed(world, knelpunt):
    return agendeer(
        knelpunt, world.directie, titel="Mag een briefadres?", vraag="Kan de regel ruimer?",
        uiterlijk=TODAY + timedelta(days=30), advies=Advies("landelijk", "Beleid."),
        by=world.carla,
    )  # fmt: skip


def test_a_casus_goes_once_round(world, as_user):
    with as_user(world.anne):
        casus, knelpunt = a_casus_with_a_knelpunt(world)
    with as_user(world.carla):
        agendering = placed(world, knelpunt)
    with as_user(world.dirk):
        beantwoord(agendering, stand="toegepast", antwoord="Ja, dat kan.", by=world.dirk)
    with as_user(world.carla):
        besluit = bereid_besluit_voor(
            knelpunt, titel="Ruimer briefadres", voorstel="Wij staan het toe.",
            gevraagd=[Gevraagd(world.almere, "Vroeghulp", 20_000)], by=world.carla,
        )  # fmt: skip
    for soort in ("helder", "helder", "consent"):  # a round ends once every partner spoke
        with as_user(world.carla):
            besluit = open_ronde(besluit, by=world.carla)
        for name, by in SPEAKERS.items():
            who = getattr(world, by)
            with as_user(who):
                reageer(besluit, getattr(world, name), soort=soort, by=who)
    with as_user(world.bob):
        reageer(
            besluit, world.zwolle, soort="bezwaar", toelichting="Te snel.", grond=objection(),
            by=world.bob,
        )  # fmt: skip
    with as_user(world.carla), pytest.raises(RuleError, match="Zwolle heeft bezwaar"):
        neem_besluit(besluit, by=world.carla)
    with as_user(world.bob):
        reageer(besluit, world.zwolle, soort="zorg", toelichting="Let op tempo.", by=world.bob)
    with as_user(world.carla):
        neem_besluit(besluit, by=world.carla)
        besluit.refresh_from_db()
        bijdrage = besluit.bijdragen.get()
        assert (bijdrage.mandaat, bijdrage.orgaan) == (None, world.raad)
    with as_user(world.wethouder):
        bekrachtig(bijdrage, op=TODAY, bewijs="raadsbesluit 2026-114", by=world.wethouder)
    with as_user(world.carla):
        afspraak = maak_afspraak(
            besluit, world.almere, world.wethouder, titel="Vroeghulp starten", tekst="In Almere.",
            uiterlijk=TODAY + timedelta(days=90), soort="mensen", niveau="lokaal", by=world.carla,
        )  # fmt: skip
    with as_user(world.wethouder):
        begin_inzet(afspraak, by=world.wethouder)
        rond_af(
            afspraak, resultaat="Het gezin heeft een adres.", bewijs="Het dossier.",
            les_titel="Vraag het vroeg", les_tekst="Een briefadres kan binnen een week.",
            by=world.wethouder,
        )  # fmt: skip
    with as_user(world.anne):
        koppel_terug(casus, geholpen="ja", toelichting="", by=world.anne)
        assert [g.wat for g in rows.spoor_of(casus)] == [
            "beschreven", "ingebracht", "teruggekoppeld",
        ]  # fmt: skip
    assert rows.first_break() is None


def test_silence_climbs_the_ladder_and_stops_at_the_top(world):
    _, knelpunt = a_casus_with_a_knelpunt(world)
    agendering = placed(world, knelpunt)
    late = TODAY + timedelta(days=31)
    [higher] = verwerk_termijnen(late)
    assert (higher.orgaan, higher.vorige) == (world.top, agendering)
    assert higher.uiterlijk == late + timedelta(days=30)
    assert verwerk_termijnen(late) == []
    assert verwerk_termijnen(late + timedelta(days=31)) == []
    higher.refresh_from_db()
    assert higher.stand == "verlopen"


def test_a_concept_is_seen_by_its_maker_only(world, as_user):
    with as_user(world.anne):
        casus = praktijk.beschrijf_casus(
            titel="Concept", tekst="Nog niet af.", gemeente=world.almere, by=world.anne
        )
    for other in (world.wethouder, world.carla, world.esma, None):
        with as_user(other):
            assert not Casus.objects.filter(pk=casus.pk).exists()


def test_nobody_saves_a_phone_number(world):
    with pytest.raises(RuleError, match="telefoonnummer"):
        praktijk.beschrijf_casus(
            titel="Gezin", tekst="Bel moeder op 06-12345678.", gemeente=world.almere, by=world.anne
        )


def test_only_the_organisatie_that_is_asked_answers(world):
    _, knelpunt = a_casus_with_a_knelpunt(world)
    agendering = placed(world, knelpunt)
    with pytest.raises(NotAllowedError, match="Ministerie van SZW"):
        beantwoord(agendering, stand="toegepast", antwoord="Ja", by=world.bob)


def test_a_mandaat_covers_up_to_its_amount(world):
    given = factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=50_000)
    from samenspel.overleg.besluiten.dekking import find_dekking

    assert find_dekking(world.opgave, world.almere, 50_000, TODAY).mandaat == given
    assert find_dekking(world.opgave, world.almere, 50_001, TODAY).orgaan == world.raad
