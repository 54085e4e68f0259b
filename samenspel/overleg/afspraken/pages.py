"""What the page of an afspraak shows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from samenspel.basis import klok
from samenspel.basis.checks import allows
from samenspel.basis.rij import Rij, Tag, term
from samenspel.basis.templatetags.samenspel import datum
from samenspel.organisaties.models import Gebruiker
from samenspel.organisaties.rules import orgaan_in_zin
from samenspel.overleg.afspraken import rules
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.afspraken.permissions import check_afronden, check_beginnen
from samenspel.overleg.afspraken.rows import orgaan_dat_bond
from samenspel.overleg.besluiten.models import Besluit
from samenspel.overleg.titels import facts_of, with_origin
from samenspel.praktijk.models import Casus
from samenspel.spoor.pages import Verteld, tell


def rij_of_afspraak(afspraak: Afspraak, today: date) -> Rij:
    """Write an afspraak as a row."""
    who = f"{afspraak.eigenaar}, {afspraak.organisatie.kort}"
    url = afspraak.get_absolute_url()
    tag, soort = voortgang_of(afspraak, today)
    return Rij(afspraak.titel, url, facts_of(who, afspraak), tag, soort)


def voortgang_of(afspraak: Afspraak, today: date) -> Tag:
    """Say in a tag how far the afspraak is."""
    if afspraak.gedaan_op is not None:
        return "gedaan", "klaar"
    return term(afspraak.uiterlijk, today)


@dataclass(frozen=True)
class AfspraakPage:
    """Everything the page of one afspraak shows.

    `casussen` and `gelezen`: how many casussen the les goes back to, and how many indieners
    saw it, as far as the viewer may see. `klimt` says whom is asked when it is late.
    """

    afspraak: Afspraak
    besluit: Besluit | None
    tag: str
    tag_soort: str
    casussen: int
    gelezen: int
    spoor: Verteld
    may_begin: bool
    may_finish: bool
    klimt: str


def afspraak_page(afspraak: Afspraak, *, viewer: Gebruiker) -> AfspraakPage:
    """Compose the page of one afspraak for this viewer."""
    bond = orgaan_dat_bond(afspraak.organisatie_id)
    rows = with_origin(Besluit.objects.filter(pk=afspraak.besluit_id)).annotate(bond=bond)
    besluit, wie = rows.first(), afspraak.organisatie.kort
    if besluit is not None:
        afspraak.besluit = besluit
        wie = orgaan_in_zin(besluit.bond, wie) if besluit.bond else wie
    today = klok.today()
    tag, soort = voortgang_of(afspraak, today)
    reach = {"casussen": 0, "gelezen": 0}
    if afspraak.les is not None:
        reach = Casus.objects.filter(
            knelpunten=afspraak.les.knelpunt_id, ingebracht_op__isnull=False
        ).aggregate(casussen=Count("pk"), gelezen=Count("pk", filter=Q(gelezen_op__isnull=False)))
    return AfspraakPage(
        afspraak=afspraak,
        besluit=besluit,
        tag=tag,
        tag_soort=soort,
        **reach,
        spoor=tell(afspraak, viewer=viewer),
        may_begin=allows(check_beginnen, afspraak, by=viewer),
        may_finish=allows(check_afronden, afspraak, by=viewer),
        klimt="" if afspraak.gedaan_op else klimt(wie, afspraak.uiterlijk, today),
    )


def klimt(wie: str, uiterlijk: date, today: date) -> str:
    """Say when whoever bound itself is asked too, before and after it happens.

    >>> klimt("het college van Zwolle", date(2020, 11, 20), date(2020, 11, 27))
    'Is dit na 27 november 2020 niet af, dan vragen wij het ook aan het college van Zwolle.'
    >>> klimt("SZW", date(2020, 11, 20), date(2020, 11, 28))
    'Dit is te laat. Daarom vragen wij het sinds 27 november 2020 ook aan SZW.'
    """
    last = rules.klimt_na(uiterlijk)
    if last < today:
        return f"Dit is te laat. Daarom vragen wij het sinds {datum(last)} ook aan {wie}."
    return f"Is dit na {datum(last)} niet af, dan vragen wij het ook aan {wie}."
