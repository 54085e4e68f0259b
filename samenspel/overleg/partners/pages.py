"""What the pages show on which a partner leaves, or others go on without one."""

from django.urls import reverse

from samenspel.basis import klok
from samenspel.basis.rij import Rij
from samenspel.opgaven.models import Partner
from samenspel.opgaven.vormen import tell
from samenspel.overleg.partners.rows import loopt_van
from samenspel.overleg.vormen import VORMEN


def wat_loopt(partner: Partner) -> list[Rij]:
    """Tell what still runs of a partner: it stays when the partner leaves, and holds the others."""
    opgave, organisatie = partner.opgave, partner.organisatie
    loopt, today = loopt_van(opgave, organisatie), klok.today()
    samen = reverse("opgaven:samen", args=[opgave.pk])
    return [
        *(
            Rij(
                one.titel,
                one.get_absolute_url(),
                f"Bezwaar van {organisatie}",
                "bezwaar",
                "bezwaar",
            )
            for one in loopt.bezwaren
        ),
        *(
            Rij(one.titel, one.get_absolute_url(), f"{organisatie} stemde in", "geldt", "klaar")
            for one in loopt.ingestemd
        ),
        *(tell(row, VORMEN[row.soort], today) for row in loopt.open),
        *(
            Rij(f"Mandaat “{one.onderwerp}”", samen, f"Van {one.gever}", "loopt", "wacht")
            for one in loopt.mandaten
        ),
        *(
            Rij(
                f"{one.gebruiker} zit in het team",
                samen,
                f"Namens {organisatie}",
                "in het team",
                "wacht",
            )
            for one in loopt.team
        ),
    ]
