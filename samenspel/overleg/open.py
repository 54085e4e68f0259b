"""What is open: the one place that says what waits, and on whom.

Ribbon, opgave page, tafel, organisation page, Mijn werk, mail, calendar, and whoever wants to leave
or to close an opgave: all of them ask here. What waits, waits on one side at a time.

===========================  ====================  ================================================
What                         Waits on              Until
===========================  ====================  ================================================
`te_plaatsen`                the team              somebody is asked, or a proposal is made
`onbeantwoord`               who is asked          an answer comes, or the question climbs
`te_besluiten`               the team              a proposal comes of the yes
`te_reageren`                each silent partner   it reacts, or the round is over
`aan_het_team`               the team              the next round opens, or it is taken
`te_aanvaarden`              who holds a mandaat   she says yes or no on it, or the round is over
`te_bekrachtigen`            who was asked for it  its orgaan, or else itself, decided
`terug_op_tafel`             the team              another proposal is made
`na_te_komen`                its eigenaar          it is finished
`te_herzien`                 the team              it still holds, or a proposal changes it
`weer_open`                  the team, and whoever the indiener is told what is done now
                             promised it
===========================  ====================  ================================================

- A knelpunt counts with what went into it: what was asked about that one, was asked about this one.
  One that went into another waits for nothing itself.
- A question waits on past its term. Once it climbed (doorgezet) it waits one step higher and
  nowhere else; at the top of the ladder (verlopen) it stays open, and a late answer is welcome.
- A proposal that is neither taken nor withdrawn runs (`lopend`). While its round is open it waits
  on the partners that said nothing in it; before the first round, once everybody was heard, and
  after the round, on the team.
- A bijdrage waits from the moment its besluit is taken, on the organisatie also where no orgaan of
  it is known. What lapsed, because nobody said yes, waits on nobody; what an orgaan refused is back
  on the table.
- An afspraak whose eigenaar no longer works there waits on whoever speaks for the organisatie
  (`zonder_eigenaar`). So does one that is overdue for a week, besides on its eigenaar (`te_laat`):
  a promise climbs to who made it.
- What an indiener opened again (`weer_open`) waits on the team, and on whoever promised what must
  be looked at again, until she has an answer; then on her.

Answered with a reason is answered: "afgeweken" waits on nobody. A besluit that was taken asks
nothing by itself; its bijdragen and afspraken do, and from ten working days before it the day on
which partners look again (`te_herzien`), while no proposal that changes it runs. Nor is an answer
to her own question (`net_beantwoord`) a debt: she is told until she saw it, a week at most. A
missing reaction keeps no partner from leaving: silence is no debt once it no longer takes part.

Nothing here looks at who reads; row security leaves out what she may not see. Whoever may read a
knelpunt may read what was asked and proposed about it, but an outsider may miss part of that, so
pages say of her nothing that follows from absence (`te_plaatsen`, `te_besluiten`).
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from samenspel.opgaven.models import Partner
from samenspel.organisaties.models import Gebruiker, Lidmaatschap
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.afspraken.rules import klom_tot
from samenspel.overleg.besluiten.models import (
    Aanvaarding,
    Besluit,
    Bijdrage,
    Opvolging,
    Reactie,
)
from samenspel.overleg.besluiten.rows import terug_op_tafel as terug_op_tafel
from samenspel.overleg.besluiten.rules import NEXT_STAND, RONDEN
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.plaatsing.rules import ONBEANTWOORD
from samenspel.overleg.register.rows import over
from samenspel.overleg.register.rules import te_herzien_tot
from samenspel.praktijk.models import Heropening, Knelpunt
from samenspel.praktijk.terugkoppeling.rows import weer_open as weer_open

Stand = Besluit.Stand
NEWS = timedelta(7)
"""So long somebody is told of an answer that she did not see."""


def te_plaatsen() -> QuerySet[Knelpunt]:
    """Knelpunten that lie on nobody's table, also again since their proposal was withdrawn."""
    not_asked = _nothing_about(Agendering.objects.all(), "pk")
    return zonder_voorstel().filter(*not_asked, opgegaan_in=None)


def zonder_voorstel() -> QuerySet[Any]:
    """Knelpunten about which no proposal runs or was taken; `om` is the one that counts for each.

    Of one that went into another that is the other.
    """
    counts = Knelpunt.objects.annotate(om=Coalesce("opgegaan_in", "pk"))
    return counts.filter(*_nothing_about(_not_withdrawn(), "om"))


def onbeantwoord() -> QuerySet[Agendering]:
    """Questions to which the one asked still owes an answer, late or not."""
    return Agendering.objects.filter(stand__in=ONBEANTWOORD)


def te_besluiten() -> QuerySet[Agendering]:
    """Questions to which the answer was yes, while no proposal came of the knelpunt yet.

    Only whoever may read the knelpunt knows that there is no proposal.
    """
    yes = Agendering.Stand.TOEGEPAST
    return Agendering.objects.filter(stand=yes, knelpunt__in=zonder_voorstel().values("pk"))


def lopend() -> QuerySet[Besluit]:
    """Proposals that are neither taken nor withdrawn."""
    return Besluit.objects.filter(stand__in=NEXT_STAND)


def te_reageren(today: date, *partners: Q) -> QuerySet[Besluit]:
    """Proposals in an open round, in which a partner (one of `partners`) said nothing yet."""
    return _in_open_round(today).filter(Exists(silent_partners().filter(*partners)))


def zonder_reactie(today: date) -> QuerySet[Besluit]:
    """As `te_reageren`, but a row for each silent partner: its organisatie in `partner`."""
    rows = _in_open_round(today).annotate(partner=F("opgave__partners__organisatie"))
    return rows.filter(~Exists(_said("pk", "versie", "stand", "partner")), partner__isnull=False)


def aan_het_team(today: date) -> QuerySet[Besluit]:
    """Proposals of which the team takes the next step."""
    heard = ~Exists(silent_partners())
    return lopend().filter(Q(stand=Stand.VOORBEREIDING) | Q(sluit_op__lt=today) | heard)


def te_bekrachtigen() -> QuerySet[Bijdrage]:
    """What a besluit asks of an organisatie, while it or its orgaan must still decide."""
    return Bijdrage.objects.filter(
        besluit__stand=Stand.GENOMEN, bekrachtigd_op=None, vervallen_op=None
    )


def te_aanvaarden(houder: Gebruiker, today: date) -> QuerySet[Bijdrage]:
    """What is asked of an organisatie that gave `houder` a mandaat, on which she said nothing."""
    held = Mandaat.objects.filter(
        Q(ingetrokken_op=None) | Q(ingetrokken_op__gt=today),
        houder=houder,
        opgave=OuterRef("besluit__opgave"),
        gever__organisatie=OuterRef("organisatie"),
        begint_op__lte=today,
        eindigt_op__gt=today,
    )
    said = Aanvaarding.objects.filter(
        bijdrage=OuterRef("pk"), voorstelversie=OuterRef("besluit__versie"), gebruiker=houder
    )
    asked = Bijdrage.objects.filter(besluit__stand=Stand.BESLUIT)
    return asked.filter(Exists(held), ~Exists(said))


def na_te_komen() -> QuerySet[Afspraak]:
    """Afspraken that are not finished."""
    return Afspraak.objects.filter(gedaan_op=None)


def zonder_eigenaar() -> QuerySet[Afspraak]:
    """Afspraken that are not finished, and whose eigenaar works there no more."""
    there = Lidmaatschap.objects.filter(
        gebruiker=OuterRef("eigenaar"), organisatie=OuterRef("organisatie")
    )
    return na_te_komen().filter(~Exists(there))


def te_laat(today: date) -> QuerySet[Afspraak]:
    """Afspraken so late that they climbed, and whose eigenaar still works there."""
    late = na_te_komen().filter(uiterlijk__lte=klom_tot(today))
    return late.exclude(pk__in=zonder_eigenaar().values("pk"))


def afspraak_weer_open() -> QuerySet[Afspraak]:
    """Afspraken of which an indiener said that her household is not helped by it."""
    return Afspraak.objects.filter(besluit__knelpunt__in=_opened(Heropening.Plek.AFSPRAAK))


def antwoord_weer_open() -> QuerySet[Agendering]:
    """Questions answered with yes, of which an indiener said that it does not work here."""
    yes = Agendering.Stand.TOEGEPAST
    return Agendering.objects.filter(stand=yes, knelpunt__in=_opened(Heropening.Plek.AGENDERING))


def _opened(plek: Heropening.Plek) -> QuerySet[Heropening, Any]:
    return weer_open().filter(plek=plek).values("knelpunt")


def net_beantwoord(vrager: Gebruiker, today: date) -> QuerySet[Reactie]:
    """Questions of hers that were answered this week, of which she did not see the answer."""
    asked = Reactie.objects.filter(soort=Reactie.Soort.VRAAG, gebruiker=vrager, gelezen_op=None)
    return asked.filter(beantwoord_op__date__gte=today - NEWS)


def herzieningen(today: date) -> QuerySet[Besluit]:
    """Besluiten that are not over, at which partners agreed to look again on a day."""
    taken = Besluit.objects.filter(stand=Stand.GENOMEN, herzien_op__isnull=False)
    return taken.exclude(over(today))


def te_herzien(today: date) -> QuerySet[Besluit]:
    """Those of which the day is near, while no proposal runs that changes them."""
    near = herzieningen(today).filter(herzien_op__lte=te_herzien_tot(today))
    follows = Opvolging.objects.filter(eerder=OuterRef("pk"), besluit__stand__in=NEXT_STAND)
    return near.filter(~Exists(follows))


def silent_partners() -> QuerySet[Partner]:
    """The partners that said nothing in the present round of a besluit, the outer query."""
    said = _said(OuterRef("pk"), OuterRef("versie"), OuterRef("stand"), "organisatie")
    return Partner.objects.filter(~Exists(said), opgave=OuterRef("opgave")).order_by()


def _not_withdrawn() -> QuerySet[Besluit]:
    return Besluit.objects.exclude(stand=Stand.INGETROKKEN)


def _nothing_about(rows: QuerySet[Any], column: str) -> list[Any]:
    # Two conditions, not one with "or": each looks up a key instead of reading the whole table.
    return [
        ~Exists(rows.filter(knelpunt=OuterRef(column))),
        ~Exists(rows.filter(knelpunt__opgegaan_in=OuterRef(column))),
    ]


def _in_open_round(today: date) -> QuerySet[Besluit]:
    return Besluit.objects.filter(~Q(sluit_op__lt=today), stand__in=RONDEN)


def _said(besluit: Any, versie: Any, stand: Any, organisatie: Any) -> QuerySet[Reactie]:
    """What an organisatie said of this version in this round."""
    return Reactie.objects.filter(
        besluit=OuterRef(besluit),
        voorstelversie=OuterRef(versie),
        fase=OuterRef(stand),
        organisatie=OuterRef(organisatie),
    )
