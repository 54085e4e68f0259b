"""The register of the example: a besluit of before, and from when until when the next one holds."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from samenspel.basis import klok
from samenspel.organisaties.models import Gebruiker
from samenspel.overleg.besluiten.actions import bereid_besluit_voor, neem_besluit, open_ronde
from samenspel.overleg.besluiten.geldigheid import Geldigheid
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.besluiten.reacties import reageer
from samenspel.praktijk.models import Knelpunt

YEAR = 365
ROUND = 21
"""So many days after a round opens, the next: longer than ten working days, also at Christmas."""


def geldigheid_of(row: dict[str, Any], today: date) -> Geldigheid:
    """Return when what is decided holds, in days from now; what is taken is looked at again."""
    tot = row.get("geldt_dagen")
    return Geldigheid(
        geldt_tot=today + timedelta(tot) if tot else None,
        herzien_op=today + timedelta(row.get("herzien_dagen", YEAR)),
        openbare_tekst=row.get("openbaar", ""),
    )


def eerder_besluit(
    knelpunt: Knelpunt,
    row: dict[str, Any],
    *,
    who: Sequence[Gebruiker],
    begin: date,
    by: Gebruiker,
) -> Besluit:
    """Take one before, of those who consent to what ends it too: nobody else agreed to it."""
    with klok.on(begin):
        made = bereid_besluit_voor(
            knelpunt, titel=row["titel"], voorstel=row["voorstel"], by=by,
            geldigheid=Geldigheid(herzien_op=begin + timedelta(YEAR)),
        )  # fmt: skip
        Besluit.objects.filter(pk=made.pk).update(gemaakt_op=klok.now())
    for number in range(3):
        with klok.on(begin + timedelta(ROUND * number)):
            made = open_ronde(made, by=by)
            for one in who:
                soort = "consent" if made.stand == Besluit.Stand.BESLUIT else "helder"
                at = one.lidmaatschappen.get().organisatie
                reageer(made, at, soort=soort, toelichting="", by=one)
    with klok.on(begin + timedelta(ROUND * 3)):
        return neem_besluit(made, by=by)
