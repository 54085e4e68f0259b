"""A small world in which every kind of thing is there, in every state that offers a step."""

from datetime import timedelta

from django.utils import timezone

from samenspel.inzichten import actions as inzichten
from samenspel.inzichten.models import Navraag, Vermoeden, VermoedenCasus
from samenspel.inzichten.tests.groepen import ADRES, SCHOOL, SLAAPT, THUIS, casussen, teksten
from samenspel.leren import actions as leren
from samenspel.leren.models import Variant
from samenspel.opgaven.actions.uitnodigen import nodig_uit, vraag_om_teamlid, wijs_aan
from samenspel.opgaven.models import Belang, Opgave, Wijziging
from samenspel.organisaties.models import Gebruiker, Lidmaatschap
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.actions import wijzig_voorstel
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.tests import tafel
from samenspel.praktijk.models import Casus, Heropening, Knelpunt, Koppeling, Les
from samenspel.verhalen.models import Aanwijzing, Citaat, Verhaal, Verhaalpagina
from tests import factories

TODAY = timezone.localdate()
CODE = "ABCD-EFGH-JKMN-PQRS"
"""Of a verhaal that nobody signed in for."""
SENTENCE = "Niemand belt ons terug."


def make():
    """The cast with a full table, and around it what the other rooms can do."""
    world = factories.world()
    Opgave.objects.filter(pk=world.opgave.pk).update(zichtbaarheid="openbaar")
    world.opgave.refresh_from_db()
    world.baas = factories.lid(world.almere, factories.ROL.BEHEERDER, naam="Bea")
    Lidmaatschap.objects.create(gebruiker=world.anne, organisatie=world.zwolle)
    factories.teamlid(world.opgave, world.bob)
    concept = factories.opgave(world.vng, world.carla, team=[world.carla], titel="Nog een concept")
    done = factories.opgave(world.vng, world.carla, team=[world.carla], titel="Klaar")
    Opgave.objects.filter(pk=done.pk).update(stand="afgerond", zichtbaarheid="openbaar")
    Belang.objects.create(
        opgave=world.opgave, organisatie=world.zwolle, maker=world.bob, titel="Dichtbij", kern=True
    )
    world.about, *_ = tafel.full_table(world)
    tafel.asked(world, world.about, orgaan=world.college, afwijking="Almere gaat erover.")
    factories.mandaat(world.opgave, world.college, world.bob)
    factories.orgaan(world.vng, "Bestuur", "landelijk")
    Gebruiker.objects.filter(pk=world.esma.pk).update(voorbeeld=True, doet="Kijkt rond.")
    world.nieuw = tafel.proposed(world, world.about)
    _besluiten(world)
    world.antwoorden = _samen(world, concept)
    _praktijk(world)
    _leren(world)
    _verhalen(world)
    _inzichten(world)
    kinds = (Opgave, Knelpunt, Agendering, Besluit, Afspraak, Variant, Verhaal, Vermoeden)
    world.dingen = [row for kind in kinds for row in kind.objects.all()]
    world.dingen += world.antwoorden
    world.dingen += Casus.objects.filter(maker=world.anne)
    return world


def _samen(world, concept) -> list:
    """Who is asked, and what partners must agree on: also what was done without Zwolle."""
    today = {"uiterlijk": TODAY, "opgave": world.opgave}
    asked = [nodig_uit(concept, at, by=world.carla) for at in (world.zwolle, world.almere)]
    asked += [vraag_om_teamlid(world.opgave, world.szw, by=world.carla)]
    asked += [wijs_aan(world.opgave, world.anne, world.almere, by=world.wethouder)]
    tekst = {
        "versie": 1, "titel": "Rondkomen", "bedoeling": "Anders", "ronde_werkdagen": 15,
        "verval_na_rondes": 3, "quorum": 50, "reden": "Scherper.", "maker": world.carla,
        "namens": world.vng,
    }  # fmt: skip
    made = [Wijziging.objects.create(soort="inhoud", **tekst, **today)]
    gone = {"soort": "partner weg", "stand": "aangenomen", "organisatie": world.zwolle}
    made += [Wijziging.objects.create(**gone, **tekst, **today)]
    return [*asked, *made]


def _besluiten(world) -> None:
    """A question open, all said, changed since somebody spoke, and too few who spoke.

    One taken is due to be looked at again; of one its partner objects elsewhere on a kernbelang.
    """
    asked = tafel.proposed(world, world.about, rounds=1)
    tafel.says(asked, world.zwolle, world.bob, "vraag", toelichting="Wie betaalt?")
    tafel.all_say(world, tafel.proposed(world, world.about, rounds=3))
    changed = tafel.proposed(world, world.about, rounds=3, over=True)
    tafel.says(changed, world.zwolle, world.bob)
    new = {"titel": "Ruimer", "voorstel": "Wij staan het u toe.", "versie": 1}
    wijzig_voorstel(changed, by=world.carla, **new)
    tafel.says(tafel.proposed(world, world.about, rounds=3, over=True), world.zwolle, world.bob)
    Besluit.objects.filter(stand=Besluit.Stand.GENOMEN).update(herzien_op=TODAY)
    elsewhere = tafel.proposed(world, tafel.knelpunt(world), rounds=3)
    kern = Belang.objects.get(opgave=world.opgave, organisatie=world.zwolle, kern=True)
    tafel.objects(elsewhere, world.zwolle, world.bob, kern)
    tafel.proposed(world, world.about, rounds=3)


def _praktijk(world) -> None:
    mine = factories.casus(world.anne, opgave=world.opgave, titel="Met een plan")
    Koppeling.objects.create(casus=mine, knelpunt=world.about)
    factories.maatregel(mine)
    factories.kostenpost(mine, "doormodderen", 1000)
    Heropening.objects.create(
        casus=mine, knelpunt=world.about, organisatie=world.almere, plek="afspraak",
        mist="Er belde niemand.",
    )  # fmt: skip
    theirs = factories.casus(world.bob, opgave=world.opgave, titel="Van een ander")
    Koppeling.objects.create(casus=theirs, knelpunt=world.about)
    factories.maatregel(theirs, wat="Een vaste begeleider")
    ready = factories.casus(world.anne, ingebracht=False, zichtbaarheid="besloten")
    Koppeling.objects.create(casus=ready, knelpunt=world.about)
    factories.casus(world.anne, ingebracht=False, zichtbaarheid="besloten", titel="Leeg")
    gone = factories.knelpunt(world.carla, world.opgave, titel="Ook zonder adres")
    Knelpunt.objects.filter(pk=gone.pk).update(opgegaan_in=world.about)
    factories.knelpunt(world.carla, world.opgave, titel="Geen postbus")
    for by in (world.carla, world.bob):
        Les.objects.create(
            organisatie=by.lidmaatschappen.first().organisatie, maker=by, opgave=world.opgave,
            knelpunt=world.about, titel="Vraag het vroeg", tekst="Dat scheelt.",
        )  # fmt: skip


def _leren(world) -> None:
    now = {"titel": "Bellen", "aanpak": "Wij bellen.", "context": "Een stad.", "by": world.anne}
    made = leren.beschrijf_variant(world.about, sinds=TODAY - timedelta(days=90), **now)
    leren.leg_uitkomst_vast(
        made, maat="huishoudens zonder nieuwe schuld", aantal=60, geslaagd=41,
        van=TODAY - timedelta(days=80), tot=TODAY - timedelta(days=10), bron="Eigen telling",
        by=world.anne,
    )  # fmt: skip
    leren.beschrijf_variant(
        world.about, sinds=TODAY - timedelta(days=90), tot=TODAY - timedelta(days=1),
        vraag="Helpt het?", ruimte="artikel 3 Wgs", **now,
    )  # fmt: skip
    leren.neem_over(made, by=world.bob)


def _verhalen(world) -> None:
    factories.verhaal(world.almere, world.opgave, nagelezen=False)
    factories.verhaal(world.almere, world.opgave, code=CODE)
    factories.verhaal(world.almere, world.opgave, maker=world.anne)
    read = factories.verhaal(
        world.almere, world.opgave, citeren=True, tekst=f"Mijn zoon zit thuis. {SENTENCE}"
    )
    Citaat.objects.create(verhaal=read, tekst=SENTENCE)
    Aanwijzing.objects.create(verhaal=read, knelpunt=world.about)
    Verhaalpagina.objects.create(opgave=world.opgave)


def _inzichten(world) -> None:
    texts = teksten(SLAAPT, ADRES)[:7] + teksten(THUIS, SCHOOL)[:7]
    alike = casussen(texts, [world.dirk], [world.opgave], elk="Geval", zichtbaarheid="partners")
    for stand in ("open", "open", "afgewezen"):
        made = Vermoeden.objects.create(maker=world.carla, stand=stand)
        world.vermoeden = made if stand == "open" else world.vermoeden
        VermoedenCasus.objects.bulk_create(
            VermoedenCasus(vermoeden=made, casus=one) for one in alike
        )
    world.taak = inzichten.zoek_vermoedens(by=world.carla)
    mine = Casus.objects.get(titel="Met een plan")
    other = factories.knelpunt(world.carla, world.opgave, titel="Post raakt kwijt")
    Navraag.objects.create(casus=mine, knelpunt=other, maker=world.carla)
