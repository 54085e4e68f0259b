"""The stubborn programme leader: one partner has an objection, and she wants her besluit.

Carla leads the team and her organisatie holds the pen. She tries whatever would get rid of the one
that is against: through the pages, and with SQL as the web process can send it. Each refusal of a
page is a Dutch sentence that says what she can do instead.
"""

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.urls import reverse

from samenspel.opgaven.actions.uitnodigen import nodig_uit
from samenspel.opgaven.models import Opgave, Partner, Teamlid, Uitnodiging, Wijziging
from samenspel.overleg.tests.tafel import knelpunt, objects, proposed
from tests import factories
from tests.antwoord import told


@pytest.fixture
def world(db):
    """Bob of Zwolle works in the team, and objects."""
    made = factories.world()
    made.bob_in_team = factories.teamlid(made.opgave, made.bob)
    made.besluit = proposed(made, knelpunt(made), rounds=3)
    objects(made.besluit, made.zwolle, made.bob)
    made.partner = made.opgave.partners.get(organisatie=made.zwolle)
    return made


@pytest.fixture
def carla(world, browse_as):
    return browse_as(world.carla)


def page(name, thing):
    return reverse(name, args=[thing.pk])


def test_she_takes_the_colleague_of_the_objector_out_of_the_team(world, carla):
    said = told(carla.post(page("overleg:teamlid_weg", world.bob_in_team)))
    assert "Alleen Bob zelf of een vertegenwoordiger van Gemeente Zwolle kan dit doen" in said
    assert Teamlid.objects.filter(pk=world.bob_in_team.pk).exists()


def test_she_takes_its_organisatie_out_of_the_partners(world, carla):
    said = told(carla.post(page("overleg:partner_weg", world.partner)))
    assert "Een partner gaat zelf weg, of als alle andere partners daarmee instemmen" in said
    assert Partner.objects.filter(pk=world.partner.pk).exists()


def test_she_asks_the_others_to_go_on_without_it(world, carla):
    sent = {"reden": "Zwolle werkt tegen."}
    said = carla.post(page("overleg:partner_zonder", world.partner), sent).content.decode()
    assert "van Gemeente Zwolle loopt nog een bezwaar bij “Ruimer briefadres”" in said
    assert not Wijziging.objects.exists()


def test_she_says_yes_for_others(world, carla):
    """Her own proposal, answered in the name of every partner."""
    sent = WORDS | {"bedoeling": "Zoals Carla het wil."}
    carla.post(page("opgaven:wijzig", world.opgave), sent)
    made = Wijziging.objects.get()
    for partner in (world.zwolle, world.szw, world.almere):
        sent = {"antwoord": "ja", "organisatie": partner.pk}
        said = carla.post(page("opgaven:wijziging", made), sent).content.decode()
        assert made.instemmingen.count() == 1, said
    assert Opgave.objects.get().bedoeling == "Rond kunnen komen"


def test_she_invites_herself_into_another_partner(world, carla):
    samen = f"{page('opgaven:samen', world.opgave)}?voeg=teamlid"
    for place in (world.anne.lidmaatschappen.get(), world.dirk.lidmaatschappen.get()):
        assert carla.post(samen, {"lid": place.pk}).status_code == 422
    assert not Uitnodiging.objects.exists()


def test_she_adds_a_friendly_partner(world, carla):
    samen = f"{page('opgaven:samen', world.opgave)}?voeg=partner"
    sent = {"organisatie": world.aanbieder.pk, "rol": "partner", "reden": "Die is wel voor."}
    said = told(carla.post(samen, sent, follow=True))
    assert "Aan de partners is gevraagd of Aanbieder De Brug mag worden uitgenodigd." in said
    assert not Uitnodiging.objects.exists()
    assert not Partner.objects.filter(organisatie=world.aanbieder).exists()


WORDS = {
    "titel": "Bestaanszekerheid", "bedoeling": "Rond kunnen komen", "versie": 1, "reden": "Haast.",
    "ronde_werkdagen": 10, "verval_na_rondes": 3, "quorum": 50,
}  # fmt: skip


@pytest.mark.parametrize(
    "wish", [{"ronde_werkdagen": 5}, {"verval_na_rondes": 1}, {"bedoeling": "Zoals Carla wil."}]
)
def test_she_shortens_the_round_or_changes_the_bedoeling_alone(world, carla, wish):
    said = told(carla.post(page("opgaven:wijzig", world.opgave), WORDS | wish, follow=True))
    assert (
        "Aan de partners is gevraagd om in te stemmen. Tot dan blijft alles zoals het is." in said
    )
    for column in wish:
        assert str(getattr(Opgave.objects.get(), column)) == str(WORDS[column])


def test_she_makes_the_round_shorter_than_any_round_may_be(world, carla):
    said = carla.post(page("opgaven:wijzig", world.opgave), WORDS | {"ronde_werkdagen": 1})
    assert said.status_code == 422
    assert not Wijziging.objects.exists()


SQL = {
    "colleague out": "delete from opgaven_teamlid where gebruiker_id = {bob}",
    "colleague moved": "update opgaven_teamlid set organisatie_id = '{vng}'"
    " where gebruiker_id = {bob}",
    "partner out": "delete from opgaven_partner where organisatie_id = '{zwolle}'",
    "partner swapped": "update opgaven_partner set organisatie_id = '{aanbieder}'"
    " where organisatie_id = '{zwolle}'",
    "partner made": "insert into opgaven_partner (opgave_id, organisatie_id, rol, toegetreden_op)"
    " values ('{opgave}', '{aanbieder}', 'partner', now())",
    "teamlid made": "insert into opgaven_teamlid (opgave_id, gebruiker_id, organisatie_id, rol)"
    " values ('{opgave}', {anne}, '{almere}', 'lid')",
    "round shortened": "update opgaven_opgave set ronde_werkdagen = 5",
    "lapse": "update opgaven_opgave set verval_na_rondes = 1, versie = versie + 1",
    "quorum": "update opgaven_opgave set quorum = 60",
    "bedoeling": "update opgaven_opgave set bedoeling = 'x', versie = versie + 1",
    "titel": "update opgaven_opgave set titel = 'x'",
    "concept again": "update opgaven_opgave set stand = 'concept'",
    "pen to another": "update opgaven_opgave set organisatie_id = '{aanbieder}'",
    "yes for zwolle": "insert into opgaven_instemming"
    " (wijziging_id, organisatie_id, gebruiker_id, ja, reden, op)"
    " values ('{wijziging}', '{zwolle}', {carla}, true, '', now())",
    "yes as bob": "insert into opgaven_instemming"
    " (wijziging_id, organisatie_id, gebruiker_id, ja, reden, op)"
    " values ('{wijziging}', '{zwolle}', {bob}, true, '', now())",
    "agreed by hand": "update opgaven_wijziging set stand = 'aangenomen'",
    "text swapped": "update opgaven_wijziging set bedoeling = 'x'",
    "invited after all": "insert into opgaven_uitnodiging (id, opgave_id, organisatie_id, rol,"
    " door_id, namens_id, gemaakt_op, uiterlijk, stand, reden) values (gen_random_uuid(),"
    " '{opgave}', '{aanbieder}', 'partner', {carla}, '{vng}', now(), now(), 'open', '')",
    "place offered for zwolle": "insert into opgaven_uitnodiging (id, opgave_id, organisatie_id,"
    " gebruiker_id, rol, door_id, namens_id, gemaakt_op, uiterlijk, stand, reden) values"
    " (gen_random_uuid(), '{opgave}', '{zwolle}', {anne}, 'teamlid', {carla}, '{vng}', now(),"
    " now(), 'open', '')",
    "done by the function": "select pas_wijziging_toe(w, o, current_date)"
    " from opgaven_wijziging w, opgaven_opgave o",
    "earlier words": "insert into opgaven_eerdereversie"
    " (opgave_id, versie, titel, bedoeling, reden, gewijzigd_door_id, gewijzigd_op)"
    " values ('{opgave}', 9, 'x', 'x', 'x', {carla}, now())",
}
"""What the web process could send in her name; refused, or it changes nothing."""


def everything():
    tables = ("opgave", "partner", "teamlid", "uitnodiging", "wijziging", "instemming")
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        found = {}
        for table in tables:
            cursor.execute(f"select t::text from opgaven_{table} t order by 1")
            found[table] = cursor.fetchall()
        return found


@pytest.mark.parametrize("wish", SQL)
def test_she_sends_sql(world, as_user, wish):
    made = Wijziging.objects.create(
        opgave=world.opgave, soort="inhoud", versie=1, titel="x", bedoeling="x",
        ronde_werkdagen=5, verval_na_rondes=1, quorum=50, reden="x", maker=world.carla,
        namens=world.vng, uiterlijk=factories.TODAY,
    )  # fmt: skip
    names = {name: getattr(one, "pk", one) for name, one in vars(world).items()}
    before = everything()
    with as_user(world.carla), connection.cursor() as cursor:
        assert touched(cursor, SQL[wish].format(**names | {"wijziging": made.pk})) == 0
        cursor.execute("select sluit_wijziging(%s, now())", [made.pk])
        assert cursor.fetchone() == ("open",)
    assert everything() == before


def touched(cursor, sql):
    """How many rows it changes; none where it is refused for want of rights."""
    try:
        with transaction.atomic():
            cursor.execute(sql)
    except ProgrammingError as error:
        if error.__cause__.sqlstate != "42501":
            raise
        return 0
    return cursor.rowcount


def test_somebody_invited_takes_her_invitation_to_another_opgave(world, as_user):
    """Esma is asked for a small opgave, and wants into this one."""
    small = factories.opgave(world.vng, world.carla, team=[world.carla], titel="Klein")
    asked = nodig_uit(small, world.aanbieder, by=world.carla)
    before = everything()
    with as_user(world.esma), connection.cursor() as cursor:
        for column in ("opgave_id", "rol", "door_id", "uiterlijk"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(
                    f"update opgaven_uitnodiging set {column} = {column} where id = %s", [asked.pk]
                )
    assert everything() == before
