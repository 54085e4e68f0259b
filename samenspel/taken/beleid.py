"""Whoever asks for work sees it, and may stop it; nobody else does."""

from procrastinate.contrib.django.models import (
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinatePeriodicDefer,
    ProcrastinateWorker,
)

from samenspel.basis.policy.conditions import Named
from samenspel.basis.policy.tables import ALL, Open, Rows
from samenspel.taken.models import Taak

AANVRAGER = Named("wie erom vroeg", "Vroeg dit zelf.", "{row}.aanvrager_id = (select mijn_id())")
IN_EIGEN_NAAM = Named(
    "wie het in haar eigen naam vraagt",
    "Vraagt dit voor zichzelf, of is niet ingelogd en staat er niet bij.",
    "{row}.aanvrager_id is not distinct from (select mijn_id())",
)
NIEUW = Named(
    "nieuw",
    "Er is nog niets gedaan, en er staan alleen nummers bij.",
    "{row}.stand = 'wacht' and {row}.uitkomst = '' and length({row}.gegevens::text) < 300",
)

BELEID = [
    Rows(
        Taak,
        read=AANVRAGER,
        insert=IN_EIGEN_NAAM & NIEUW,
        update=AANVRAGER,
        rights="select, insert, delete, update (stop_gevraagd)",
        werker=ALL,
    ),
    *(
        Open(model, "de rij van de werker", rights="", werker=ALL)
        for model in (
            ProcrastinateEvent,
            ProcrastinateJob,
            ProcrastinatePeriodicDefer,
            ProcrastinateWorker,
        )
    ),
]
