"""What still runs of a partner in an opgave, and whose term to answer ran out."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from samenspel.opgaven.models import Opgave, Partner, Teamlid, Uitnodiging, Wijziging
from samenspel.opgaven.wachten import Wachtend, fetch
from samenspel.organisaties.models import Organisatie
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.mandaten.rows import running_mandaten
from samenspel.overleg.rows import van_partner


@dataclass(frozen=True)
class Loopt:
    """What of a partner runs: its objections, what it agreed to, what it owes; and its people."""

    bezwaren: list[Besluit]
    ingestemd: list[Besluit]
    open: list[Wachtend]
    mandaten: list[Mandaat]
    team: list[Teamlid]

    @property
    def houdt(self) -> list[str]:
        """What keeps the others from going on without it."""
        objections = [f"een bezwaar bij “{one.titel}”" for one in self.bezwaren]
        agreed = [f"het besluit “{one.titel}”, waarmee zij instemde" for one in self.ingestemd]
        return objections + agreed + [f"“{row.titel}”" for row in self.open]


def loopt_van(opgave: Opgave, organisatie: Organisatie) -> Loopt:
    """Return what of `organisatie` still runs in `opgave`. Five queries."""
    mandaten = running_mandaten(opgave).filter(gever__organisatie=organisatie)
    team = Teamlid.objects.filter(opgave=opgave, organisatie=organisatie)
    of_it = [opgave.pk, organisatie.pk]
    bezwaren = Besluit.objects.filter(pk__in=RawSQL("select bezwaren_van(%s, %s)", of_it))
    agreed = Besluit.objects.filter(pk__in=RawSQL("select besluiten_met_ja(%s, %s)", of_it))
    return Loopt(
        list(bezwaren.order_by("titel")),
        list(agreed.order_by("titel")),
        fetch(van_partner(opgave, organisatie)),
        list(mandaten),
        list(team.select_related("gebruiker")),
    )


def loopt_nog(partner: Partner) -> bool:
    """Does anything of `Loopt.houdt` run? The database looks at all of it, whoever asks."""
    with connection.cursor() as cursor:
        cursor.execute("select loopt_nog(%s, %s)", [partner.opgave_id, partner.organisatie_id])
        return bool(cursor.fetchone()[0])


def verlopen_uitnodigingen(op: date) -> QuerySet[Uitnodiging]:
    """Invitations whose term ran out before `op`."""
    late = Uitnodiging.objects.filter(stand=Uitnodiging.Stand.OPEN, uiterlijk__lt=op)
    return late.select_related("opgave", "organisatie")


def verlopen_wijzigingen(op: date) -> QuerySet[Wijziging]:
    """Wijzigingen whose term ran out before `op`."""
    late = Wijziging.objects.filter(stand=Wijziging.Stand.OPEN, uiterlijk__lt=op)
    return late.select_related("opgave__organisatie", "maker", "namens").order_by("gemaakt_op")
