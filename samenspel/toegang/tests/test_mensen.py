"""A beheerder says who works for her organisatie, and in which role."""

import json
import re
import smtplib
from uuid import uuid4

import pytest
from django.urls import reverse

from samenspel.basis.errors import GoneError, NotAllowedError, RuleError
from samenspel.organisaties.models import Account, Gebruiker, Lidmaatschap
from samenspel.spoor.models import Gebeurtenis
from samenspel.toegang.actions import mensen
from tests import factories, sleutels

MENSEN = reverse("toegang:mensen")
NIEUW = reverse("toegang:mens_nieuw")
ROL = Lidmaatschap.Rol
HUGE = "x" * 1_000_000
JAN = {"naam": "Jan", "email": "jan@almere.example", "functie": "Regisseur", "rol": "medewerker"}


@pytest.fixture
def world(db):
    world = factories.world()
    world.bea = factories.lid(world.almere, ROL.BEHEERDER, naam="Bea")
    return world


def lid(gebruiker):
    return Lidmaatschap.objects.get(gebruiker=gebruiker)


def page(name, gebruiker):
    return reverse(f"toegang:{name}", args=[lid(gebruiker).pk])


def told(answer):
    return answer.content.decode()


def last_act():
    act = Gebeurtenis.objects.order_by("-volgnummer")[0]
    return act.wat, act.soort, json.loads(act.inhoud)


# Looking


def test_a_member_sees_her_colleagues_and_whom_to_ask_and_changes_nothing(
    world, browse_as, few_questions
):
    for number in range(30):
        factories.lid(world.almere, naam=f"Collega {number:02}")
    browser = browse_as(world.anne)
    with few_questions():
        text = told(browser.get(MENSEN))
    assert "Mensen van Gemeente Almere" in text
    assert "Vraag het Bea" in text
    assert "33 collega&#x27;s" in text or "33 collega's" in text
    assert text.count('<li class="rij">') == 25
    assert "Pagina 1 van 2" in text
    assert NIEUW not in text
    assert world.wethouder.account.email not in text
    assert "Dirk" not in text


def test_she_finds_a_colleague_by_name_or_functie(world, browse_as):
    Lidmaatschap.objects.filter(gebruiker=world.wethouder).update(functie="Wethouder zorg")
    browser = browse_as(world.anne)
    for text in ("wim", "ZORG"):
        shown = told(browser.get(MENSEN, {"q": text}))
        assert "1 collega<" in shown
        assert "Wethouder zorg" in shown
    for text in ("niemand zo", HUGE, "a\x00' --"):
        assert "Niemand gevonden" in told(browser.get(MENSEN, {"q": text, "pagina": "-9"}))


def test_who_has_no_beheerder_reads_what_to_do(world, browse_as):
    assert "nog geen beheerder" in told(browse_as(world.bob).get(MENSEN))


def test_people_of_another_organisatie_do_not_exist_here(world, browse_as):
    browser = browse_as(world.bea)
    for other in (world.szw.pk, uuid4(), "onzin"):
        assert browser.get(MENSEN, {"organisatie": other}).status_code == 404
        assert browser.get(NIEUW, {"organisatie": other}).status_code == 404
    assert browser.get(page("mens", world.dirk)).status_code == 404
    assert browser.post(page("mens_verwijder", world.dirk)).status_code == 404
    assert browser.get(reverse("toegang:mens", args=[10**30])).status_code == 404
    assert Lidmaatschap.objects.filter(gebruiker=world.dirk).exists()


def test_who_works_for_two_chooses(world, browse_as):
    Lidmaatschap.objects.create(gebruiker=world.bea, organisatie=world.szw, rol=ROL.MEDEWERKER)
    browser = browse_as(world.bea)
    assert f"?organisatie={world.szw.pk}" in told(browser.get(MENSEN))
    there = browser.get(MENSEN, {"organisatie": world.szw.pk})
    assert "Mensen van Ministerie van SZW" in told(there)
    assert NIEUW not in told(there)
    assert browser.get(NIEUW, {"organisatie": world.szw.pk}).status_code == 403


def test_a_visitor_signs_in_first(world, browse_as):
    addresses = [MENSEN, NIEUW, page("mens", world.anne)]
    browser = browse_as(None)
    assert {browser.get(one).status_code for one in addresses} == {302}


def test_the_profile_leads_there(world, browse_as):
    text = told(browse_as(world.anne).get(reverse("toegang:profiel")))
    assert f'href="{MENSEN}?organisatie={world.almere.pk}"' in text


def test_who_is_in_no_organisatie_has_no_colleagues(world, browse_as):
    Lidmaatschap.objects.filter(gebruiker=world.anne).delete()
    assert browse_as(world.anne).get(MENSEN).status_code == 404


# Adding


def test_a_new_colleague_gets_a_link_chooses_a_password_and_is_in(
    world, browse_as, mailoutbox, settings, work_off
):
    settings.SITE_URL = "https://samen.example"
    browser = browse_as(world.bea)
    said = told(browser.post(NIEUW, JAN | {"email": " Jan@Almere.Example"}, follow=True))
    assert "Jan hoort nu bij Gemeente Almere en krijgt een mail" in said
    assert "koos nog geen wachtwoord" in said
    account = sleutels.account_of("jan@almere.example")
    assert (account.email, account.wachtwoord) == ("jan@almere.example", "")
    jan = account.gebruiker
    assert lid(jan).functie == "Regisseur"
    wat, soort, inhoud = last_act()
    assert (wat, soort, inhoud["object"]) == ("lid toegevoegd", "organisatie", str(world.almere.pk))
    assert (inhoud["gebruiker"], inhoud["rol"]) == (jan.pk, "medewerker")
    work_off()
    [mail] = mailoutbox
    assert mail.to == ["jan@almere.example"]
    assert mail.subject == "Samenspel: u kunt meedoen namens Gemeente Almere"
    assert "Bea heeft u toegevoegd" in mail.body
    assert "&" not in mail.body
    link = re.search(r"https://samen\.example(/\S+/)\n", mail.body).group(1)
    browser.logout()
    new = dict.fromkeys(("new_password1", "new_password2"), "een heel nieuw geheim woord")
    form = browser.get(link, follow=True)
    assert "jan@almere.example" in told(form)
    sleutels.work_as(None)
    assert "U bent nu ingelogd" in told(browser.post(form.request["PATH_INFO"], new, follow=True))


def test_an_existing_account_gets_the_membership_and_no_mail(world, browse_as, mailoutbox):
    sleutels.give_password(world.dirk, "een goed geheim woord")
    typed = JAN | {"email": world.dirk.account.email.upper(), "naam": "Iemand anders"}
    said = told(browse_as(world.bea).post(NIEUW, typed, follow=True))
    assert "Dirk hoort nu bij Gemeente Almere en kon al inloggen" in said
    assert Gebruiker.objects.get(pk=world.dirk.pk).naam == "Dirk"
    assert Lidmaatschap.objects.filter(gebruiker=world.dirk).count() == 2
    assert mailoutbox == []


def test_an_address_with_an_apostrophe_is_an_address(world, browse_as, mailoutbox, work_off):
    browse_as(world.bea).post(NIEUW, JAN | {"email": "g.o'brien@almere.example"})
    work_off()
    assert mailoutbox[0].to == ["g.o'brien@almere.example"]
    assert "Daarna logt u in met g.o'brien@almere.example." in mailoutbox[0].body


def test_somebody_is_added_once_however_the_address_is_written(world, browse_as):
    typed = JAN | {"email": world.anne.account.email.upper()}
    text = told(browse_as(world.bea).post(NIEUW, typed))
    assert "Anne hoort al bij Gemeente Almere" in text
    assert 'value="Jan"' in text
    assert lid(world.anne).rol == ROL.MEDEWERKER


def test_a_letter_that_looks_the_same_is_another_address(world, browse_as, mailoutbox):
    Account.objects.filter(pk=world.dirk.pk).update(email="dirki@szw.example")
    browse_as(world.bea).post(NIEUW, JAN | {"email": "dırkı@szw.example"})
    assert Lidmaatschap.objects.filter(gebruiker=world.dirk).count() == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"naam": ""}, "Vul dit nog in."),
        ({"email": ""}, "Vul dit nog in."),
        ({"rol": ""}, "Kies een van de mogelijkheden."),
        ({"rol": "koning"}, "Kies een van de mogelijkheden."),
        ({"email": "geen adres"}, "e-mailadres"),
        ({"naam": HUGE}, "120"),
        ({"email": HUGE + "@almere.example"}, "150"),
        ({"functie": HUGE}, "120"),
        ({"naam": "J\x00n"}, "Null"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    world, browse_as, mailoutbox, change, says
):
    before = Gebruiker.objects.count()
    answer = browse_as(world.bea).post(NIEUW, JAN | change)
    text = told(answer)
    assert answer.status_code == 422
    assert says in text
    assert "Dit kan nog niet worden opgeslagen" in text
    assert "Regisseur" in text or "functie" in change
    assert Gebruiker.objects.count() == before
    assert mailoutbox == []


def test_an_empty_form_keeps_asking(world, browse_as):
    assert told(browse_as(world.bea).post(NIEUW, {})).count("Vul dit nog in.") >= 2


def test_a_closed_account_and_an_address_of_two_are_refused(world, browse_as):
    Gebruiker.objects.filter(pk=world.dirk.pk).update(is_active=False)
    Account.objects.filter(pk=world.esma.pk).update(email=world.bob.account.email.upper())
    browser = browse_as(world.bea)
    assert "gesloten" in told(browser.post(NIEUW, JAN | {"email": world.dirk.account.email}))
    assert "meer dan één account" in told(
        browser.post(NIEUW, JAN | {"email": world.bob.account.email})
    )


def test_without_mail_she_is_added_and_mailed_later(
    world, browse_as, mailoutbox, monkeypatch, work_off
):
    def no_mail(*_):
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as failing:
        failing.setattr("samenspel.toegang.actions.wachtwoord.send_mail", no_mail)
        browse_as(world.bea).post(NIEUW, JAN)
        assert work_off() == ["wacht"]
    assert work_off() == ["klaar"]
    assert mailoutbox[0].to == ["jan@almere.example"]


def test_who_was_removed_meanwhile_is_not_welcomed(world, browse_as, mailoutbox, work_off):
    browse_as(world.bea).post(NIEUW, JAN)
    with sleutels.owner():
        sleutels.account_of("jan@almere.example").gebruiker.lidmaatschappen.all().delete()
    assert work_off() == ["klaar"]
    assert mailoutbox == []


def test_an_address_that_tries_to_add_a_line_to_the_mail_is_refused(world, browse_as, mailoutbox):
    typed = JAN | {"email": "jan@almere.example\nBcc: ieder@kwaad.example"}
    assert browse_as(world.bea).post(NIEUW, typed).status_code == 422
    assert mailoutbox == []


# Changing and removing


def test_a_beheerder_changes_role_and_functie(world, browse_as, few_questions):
    browser = browse_as(world.bea)
    with few_questions():
        assert "Medewerker van Gemeente Almere" in told(browser.get(page("mens", world.anne)))
    typed = {"rol": ROL.VERTEGENWOORDIGER, "functie": "Regisseur"}
    said = told(browser.post(page("mens", world.anne), typed, follow=True))
    assert "Anne is nu vertegenwoordiger" in said
    assert (lid(world.anne).rol, lid(world.anne).functie) == (ROL.VERTEGENWOORDIGER, "Regisseur")
    wat, _, inhoud = last_act()
    assert wat == "lid gewijzigd"
    assert (inhoud["was"], inhoud["rol"]) == ("medewerker", "vertegenwoordiger")


@pytest.mark.parametrize("typed", [{}, {"rol": "koning"}, {"rol": HUGE}])
def test_a_wrong_role_changes_nothing(world, browse_as, typed):
    text = told(browse_as(world.bea).post(page("mens", world.anne), typed))
    assert "Dit kan nog niet worden opgeslagen" in text
    assert len(text) < 100_000
    assert lid(world.anne).rol == ROL.MEDEWERKER


def test_the_only_beheerder_stays(world, browse_as):
    browser = browse_as(world.bea)
    text = told(browser.post(page("mens", world.bea), {"rol": ROL.MEDEWERKER}))
    assert "Dit is de enige beheerder" in text
    said = told(browser.post(page("mens_verwijder", world.bea), follow=True))
    assert "Dit is de enige beheerder" in said
    assert lid(world.bea).rol == ROL.BEHEERDER
    keeps = {"rol": ROL.BEHEERDER, "functie": "Chef"}
    assert browser.post(page("mens", world.bea), keeps).status_code == 302
    assert lid(world.bea).functie == "Chef"


def test_with_a_second_beheerder_she_may_go_and_lands_on_her_profile(world, browse_as):
    Lidmaatschap.objects.filter(gebruiker=world.anne).update(rol=ROL.BEHEERDER)
    browser = browse_as(world.bea)
    answer = browser.post(page("mens_verwijder", world.bea), follow=True)
    assert answer.status_code == 200
    assert "Bea hoort niet meer bij Gemeente Almere" in told(answer)
    assert not Lidmaatschap.objects.filter(gebruiker=world.bea).exists()


def test_who_is_removed_keeps_her_account_and_work(world, browse_as):
    casus = factories.casus(world.anne, opgave=world.opgave)
    browser = browse_as(world.bea)
    address = page("mens_verwijder", world.anne)
    assert browser.get(address).status_code == 405
    said = told(browser.post(address, follow=True))
    assert "Anne hoort niet meer bij Gemeente Almere" in said
    assert last_act()[0] == "lid verwijderd"
    assert browser.post(address).status_code == 404
    assert Gebruiker.objects.get(pk=world.anne.pk).is_active
    casus.refresh_from_db()


def test_a_member_without_the_role_is_refused_by_page_action_and_database(world, browse_as):
    browser = browse_as(world.wethouder)
    here = lid(world.anne)
    assert browser.get(NIEUW).status_code == 403
    assert browser.post(NIEUW, JAN).status_code == 403
    assert browser.post(page("mens", world.anne), {"rol": ROL.BEHEERDER}).status_code == 403
    assert browser.post(page("mens_verwijder", world.anne)).status_code == 403
    sleutels.work_as(world.wethouder)
    with pytest.raises(NotAllowedError, match="Alleen een beheerder van Gemeente Almere"):
        mensen.voeg_mens_toe(world.almere, **JAN, by=world.wethouder)
    with pytest.raises(NotAllowedError):
        mensen.wijzig_rol(here, rol=ROL.BEHEERDER, functie="", by=world.wethouder)
    with pytest.raises(NotAllowedError):
        mensen.verwijder_mens(here, by=world.wethouder)
    assert Lidmaatschap.objects.filter(pk=here.pk).update(rol=ROL.BEHEERDER) == 0


def test_who_lost_the_role_a_moment_ago_is_refused_after_the_lock(world, as_user):
    Lidmaatschap.objects.filter(gebruiker=world.anne).update(rol=ROL.BEHEERDER)
    with as_user(world.bea):
        here = lid(world.wethouder)
        assert mensen.wijzig_rol(here, rol=ROL.MEDEWERKER, functie="", by=world.bea)
    # Bea still holds what she read before Anne took her role away.
    Lidmaatschap.objects.filter(gebruiker=world.bea).update(rol=ROL.MEDEWERKER)
    with as_user(world.bea), pytest.raises(NotAllowedError, match="Alleen een beheerder"):
        mensen.verwijder_mens(here, by=world.bea)


def test_who_is_already_gone_is_not_removed_twice(world, as_user):
    here = lid(world.anne)
    Lidmaatschap.objects.filter(pk=here.pk).delete()
    with as_user(world.bea), pytest.raises(GoneError, match="al verwijderd"):
        mensen.verwijder_mens(here, by=world.bea)


def test_an_organisatie_outside_the_registers_gets_its_first_beheerder(db):
    made = mensen.maak_organisatie("BRUG", "aanbieder", "De Brug")
    assert (made.bron, made.soort) == ("Zelf toegevoegd", "aanbieder")
    assert "wachtwoord" in mensen.maak_beheerder("esma@brug.example", "Esma", "BRUG")
    for wrong in (("BRUG", "aanbieder", "Nog een"), ("X", "club", "Club"), ("", "regio", "Leeg")):
        with pytest.raises(RuleError):
            mensen.maak_organisatie(*wrong)
