"""Carla finds what many casussen share, and works on it until it is a knelpunt."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.inzichten import actions
from samenspel.inzichten.models import Navraag, Vermoeden, VermoedenCasus
from samenspel.inzichten.rows.vermoedens import navragen_to
from samenspel.inzichten.tests.groepen import (
    ADRES,
    SCHOOL,
    SLAAPT,
    THUIS,
    casussen,
    found_for,
    teksten,
    vraag,
)
from samenspel.praktijk.models import Casus, Knelpunt, Koppeling
from tests import factories
from tests.antwoord import told

NIEUW = {
    "actie": "nieuw", "simpel": "Geef een voorlopig adres.", "titel": "Geen adres, geen geld",
    "omschrijving": "Zonder briefadres geen uitkering.", "oorzaak": "beleid",
    "zichtbaarheid": "openbaar",
}  # fmt: skip


@pytest.fixture
def stad(db) -> SimpleNamespace:
    """Twelve casussen about an address and ten about school, in three gemeenten, two opgaven."""
    made = factories.world()
    made.lelystad = factories.organisatie("Gemeente Lelystad", code="GM0995")
    made.lea = factories.lid(made.lelystad, naam="Lea")
    made.gezond = factories.opgave(
        made.vng, made.carla, partners=[made.almere, made.zwolle, made.lelystad],
        team=[made.carla], titel="Gezond leven", stand="vastgesteld",
    )  # fmt: skip
    makers = [made.anne, made.bob, made.lea, made.wethouder, made.carla]
    opgaven = [made.opgave, made.gezond]
    made.adres = casussen(teksten(SLAAPT, ADRES)[:12], makers, opgaven, elk="Geen adres")
    made.school = casussen(teksten(THUIS, SCHOOL)[:10], makers, opgaven, elk="Thuis")
    return made


def zoek(world, as_user, who="carla", **fields) -> list[Vermoeden]:
    by = getattr(world, who)
    with as_user(by):
        return found_for(by, **fields)


def inhoud(vermoeden) -> set:
    links = VermoedenCasus.objects.filter(vermoeden=vermoeden)
    return set(links.values_list("casus", flat=True))


def pks(casussen) -> set:
    return {one.pk for one in casussen}


def url(name, vermoeden=None) -> str:
    return reverse(f"inzichten:{name}", args=[vermoeden.pk] if vermoeden else [])


def said(answer) -> str:
    return str(next(iter(answer.context["messages"])))


def about(world, as_user, casussen, who="carla") -> Vermoeden:
    """The vermoeden that is mostly about these casussen."""
    found = zoek(world, as_user, who)
    return max(found, key=lambda one: len(inhoud(one) & pks(casussen)))


def test_it_finds_both_and_keeps_them_apart(stad, as_user):
    found = [inhoud(one) for one in zoek(stad, as_user)]
    for subject, other in [(stad.adres, stad.school), (stad.school, stad.adres)]:
        of_this = [group for group in found if group & pks(subject)]
        assert of_this
        assert not any(group & pks(other) for group in of_this)
        assert len(set.union(*of_this)) >= 0.6 * len(subject)


def test_the_list_says_what_where_and_since_when(stad, as_user, browse_as, few_questions):
    zoek(stad, as_user)
    client = browse_as(stad.carla)
    with few_questions():
        answer = client.get(url("vermoedens"))
    rows = answer.context["page"].rijen
    assert [row.gemeenten for row in rows] == sorted((row.gemeenten for row in rows), reverse=True)
    assert {"briefadres"} & {word for row in rows for word in row.woorden}
    content = answer.content.decode()
    assert "opgaven lijken over hetzelfde te gaan" in content
    assert f"/casus/{rows[0].centraal[0].pk}/" in content


def test_the_page_shows_map_trend_laws_and_what_was_asked(stad, as_user, browse_as, few_questions):
    wet = factories.regeling("Pw", stad.szw, ruimte="individueel", ruimte_toelichting="Artikel 18.")
    knelpunt = factories.knelpunt(
        stad.bob, stad.opgave, casussen=stad.adres[:3], simpel="Bel even met de buurgemeente."
    )
    for casus in stad.adres:
        casus.regelingen.add(wet)
    found = about(stad, as_user, stad.adres)
    client = browse_as(stad.carla)
    with few_questions():
        answer = client.get(url("vermoeden", found))
    page, content = answer.context["page"], answer.content.decode()
    assert page.opgaven
    assert len(page.plekken) >= 3
    assert "Artikel 18." in content
    assert "de tabel" in content.lower()
    assert page.groei == ""  # everything came today
    if inhoud(found) & pks(stad.adres[:3]):
        assert [one.knelpunt for one in page.genoemd] == [knelpunt]
        form = client.get(url("bevestig", found)).content.decode()
        assert form.index("Bel even met de buurgemeente.") < form.index("Wat zit er vast?")
        assert form.index("Wat zou simpel helpen?") < form.index("Wat zit er vast?")


def test_rejected_is_remembered_and_can_be_undone(stad, as_user, browse_as, work_off):
    found = about(stad, as_user, stad.adres)
    count = Vermoeden.objects.count()
    client = browse_as(stad.carla)
    assert client.post(url("wijs_af", found), {"reden": ""}).status_code == 422
    answer = client.post(url("wijs_af", found), {"reden": "Toeval."}, follow=True)
    assert "komt niet terug" in said(answer)
    assert "Toeval." in answer.content.decode()
    page = client.post(url("zoek")).url
    assert work_off() == ["klaar"]
    assert "niets nieuws gevonden" in said(client.get(page, follow=True))
    assert Vermoeden.objects.count() == count
    answer = client.post(url("heropen", found), follow=True)
    assert "staat weer open" in said(answer)
    assert Vermoeden.objects.get(pk=found.pk).stand == "open"


def test_an_open_one_grows_with_what_came_in_since(stad, as_user):
    found = about(stad, as_user, stad.adres)
    before = inhoud(found)
    new = factories.casus(
        stad.bob, opgave=stad.opgave, titel="Geen adres", tekst=stad.adres[0].tekst + " Weer een."
    )
    assert zoek(stad, as_user) == []
    assert inhoud(found) >= before | {new.pk}


def test_what_belongs_to_one_knelpunt_already_is_no_news(stad, as_user):
    factories.knelpunt(stad.anne, stad.opgave, casussen=stad.adres)
    found = zoek(stad, as_user)
    assert found
    assert not any(inhoud(one) & pks(stad.adres) for one in found)


def test_only_one_opgave(stad, as_user, browse_as):
    made = zoek(stad, as_user, opgave=stad.gezond)
    inside = pks(one for one in [*stad.adres, *stad.school] if one.opgave_id == stad.gezond.pk)
    assert made
    assert all(inhoud(one) <= inside for one in made)
    client = browse_as(stad.carla)
    of_gezond = client.get(url("vermoedens"), {"opgave": stad.gezond.pk}).context["page"]
    assert len(of_gezond.rijen) == len(made)
    of_other = client.get(url("vermoedens"), {"opgave": stad.opgave.pk}).context["page"]
    assert of_other.rijen == []
    assert client.get(url("vermoedens"), {"opgave": "x"}).status_code == 200


def test_too_few_casussen_are_no_group(db, as_user, browse_as):
    world = factories.world()
    casussen(teksten(SLAAPT, ADRES)[:4], [world.anne], [world.opgave], elk="Geen adres")
    assert zoek(world, as_user) == []
    content = browse_as(world.carla).get(url("vermoedens")).content.decode()
    assert "U kunt er nu 4 lezen" in content


def test_she_sets_apart_what_does_not_belong(stad, as_user, browse_as):
    found = about(stad, as_user, stad.adres)
    every = sorted(inhoud(found))
    client = browse_as(stad.carla)
    sent = {"actie": "apart", "casussen": [str(pk) for pk in every[2:]]}
    answer = client.post(url("bevestig", found), sent, follow=True)
    assert "horen er niet meer bij" in said(answer)
    assert inhoud(found) == set(every[2:])
    answer = client.post(url("bevestig", found), {"actie": "apart"}, follow=True)
    assert "Laat minstens 5 casussen staan." in said(answer)
    sent["casussen"] = [str(pk) for pk in every]
    answer = client.post(url("bevestig", found), sent, follow=True)
    assert "Haal eerst het vinkje weg" in said(answer)


def test_the_program_splits_two_subjects(stad, as_user):
    with as_user(stad.carla):
        mixed = actions._keep(pks([*stad.adres, *stad.school]), stad.carla)
        apart = actions.splits_vermoeden(mixed, by=stad.carla)
        assert inhoud(apart) == pks(stad.school)
        assert inhoud(mixed) == pks(stad.adres)
        few = actions._keep(pks(stad.adres[:6]), stad.carla)
        with pytest.raises(RuleError, match="te weinig casussen"):
            actions.splits_vermoeden(few, by=stad.carla)


def test_no_button_that_is_always_refused(stad, as_user, browse_as):
    with as_user(stad.carla):
        five, six = (actions._keep(pks(stad.adres[:number]), stad.carla) for number in (5, 6))
        ten = actions._keep(pks([*stad.adres, *stad.school][:10]), stad.carla)
    client = browse_as(stad.carla)
    pages = [client.get(url("vermoeden", one)).content.decode() for one in (five, six, ten)]
    assert ["Zet de rest apart" in page for page in pages] == [False, True, True]
    assert ["Splits in tweeën" in page for page in pages] == [False, False, True]


def test_two_become_one_and_both_are_remembered(stad, as_user, browse_as):
    with as_user(stad.carla):
        one = actions._keep(pks(stad.adres[:6]), stad.carla)
        other = actions._keep(pks(stad.adres[6:]), stad.carla)
    client = browse_as(stad.carla)
    assert str(other.pk) in client.get(url("samen", one)).content.decode()
    answer = client.post(url("samen", one), {"ander": other.pk}, follow=True)
    assert "samengevoegd" in said(answer)
    assert inhoud(one) == pks(stad.adres)
    assert "samengevoegd met een andere" in client.get(url("vermoeden", other)).content.decode()
    assert client.post(url("samen", one), {"ander": "x"}).status_code == 404
    again = client.post(url("samen", one), {"ander": one.pk}, follow=True)
    assert "Kies een ander vermoeden" in said(again)


def test_confirmed_it_becomes_a_knelpunt_and_the_indieners_answer(stad, as_user, browse_as):
    with as_user(stad.carla):
        found = actions._keep(pks(stad.adres), stad.carla)
    client = browse_as(stad.carla)
    mine = [one for one in stad.adres if one.maker == stad.carla]
    sent = NIEUW | {
        "opgave": stad.opgave.pk, "casussen": [str(one.pk) for one in stad.adres[:10]],
    }  # fmt: skip
    answer = client.post(url("bevestig", found), sent, follow=True)
    knelpunt = Knelpunt.objects.get(titel="Geen adres, geen geld")
    assert (
        said(answer) == "Bevestigd. 8 indieners krijgen de vraag of dit ook bij hun casus speelt."
    )
    linked = Koppeling.objects.filter(knelpunt=knelpunt).values_list("casus", flat=True)
    assert set(linked) == pks(mine)
    assert inhoud(found) == pks(stad.adres[:10])
    assert "0 van 8 indieners" in answer.content.decode()
    for who, answers in [(stad.anne, "ja"), (stad.wethouder, "ja"), (stad.bob, "nee")]:
        own = next(one for one in stad.adres if one.maker == who)
        page = browse_as(who).get(reverse("praktijk:casus", args=[own.pk]))
        assert "Carla denkt dat ook dit knelpunt hier speelt" in page.content.decode()
        navraag = Navraag.objects.get(casus=own)
        done = browse_as(who).post(url("navraag", navraag), {"antwoord": answers}, follow=True)
        assert done.status_code == 200
        assert "Carla denkt" not in done.content.decode()
        assert Koppeling.objects.filter(casus=own).exists() == (answers == "ja")
    page = browse_as(stad.carla).get(reverse("praktijk:knelpunt", args=[knelpunt.pk]))
    assert "3 van 8 indieners die het gevraagd is, antwoordden: 2 keer ja" in page.content.decode()
    assert len(page.context["page"].plekken) == 2
    assert zoek(stad, as_user) == [] or not any(
        inhoud(one) & pks(stad.adres[:10]) for one in zoek(stad, as_user)
    )


def test_confirmed_as_a_knelpunt_that_is_there(stad, as_user, browse_as):
    knelpunt = factories.knelpunt(stad.anne, stad.opgave, casussen=stad.adres[:1])
    with as_user(stad.carla):
        found = actions._keep(pks(stad.adres), stad.carla)
    client = browse_as(stad.carla)
    ticked = [str(one.pk) for one in stad.adres]
    sent = {"actie": "bestaand", "knelpunt": knelpunt.pk, "casussen": ticked}
    answer = client.post(url("bevestig", found), sent, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("praktijk:knelpunt", args=[knelpunt.pk])
    # Not the one that is linked, and not her own.
    assert Navraag.objects.count() == len([c for c in stad.adres[1:] if c.maker != stad.carla])
    again = client.post(url("bevestig", found), sent, follow=True)
    assert "al beslist" in said(again)


@pytest.mark.parametrize(
    "wrong",
    [
        {"casussen": []}, {"titel": ""}, {"oorzaak": "x"}, {"opgave": "x"}, {"titel": "x" * 10**6},
        {"omschrijving": "Bel 06-12345678."}, {"casussen": ["x"]},
    ],
)  # fmt: skip
def test_what_is_filled_in_wrong_is_asked_again(stad, as_user, browse_as, wrong):
    with as_user(stad.carla):
        found = actions._keep(pks(stad.adres), stad.carla)
    ticked = [str(one.pk) for one in stad.adres]
    sent = NIEUW | {"opgave": stad.opgave.pk, "casussen": ticked} | wrong
    answer = browse_as(stad.carla).post(url("bevestig", found), sent)
    assert answer.status_code == 422
    assert "Geef een voorlopig adres." in answer.content.decode()
    assert not Knelpunt.objects.exists()


@pytest.mark.parametrize("who", ["anne", "esma"])
def test_nobody_else_finds_it(stad, as_user, browse_as, who):
    found = about(stad, as_user, stad.adres)
    client = browse_as(getattr(stad, who))
    for name in ("vermoeden", "bevestig", "samen"):
        assert client.get(url(name, found)).status_code == 404
    for name in ("wijs_af", "heropen", "splits", "bevestig", "samen"):
        assert client.post(url(name, found), {"reden": "x"}).status_code == 404
    assert client.get(url("vermoedens")).context["page"].rijen == []
    with as_user(getattr(stad, who)), pytest.raises(NotAllowedError):
        actions.wijs_vermoeden_af(found, reden="x", by=getattr(stad, who))


def test_who_is_not_signed_in_is_asked_to(stad, browse_as):
    client = browse_as(None)
    assert client.get(url("vermoedens")).status_code == 302
    assert client.post(url("zoek")).status_code == 302
    start = client.get(reverse("praktijk:start")).content.decode()
    assert url("vermoedens") not in start


def test_the_ways_to_it(stad, browse_as):
    client = browse_as(stad.carla)
    for page in (reverse("praktijk:start"), reverse("praktijk:knelpunten")):
        assert f'href="{url("vermoedens")}"' in client.get(page).content.decode()
    opgave = client.get(reverse("opgaven:detail", args=[stad.opgave.pk])).content.decode()
    assert f'href="{url("vermoedens")}?opgave={stad.opgave.pk}"' in opgave


def test_only_the_indiener_answers(stad, as_user, browse_as):
    navraag = vraag(stad, stad.anne)
    assert browse_as(stad.esma).post(url("navraag", navraag)).status_code == 404
    # A colleague reads it, but does not answer for her.
    answer = browse_as(stad.wethouder).post(url("navraag", navraag), {"antwoord": "ja"})
    assert "Alleen wie de casus heeft beschreven" in told(answer)
    with as_user(stad.wethouder):
        assert navragen_to(navraag.casus, stad.wethouder) == []
    assert Navraag.objects.get().stand == "open"


def test_a_yes_to_what_went_into_another_joins_that_one(stad, as_user, browse_as):
    target = factories.knelpunt(stad.carla, stad.opgave, titel="Het geheel")
    navraag = vraag(stad, stad.anne, opgegaan_in=target)
    with as_user(stad.anne):
        actions.beantwoord_navraag(navraag, ja=True, by=stad.anne)
        assert list(navraag.casus.knelpunten.all()) == [target]
    other = vraag(stad, stad.bob, opgegaan_in=target).casus
    page = browse_as(stad.bob).get(reverse("praktijk:casus", args=[other.pk])).content.decode()
    assert "speelt: <a" in page
    assert "Het geheel</a>" in page
    team = browse_as(stad.carla).get(reverse("praktijk:knelpunt", args=[target.pk]))
    assert "1 van 2 indieners" in team.content.decode()


def test_the_question_waits_in_mijn_werk_until_it_is_answered(stad, browse_as, few_questions):
    navraag = vraag(stad, stad.anne)
    client = browse_as(stad.anne)
    with few_questions():
        content = client.get(reverse("overzicht:mijn_werk")).content.decode()
    assert f"Carla denkt dat hier ook speelt: {navraag.knelpunt}" in content
    client.post(url("navraag", navraag), {"antwoord": "nee"})
    assert "Carla denkt" not in client.get(reverse("overzicht:mijn_werk")).content.decode()


def test_two_thousand_casussen_ask_no_more(stad, as_user, browse_as, few_questions):
    """Searched, the list, a group of hundreds and the way to confirm it."""
    texts = (teksten(SLAAPT, ADRES) + teksten(THUIS, SCHOOL)) * 28
    Casus.objects.bulk_create(
        Casus(
            organisatie=stad.zwolle, maker=stad.bob, gemeente=stad.zwolle, opgave=stad.opgave,
            titel=f"Huishouden {at}", tekst=tekst, ingebracht_op=timezone.now(),
        )
        for at, tekst in enumerate(texts)
    )  # fmt: skip
    assert len(texts) == 2016
    assert zoek(stad, as_user)
    client = browse_as(stad.carla)
    with few_questions():
        rows = client.get(url("vermoedens")).context["page"].rijen
    largest = max(rows, key=lambda row: row.aantal)
    assert largest.aantal > 50
    for name in ("vermoeden", "bevestig", "samen"):
        with few_questions():
            assert client.get(url(name, largest.vermoeden)).status_code == 200


def test_the_same_person_decides_once(stad, as_user):
    with as_user(stad.carla):
        found = actions._keep(pks(stad.adres), stad.carla)
        stale = Vermoeden.objects.get(pk=found.pk)
        actions.wijs_vermoeden_af(found, reden="Toeval.", by=stad.carla)
        knelpunt = factories.knelpunt(stad.carla, stad.opgave)
        with pytest.raises(RuleError, match="al beslist"):
            actions.bevestig_vermoeden(
                stale, casussen=pks(stad.adres), knelpunt=knelpunt, by=stad.carla
            )
    assert not Navraag.objects.exists()
