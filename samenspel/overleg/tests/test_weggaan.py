"""A partner leaves by its own word; the others go on without one only together, if nothing runs."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.opgaven.actions.uitnodigen import bied_pen_aan, neem_aan, nodig_uit
from samenspel.opgaven.actions.wijzigen import stel_vaststellen_voor, stem
from samenspel.opgaven.models import Opgave, Partner, Teamlid, Uitnodiging, Wijziging
from samenspel.overleg.besluiten.models import Reactie
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.partners.actions import (
    laat_partner_gaan,
    laat_teamlid_gaan,
    stel_zonder_voor,
    verwerk_antwoordtermijnen,
)
from samenspel.overleg.tests.tafel import (
    all_say,
    asked,
    full_table,
    knelpunt,
    proposed,
    take,
)
from samenspel.overleg.tests.test_regels import kernbelang
from samenspel.overzicht.werk import mijn_werk
from samenspel.spoor import rows
from tests import factories
from tests.antwoord import told
from tests.factories import TODAY


def url(step, thing):
    return reverse(f"overleg:{step}", args=[thing.pk])


@pytest.fixture
def world(db):
    return factories.world()


def partner_of(world, organisatie):
    return Partner.objects.get(opgave=world.opgave, organisatie=organisatie)


def test_a_partner_leaves_by_its_own_word_and_what_it_said_stays(world, browse_as):
    given = factories.mandaat(world.opgave, world.college, world.carla)
    *_, afspraken = full_table(world)
    said = Reactie.objects.filter(organisatie=world.almere).count()
    lid = factories.teamlid(world.opgave, world.wethouder)
    address = url("partner_weg", partner_of(world, world.almere))
    wim = browse_as(world.wethouder)
    assert address in wim.get(reverse("opgaven:samen", args=[world.opgave.pk])).content.decode()
    text = wim.get(address).content.decode()
    assert "Mandaat “Vroege hulp bij schulden”" in text
    assert afspraken[0].titel in text
    assert "doet niet meer mee" in told(wim.post(address, follow=True))
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    assert not world.opgave.partners.filter(organisatie=world.almere).exists()
    assert not Teamlid.objects.filter(pk=lid.pk).exists()
    assert Mandaat.objects.get(pk=given.pk).ingetrokken_op == TODAY
    assert Reactie.objects.filter(organisatie=world.almere).count() == said
    assert rows.spoor_of(world.opgave).last().wat == "partner vertrokken"


def test_nobody_else_lets_a_partner_go(world, browse_as, as_user):
    address = url("partner_weg", partner_of(world, world.zwolle))
    assert "Een partner gaat zelf weg" in told(browse_as(world.carla).post(address))
    with as_user(world.carla):
        with pytest.raises(NotAllowedError):
            laat_partner_gaan(partner_of(world, world.zwolle), by=world.carla)
        assert Partner.objects.filter(organisatie=world.zwolle)._raw_delete("default") == 0
    assert world.opgave.partners.filter(organisatie=world.zwolle).exists()


def test_who_holds_the_pen_stays(world, browse_as):
    address = url("partner_weg", partner_of(world, world.vng))
    assert "Geef de pen eerst aan iemand anders in het team." in told(
        browse_as(world.carla).get(address)
    )


def test_carla_hands_the_pen_to_bob_and_then_leaves(world, browse_as):
    kernbelang(world)  # so Zwolle said itself that it takes part
    bob = factories.teamlid(world.opgave, world.bob)
    carla = browse_as(world.carla)
    samen = reverse("opgaven:samen", args=[world.opgave.pk])
    address = reverse("opgaven:pen", args=[bob.pk])
    assert address in carla.get(samen).content.decode()
    assert "Biedt u Bob de pen aan?" in carla.get(address).content.decode()
    assert "De pen is Bob aangeboden. Zij zegt zelf ja of nee." in told(carla.post(address))
    assert "De pen is aangeboden, antwoord uiterlijk" in carla.get(samen).content.decode()
    assert "Bob is al gevraagd." in carla.post(address).content.decode()
    offer = Uitnodiging.objects.get(rol="regisseur")
    stolen = carla.post(offer.get_absolute_url(), {"antwoord": "ja"})
    assert "Alleen wie is gevraagd, kan hierop antwoorden." in stolen.content.decode()
    bob_reads = browse_as(world.bob)
    assert (
        offer.get_absolute_url() in bob_reads.get(reverse("overzicht:mijn_werk")).content.decode()
    )
    asked = bob_reads.get(offer.get_absolute_url()).content.decode()
    assert "Neemt u de pen aan?" in asked
    assert "Gemeente Zwolle voert daarna de pen" in asked
    assert "U hebt nu de pen." in told(
        bob_reads.post(offer.get_absolute_url(), {"antwoord": "ja", "reden": ""})
    )
    carla = browse_as(world.carla)
    assert address not in carla.get(samen).content.decode()
    carla.post(url("teamlid_weg", world.opgave.teamleden.get(gebruiker=world.carla)))
    carla.post(url("partner_weg", partner_of(world, world.vng)))
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    [lid] = world.opgave.teamleden.all()
    assert (lid.gebruiker, lid.rol) == (world.bob, "regisseur")
    assert Opgave.objects.get(pk=world.opgave.pk).organisatie == world.zwolle
    assert not world.opgave.partners.filter(organisatie=world.vng).exists()
    done = [one.wat for one in rows.spoor_of(world.opgave)]
    assert done[-4:] == [
        "pen aangeboden",
        "pen genomen",
        "teamlid vertrokken",
        "partner vertrokken",
    ]
    kept = url("partner_weg", partner_of(world, world.zwolle))
    assert "Gemeente Zwolle voert de pen" in told(browse_as(world.bob).get(kept))


def test_only_who_holds_the_pen_offers_it_and_only_who_can_hold_it_takes_it(world, as_user, tried):
    bob = factories.teamlid(world.opgave, world.bob)
    anne = factories.teamlid(world.opgave, world.anne)
    colleague = factories.lid(world.vng, "vertegenwoordiger")
    with as_user(world.bob), pytest.raises(NotAllowedError, match="VNG voert de pen"):
        bied_pen_aan(bob, by=world.bob)
    with as_user(colleague):
        refused = pytest.raises(RuleError, match="en Anne spreekt daar niet voor")
        with refused, transaction.atomic():
            bied_pen_aan(anne, by=colleague)
        early = bied_pen_aan(bob, by=colleague)
    # Zwolle never said itself that it takes part: the pen stays where it is.
    with as_user(world.bob):
        refused = pytest.raises(DatabaseError, match="een partner die zelf zei")
        with refused, transaction.atomic():
            neem_aan(early, by=world.bob)
    kernbelang(world)
    take = (
        "update opgaven_uitnodiging set stand = 'aangenomen', beantwoord_door_id = %s, "
        "beantwoord_op = now() where id = %s"
    )
    for thief in (world.carla, world.anne, colleague):
        assert tried(thief, take, thief.pk, early.pk) != 1, thief
    forged = (
        "insert into opgaven_uitnodiging (id, opgave_id, organisatie_id, gebruiker_id, door_id, "
        "namens_id, rol, gemaakt_op, uiterlijk, stand, reden) values (gen_random_uuid(), %s, %s, "
        "%s, %s, %s, 'regisseur', now(), now()::date + 5, 'open', '')"
    )
    for who, at, namens in (
        (world.bob, world.zwolle, world.zwolle),
        (world.bob, world.zwolle, world.vng),
        (world.anne, anne.organisatie, anne.organisatie),
    ):
        assert tried(who, forged, world.opgave.pk, at.pk, who.pk, who.pk, namens.pk) != 1
    with as_user(world.bob):
        neem_aan(early, by=world.bob)
    assert Opgave.objects.get(pk=world.opgave.pk).organisatie == world.zwolle


def test_a_pen_that_went_elsewhere_is_not_taken_any_more(world, as_user):
    kernbelang(world)
    bob = factories.teamlid(world.opgave, world.bob)
    dirk = factories.teamlid(world.opgave, world.dirk)
    colleague = factories.lid(world.vng, "vertegenwoordiger")
    mine = factories.teamlid(world.opgave, colleague)
    with as_user(colleague):
        to_bob = bied_pen_aan(bob, by=colleague)
        assert bied_pen_aan(mine, by=colleague).stand == "aangenomen"
    to_bob.refresh_from_db()
    assert to_bob.stand == "ingetrokken"
    with as_user(world.bob), pytest.raises(RuleError, match="Deze uitnodiging is ingetrokken"):
        neem_aan(to_bob, by=world.bob)
    assert dirk.rol == "lid"


def test_the_others_go_on_without_one_when_each_says_yes_and_it_is_told(world, browse_as):
    address = url("partner_zonder", partner_of(world, world.zwolle))
    carla = browse_as(world.carla)
    assert "Vul dit nog in." in carla.post(address, {}).content.decode()
    carla.post(address, {"reden": "Zwolle antwoordt al een jaar niet."})
    made = Wijziging.objects.get(soort="partner weg")
    page = browse_as(world.bob).get(made.get_absolute_url()).content.decode()
    assert "Zwolle antwoordt al een jaar niet." in page
    assert "Ja, dat kan" not in page
    for speaks in (world.dirk, world.wethouder):
        assert world.opgave.partners.filter(organisatie=world.zwolle).exists()
        browse_as(speaks).post(made.get_absolute_url(), {"antwoord": "ja", **_namens(speaks)})
    assert not world.opgave.partners.filter(organisatie=world.zwolle).exists()
    [afscheid] = [row for row in _waits_on(world.bob) if row.groep.startswith("besluiten")]
    bob = browse_as(world.bob)
    page = bob.get(afscheid.url).content.decode()
    assert "De andere partners gaan verder zonder Gemeente Zwolle" in page
    bob.post(reverse("opgaven:wijziging_gelezen", args=[made.pk]))
    assert not [row for row in _waits_on(world.bob) if row.groep.startswith("besluiten")]


def _waits_on(person):
    return mijn_werk(person, TODAY).wacht_op_u


def _namens(speaks):
    return {"organisatie": speaks.lidmaatschappen.get().organisatie_id}


def test_one_no_keeps_a_partner(world):
    made = stel_zonder_voor(partner_of(world, world.zwolle), reden="Stil.", by=world.carla)
    stem(made, world.szw, ja=False, reden="Eerst bellen.", by=world.dirk)
    assert Wijziging.objects.get().stand == "gestopt"
    assert world.opgave.partners.filter(organisatie=world.zwolle).exists()


def test_while_something_runs_the_others_cannot_even_propose_it(world):
    asked(world, knelpunt(world))
    with pytest.raises(RuleError, match="van Ministerie van SZW loopt nog “Mag een briefadres"):
        stel_zonder_voor(partner_of(world, world.szw), reden="Lastig.", by=world.carla)


def test_whoever_consented_to_what_is_in_force_is_not_sent_away(world, as_user, browse_as):
    """Else the others end that without its yes."""
    zwolle = partner_of(world, world.zwolle)
    made = stel_zonder_voor(zwolle, reden="Lastig.", by=world.carla)
    taken = proposed(world, knelpunt(world), rounds=3, over=True)
    all_say(world, taken)
    take(world, taken)
    stem(made, world.szw, ja=True, by=world.dirk)
    refused = pytest.raises(DatabaseError, match="een besluit waarmee zij instemde")
    with as_user(world.wethouder), refused, transaction.atomic():
        stem(made, world.almere, ja=True, by=world.wethouder)
    page = browse_as(world.carla).get(url("partner_zonder", zwolle)).content.decode()
    assert "Gemeente Zwolle stemde in" in page
    with pytest.raises(RuleError, match="het besluit “Ruimer briefadres”, waarmee zij instemde"):
        stel_zonder_voor(zwolle, reden="Lastig.", by=world.carla)
    assert world.opgave.partners.filter(organisatie=world.zwolle).exists()


def test_what_begins_to_run_meanwhile_holds_it_too(world, as_user):
    """In the database: the last yes is refused, and nothing changes."""
    made = stel_zonder_voor(partner_of(world, world.szw), reden="Lastig.", by=world.carla)
    asked(world, knelpunt(world))
    stem(made, world.zwolle, ja=True, by=world.bob)
    refused = pytest.raises(DatabaseError, match="loopt nog een bezwaar")
    with as_user(world.wethouder), refused, transaction.atomic():
        stem(made, world.almere, ja=True, by=world.wethouder)
    assert world.opgave.partners.filter(organisatie=world.szw).exists()


def test_a_teamlid_leaves_but_not_the_last_and_not_with_a_mandaat(world, browse_as):
    with pytest.raises(RuleError, match="Carla is de laatste"):
        laat_teamlid_gaan(world.opgave.teamleden.get(), by=world.carla)
    lid = factories.teamlid(world.opgave, world.bob)
    given = factories.mandaat(world.opgave, world.college, world.bob)
    bob = browse_as(world.bob)
    refused = bob.post(url("teamlid_weg", lid)).content.decode()
    assert "Bob heeft nog mandaat: “Vroege hulp bij schulden” van College" in refused
    wim = browse_as(world.wethouder)
    wim.post(url("mandaat_intrekken", given), {"reden": "Klaar."})
    bob = browse_as(world.bob)
    assert "Gaat Bob uit het team?" in bob.get(url("teamlid_weg", lid)).content.decode()
    assert "Bob zit niet meer in het team." in told(bob.post(url("teamlid_weg", lid)))
    assert not Teamlid.objects.filter(gebruiker=world.bob).exists()
    assert rows.spoor_of(world.opgave).last().wat == "teamlid vertrokken"


def test_only_she_herself_or_her_own_organisatie_ends_a_place(world, as_user, browse_as):
    bob, dirk = (factories.teamlid(world.opgave, one) for one in (world.bob, world.dirk))
    said = browse_as(world.carla).get(url("teamlid_weg", bob))
    assert "Een partner kiest zelf wie voor hem in het team zit" in told(said)
    with as_user(world.carla):
        with pytest.raises(NotAllowedError):
            laat_teamlid_gaan(dirk, by=world.carla)
        assert Teamlid.objects.filter(pk=dirk.pk)._raw_delete("default") == 0
    with as_user(world.bob):
        laat_teamlid_gaan(bob, by=world.bob)
    assert not Teamlid.objects.filter(pk=bob.pk).exists()
    assert Teamlid.objects.filter(pk=dirk.pk).exists()


def test_an_invitation_and_a_wijziging_end_visibly_with_their_term(world):
    Opgave.objects.update(stand="concept")
    asked_one = nodig_uit(Opgave.objects.get(), world.aanbieder, by=world.carla)
    late = asked_one.uiterlijk + timedelta(days=1)
    assert verwerk_antwoordtermijnen(asked_one.uiterlijk) == 0
    assert verwerk_antwoordtermijnen(late) == 1
    assert Uitnodiging.objects.get().stand == "verlopen"
    assert verwerk_antwoordtermijnen(late) == 0


def test_who_says_nothing_of_the_first_text_holds_nobody_and_is_not_bound(world):
    """Extended once; then the silent are invited again, and the others go on."""
    Opgave.objects.update(stand="concept")
    opgave = Opgave.objects.get()
    made = stel_vaststellen_voor(opgave, by=world.carla)
    stem(made, world.zwolle, ja=True, by=world.bob)
    stem(made, world.almere, ja=True, by=world.wethouder)
    late = made.uiterlijk + timedelta(days=1)
    verwerk_antwoordtermijnen(late)
    made.refresh_from_db()
    assert (made.stand, made.verlengd) == ("open", True)
    assert made.uiterlijk > late
    assert Opgave.objects.get().stand == "concept"
    verwerk_antwoordtermijnen(made.uiterlijk + timedelta(days=1))
    assert Opgave.objects.get().stand == "vastgesteld"
    assert not opgave.partners.filter(organisatie=world.szw).exists()
    again = Uitnodiging.objects.get(organisatie=world.szw)
    assert again.stand == "open"
    assert "uitnodigingen" in [row.groep for row in _waits_on(world.dirk)]


def test_no_wijziging_of_what_was_agreed_passes_by_silence(world):
    made = stel_zonder_voor(partner_of(world, world.zwolle), reden="Stil.", by=world.carla)
    verwerk_antwoordtermijnen(made.uiterlijk + timedelta(days=1))
    assert Wijziging.objects.get().stand == "verlopen"
    assert world.opgave.partners.filter(organisatie=world.zwolle).exists()
