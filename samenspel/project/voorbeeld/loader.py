"""Walk through the example programme, with the same actions that people use."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.opgaven.actions.belang import benoem_belang
from samenspel.opgaven.actions.opgave import stel_opgave_op
from samenspel.opgaven.actions.uitnodigen import nodig_uit
from samenspel.opgaven.actions.wijzigen import stel_vaststellen_voor
from samenspel.opgaven.models import Opgave, Partner, Teamlid
from samenspel.organisaties.models import (
    Account,
    Gebruiker,
    Lidmaatschap,
    Orgaan,
    Organisatie,
    Regeling,
)
from samenspel.overleg.afspraken.actions import begin_inzet, maak_afspraak, rond_af
from samenspel.overleg.besluiten.actions import (
    Gevraagd,
    bereid_besluit_voor,
    neem_besluit,
    open_ronde,
)
from samenspel.overleg.besluiten.dekking import dekkingen
from samenspel.overleg.besluiten.geldigheid import Opvolgt
from samenspel.overleg.besluiten.gezag import aanvaard
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.reacties import Grond, reageer
from samenspel.overleg.mandaten.actions import geef_mandaat
from samenspel.overleg.plaatsing import rules
from samenspel.overleg.plaatsing.actions import agendeer, beantwoord, verwerk_termijnen
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk import actions as praktijk
from samenspel.praktijk.models import Casus, Knelpunt, Kostenpost, Maatregel
from samenspel.praktijk.rows.knelpunten import spread_of
from samenspel.praktijk.terugkoppeling.actions import koppel_terug
from samenspel.project.voorbeeld.register import ROUND, eerder_besluit, geldigheid_of
from samenspel.project.voorbeeld.samen import stem_van, treed_toe, werk_mee

Progress = Callable[[str], None]
BEGIN, PLACED, ANSWERED = 180, 100, 80
"""So many days ago the opgaven began, questions were asked, and the answers came."""


class Loader:
    """Walks through the programme once; what is made is found again by name or key."""

    def __init__(self, programma: dict[str, Any], progress: Progress) -> None:
        self.programma, self.progress = programma, progress
        self.mensen: dict[str, Gebruiker] = {}
        self.opgaven: dict[str, Opgave] = {}
        self.knelpunten: dict[str, Knelpunt] = {}
        self.today = klok.today()

    def run(self) -> None:
        """Make everything, in the order of the loop."""
        for row in self.programma["organisaties"]:
            Organisatie.objects.create(voorbeeld=True, bron="Voorbeeld", **row)
        for row in self.programma["mensen"]:
            self.mensen[row["naam"]] = self.person(row)
        self.progress(f"{len(self.mensen)} voorbeeldmensen")
        with klok.on(self.ago(BEGIN)):
            for row in self.programma["opgaven"]:
                self.opgaven[row["sleutel"]] = self.opgave(row)
            for row in self.programma["belangen"]:
                self.belang(row)
            for row in self.programma["mandaten"]:
                self.mandaat(row)
        self.progress(f"{len(self.opgaven)} opgaven met partners, teams en mandaten")
        for days, row in enumerate(self.programma["casussen"]):
            self.casus(row, age=row.get("dagen", BEGIN - 40 - 6 * days))
        self.progress(f"{len(self.programma['casussen'])} casussen")
        for row in self.programma["plannen"]:
            self.plan(row)
        self.progress(f"{len(self.programma['plannen'])} doorbraakplannen")
        for row in self.programma["knelpunten"]:
            self.carry_on(row)
        self.progress(f"{len(self.knelpunten)} gedeelde knelpunten")

    def ago(self, days: int) -> date:
        """Return the day so many days ago."""
        return self.today - timedelta(days=days)

    @cached_property
    def organisaties(self) -> dict[str, Organisatie]:
        """Every present organisatie by its code."""
        return {row.code: row for row in Organisatie.objects.filter(eindigt_op=None)}

    def organ(self, address: str) -> Orgaan:
        """Find `code/name`."""
        code, naam = address.split("/")
        return Orgaan.objects.get(organisatie=self.organisaties[code], naam=naam)

    def person(self, row: dict[str, Any]) -> Gebruiker:
        """Make somebody who can only sign in while this is an example."""
        name = row["naam"]
        login = f"voorbeeld-{name.lower()}"
        gebruiker = Gebruiker.objects.filter(account__inlognaam=login).first() or Gebruiker()
        gebruiker.naam, gebruiker.doet = name, row["doet"][:150]
        gebruiker.voorbeeld = gebruiker.is_active = True
        gebruiker.save()
        email = f"{name.lower()}@voorbeeld.invalid"
        Account.objects.update_or_create(
            gebruiker=gebruiker, defaults={"inlognaam": login, "email": email, "wachtwoord": ""}
        )
        Lidmaatschap.objects.create(
            gebruiker=gebruiker,
            organisatie=self.organisaties[row["bij"]],
            rol=row.get("rol", Lidmaatschap.Rol.MEDEWERKER),
            functie=row["functie"],
        )
        return gebruiker

    def opgave(self, row: dict[str, Any]) -> Opgave:
        """Make an opgave with its partners (* pulls) and team (* is the regisseur)."""
        team = {name.rstrip("*"): name.endswith("*") for name in row["team"]}
        regisseur = self.mensen[next(name for name, leads in team.items() if leads)]
        opgave = stel_opgave_op(
            titel=row["titel"],
            bedoeling=row["bedoeling"],
            zichtbaarheid=row["zichtbaarheid"],
            deel_van=self.opgaven.get(row.get("deel_van", "")),
            begint_op=self.today.replace(month=1, day=1),
            by=regisseur,
        )
        Opgave.objects.filter(pk=opgave.pk).update(voorbeeld=True)
        # The programme names the partners of a part itself.
        opgave.uitnodigingen.all().delete()
        Partner.objects.filter(opgave=opgave).update(rol=Partner.Rol.PARTNER)
        for code in row["partners"]:
            rol = Partner.Rol.TREKKER if code.endswith("*") else Partner.Rol.PARTNER
            treed_toe(opgave, self.organisaties[code.rstrip("*")], rol=rol, uit=regisseur)
        for name in team:
            werk_mee(opgave, self.mensen[name], uit=regisseur)
        for code in row.get("uitgenodigd", []):
            stem_van(self.organisaties[code])
            nodig_uit(opgave, self.organisaties[code], by=regisseur)
        stel_vaststellen_voor(opgave, by=regisseur)
        since = opgave.begint_op
        Partner.objects.filter(opgave=opgave).update(toegetreden_op=since)
        return Opgave.objects.get(pk=opgave.pk)

    def belang(self, row: dict[str, Any]) -> None:
        """Let somebody name what her organisatie needs."""
        by = self.mensen[row["wie"]]
        at = by.lidmaatschappen.get().organisatie
        benoem_belang(self.opgaven[row["opgave"]], at, titel=row["titel"], kern=row["kern"], by=by)

    def mandaat(self, row: dict[str, Any]) -> None:
        """Give a mandate for half a year back and half a year on."""
        geef_mandaat(
            self.opgaven[row["opgave"]],
            self.organ(row["gever"]),
            self.mensen[row["houder"]],
            onderwerp=row["onderwerp"],
            bedrag=row["bedrag"],
            instructies=row["instructies"],
            begint_op=self.ago(BEGIN),
            eindigt_op=self.today + timedelta(days=180),
            by=self.mensen[row["door"]],
        )

    def casus(self, row: dict[str, Any], *, age: int) -> None:
        """Bring in a casus of `age` days ago; the first of a knelpunt names it."""
        by, opgave = self.mensen[row["wie"]], self.opgaven[row["opgave"]]
        casus = praktijk.beschrijf_casus(
            titel=row["titel"],
            tekst=row["tekst"],
            wens=row["wens"],
            gemeente=self.organisaties[row["gemeente"]],
            by=by,
        )
        about = next(k for k in self.programma["knelpunten"] if k["sleutel"] == row["knelpunt"])
        regelingen = Regeling.objects.filter(afkorting__in=about["regelingen"])
        casus = praktijk.bevestig_beeld(
            casus, leefgebieden=row["leefgebieden"], regelingen=regelingen, versie=1, by=by
        )
        known = self.knelpunten.get(row["knelpunt"])
        if known is None:
            known = praktijk.benoem_knelpunt(
                casus,
                opgave=self.opgaven[about["opgave"]],
                **{name: about[name] for name in ("titel", "omschrijving", "oorzaak", "simpel")},
                by=by,
            )
            Knelpunt.objects.filter(pk=known.pk).update(weeffout=about.get("weeffout", False))
            self.knelpunten[row["knelpunt"]] = known
        else:
            praktijk.sluit_aan(casus, known, by=by)
        readers = row.get("zichtbaarheid", "partners")
        praktijk.breng_in(casus, opgave=opgave, zichtbaarheid=readers, by=by)
        past = klok.now() - timedelta(days=age)
        Casus.objects.filter(pk=casus.pk).update(gemaakt_op=past, ingebracht_op=past)
        Knelpunt.objects.filter(pk=known.pk, gemaakt_op__gt=past).update(gemaakt_op=past)

    def plan(self, row: dict[str, Any]) -> None:
        """Make the doorbraakplan of a casus; its maker does."""
        casus = Casus.objects.get(titel=row["casus"], maker__in=self.mensen.values())
        for answers in row["maatregelen"]:
            praktijk.voeg_maatregel_toe(
                casus,
                **answers
                | {
                    "regeling": Regeling.objects.get(afkorting=answers["regeling"]),
                    "wie": self.organisaties[answers["wie"]],
                },
                by=casus.maker,
            )
        for wat in row.get("overgenomen", []):
            bron = Maatregel.objects.get(wat=wat, overgenomen_van=None)
            praktijk.neem_maatregel_over(bron, casus, by=casus.maker)
        if row["posten"]:
            posten = [self.post(post) for post in row["posten"]]
            praktijk.stel_som_op(casus, posten, versie=1, by=casus.maker)

    def post(self, row: list[Any]) -> dict[str, Any]:
        """Read one line of a sum; who pays is a kind, or the code of an organisatie."""
        names = ("pad", "wat", "betaler", "van_jaar", "tot_jaar", "laag", "waarschijnlijk", "hoog")
        post = dict(zip(names, row, strict=True))
        payer = post.pop("betaler")
        if payer in Kostenpost.Betaler.values:
            return post | {"betaler_soort": payer}
        return post | {"betaler": self.organisaties[payer]}

    def carry_on(self, row: dict[str, Any]) -> None:
        """Carry a knelpunt as far round the loop as its `stap` says."""
        knelpunt = Knelpunt.objects.select_related("opgave").get(
            pk=self.knelpunten[row["sleutel"]].pk
        )
        if row["stap"] == "benoemd":
            return
        agendering = self.place(knelpunt, row)
        if row["stap"] == "stil":
            late = self.today - timedelta(days=14)
            Agendering.objects.filter(pk=agendering.pk).update(uiterlijk=late)
            verwerk_termijnen(self.today)
            return
        agendering = self.answer(agendering, row)
        besluit = self.decide(knelpunt, agendering, row)
        if row["stap"] == "les":
            self.finish(besluit, row)

    def regisseur(self, opgave: Opgave) -> Gebruiker:
        """Find who leads the team of `opgave`."""
        found = Teamlid.objects.get(opgave=opgave, rol=Teamlid.Rol.REGISSEUR)
        return self.mensen[found.gebruiker.naam]

    def speaker(self, organisatie: Organisatie) -> Gebruiker:
        """Find somebody who speaks for `organisatie`; only in the loader one is hired if absent."""
        for person in self.mensen.values():
            if person.lidmaatschappen.filter(organisatie=organisatie).exclude(
                rol=Lidmaatschap.Rol.MEDEWERKER
            ):
                return person
        raise RuleError(f"Niemand in het voorbeeld spreekt namens {organisatie}.")

    def place(self, knelpunt: Knelpunt, row: dict[str, Any]) -> Agendering:
        """Place it when there were casussen, with the advice that the page would give."""
        orgaan, spread = self.organ(row["orgaan"]), spread_of(knelpunt)
        advies = rules.advise_niveau(
            knelpunt.oorzaak, spread.niveaus, gemeenten=spread.gemeenten, regios=spread.regios
        )
        other = orgaan.niveau != advies.niveau
        agendering = agendeer(
            knelpunt,
            orgaan,
            titel=knelpunt.titel,
            vraag=row["vraag"],
            uiterlijk=self.today + timedelta(days=14),
            advies=advies,
            afwijking="Deze regio wil beginnen; daarna kijken we verder." if other else "",
            by=self.regisseur(knelpunt.opgave),
        )
        past = klok.now() - timedelta(days=PLACED)
        Agendering.objects.filter(pk=agendering.pk).update(gemaakt_op=past)
        return agendering

    def answer(self, agendering: Agendering, row: dict[str, Any]) -> Agendering:
        """Let the organisatie that was asked say yes, before there was a proposal."""
        by = self.speaker(agendering.aan)
        beantwoord(agendering, stand="toegepast", antwoord=row["antwoord"], by=by)
        past = klok.now() - timedelta(days=ANSWERED)
        Agendering.objects.filter(pk=agendering.pk).update(beantwoord_op=past)
        return agendering

    def decide(self, knelpunt: Knelpunt, agendering: Agendering, row: dict[str, Any]) -> Besluit:
        """Prepare a besluit, go through the rounds and let some partners react.

        Of what is taken the last round is over; another is open since four days.
        """
        by = self.regisseur(knelpunt.opgave)
        opened = ROUND if row["stap"] == "les" else 4
        held = geldigheid_of(row, self.today)
        if "eerder" in row:
            earlier = eerder_besluit(
                knelpunt, row["eerder"], who=self.speakers(row), begin=self.ago(BEGIN), by=by
            )
            held = replace(held, opvolgt=Opvolgt(earlier, "vervangt", row["eerder"]["deel"]))
        with klok.on(self.ago(opened + 2 * ROUND)):
            besluit = bereid_besluit_voor(
                knelpunt,
                titel=row["besluit"],
                voorstel=row["voorstel"],
                agendering=agendering,
                gevraagd=[
                    Gevraagd(self.organisaties[code], wat, bedrag)
                    for code, wat, bedrag in row["gevraagd"]
                ],
                geldigheid=held,
                by=by,
            )
        if held.openbare_tekst:  # its knelpunt becomes public too (`verhalen.toml`)
            Besluit.objects.filter(pk=besluit.pk).update(zichtbaarheid="openbaar")
        for number in (2, 1, 0):
            with klok.on(self.ago(opened + number * ROUND)):
                besluit = open_ronde(besluit, by=by)
                self.say(besluit, row)
        past = klok.now() - timedelta(days=opened + 2 * ROUND)
        Besluit.objects.filter(pk=besluit.pk).update(gemaakt_op=past)
        return besluit

    def speakers(self, row: dict[str, Any]) -> list[Gebruiker]:
        """Return who reacts to it."""
        return [self.mensen[name] for name, *_ in row["reacties"]]

    def say(self, besluit: Besluit, row: dict[str, Any]) -> None:
        """Let partners say in this round what the programme says; who holds a mandaat uses it."""
        said = {Besluit.Stand.BEELD: "vragen", Besluit.Stand.OORDEEL: "standpunten"}
        for name, soort, why in row.get(said.get(Besluit.Stand(besluit.stand), "reacties"), []):
            person = self.mensen[name]
            at = person.lidmaatschappen.get().organisatie
            grond = Grond(**row["grond"]) if soort == "bezwaar" else None
            reageer(besluit, at, soort=soort, toelichting=why, grond=grond, by=person)
        if besluit.stand != Besluit.Stand.BESLUIT or row["stap"] != "les":
            return
        bijdragen = list(besluit.bijdragen.select_related("organisatie"))
        found = dekkingen(besluit.opgave_id, bijdragen, klok.today())
        for bijdrage, dekking in zip(bijdragen, found, strict=True):
            if dekking.mandaat is not None:
                aanvaard(bijdrage, dekking.mandaat, by=dekking.mandaat.houder)

    def finish(self, besluit: Besluit, row: dict[str, Any]) -> None:
        """Take the besluit, agree, do it, learn from it, and tell whoever brought a casus."""
        by, owner = self.regisseur(besluit.opgave), self.mensen[row["eigenaar"]]
        with klok.on(self.ago(1)):
            besluit = neem_besluit(besluit, by=by)
            afspraak = maak_afspraak(
                besluit,
                owner.lidmaatschappen.get().organisatie,
                owner,
                titel=row["afspraak"],
                tekst=row["afspraak_tekst"],
                uiterlijk=self.today + timedelta(days=30),
                soort="preventie",
                niveau="lokaal",
                bedrag=55_000,
                by=by,
            )
        begin_inzet(afspraak, by=owner)
        rond_af(
            afspraak,
            resultaat=row["resultaat"],
            bewijs=row["bewijs"],
            les_titel=row["les"],
            les_tekst=row["les_tekst"],
            by=owner,
        )
        for case in self.programma["casussen"]:
            if "geholpen" in case:
                casus = Casus.objects.get(titel=case["titel"], maker=self.mensen[case["wie"]])
                koppel_terug(
                    casus,
                    geholpen=case["geholpen"],
                    toelichting=case.get("toelichting", ""),
                    knelpunt=casus.knelpunten.first(),
                    plek=case.get("plek", ""),
                    mist=case.get("mist", ""),
                    by=casus.maker,
                )
