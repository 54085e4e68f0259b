"""What is open, as rows of one shape: of opgaven, of an organisatie, of a reader.

What is open, `overleg.open` says; here stands who is told of what.
"""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import (
    DateTimeField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, Greatest

from samenspel.opgaven.models import Opgave, Partner
from samenspel.opgaven.wachten import GEEN_OPGAVE, Lezer, Part, part
from samenspel.organisaties.models import Organisatie
from samenspel.overleg import open as open_
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit, Bijdrage
from samenspel.overleg.plaatsing.models import Agendering

EIGENAAR = Concat("eigenaar__naam", Value(", "), "organisatie__kort", output_field=TextField())


def van_opgaven(
    ids: Collection[UUID], today: date, *, until: date | None = None, takes_part: bool = True
) -> list[Part]:
    """Everything that is open in these opgaven; of afspraken with `until` only what is due then.

    Whoever does not take part is told nothing that follows from what she does not see.
    """
    here = Q(opgave__in=ids)
    agreed = open_.na_te_komen().filter(here)
    found = [
        _agenderingen(open_.onbeantwoord().filter(here)),
        _voorstellen(open_.lopend().filter(here)),
        _bijdragen(open_.te_bekrachtigen().filter(besluit__opgave__in=ids)),
        _afspraken(agreed.filter(uiterlijk__lte=until) if until else agreed),
        _heropend(Q(knelpunt__opgave__in=ids)),
    ]
    return [*found, *_van_het_team(ids, today)] if takes_part else found


def van_organisatie(organisatie: Organisatie, today: date) -> list[Part]:
    """What others wait for from `organisatie`."""
    asked = open_.te_reageren(today, Q(organisatie=organisatie))
    return [
        _agenderingen(open_.onbeantwoord().filter(aan=organisatie)),
        _reacties(asked, Value(organisatie.kort, output_field=TextField())),
        _bijdragen(open_.te_bekrachtigen().filter(organisatie=organisatie)),
        _afspraken(open_.na_te_komen().filter(organisatie=organisatie)),
    ]


def van_partner(opgave: Opgave, organisatie: Organisatie) -> list[Part]:
    """What `organisatie` must finish before it can leave `opgave`."""
    own = Q(organisatie=organisatie)
    return [
        _agenderingen(open_.onbeantwoord().filter(aan=organisatie, opgave=opgave)),
        _bijdragen(open_.te_bekrachtigen().filter(own, besluit__opgave=opgave)),
        _afspraken(open_.na_te_komen().filter(own, opgave=opgave)),
    ]


def van_lezer(lezer: Lezer, today: date) -> list[Part]:
    """What waits on this reader: as teamlid, as a voice of an organisatie, as eigenaar."""
    ours, stem = Q(opgave__in=lezer.teams), lezer.stem
    found = []
    if lezer.teams:
        heropend = _heropend(Q(knelpunt__opgave__in=lezer.teams))
        steps = _stappen(open_.aan_het_team(today).filter(ours))
        found = [*_van_het_team(lezer.teams, today), heropend, steps]
    if stem:
        found += [
            _agenderingen_aan_u(open_.onbeantwoord().filter(aan__in=stem)),
            _reacties_van_u(open_.te_reageren(today, Q(organisatie__in=stem))),
            _bijdragen_van_u(open_.te_bekrachtigen().filter(organisatie__in=stem)),
            part(
                open_.antwoord_weer_open().filter(aan__in=stem),
                "antwoord_hielp_niet",
                pk="knelpunt_id",
                sinds="beantwoord_op",
            ),
            _afspraken(
                open_.zonder_eigenaar().filter(organisatie__in=stem), "afspraak_zonder_eigenaar"
            ),
            _afspraken(
                open_.te_laat(today).filter(organisatie__in=stem).exclude(eigenaar=lezer.gebruiker),
                "afspraak_te_laat",
            ),
        ]
    accept = open_.te_aanvaarden(lezer.gebruiker, today)
    found.append(_part_of_besluit(accept, "aanvaarden", F("organisatie__kort"), "sluit_op"))
    mine = open_.na_te_komen().filter(eigenaar=lezer.gebruiker)
    hielp_niet = open_.afspraak_weer_open().filter(eigenaar=lezer.gebruiker)
    answered = part(
        open_.net_beantwoord(lezer.gebruiker, today).order_by("beantwoord_op"),
        "vraag_beantwoord",
        pk="besluit_id",
        titel=F("besluit__titel"),
        opgave="besluit__opgave_id",
        wie=F("beantwoord_door__naam"),
        sinds="beantwoord_op",
    )
    return [*found, _afspraken(mine, "afspraak_van_u"), _hielp_niet(hielp_niet), answered]


VAN_ANDEREN = frozenset({"agendering", "reactie", "bijdrage", "afspraak"})
"""The kinds of `van_anderen`: here the reader waits herself."""


def van_anderen(lezer: Lezer, today: date) -> list[Part]:
    """What this reader waits for, as teamlid, from others than the organisaties she speaks for."""
    if not lezer.teams:
        return []
    ours, stem = Q(opgave__in=lezer.teams), lezer.stem
    others = ~Q(organisatie__in=stem)
    asked = open_.te_reageren(today, others).filter(ours)
    promised = open_.te_bekrachtigen().filter(others, besluit__opgave__in=lezer.teams)
    return [
        _agenderingen(open_.onbeantwoord().filter(ours).exclude(aan__in=stem)),
        _reacties(asked, _names_of(others)),
        _bijdragen(promised),
        _afspraken(open_.na_te_komen().filter(ours).exclude(eigenaar=lezer.gebruiker)),
    ]


def in_agenda(lezer: Lezer, today: date) -> list[Part]:
    """The days on which this reader, as teamlid or partner, looks at a besluit again, later on."""
    speaks = Partner.objects.filter(opgave=OuterRef("opgave"), organisatie__in=lezer.stem)
    found = open_.herzieningen(today).filter(Q(opgave__in=lezer.teams) | Exists(speaks))
    waits = open_.te_herzien(today).filter(opgave__in=lezer.teams)
    return [_herzieningen(found.exclude(pk__in=waits.values("pk")), "herzien")]


def _herzieningen(found: QuerySet[Besluit], soort: str) -> Part:
    return part(found.order_by("herzien_op"), soort, termijn="herzien_op")


def _van_het_team(ids: Collection[UUID], today: date) -> list[Part]:
    """What waits on the team before there is a proposal, or another one; and to look again."""
    unplaced = open_.te_plaatsen().filter(opgave__in=ids).order_by("gemaakt_op")
    yes = open_.te_besluiten().filter(opgave__in=ids).order_by("beantwoord_op")
    refused = open_.terug_op_tafel().filter(besluit__opgave__in=ids)
    return [
        part(unplaced, "te_plaatsen"),
        part(yes, "te_besluiten", wie=F("aan__kort"), sinds="beantwoord_op"),
        _part_of_besluit(refused, "terug_op_tafel", F("organisatie__kort")),
        _herzieningen(open_.te_herzien(today).filter(opgave__in=ids), "te_herzien"),
    ]


def _heropend(here: Q) -> Part:
    """What indieners opened again; the team answers."""
    return part(
        open_.weer_open().filter(here).order_by("gemaakt_op"),
        "heropend",
        pk="knelpunt_id",
        titel=F("knelpunt__titel"),
        opgave=F("knelpunt__opgave_id"),
        wie=F("organisatie__kort"),
    )


def _hielp_niet(found: QuerySet[Afspraak]) -> Part:
    return part(found.order_by("uiterlijk"), "afspraak_hielp_niet", pk="besluit__knelpunt_id")


def _agenderingen(found: QuerySet[Agendering]) -> Part:
    return part(found.order_by("uiterlijk"), "agendering", wie=F("aan__kort"), termijn="uiterlijk")


def _agenderingen_aan_u(found: QuerySet[Agendering]) -> Part:
    by = F("organisatie__kort")
    return part(found.order_by("uiterlijk"), "agendering_aan_u", wie=by, termijn="uiterlijk")


def _voorstellen(found: QuerySet[Besluit]) -> Part:
    by, rows = F("organisatie__kort"), found.order_by("sluit_op", "gemaakt_op")
    return part(rows, "voorstel", wie=by, stand=F("stand"), termijn="sluit_op")


def _stappen(found: QuerySet[Besluit]) -> Part:
    return part(found.order_by("sluit_op", "gemaakt_op"), "stap", termijn="sluit_op")


def _reacties(found: QuerySet[Besluit], wie: Any) -> Part:
    return part(found.order_by("sluit_op"), "reactie", wie=wie, termijn="sluit_op")


def _names_of(partners: Q) -> Coalesce:
    """The names of the partners that said nothing in this round, as one text."""
    silent = open_.silent_partners().filter(partners).values("opgave")
    names = silent.annotate(
        namen=StringAgg("organisatie__kort", ", ", order_by="organisatie__kort")
    )
    return Coalesce(Subquery(names.values("namen")), Value(""), output_field=TextField())


def _reacties_van_u(found: QuerySet[Besluit]) -> Part:
    """As `_reacties`, since the day on which the term began."""
    joined = Partner.objects.filter(opgave=OuterRef("opgave")).order_by().values("opgave")
    last = Subquery(joined.annotate(last=Max("toegetreden_op")).values("last"))
    begin = Greatest("geopend_op", "gewijzigd_op", "verlengd_op", last)
    sinds = Cast(begin, DateTimeField())
    return part(found.order_by("sluit_op"), "reactie_van_u", termijn="sluit_op", sinds=sinds)


def _bijdragen(found: QuerySet[Bijdrage]) -> Part:
    return _part_of_besluit(found, "bijdrage", F("organisatie__kort"))


def _bijdragen_van_u(found: QuerySet[Bijdrage]) -> Part:
    deciding = Coalesce("orgaan__naam", "organisatie__kort", output_field=TextField())
    return _part_of_besluit(found, "bijdrage_van_u", deciding)


def _part_of_besluit(
    found: QuerySet[Bijdrage], soort: str, wie: Any, termijn: str | None = None
) -> Part:
    by_day = {"termijn": f"besluit__{termijn}"} if termijn else {}
    return part(
        found.order_by(*by_day.values(), "besluit__genomen_op"),
        soort,
        pk="besluit_id",
        titel="wat",
        opgave=GEEN_OPGAVE,
        over=F("besluit__titel"),
        wie=wie,
        sinds=Coalesce("besluit__genomen_op", "besluit__gemaakt_op", output_field=DateTimeField()),
        **by_day,
    )


def _afspraken(found: QuerySet[Afspraak], soort: str = "afspraak") -> Part:
    return part(found.order_by("uiterlijk"), soort, wie=EIGENAAR, termijn="uiterlijk")
