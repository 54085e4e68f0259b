"""Who takes part without having said so itself; run as owner, who reads all."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from samenspel.basis.gebrek import Gebrek
from samenspel.opgaven.models import Belang, Instemming, Partner, Teamlid, Uitnodiging

INVITED = ("opgaven", "0007_uitnodigen")
"""Since this migration whoever takes part was asked, and said yes."""


def gebreken() -> Iterator[Gebrek]:
    """Name every partner and teamlid that never said yes."""
    partners, leden = _without_yes()
    since = _since()
    for partner in partners.exclude(_joined_before(since)).iterator():
        yield Gebrek(
            "partner na een ja",
            f"partner {partner.pk} van opgave {partner.opgave_id}",
            f"{partner.organisatie} doet mee, en zei dat nooit zelf.",
        )
    for lid in leden.exclude(opgave__gemaakt_op__lt=since).iterator():
        yield Gebrek(
            "teamlid na een ja",
            f"teamlid {lid.pk} van opgave {lid.opgave_id}",
            f"{lid.gebruiker} zit in het team, en zei dat nooit zelf.",
        )


def van_voor_de_uitnodigingen() -> int:
    """How many partners and teamleden were there before anybody was asked; they are no errors."""
    partners, leden = _without_yes()
    since = _since()
    before = leden.filter(opgave__gemaakt_op__lt=since).count()
    return before + partners.filter(_joined_before(since)).count()


def _joined_before(since: datetime) -> Q:
    return Q(toegetreden_op__lt=timezone.localdate(since))


def _without_yes() -> tuple[QuerySet[Partner], QuerySet[Teamlid]]:
    """Return who took part without a yes: whoever began an opgave said it by beginning."""
    yes = Uitnodiging.objects.filter(stand=Uitnodiging.Stand.AANGENOMEN, opgave=OuterRef("opgave"))
    for_partner = yes.filter(gebruiker=None).exclude(rol=Uitnodiging.Rol.TEAMLID)
    asked = for_partner.filter(organisatie=OuterRef("organisatie"))
    here: dict[str, Any] = {"organisatie": OuterRef("organisatie")}
    agreed = Instemming.objects.filter(wijziging__opgave=OuterRef("opgave"), ja=True, **here)
    named = Belang.objects.filter(opgave=OuterRef("opgave"), **here)
    partners = (
        Partner.objects.exclude(organisatie=F("opgave__organisatie"))
        .filter(~Exists(asked), ~Exists(agreed), ~Exists(named))
        .select_related("organisatie")
    )
    leden = (
        Teamlid.objects.exclude(gebruiker=F("opgave__maker"))
        .filter(~Exists(yes.filter(gebruiker=OuterRef("gebruiker"))))
        .select_related("gebruiker")
    )
    return partners, leden


def _since() -> datetime:
    app, name = INVITED
    applied: datetime = MigrationRecorder(connection).migration_qs.get(app=app, name=name).applied
    return applied
