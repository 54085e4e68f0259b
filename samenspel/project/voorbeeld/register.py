"""The register of the example: a besluit of before, and from when until when the next one holds."""

from datetime import date, timedelta
from typing import Any

from samenspel.basis import klok
from samenspel.opgaven.models import Partner
from samenspel.organisaties.models import Gebruiker
from samenspel.overleg.besluiten.actions import bereid_besluit_voor, neem_besluit, open_ronde
from samenspel.overleg.besluiten.geldigheid import Geldigheid
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.reacties import reageer
from samenspel.praktijk.models import Knelpunt
from samenspel.project.voorbeeld.samen import stem_van

YEAR = 365


def geldigheid_of(row: dict[str, Any], today: date) -> Geldigheid:
    """Return when what is decided holds, in days from now; what is taken is looked at again."""
    tot = row.get("geldt_dagen")
    return Geldigheid(
        geldt_tot=today + timedelta(tot) if tot else None,
        herzien_op=today + timedelta(row.get("herzien_dagen", YEAR)),
        openbare_tekst=row.get("openbaar", ""),
    )


def eerder_besluit(
    knelpunt: Knelpunt, row: dict[str, Any], *, begin: date, by: Gebruiker
) -> Besluit:
    """Take one before, with a round a day: every partner spoke in each."""
    with klok.on(begin):
        made = bereid_besluit_voor(
            knelpunt, titel=row["titel"], voorstel=row["voorstel"], by=by,
            geldigheid=Geldigheid(herzien_op=begin + timedelta(YEAR)),
        )  # fmt: skip
        Besluit.objects.filter(pk=made.pk).update(gemaakt_op=klok.now())
    for number in range(3):
        with klok.on(begin + timedelta(number)):
            made = open_ronde(made, by=by)
            for partner in Partner.objects.filter(opgave=knelpunt.opgave_id):
                soort = "consent" if made.stand == Besluit.Stand.BESLUIT else "helder"
                at = partner.organisatie
                reageer(made, at, soort=soort, toelichting="", by=stem_van(at))
    with klok.on(begin + timedelta(3)):
        return neem_besluit(made, by=by)
