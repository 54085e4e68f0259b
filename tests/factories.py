"""Plain functions that make test data, and the fixed cast."""

from datetime import date, timedelta
from itertools import count
from types import SimpleNamespace

from django.utils import timezone

from samenspel.opgaven.actions.uitnodigen import neem_aan, nodig_uit
from samenspel.opgaven.models import Opgave, Partner, Teamlid
from samenspel.organisaties.models import (
    Account,
    Gebruiker,
    Indeling,
    Lidmaatschap,
    Orgaan,
    Organisatie,
    Regeling,
)
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk.models import (
    Casus,
    Doorbraakplan,
    Knelpunt,
    Koppeling,
    Kostenpost,
    Maatregel,
)
from samenspel.verhalen import rules as verhalen
from samenspel.verhalen.models import Verhaal

number = count(1)
ROL = Lidmaatschap.Rol
TODAY = timezone.localdate()


def organisatie(naam, soort="gemeente", **fields):
    code = fields.pop("code", f"XX{next(number):04}")
    return Organisatie.objects.create(naam=naam, soort=soort, code=code, **fields)


def lid(of, rol=ROL.MEDEWERKER, naam=""):
    n = next(number)
    gebruiker = Gebruiker.objects.create(naam=naam or f"Gebruiker {n}")
    Account.objects.create(
        gebruiker=gebruiker, inlognaam=f"gebruiker{n}", email=f"gebruiker{n}@example.org"
    )
    Lidmaatschap.objects.create(gebruiker=gebruiker, organisatie=of, rol=rol)
    return gebruiker


def orgaan(of, naam="College", niveau="lokaal", **fields):
    return Orgaan.objects.create(organisatie=of, naam=naam, niveau=niveau, **fields)


def regeling(afkorting="Pw", ministerie=None, **fields):
    defaults = {
        "naam": "Participatiewet",
        "uitvoerder": "gemeente",
        "niveaus": ["lokaal"],
        "leefgebieden": ["inkomen"],
        "peildatum": date(2017, 5, 10),
    }
    made = Regeling.objects.create(afkorting=afkorting, **(defaults | fields))
    if ministerie:
        made.ministeries.add(ministerie)
    return made


def opgave(of, maker, *, partners=(), team=(), **fields):
    defaults = {"titel": "Bestaanszekerheid", "bedoeling": "Rond kunnen komen"}
    made = Opgave.objects.create(
        organisatie=of, maker=maker, begint_op=date(2026, 1, 1), **(defaults | fields)
    )
    for partner in {of, *partners}:
        Partner.objects.create(opgave=made, organisatie=partner, toegetreden_op=date(2026, 1, 1))
    for gebruiker in team:
        teamlid(made, gebruiker)
    return made


def teamlid(opgave, gebruiker):
    at = gebruiker.lidmaatschappen.first().organisatie
    return Teamlid.objects.create(opgave=opgave, gebruiker=gebruiker, organisatie=at)


def treedt_toe(opgave, organisatie, *, uit, door, rol="partner"):
    """Let `uit` invite an organisatie to a concept, and `door` say yes for it."""
    asked = nodig_uit(opgave, organisatie, rol=rol, by=uit)
    neem_aan(asked, versie=opgave.versie, by=door)
    return opgave.partners.get(organisatie=organisatie)


def casus(maker, *, opgave=None, gemeente=None, ingebracht=True, **fields):
    at = maker.lidmaatschappen.first().organisatie
    defaults = {"titel": "Gezin met schulden", "tekst": "Moeder heeft schulden."}
    return Casus.objects.create(
        organisatie=at,
        maker=maker,
        opgave=opgave,
        gemeente=gemeente or at,
        ingebracht_op=timezone.now() if ingebracht else None,
        **(defaults | fields),
    )


def knelpunt(maker, opgave, *, casussen=(), **fields):
    at = maker.lidmaatschappen.first().organisatie
    defaults = {
        "titel": "Briefadres geweigerd",
        "omschrijving": "Zonder adres geen uitkering.",
        "oorzaak": "beleid",
    }
    made = Knelpunt.objects.create(
        organisatie=at, maker=maker, opgave=opgave, **(defaults | fields)
    )
    for one in casussen:
        Koppeling.objects.create(casus=one, knelpunt=made)
    return made


def agendering(knelpunt, orgaan, **fields):
    """A question to `orgaan` by the maker of `knelpunt`, for the partners to read."""
    defaults = {
        "titel": knelpunt.titel, "vraag": "Mag dit?", "uiterlijk": date(2026, 12, 1),
        "advies": "lokaal", "advies_reden": "Het is lokaal beleid.", "zichtbaarheid": "partners",
    }  # fmt: skip
    return Agendering.objects.create(
        organisatie=knelpunt.organisatie, maker=knelpunt.maker, opgave=knelpunt.opgave,
        knelpunt=knelpunt, orgaan=orgaan, aan=orgaan.organisatie, **(defaults | fields),
    )  # fmt: skip


def maatregel(casus, **fields):
    plan, _ = Doorbraakplan.objects.get_or_create(casus=casus)
    defaults = {
        "wat": "Eén vaste begeleider",
        "legitimiteit": 3,
        "betrokkenheid": 2,
        "rendement": 2,
    }
    return Maatregel.objects.create(plan=plan, **(defaults | fields))


def kostenpost(casus, pad, bedrag, betaler_soort="gemeente", **fields):
    plan, _ = Doorbraakplan.objects.get_or_create(casus=casus)
    defaults = {"wat": "Begeleiding", "laag": bedrag, "waarschijnlijk": bedrag, "hoog": bedrag}
    return Kostenpost.objects.create(
        plan=plan, pad=pad, betaler_soort=betaler_soort, **(defaults | fields)
    )


def verhaal(gemeente, opgave=None, *, maker=None, code="", nagelezen=True, **fields):
    """A verhaal of somebody without an account; with `code` it can be found back."""
    defaults = {"tekst": "Mijn zoon zit thuis. Niemand belt terug.", "thema": "onderwijs"}
    fields = defaults | {"lezers": "openbaar", "toestemming": 1} | fields
    return Verhaal.objects.create(
        maker=maker,
        gemeente=gemeente,
        opgave=opgave,
        titel=verhalen.title_of(fields["tekst"]),
        sleutel=verhalen.seal(code or verhalen.new_code()),
        nagelezen_op=timezone.localdate() if nagelezen else None,
        **fields,
    )


def mandaat(opgave, gever, houder, bedrag=100_000):
    today = timezone.localdate()
    return Mandaat.objects.create(
        opgave=opgave,
        gever=gever,
        houder=houder,
        onderwerp="Vroege hulp bij schulden",
        bedrag=bedrag,
        begint_op=today - timedelta(days=30),
        eindigt_op=today + timedelta(days=300),
    )


def world():
    """The fixed cast around one opgave; Esma's organisatie is no partner."""
    almere = organisatie("Gemeente Almere", code="GM0034")
    zwolle = organisatie("Gemeente Zwolle", code="GM0193")
    vng = organisatie("VNG", soort="koepel")
    szw = organisatie("Ministerie van SZW", soort="ministerie", afkorting="SZW")
    aanbieder = organisatie("Aanbieder De Brug", soort="aanbieder")
    flevoland = organisatie("Flevoland", soort="regio")
    Indeling.objects.create(soort="jeugdregio", gemeente=almere, gebied=flevoland, peiljaar=2016)
    anne = lid(almere, naam="Anne")
    bob = lid(zwolle, ROL.VERTEGENWOORDIGER, naam="Bob")
    carla = lid(vng, ROL.VERTEGENWOORDIGER, naam="Carla")
    dirk = lid(szw, ROL.VERTEGENWOORDIGER, naam="Dirk")
    esma = lid(aanbieder, ROL.VERTEGENWOORDIGER, naam="Esma")
    wethouder = lid(almere, ROL.VERTEGENWOORDIGER, naam="Wim")
    top = orgaan(szw, "Medeoverhedenoverleg", "landelijk")
    directie = orgaan(szw, "Directie Participatie", "landelijk", hoger=top)
    college = orgaan(almere, "College", "lokaal", hoger=directie)
    raad = orgaan(almere, "Gemeenteraad", "lokaal", besluitend=True)
    made = opgave(vng, carla, partners=[almere, zwolle, szw], team=[carla], stand="vastgesteld")
    return SimpleNamespace(
        almere=almere, zwolle=zwolle, vng=vng, szw=szw, aanbieder=aanbieder,
        anne=anne, bob=bob, carla=carla, dirk=dirk, esma=esma, wethouder=wethouder,
        top=top, directie=directie, college=college, raad=raad, opgave=made,
    )  # fmt: skip
