"""`samenspel controleer`: each rule broken once, behind the back of every check, and reported."""

import pytest
from django.db import connection

from samenspel.basis.errors import RuleError
from samenspel.overleg import controle
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit, Reactie
from samenspel.overleg.tests import tafel
from samenspel.project.cli import main
from samenspel.project.controle import controleer
from tests import factories


@pytest.fixture
def world(db):
    return factories.world()


@pytest.fixture
def taken(world):
    """A besluit that was taken by the rules, with one mandaat, one orgaan and an afspraak."""
    factories.mandaat(world.opgave, world.college, world.wethouder, bedrag=50_000)
    *_, besluit, _ = tafel.full_table(world)
    return besluit


def found():
    """The rules that are broken, by name, and what is told."""
    lines: list[str] = []
    number = controleer(lines.append, lines.append)
    names = [line[1 : line.index("]")] for line in lines if line.startswith("[")]
    assert number == len(names)
    return names, "\n".join(lines)


def behind(statement, *values):
    """Write as the owner, with every trigger off."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("set local session_replication_role = origin")


def says(besluit, organisatie, by, **fields):
    """Put a reaction there that no page would have taken."""
    last = besluit.reacties.filter(organisatie=organisatie).order_by("versie").last()
    values = {
        "fase": "besluitvorming",
        "ronde": besluit.ronde,
        "voorstelversie": besluit.versie,
        "versie": last.versie + 1 if last else 1,
        "toelichting": "Nee.",
    }
    return Reactie.objects.create(
        besluit=besluit, organisatie=organisatie, gebruiker=by, **values | fields
    )


def test_what_was_done_by_the_rules_is_whole(taken):
    names, told = found()
    assert names == [], told
    assert "2 besluiten en voorstellen nagelopen, en het hele spoor: 0 gebreken." in told


def test_an_objection_that_stood(world, taken):
    says(taken, world.zwolle, world.bob, soort="bezwaar")
    names, told = found()
    assert "bezwaar" in names
    assert f"[bezwaar] besluit {taken.pk}: Genomen op" in told
    assert "Gemeente Zwolle heeft bezwaar" in told


def test_rounds_on_one_day_with_an_objection_in_them(world, taken):
    says(taken, world.zwolle, world.bob, soort="bezwaar")
    says(taken, world.zwolle, world.bob, soort="consent")
    assert found()[0] == []
    for ronde in (1, 2):
        taken.versies.create(
            nummer=ronde + 1, ronde=ronde, titel="T", voorstel="V", gebruiker=world.carla
        )
    behind("update overleg_reactie set op = op + interval '1 day' where soort = 'consent'")
    names, told = found()
    assert "hele ronde" in names
    assert "Ronde 1 telt mee, en duurde korter dan haar termijn" in told


def test_an_objection_on_a_kernbelang_also_one_that_went_along(world, taken):
    says(taken, world.vng, world.carla, soort="bezwaar", kern=True)
    assert "kernbelang" in found()[0]
    behind("delete from overleg_reactie where kern")
    other = Besluit.objects.exclude(pk=taken.pk).get()
    said = says(other, world.vng, world.carla, soort="bezwaar", kern=True)
    assert found()[0] == []
    behind("update overleg_reactie set op = %s where id = %s", taken.gemaakt_op, said.pk)
    assert found()[0] == ["kernbelang"]


def test_a_round_that_was_too_short(world, taken):
    behind(
        "delete from overleg_reactie where besluit_id = %s and organisatie_id = %s",
        taken.pk,
        world.vng.pk,
    )
    assert found()[0] == []
    behind(
        "update overleg_besluit set sluit_op = genomen_op::date - 1, gewijzigd_op = "
        "genomen_op::date - 3, geopend_op = genomen_op::date - 3 where id = %s",
        taken.pk,
    )
    names, told = found()
    assert names == ["termijn"]
    assert "Nog niet gereageerd: VNG. De ronde loopt tot en met" in told


def test_silence_that_was_taken_for_a_yes(taken):
    behind("delete from overleg_reactie where besluit_id = %s", taken.pk)
    names, told = found()
    assert {"stilte", "ja", "gebonden zonder ja"} <= set(names)
    assert "0 van 4 partners reageerden" in told
    assert "Geen enkele partner stemt in" in told


def test_a_joint_besluit_that_says_it_is_of_all(taken):
    behind("update overleg_besluit set gezamenlijk = true where id = %s", taken.pk)
    assert found()[0] == ["stilte"]


def test_power_of_whoever_did_not_consent(world, taken):
    behind(
        "update overleg_besluit set bevoegd_id = %s, bevoegdheid = 'Alles' where id = %s",
        world.raad.organisatie_id,
        taken.pk,
    )
    assert found()[0] == []
    rijk = factories.organisatie("Rijk van niemand")
    behind("update overleg_besluit set bevoegd_id = %s where id = %s", rijk.pk, taken.pk)
    assert found()[0] == ["ja"]


def test_a_mandaat_that_its_holder_did_not_use(taken):
    behind("delete from overleg_aanvaarding")
    names, told = found()
    assert names == ["gebonden zonder ja"]
    assert "heeft dit niet op haar mandaat toegezegd" in told


def test_whoever_objects_elsewhere_on_a_kernbelang_was_not_waited_for(world, taken):
    other = tafel.proposed(world, tafel.knelpunt(world), rounds=3, over=True)
    says(other, world.zwolle, world.bob, soort="bezwaar", kern=True)
    behind("update overleg_reactie set op = op - interval '90 days' where kern")
    assert found()[0] == []
    behind("delete from overleg_reactie where not kern and organisatie_id = %s", world.zwolle.pk)
    names, told = found()
    assert "stilte" in names
    assert "en zei nog niet of dat ook hier geldt" in told


def test_a_mandaat_of_somebody_else_too_late_and_with_too_little_room(world, taken):
    bound = taken.bijdragen.get(mandaat__isnull=False)
    behind("update overleg_mandaat set bedrag = 1 where id = %s", bound.mandaat_id)
    assert found()[0] == ["ruimte van het mandaat"]
    behind("update overleg_mandaat set bedrag = null, eindigt_op = begint_op + 1, "
           "begint_op = begint_op - 900 where id = %s", bound.mandaat_id)  # fmt: skip
    behind("update overleg_mandaat set eindigt_op = begint_op + 1 where id = %s", bound.mandaat_id)
    assert found()[0] == ["mandaat geldt"]
    behind("update overleg_mandaat set eindigt_op = begint_op + 9000, gever_id = %s where id = %s",
           world.directie.pk, bound.mandaat_id)  # fmt: skip
    assert found()[0] == ["eigen mandaat"]


def test_an_orgaan_without_proof(taken):
    waits = taken.bijdragen.filter(mandaat=None).first()
    behind("update overleg_bijdrage set bekrachtigd_op = now()::date where id = %s", waits.pk)
    assert found()[0] == ["orgaan met bewijs"]
    behind("update overleg_bijdrage set bewijs = 'Ja.' where id = %s", waits.pk)
    assert found()[0] == ["orgaan met bewijs"]
    behind("update overleg_bijdrage set bewijs = 'besluit 1' where id = %s", waits.pk)
    assert found()[0] == []
    behind(
        "update overleg_bijdrage set bekrachtigd_op = null, afgewezen = true,"
        " vervallen_reden = 'Nee.', vervallen_op = '2020-1-1' where id = %s",
        waits.pk,
    )  # fmt: skip
    assert found()[0] == ["orgaan met bewijs"]


def test_a_reaction_of_whoever_never_took_part(taken):
    stranger = factories.organisatie("Gemeente Nergenshuizen")
    says(taken, stranger, taken.maker, soort="consent")
    names, told = found()
    assert names == ["reactie van een partner"]
    assert "Gemeente Nergenshuizen reageerde, en doet niet mee." in told


def test_an_afspraak_before_its_besluit_or_of_more_than_was_asked(taken):
    one = Afspraak.objects.order_by("pk").first()
    behind("update overleg_afspraak set gemaakt_op = gemaakt_op - interval '1 year' "
           "where id = %s", one.pk)  # fmt: skip
    assert found()[0] == ["afspraak na besluit"]
    behind(
        "update overleg_afspraak set gemaakt_op = gemaakt_op + interval '1 year' where id = %s",
        one.pk,
    )
    behind("update opgaven_inzet set bedrag = 90000 where id = %s", one.inzet_id)
    names, told = found()
    assert "afspraak binnen bijdrage" in names
    assert "kan nog" in told
    behind("update opgaven_inzet set bedrag = 0 where id = %s", one.inzet_id)
    behind("update overleg_afspraak set afwijking = '' where id = %s", one.pk)
    assert found()[0] == ["afspraak zoals besloten"]


def test_a_partner_and_a_teamlid_that_never_said_yes(world, taken):
    assert "Deden al mee voordat er uitnodigingen waren, en niet meegeteld:" in found()[1]
    stranger = factories.organisatie("Gemeente Nergenshuizen")
    behind("insert into opgaven_partner (opgave_id, organisatie_id, rol, toegetreden_op) "
           "values (%s, %s, 'partner', now()::date)", world.opgave.pk, stranger.pk)  # fmt: skip
    behind("insert into opgaven_teamlid (opgave_id, gebruiker_id, organisatie_id, rol) "
           "values (%s, %s, %s, 'lid')",
           world.opgave.pk, factories.lid(stranger).pk, stranger.pk)  # fmt: skip
    names, told = found()
    assert names == ["partner na een ja", "teamlid na een ja"]
    assert "Gemeente Nergenshuizen doet mee, en zei dat nooit zelf." in told


def test_a_spoor_that_somebody_changed(taken):
    behind("update spoor_gebeurtenis set inhoud = '{}' where volgnummer = 1")
    names, told = found()
    assert names == ["spoor"]
    assert "De inhoud van gebeurtenis 1 is gewijzigd." in told


def test_what_was_taken_before_these_rules_is_counted_apart(taken):
    behind("delete from overleg_reactie where besluit_id = %s", taken.pk)
    behind("update overleg_besluit set eerdere_regels = true where id = %s", taken.pk)
    names, told = found()
    assert names == []
    assert "Genomen onder eerdere regels, en niet meegeteld: 1 besluiten." in told


def test_many_besluiten_are_read_in_parts(taken, monkeypatch):
    monkeypatch.setattr(controle, "AT_ONCE", 1)
    behind("delete from overleg_reactie where besluit_id = %s", taken.pk)
    counts: list[int] = []
    assert "ja" in [one.regel for one in controle.gebreken(counts.append)]
    assert counts == [1, 1]


def test_whoever_does_not_read_everything_is_refused(world, as_user):
    with as_user(world.anne), pytest.raises(RuleError, match="leest niet alles"):
        controleer(print, print)


def test_partners_are_those_of_the_day_that_it_was_taken(world, taken):
    running = Besluit.objects.exclude(pk=taken.pk).get()
    behind("delete from overleg_reactie where besluit_id = %s", running.pk)
    behind("delete from opgaven_partner where organisatie_id = %s", world.zwolle.pk)
    behind(
        "update opgaven_opgave set ronde_werkdagen = 60, quorum = 100 where id = %s",
        world.opgave.pk,
    )
    assert found()[0] == []
    taken.refresh_from_db()
    assert str(world.zwolle.pk) in taken.tafel["partners"]


def test_a_bijdrage_asks_only_for_a_power_that_the_besluit_uses(taken):
    behind("update overleg_bijdrage set bevoegdheid = true where besluit_id = %s", taken.pk)
    names, told = found()
    assert "eigen bevoegdheid" in names
    assert "Het besluit gebruikt geen bevoegdheid van Gemeente Almere." in told


def test_the_command_ends_badly_when_a_rule_is_broken(taken, capsys):
    assert main(["controleer"]) == 0
    behind("delete from overleg_reactie where besluit_id = %s", taken.pk)
    assert main(["controleer"]) == 1
    assert f"[ja] besluit {taken.pk}" in capsys.readouterr().out
