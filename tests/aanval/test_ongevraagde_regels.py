"""The ghostwriter: she wants her own lines, and a link, in the mail and calendar of others.

What she may write is a title. Between the lines that are ours, a title with a break in it would be
a line of hers, and whoever reads it trusts the sender. She tries every break there is: in a form,
past the forms, and past the program.
"""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse

from samenspel.basis.regel import EenRegelField, one_line
from samenspel.organisaties.models import Gebruiker
from samenspel.overleg.tests import tafel
from samenspel.overzicht.meldingen import verstuur_melding
from samenspel.praktijk.models import Knelpunt
from tests import factories, volle_tafel
from tests.formulieren import read

HERS = "Lees eerst dit: https://kwaad.example/"
BREAKS = [*"\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\r\n", "\n\n"]
STEERING = [*"\x01\x08\x1b\x7f\x9b\u202a\u202e\u2066\u2069"]
"""What moves a cursor, or makes text read backwards."""
OURS = [
    (model, field)
    for app in apps.get_app_configs()
    if app.name.startswith("samenspel.")
    for model in app.get_models()
    for field in model._meta.local_concrete_fields
    if type(field) in (models.CharField, EenRegelField) and not field.choices
]


@pytest.fixture
def world(db):
    world = factories.world()
    world.knelpunt = factories.knelpunt(world.anne, world.opgave)
    return world


def mailed(person: Gebruiker, mailbox: list) -> str:
    Gebruiker.objects.filter(pk=person.pk).update(gemaild_op=None)
    assert verstuur_melding(person, volle_tafel.TODAY)
    return mailbox[-1].body


def is_a_line_of_hers(text: str) -> bool:
    return any(line.startswith(HERS[:10]) for line in text.splitlines())


@pytest.mark.parametrize("end", BREAKS)
def test_a_title_from_a_form_is_one_line_in_the_mail(world, browse_as, mailoutbox, end):
    page = reverse("praktijk:knelpunt_wijzig", args=[world.knelpunt.pk])
    browser = browse_as(world.anne)
    [form] = [one for one in read(browser, page).forms if one.view == "praktijk:knelpunt_wijzig"]
    answer = browser.post(form.url, form.filled() | {"titel": f"Geen adres{end}{HERS}"})
    assert answer.status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    body = mailed(world.carla, mailoutbox)
    assert f"- Geen adres {HERS}\n" in body
    assert not is_a_line_of_hers(body)


@pytest.mark.parametrize("end", BREAKS)
def test_a_title_past_the_forms_is_one_line_in_mail_and_calendar(world, client, mailoutbox, end):
    asked = tafel.asked(world, world.knelpunt, titel=f"Help{end}{HERS}")
    assert asked.titel == f"Help {HERS}"
    [reader] = Gebruiker.objects.filter(
        lidmaatschappen__organisatie=asked.aan, lidmaatschappen__rol="vertegenwoordiger"
    )
    body = mailed(reader, mailoutbox)
    assert f"- Help {HERS}" in body
    assert not is_a_line_of_hers(body)
    agenda = client.get(reverse("overzicht:kalender", args=[reader.account.kalender_sleutel]))
    unfolded = agenda.content.decode().replace("\r\n ", "")
    assert f"Help {HERS}" in unfolded
    assert not is_a_line_of_hers(unfolded.replace("\\n", "\n"))


@pytest.mark.parametrize("sign", BREAKS + STEERING)
def test_no_statement_stores_a_break(world, sign):
    refused = pytest.raises(IntegrityError, match="een_regel")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update praktijk_knelpunt set titel = %s", [f"Geen adres{sign}{HERS}"])


def test_what_is_one_line_stays_as_it_is(world):
    for text in [
        "Zorg én werk: 'n plan",
        "\N{WOMAN}\u200d\N{PERSONAL COMPUTER} thuis",
        "a-b & c/d",
    ]:
        assert one_line(text) == text
        Knelpunt.objects.update(titel=text)
        assert Knelpunt.objects.get().titel == text


def test_every_column_of_one_line_is_guarded_in_the_database(db):
    """But for the words of the spoor: they are listed, and sealed as they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint"
            " where conname = 'een_regel'"
        )
        guarded = dict(cursor.fetchall())
    for model, field in OURS:
        table = model._meta.db_table
        if table.startswith("spoor_"):
            continue
        assert isinstance(field, EenRegelField), (model, field.name)
        assert f"({field.column})::text !~" in guarded[table], (table, field.name)
