"""What waits, as rows of one shape: every kind of thing in one query, limited per kind.

The title of an opgave is looked up beside a row instead of joined to it: who is asked something
may read the question, also where the opgave itself is not hers to read.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import (
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from samenspel.inzichten.models import Voorstel
from samenspel.leren import queries as leren
from samenspel.opgaven.models import Opgave, Partner
from samenspel.organisaties.models import Gebruiker, Lidmaatschap
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Reactie
from samenspel.overleg.besluiten.rules import OPEN_FASEN
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk.models import Casus, Knelpunt, Les
from samenspel.verhalen.models import Verhaal

COUNTED = 100
"""So many of one kind are counted; beyond it the page says "meer dan"."""
GEEN = Value("", output_field=TextField())
GEEN_DAG = Cast(Value(None), DateField())


class Rij(NamedTuple):
    """One thing that waits, whatever its kind."""

    soort: str
    pk: UUID
    titel: str
    opgave: str
    wie: str
    termijn: date | None
    sinds: datetime | None


Rows = QuerySet[Any, tuple[Any, ...]]


def fetch(parts: Iterable[Rows]) -> list[Rij]:
    """Fetch all parts in one query; at most `COUNTED` and one more of each kind."""
    first, *others = (part[: COUNTED + 1] for part in parts)
    return [Rij(*row) for row in first.union(*others, all=True)]


def _rows(  # one shape for every kind of thing
    found: QuerySet[Any],
    soort: str,
    *,
    pk: str = "pk",
    titel: Any = "titel",
    opgave: Any = None,
    wie: Any = GEEN,
    termijn: Any = GEEN_DAG,
    sinds: str = "gemaakt_op",
) -> Rows:
    over = Opgave.objects.filter(pk=OuterRef("opgave_id")).values("titel")
    return found.values_list(
        Value(soort, output_field=TextField()),
        F(pk),
        titel,
        opgave or Coalesce(Subquery(over), GEEN, output_field=TextField()),
        wie,
        termijn,
        Cast(F(sinds), DateTimeField()),
    )


def concepten(gebruiker: Gebruiker) -> Rows:
    """Casussen that she has not brought in yet."""
    found = Casus.objects.filter(maker=gebruiker, ingebracht_op=None).order_by("-gemaakt_op")
    return _rows(found, "concept", opgave=GEEN)


def nieuwe_lessen(gebruiker: Gebruiker) -> Rows:
    """Her casussen with a les, of which she has not said whether it helped."""
    les = Les.objects.filter(knelpunt__casussen=OuterRef("pk"))
    found = Casus.objects.filter(
        Exists(les), maker=gebruiker, ingebracht_op__isnull=False, geholpen=""
    )
    return _rows(found.order_by("-gemaakt_op"), "les")


def te_beantwoorden(gebruiker: Gebruiker) -> Rows:
    """Her casussen in which somebody thinks that a knelpunt plays, and she has not said so."""
    found = Voorstel.objects.filter(casus__maker=gebruiker, stand=Voorstel.Stand.OPEN)
    return _rows(
        found.order_by("gemaakt_op"),
        "voorstel",
        pk="casus_id",
        titel="casus__titel",
        opgave=F("knelpunt__titel"),
        wie=F("maker__naam"),
    )


def na_te_lezen(teams: Iterable[UUID]) -> Rows:
    """Verhalen that a team must read over; without an opgave those of a gemeente in it.

    Without a word of them: these rows are mailed, and a mail cannot be taken back.
    """
    here = Partner.objects.filter(opgave__in=teams).values("organisatie")
    ours = Q(opgave__in=teams) | Q(opgave=None, gemeente__in=here)
    found = Verhaal.objects.filter(ours, nagelezen_op=None)
    titel = Value("Een verhaal van een inwoner", output_field=TextField())
    rows = found.order_by("verteld_op", "pk")
    return _rows(rows, "verhaal", titel=titel, sinds="verteld_op")


def te_plaatsen(teams: Iterable[UUID]) -> Rows:
    """Knelpunten of these opgaven that lie on nobody's table, also since a proposal went."""
    living = Besluit.objects.exclude(fase=Besluit.Fase.INGETROKKEN)
    found = Knelpunt.objects.filter(
        ~Exists(Agendering.objects.filter(knelpunt=OuterRef("pk"))),
        ~Exists(living.filter(knelpunt=OuterRef("pk"))),
        opgave__in=teams,
        opgegaan_in=None,
    )
    return _rows(found.order_by("gemaakt_op"), "knelpunt")


def te_besluiten(teams: Iterable[UUID]) -> Rows:
    """Questions of these opgaven to which the answer was yes, and no proposal came of it yet."""
    living = Besluit.objects.exclude(fase=Besluit.Fase.INGETROKKEN)
    found = Agendering.objects.filter(
        ~Exists(living.filter(knelpunt=OuterRef("knelpunt_id"))),
        opgave__in=teams,
        knelpunt__opgegaan_in=None,
        stand=Agendering.Stand.TOEGEPAST,
    )
    return _rows(
        found.order_by("beantwoord_op"), "toegepast", wie=F("aan__kort"), sinds="beantwoord_op"
    )


def vragen_aan(organisaties: Iterable[UUID]) -> Rows:
    """Questions to these organisaties without an answer."""
    found = Agendering.objects.filter(aan__in=organisaties, stand=Agendering.Stand.OPEN)
    return _rows(
        found.order_by("uiterlijk"), "vraag", wie=F("organisatie__kort"), termijn="uiterlijk"
    )


def _silent_partners(*conditions: Q) -> QuerySet[Partner]:
    """The partners that said nothing yet in the present round of a besluit (the outer query)."""
    said = Reactie.objects.filter(
        besluit=OuterRef(OuterRef("pk")),
        ronde=OuterRef(OuterRef("ronde")),
        organisatie=OuterRef("organisatie"),
    )
    return Partner.objects.filter(~Exists(said), *conditions, opgave=OuterRef("opgave")).order_by()


def te_reageren(organisaties: Iterable[UUID]) -> Rows:
    """Proposals in a round, where one of these organisaties is partner and said nothing yet."""
    mine = _silent_partners(Q(organisatie__in=organisaties))
    found = Besluit.objects.filter(Exists(mine), fase__in=OPEN_FASEN).order_by("sluit_op")
    return _rows(found, "reactie", termijn="sluit_op")


def te_openen(teams: Iterable[UUID], today: date) -> Rows:
    """Proposals of these opgaven of which the team must take the next step."""
    ready = Q(fase=Besluit.Fase.VOORBEREIDING) | Q(fase__in=OPEN_FASEN, sluit_op__lt=today)
    found = Besluit.objects.filter(ready, opgave__in=teams).order_by("sluit_op", "gemaakt_op")
    return _rows(found, "stap", termijn="sluit_op")


def te_bekrachtigen(condition: Q, soort: str) -> Rows:
    """What a besluit asks of an organisatie while its own orgaan must still decide."""
    found = Bijdrage.objects.filter(
        condition,
        besluit__fase=Besluit.Fase.GENOMEN,
        orgaan__isnull=False,
        bekrachtigd_op=None,
    ).order_by("besluit__genomen_op")
    return _rows(
        found,
        soort,
        pk="besluit_id",
        titel="wat",
        opgave=F("besluit__titel"),
        wie=F("orgaan__naam") if soort == "bijdrage" else F("organisatie__kort"),
        sinds="besluit__genomen_op",
    )


def open_afspraken(gebruiker: Gebruiker) -> Rows:
    """What she promised and has not finished."""
    found = Afspraak.objects.filter(eigenaar=gebruiker, gedaan_op=None).order_by("uiterlijk")
    return _rows(found, "afspraak", termijn="uiterlijk")


def stilte(teams: Iterable[UUID]) -> Rows:
    """Questions of these opgaven without an answer; one that climbed on is shown higher up."""
    silent = [Agendering.Stand.OPEN, Agendering.Stand.VERLOPEN]
    found = Agendering.objects.filter(opgave__in=teams, stand__in=silent, volgende=None)
    return _rows(found.order_by("gemaakt_op"), "stilte", wie=F("aan__kort"), termijn="uiterlijk")


def ontbrekende_reacties(teams: Iterable[UUID]) -> Rows:
    """Proposals of these opgaven in a round, with the names of who said nothing yet."""
    names = (
        _silent_partners()
        .values("opgave")
        .annotate(namen=StringAgg("organisatie__kort", ", ", order_by="organisatie__kort"))
        .values("namen")
    )
    found = Besluit.objects.filter(
        Exists(_silent_partners()), opgave__in=teams, fase__in=OPEN_FASEN
    ).order_by("sluit_op")
    wie = Coalesce(Subquery(names), GEEN, output_field=TextField())
    return _rows(found, "reacties", wie=wie, termijn="sluit_op")


def te_herzien(teams: Iterable[UUID], organisaties: Iterable[UUID]) -> Rows:
    """Besluiten that these teams and partners agreed to look at again."""
    mine = Q(opgave__in=teams) | Exists(
        Partner.objects.filter(opgave=OuterRef("opgave"), organisatie__in=organisaties)
    )
    found = Besluit.objects.filter(mine, fase=Besluit.Fase.GENOMEN, herzien_op__isnull=False)
    return _rows(found.order_by("herzien_op"), "herzien", termijn="herzien_op")


def _to_answer(gebruiker: Gebruiker, organisaties: Iterable[UUID]) -> Q:
    """What she made herself, and what a colleague made who is gone, for who speaks there."""
    still_there = Lidmaatschap.objects.filter(
        gebruiker=OuterRef("maker"), organisatie=OuterRef("organisatie")
    )
    works_for = gebruiker.lidmaatschappen.values("organisatie")
    own = Q(maker=gebruiker, organisatie__in=works_for)
    return own | Q(~Exists(still_there), organisatie__in=organisaties)


def experimenten(
    gebruiker: Gebruiker, organisaties: Iterable[UUID], until: date | None = None
) -> Rows:
    """Experiments of which she says how to go on once they end; with `until` those that ended."""
    found = leren.open_experimenten(_to_answer(gebruiker, organisaties), until=until)
    return _rows(found.order_by("tot"), "experiment", termijn="tot", sinds="sinds")


def overnames(gebruiker: Gebruiker, organisaties: Iterable[UUID], today: date) -> Rows:
    """What she took over half a year ago, and has not said of how it went."""
    found = leren.open_vragen(_to_answer(gebruiker, organisaties), until=today)
    return _rows(
        found.order_by("vraag_op"),
        "overname",
        titel="bron_titel",
        opgave=GEEN,
        wie=F("organisatie__kort"),
        sinds="op",
    )
