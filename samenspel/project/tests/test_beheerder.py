"""`samenspel beheerder`: the first person of an organisatie, who can then add the others."""

import re

import pytest

from samenspel.organisaties.models import Gebruiker, Lidmaatschap
from samenspel.project.cli import main
from samenspel.spoor.models import Gebeurtenis
from tests import factories, sleutels


@pytest.fixture
def almere(db):
    return factories.organisatie("Gemeente Almere", code="GM0034")


def test_the_first_beheerder_is_made_chooses_a_password_and_adds_people(
    almere, capsys, browse_as, settings
):
    settings.SITE_URL = "https://samen.example"
    assert main(["beheerder", "Bea@Almere.example", "Bea", "gm0034"]) == 0
    link = re.search(r"https://samen\.example(/\S+/)", capsys.readouterr().out).group(1)
    bea = sleutels.account_of("bea@almere.example").gebruiker
    act = Gebeurtenis.objects.get()
    assert (act.wat, act.wie_id, act.object_id) == ("beheerder aangewezen", None, almere.pk)
    browser = browse_as(None)
    form = browser.get(link, follow=True)
    new = dict.fromkeys(("new_password1", "new_password2"), "een goed geheim woord")
    browser.post(form.request["PATH_INFO"], new)
    sleutels.work_as(bea)
    typed = {"naam": "Jan", "email": "jan@almere.example", "rol": "medewerker"}
    assert "Jan hoort nu bij" in browser.post("/mensen/nieuw/", typed, follow=True).content.decode()


def test_whoever_was_a_member_becomes_beheerder(almere, capsys):
    anne = factories.lid(almere, naam="Anne")
    for _ in range(2):
        assert main(["beheerder", anne.account.email, "Een andere naam", "GM0034"]) == 0
    lid = Lidmaatschap.objects.get(gebruiker=anne)
    assert (lid.rol, str(lid.gebruiker)) == ("beheerder", "Anne")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["geen adres", "Bea", "GM0034"], "geen e-mailadres"),
        (["bea@almere.example", "Bea", "GM9999"], "Er zijn 0 organisaties met code GM9999"),
        (["bea@almere.example", "Bea", ""], "code"),
        (["bea@almere.example", "", "GM0034"], "naam"),
        (["bea@almere.example", "B" * 200, "GM0034"], "naam"),
        (["b" * 200 + "@almere.example", "Bea", "GM0034"], "e-mailadres"),
    ],
)
def test_what_cannot_be_is_one_line_and_makes_nobody(almere, capsys, typed, told):
    assert main(["beheerder", *typed]) == 1
    assert told in capsys.readouterr().err
    assert not Gebruiker.objects.exists()
