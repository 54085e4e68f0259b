"""National practice data for measuring and trying out: many, invented, the same for one seed."""

from datetime import timedelta

import numpy as np
from django.conf import settings
from django.db import connection, transaction

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.organisaties.models import Account, Organisatie
from samenspel.organisaties.registers import laad_registers
from samenspel.project.simuleer.mensen import bevolk
from samenspel.project.simuleer.opgaven import stel_op
from samenspel.project.simuleer.overleg import handel_af
from samenspel.project.simuleer.praktijk import benoem, beschrijf

LEAST = 100
"""Fewer casussen than this do not give every kind of thing once."""


def simuleer(gemeenten: int, casussen: int, *, zaad: int) -> str:
    """Fill the database with people, opgaven, casussen and all that follows from them.

    The same `zaad` gives the same texts and numbers of everything; dates count back from today.
    Its people can be signed in as, as those of the example.

    Raises
    ------
    RuleError
        In production, when it was done before, or with too few casussen or gemeenten.
    """
    _require_room(casussen)
    rng = np.random.default_rng(zaad)
    now = klok.now() - timedelta(minutes=1)
    with transaction.atomic():
        if not Organisatie.objects.filter(code="GM0034").exists():
            laad_registers(op=klok.today())
        land = bevolk(rng, gemeenten)
        opgaven = stel_op(rng, land, now)
        knelpunten = benoem(rng, land, opgaven, casussen, now)
        handel_af(rng, land, opgaven, knelpunten, now)
        beschrijf(rng, land, opgaven, knelpunten, casussen, now)
    _tidy()
    return (
        f"{casussen} casussen in {gemeenten} gemeenten, {len(knelpunten.ids)} knelpunten "
        f"in {len(opgaven)} opgaven."
    )


def _require_room(casussen: int) -> None:
    if not settings.VOORBEELD:
        raise RuleError("Oefengegevens horen niet in een database waarmee mensen werken.")
    if casussen < LEAST:
        raise RuleError(f"Vraag minstens {LEAST} casussen.")
    if Account.objects.filter(inlognaam__startswith="sim-").exists():
        raise RuleError("Deze database heeft al oefengegevens. Begin met een lege database.")


def _tidy() -> None:
    """Let the database count what it holds, so that it plans well from the first page on."""
    if not connection.in_atomic_block:  # a test cannot: it is one transaction
        with connection.cursor() as cursor:
            cursor.execute("vacuum (analyze)")
