"""Who sees and changes an agendering, a mandaat, a besluit, an afspraak."""

from samenspel.basis.policy.conditions import IEDEREEN, Named, Of
from samenspel.basis.policy.tables import Rows
from samenspel.organisaties.wie import COLLEGA, MAKER, TEAM, VERTEGENWOORDIGER, ZELF, one_of
from samenspel.organisaties.zichtbaarheid import LEZER
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import (
    Aanvaarding,
    Besluit,
    Bijdrage,
    Opvolging,
    Reactie,
    Voorstelversie,
)
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.register.models import Herziening, OpenbaarBesluit
from samenspel.spoor.beleid import spoor_follows

DE_OPGAVE = Of("opgave", "de opgave")
GEEFT = DE_OPGAVE & Of("gever", "de gever").has(VERTEGENWOORDIGER)
HET_BESLUIT = Of("besluit", "het besluit")
# Whoever is asked something may read the question, unless it is besloten.
GEVRAAGD = Named(
    "wie iets gevraagd is",
    "Werkt voor de organisatie aan wie de vraag is; niet als de vraag besloten is.",
    f"{{row}}.zichtbaarheid <> 'besloten' and {one_of('aan_id', 'mijn_organisaties')}",
)
ANTWOORDT = Named(
    "wie antwoordt",
    "Spreekt voor de organisatie aan wie de vraag is.",
    one_of("aan_id", "mijn_stem"),
)
BEZWAARMAKER = Named(
    "wie bezwaar maakte",
    "Spreekt voor een organisatie die bezwaar maakte, ook als die niet meer meedoet.",
    one_of("id", "mijn_bezwaren"),
)
HOUDER = Named(
    "wie het mandaat heeft",
    "Kreeg zelf het mandaat dat zij gebruikt, of neemt terug wat zij erop toezegde.",
    "({row}.mandaat_id is null or (select m.houder_id from overleg_mandaat m"
    " where m.id = {row}.mandaat_id) = (select mijn_id()))",
)
GENOMEN = Named("als het is genomen", "Het besluit is genomen.", "{row}.stand = 'genomen'")
LATER = Named(
    "op een latere dag", "Partners kijken daarna weer.", "{row}.herzien_op > (select vandaag())"
)
DE_BIJDRAGE = Of("bijdrage", "de bijdrage")
BY_TEAM = COLLEGA & TEAM & MAKER
OF_TEAM = HET_BESLUIT.has(TEAM)
SPEAKS = HET_BESLUIT & VERTEGENWOORDIGER

BELEID = [
    Rows(
        Agendering,
        read=LEZER | GEVRAAGD,
        insert=BY_TEAM,
        update=TEAM | ANTWOORDT,
        werker="select, insert, update",
    ),
    Rows(Mandaat, read=DE_OPGAVE, insert=GEEFT, update=GEEFT, delete=GEEFT),
    Rows(Besluit, read=LEZER | BEZWAARMAKER, insert=BY_TEAM, update=TEAM),
    Rows(Voorstelversie, read=HET_BESLUIT, insert=OF_TEAM & ZELF),
    Rows(Herziening, read=HET_BESLUIT, insert=HET_BESLUIT.has(TEAM & GENOMEN) & ZELF & LATER),
    # Written by the database when a besluit is taken; all of it is meant for everybody.
    Rows(OpenbaarBesluit, read=IEDEREEN),
    Rows(Opvolging, read=HET_BESLUIT, insert=OF_TEAM, delete=OF_TEAM),
    # What was said stays (`sql/besluit_stappen.sql`): a question is answered, or withdrawn.
    Rows(Reactie, read=HET_BESLUIT, insert=SPEAKS & ZELF, update=OF_TEAM | SPEAKS),
    Rows(Aanvaarding, read=DE_BIJDRAGE, insert=DE_BIJDRAGE & HOUDER & ZELF),
    Rows(Bijdrage, read=HET_BESLUIT, insert=OF_TEAM, update=OF_TEAM | SPEAKS, delete=OF_TEAM),
    Rows(Afspraak, read=LEZER, insert=(COLLEGA | TEAM) & MAKER, update=COLLEGA | TEAM),
    *spoor_follows(Agendering, Besluit, Afspraak),
]
