"""Every state that something in the loop can be in, and on whom it waits then: the specification.

Each row is one knelpunt with what was asked, proposed and agreed about it. `waits` says which of
its things wait, and on whom; every page, mail and calendar must say the same.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from samenspel.opgaven.models import Inzet
from samenspel.overleg.models import Afspraak, Agendering, Besluit, Bijdrage, Reactie
from samenspel.praktijk.models import Knelpunt
from tests import factories

TODAY = timezone.localdate()
NOW = timezone.now()
LATER = TODAY + timedelta(days=10)
FAR = TODAY + timedelta(days=90)
PAST = TODAY - timedelta(days=5)
YESTERDAY = TODAY - timedelta(days=1)
LONG_AGO = TODAY - timedelta(days=20)
ALMERE, ZWOLLE, SZW, VNG = PARTNERS = ("almere", "zwolle", "szw", "vng")
TEAM, ANNE, GONE, LATE = ("team",), ("anne",), ("almere",), ("anne", "almere")
"""Anne is the eigenaar of afspraken; where she left, who speaks for Almere takes over, and where
she is late for more than a week it waits on both."""


@dataclass(frozen=True)
class Stand:
    """One state: how it came about, and what waits then."""

    naam: str
    waits: dict[str, tuple[str, ...]]
    vraag: str = ""
    voorstel: str = ""
    bijdrage: str = ""
    afspraak: str = ""
    op: object = None
    herzien_op: object = None
    gereageerd: tuple[str, ...] = ()
    tags: dict[str, str] = field(default_factory=dict)
    opgegaan: bool = False

    def __str__(self) -> str:
        return self.naam


def nobody(naam, **how):
    return Stand(naam, {}, **how)


RONDEN = ("beeldvorming", "oordeelsvorming", "besluitvorming")
STANDEN = [
    # --- a knelpunt ---
    Stand("nergens gevraagd", {"knelpunt": TEAM}, tags={"knelpunt": "te plaatsen"}),
    Stand("opgegaan in een ander", {"samen": TEAM}, opgegaan=True),
    # --- a question: it waits on the one asked until an answer comes or it climbs ---
    Stand("gevraagd", {"vraag": (SZW,)}, vraag="open", tags={"vraag": "nog 10 dagen"}),
    Stand("te laat", {"vraag": (SZW,)}, vraag="open", op=PAST, tags={"vraag": "5 dagen stil"}),
    Stand("stil bovenaan de ladder", {"vraag": (SZW,)}, vraag="verlopen", op=PAST,
          tags={"vraag": "5 dagen stil"}),
    Stand("doorgezet", {"hoger": (SZW,)}, vraag="doorgezet", op=PAST),
    Stand("ja", {"vraag": TEAM}, vraag="toegepast", tags={"vraag": "bereid een besluit voor"}),
    nobody("nee, met uitleg", vraag="afgeweken"),
    Stand("gevraagd, daarna opgegaan", {"vraag": (SZW,)}, vraag="open", opgegaan=True),
    Stand("ja, daarna opgegaan", {"vraag": TEAM}, vraag="toegepast", opgegaan=True),
    # --- a proposal: it waits on the team, or in a round on the partners that said nothing ---
    Stand("in voorbereiding", {"voorstel": TEAM}, voorstel="voorbereiding"),
    Stand("in voorbereiding na een ja", {"voorstel": TEAM}, vraag="toegepast",
          voorstel="voorbereiding"),
    Stand("voorstel naast een vraag", {"vraag": (SZW,), "voorstel": TEAM}, vraag="open",
          voorstel="voorbereiding"),
    *(Stand(ronde, {"voorstel": PARTNERS}, voorstel=ronde) for ronde in RONDEN),
    *(Stand(f"{ronde}, sluit vandaag", {"voorstel": PARTNERS}, voorstel=ronde, op=TODAY)
      for ronde in RONDEN),
    *(Stand(f"{ronde}, deels gehoord", {"voorstel": (SZW, VNG)}, voorstel=ronde,
            gereageerd=(ALMERE, ZWOLLE)) for ronde in RONDEN),
    *(Stand(f"{ronde}, allen gehoord", {"voorstel": TEAM}, voorstel=ronde, gereageerd=PARTNERS)
      for ronde in RONDEN),
    *(Stand(f"{ronde}, voorbij", {"voorstel": TEAM}, voorstel=ronde, op=PAST) for ronde in RONDEN),
    Stand("ingetrokken", {"knelpunt": TEAM}, voorstel="ingetrokken"),
    Stand("ingetrokken na een ja", {"vraag": TEAM}, vraag="toegepast", voorstel="ingetrokken"),
    Stand("voorstel, daarna opgegaan", {"voorstel": TEAM}, voorstel="voorbereiding",
          opgegaan=True),
    # --- a besluit: around the day on which partners look again, it waits on the team ---
    Stand("opnieuw te bekijken", {"besluit": TEAM}, voorstel="genomen", herzien_op=TODAY,
          tags={"besluit": "klopt het nog?"}),
    Stand("had moeten worden bekeken", {"besluit": TEAM}, voorstel="genomen", herzien_op=PAST,
          tags={"besluit": "klopt het nog?"}),
    nobody("bekeken, later weer", voorstel="genomen", herzien_op=FAR),
    # --- a bijdrage: it waits on its organisatie, from when the besluit was taken ---
    nobody("genomen", voorstel="genomen"),
    nobody("genomen na een ja", vraag="toegepast", voorstel="genomen"),
    Stand("bijdrage nog niet besloten", {"voorstel": TEAM}, voorstel="voorbereiding",
          bijdrage="orgaan"),
    Stand("orgaan moet besluiten", {"bijdrage": (ALMERE,)}, voorstel="genomen",
          bijdrage="orgaan", tags={"bijdrage": "besluit nodig"}),
    Stand("organisatie zonder orgaan moet besluiten", {"bijdrage": (ALMERE,)},
          voorstel="genomen", bijdrage="geen orgaan", tags={"bijdrage": "besluit nodig"}),
    nobody("bekrachtigd", voorstel="genomen", bijdrage="bekrachtigd"),
    nobody("vervallen", voorstel="genomen", bijdrage="vervallen"),
    Stand("orgaan zei nee", {"bijdrage": TEAM}, voorstel="genomen", bijdrage="afgewezen",
          tags={"bijdrage": "terug op tafel"}),
    # --- an afspraak: it waits on its eigenaar, or on who speaks where she left or is long late ---
    Stand("afspraak loopt", {"afspraak": ANNE}, voorstel="genomen", afspraak="loopt",
          tags={"afspraak": "nog 10 dagen"}),
    Stand("afspraak heeft nog tijd", {"afspraak": ANNE}, voorstel="genomen", afspraak="loopt",
          op=FAR),
    Stand("afspraak te laat", {"afspraak": ANNE}, voorstel="genomen", afspraak="loopt",
          op=YESTERDAY, tags={"afspraak": "1 dag te laat"}),
    Stand("afspraak meer dan een week te laat", {"afspraak": LATE}, voorstel="genomen",
          afspraak="loopt", op=LONG_AGO, tags={"afspraak": "20 dagen te laat"}),
    Stand("afspraak van wie wegging", {"afspraak": GONE}, voorstel="genomen",
          afspraak="eigenaar weg"),
    nobody("gedaan", voorstel="genomen", afspraak="gedaan"),
]  # fmt: skip


def put(world: SimpleNamespace, stand: Stand) -> None:
    """Make the knelpunt of this state, and all that is about it; titles say whose they are."""
    made = factories.knelpunt(world.carla, world.opgave, titel=titel(stand, "knelpunt"))
    if stand.opgegaan:
        samen = factories.knelpunt(world.carla, world.opgave, titel=titel(stand, "samen"))
        Knelpunt.objects.filter(pk=made.pk).update(opgegaan_in=samen)
    if stand.vraag:
        _ask(world, stand, made)
    if stand.voorstel:
        _propose(world, stand, made)


def titel(stand: Stand, thing: str) -> str:
    return f"{stand}: {thing}"


def _ask(world, stand, about):
    answered = stand.vraag in ("toegepast", "afgeweken")
    said = {"antwoord": "Zo.", "beantwoord_op": NOW, "beantwoord_door": world.dirk}
    asked = factories.agendering(
        about, world.directie, titel=titel(stand, "vraag"), stand=stand.vraag,
        uiterlijk=stand.op or LATER, **(said if answered else {}),
    )  # fmt: skip
    if stand.vraag == Agendering.Stand.DOORGEZET:
        factories.agendering(
            about, world.top, titel=titel(stand, "hoger"), vorige=asked, uiterlijk=LATER
        )


def _propose(world, stand, about):
    taken, gone = stand.voorstel == "genomen", stand.voorstel == "ingetrokken"
    shared = {"organisatie": world.vng, "maker": world.carla, "opgave": world.opgave}
    besluit = Besluit.objects.create(
        **shared, knelpunt=about, voorstel="Zo.",
        titel=titel(stand, "besluit" if stand.herzien_op else "voorstel"),
        stand=stand.voorstel, ronde=2, versie=2, genomen_op=NOW if taken else None,
        gewijzigd_op=LONG_AGO, sluit_op=stand.op or LATER,
        ingetrokken_reden="Te vroeg." if gone else "",
        herzien_op=stand.herzien_op,
    )  # fmt: skip
    for name in PARTNERS:  # what was said of an earlier version counts no more
        versions = (1, 2) if name in stand.gereageerd else (1,)
        for version in versions:
            Reactie.objects.create(
                besluit=besluit, organisatie=getattr(world, name), gebruiker=world.carla,
                fase=stand.voorstel, ronde=version, voorstelversie=version, versie=version,
                soort="consent",
            )  # fmt: skip
    if stand.bijdrage:
        Bijdrage.objects.create(
            besluit=besluit, organisatie=world.almere, wat=titel(stand, "bijdrage"),
            orgaan=world.raad if stand.bijdrage == "orgaan" else None,
            bekrachtigd_op=TODAY if stand.bijdrage == "bekrachtigd" else None,
            vervallen_op=TODAY if stand.bijdrage in ("vervallen", "afgewezen") else None,
            vervallen_reden="Nee." if stand.bijdrage in ("vervallen", "afgewezen") else "",
            afgewezen=stand.bijdrage == "afgewezen",
        )  # fmt: skip
    if stand.afspraak:
        done = stand.afspraak == "gedaan"
        shared |= {"organisatie": world.almere, "titel": titel(stand, "afspraak")}
        inzet = Inzet.objects.create(**shared, soort="mensen", niveau="lokaal")
        Afspraak.objects.create(
            **shared, besluit=besluit, inzet=inzet, tekst="Zo.", uiterlijk=stand.op or LATER,
            eigenaar=world.gone if stand.afspraak == "eigenaar weg" else world.anne,
            gedaan_op=NOW if done else None, resultaat="Gedaan." if done else "",
        )  # fmt: skip
