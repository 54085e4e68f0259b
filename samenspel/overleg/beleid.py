"""Who sees and changes an agendering, a mandaat, a besluit, an afspraak."""

from samenspel.basis.policy.conditions import Named, Of
from samenspel.basis.policy.tables import Rows
from samenspel.organisaties.wie import COLLEGA, MAKER, TEAM, VERTEGENWOORDIGER, ZELF, one_of
from samenspel.organisaties.zichtbaarheid import LEZER
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Reactie
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.plaatsing.models import Agendering
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
    Rows(Besluit, read=LEZER, insert=BY_TEAM, update=TEAM),
    # A reaction is of the organisatie: a colleague may replace it, under her own name.
    Rows(
        Reactie,
        read=HET_BESLUIT,
        insert=SPEAKS & ZELF,
        update=SPEAKS,
        becomes=SPEAKS & ZELF,
    ),
    Rows(Bijdrage, read=HET_BESLUIT, insert=OF_TEAM, update=OF_TEAM | SPEAKS, delete=OF_TEAM),
    Rows(Afspraak, read=LEZER, insert=(COLLEGA | TEAM) & MAKER, update=COLLEGA | TEAM),
    *spoor_follows(Agendering, Besluit, Afspraak),
]
