"""What waits on one reader outside overleg, as rows of one shape."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, TextField, Value

from samenspel.inzichten.models import Voorstel
from samenspel.leren import rows
from samenspel.opgaven.models import Partner
from samenspel.opgaven.vormen import Vorm
from samenspel.opgaven.wachten import GEEN_OPGAVE, Lezer, Part, part, since
from samenspel.organisaties.models import Gebruiker, Lidmaatschap
from samenspel.overleg import vormen as overleg
from samenspel.praktijk.models import Casus, Les
from samenspel.verhalen.models import Verhaal

VORMEN = overleg.VORMEN | {
    "concept": Vorm(
        "concepten",
        "praktijk:casus",
        "praktijk:start",
        ("Casus", "concept van {sinds}", "alleen u kunt hem lezen"),
        "afmaken",
    ),
    "les": Vorm(
        "casussen met een les",
        "praktijk:casus",
        "praktijk:start",
        ("Er kwam een les van uw casus", "{opgave}", "heeft het dit huishouden geholpen?"),
        "vertel het ons",
    ),
    "voorstel_aan_u": Vorm(
        "casussen met een vraag",
        "praktijk:casus",
        "praktijk:start",
        ("{wie} denkt dat hier ook speelt: {over}", "klopt dat?"),
        "ja of nee",
    ),
    "experiment": Vorm(
        "experimenten",
        "leren:besluit",
        "leren:lijst",
        ("Uw experiment liep tot {termijn}", "{opgave}", "wat leerde u?"),
        "besluit hoe verder",
        agenda="Experiment loopt af",
    ),
    "overname": Vorm(
        "vragen over wat u overnam",
        "leren:overname",
        "leren:lijst",
        ("{wie} doet dit sinds {sinds} ook", "doet u het nog, en wat paste u aan?"),
        "hielp het?",
    ),
    "verhaal": Vorm(
        "verhalen",
        "verhalen:verhaal",
        "verhalen:lijst",
        ("{opgave}", "verteld op {sinds}"),
        "na te lezen",
    ),
}
"""How everything that waits is told."""


def concepten(gebruiker: Gebruiker) -> Part:
    """Casussen that she has not brought in yet."""
    found = Casus.objects.filter(maker=gebruiker, ingebracht_op=None).order_by("-gemaakt_op")
    return part(found, "concept", opgave=GEEN_OPGAVE)


def nieuwe_lessen(gebruiker: Gebruiker) -> Part:
    """Her casussen with a les, of which she has not said whether it helped."""
    les = Les.objects.filter(knelpunt__casussen=OuterRef("pk"))
    found = Casus.objects.filter(
        Exists(les), maker=gebruiker, ingebracht_op__isnull=False, geholpen=""
    )
    return part(found.order_by("-gemaakt_op"), "les")


def te_beantwoorden(gebruiker: Gebruiker) -> Part:
    """Her casussen in which somebody thinks that a knelpunt plays, and she has not said so."""
    found = Voorstel.objects.filter(casus__maker=gebruiker, stand=Voorstel.Stand.OPEN)
    return part(
        found.order_by("gemaakt_op"),
        "voorstel_aan_u",
        pk="casus_id",
        titel="casus__titel",
        opgave=GEEN_OPGAVE,
        over=F("knelpunt__titel"),
        wie=F("maker__naam"),
    )


def na_te_lezen(teams: Iterable[UUID]) -> Part:
    """Verhalen that a team must read over; without an opgave those of a gemeente in it.

    Without a word of them: these rows are mailed, and a mail cannot be taken back.
    """
    here = Partner.objects.filter(opgave__in=teams).values("organisatie")
    ours = Q(opgave__in=teams) | Q(opgave=None, gemeente__in=here)
    found = Verhaal.objects.filter(ours, nagelezen_op=None)
    titel = Value("Een verhaal van een inwoner", output_field=TextField())
    return part(
        found.order_by("verteld_op", "pk"), "verhaal", titel=titel, sinds=since("verteld_op")
    )


def _to_answer(lezer: Lezer) -> Q:
    """What she made herself, and what a colleague made who is gone, for who speaks there."""
    still_there = Lidmaatschap.objects.filter(
        gebruiker=OuterRef("maker"), organisatie=OuterRef("organisatie")
    )
    works_for = lezer.gebruiker.lidmaatschappen.values("organisatie")
    own = Q(maker=lezer.gebruiker, organisatie__in=works_for)
    return own | Q(~Exists(still_there), organisatie__in=lezer.stem)


def experimenten(lezer: Lezer, until: date | None = None) -> Part:
    """Experiments of which she says how to go on once they end; with `until` those that ended."""
    found = rows.open_experimenten(_to_answer(lezer), until=until)
    return part(found.order_by("tot"), "experiment", termijn="tot", sinds=since("sinds"))


def overnames(lezer: Lezer, today: date) -> Part:
    """What she took over half a year ago, and has not said of how it went."""
    found = rows.open_vragen(_to_answer(lezer), until=today)
    return part(
        found.order_by("vraag_op"),
        "overname",
        titel="bron_titel",
        opgave=GEEN_OPGAVE,
        wie=F("organisatie__kort"),
        sinds=since("op"),
    )
