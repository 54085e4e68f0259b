"""Besluiten and what was said of them, for any reader."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce

from samenspel.basis import klok
from samenspel.basis.remembered import remembered
from samenspel.opgaven.models import Partner
from samenspel.opgaven.rules import Werkafspraken, werkafspraken_of
from samenspel.organisaties.models import Herindeling, Organisatie
from samenspel.overleg.besluiten import rules
from samenspel.overleg.besluiten.consent import Stem, Tafel, kernbezwaren, opvolging
from samenspel.overleg.besluiten.dekking import dekkingen
from samenspel.overleg.besluiten.geldigheid import Geldigheid, Opvolgt
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Opvolging, Reactie
from samenspel.overleg.besluiten.nodig import EINDIGT, nodig_bij
from samenspel.overleg.besluiten.opvolgingen import with_herzieningen, with_opvolging
from samenspel.overleg.besluiten.versies import with_versies
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.overleg.titels import with_origin
from samenspel.praktijk.models import Knelpunt, Koppeling
from samenspel.spoor.rows import with_spoor

GEHEEL = "geheel"
"""How the register of herindelingen says that all of an organisatie went up in another."""


@remembered
def _partners(besluit: Besluit) -> list[Partner]:
    rows = Partner.objects.filter(opgave=besluit.opgave_id)
    return list(rows.select_related("organisatie", "opgave"))


def partners_nu(besluit: Besluit) -> list[Organisatie]:
    """Return the organisaties that take part in its opgave today."""
    return [row.organisatie for row in _partners(besluit)]


@remembered
def partners_of(besluit: Besluit) -> list[Organisatie]:
    """Return the organisaties that take part in its opgave, or did when it was taken.

    None to whoever may not know who takes part.
    """
    now = {row.organisatie_id: row.organisatie for row in _partners(besluit)}
    if not now or besluit.tafel is None:
        return list(now.values())
    then = [UUID(one) for one in besluit.tafel["partners"]]
    gone = Organisatie.objects.in_bulk([one for one in then if one not in now])
    return sorted((now.get(one) or gone[one] for one in then), key=lambda one: one.naam)


def werkafspraken(besluit: Besluit) -> Werkafspraken:
    """Return how its partners decide or did then, as far as the reader may know who they are."""
    rows = _partners(besluit)
    if rows and besluit.tafel is not None:
        return werkafspraken_toen(besluit.tafel)
    return werkafspraken_of(rows[0].opgave) if rows else Werkafspraken()


def werkafspraken_toen(tafel: Any) -> Werkafspraken:
    """Read back what was agreed when a besluit was taken (`sql/register.sql`)."""
    return Werkafspraken(tafel["ronde_werkdagen"], tafel["verval_na_rondes"], tafel["quorum"])


def opgave_stand(besluit: Besluit) -> str:
    """Return whether its opgave is vastgesteld, as far as the reader may know."""
    rows = _partners(besluit)
    return rows[0].opgave.stand if rows else ""


@remembered
def _gezegd_over(besluit: Besluit) -> list[Any]:
    """Return all that was said of it and of other proposals about its knelpunt, in that order.

    And what was said on a kernbelang elsewhere in the opgave: not `hier`, and `om` is the knelpunt
    that counts; and of the besluit that it would end (`eindigt`). Whoever left the opgave reads her
    own objections, and the knelpunt no more.
    """
    root = Knelpunt.objects.filter(pk=besluit.knelpunt_id).values("opgegaan_in")
    merged = Q(opgegaan_in=besluit.knelpunt_id) | Q(pk__in=root) | Q(opgegaan_in__in=root)
    others = Knelpunt.objects.filter(merged).order_by().values("pk")
    same = Q(pk=besluit.pk) | Q(knelpunt=besluit.knelpunt_id) | Q(knelpunt__in=others)
    about = Besluit.objects.filter(same).order_by().values("pk")
    kern = Q(kern=True) | Q(opgelost=True)
    elders = kern & Q(besluit__opgave=besluit.opgave_id, fase=rules.LAST_RONDE)
    ends = Opvolging.objects.filter(besluit=besluit.pk, aard__in=EINDIGT)
    om = Knelpunt.objects.filter(pk=OuterRef("besluit__knelpunt")).values("opgegaan_in")
    rows = Reactie.objects.annotate(
        hier=Q(besluit__in=about),
        om=Coalesce(Subquery(om), "besluit__knelpunt", output_field=UUIDField()),
        eindigt=Exists(ends.filter(eerder=OuterRef("besluit"))),
    )
    with_who = rows.filter(Q(hier=True) | elders | Q(eindigt=True)).select_related(
        "besluit", "organisatie", "gebruiker", "belang", "beantwoord_door"
    )
    return list(with_who.order_by("pk"))


def reacties_of(besluit: Besluit) -> list[Reactie]:
    """Return all that was said of it, in the order it was said, with who said it."""
    return [row for row in _gezegd_over(besluit) if row.besluit_id == besluit.pk]


def eerdere_kernbezwaren(besluit: Besluit) -> list[Reactie]:
    """Return what was said on a kernbelang, or lifted, of other proposals about its knelpunt."""
    return [
        row
        for row in _gezegd_over(besluit)
        if row.hier and row.besluit_id != besluit.pk and _goes_along(row)
    ]


def _goes_along(row: Reactie) -> bool:
    """Is it on a kernbelang, of what was not taken, or does it lift what was said so?"""
    on_kern = row.opgelost or (row.kern and row.besluit.stand != Besluit.Stand.GENOMEN)
    return on_kern and row.fase == rules.LAST_RONDE


@remembered
def kernbezwaren_elders(besluit: Besluit) -> list[Reactie]:
    """Return the objections on a kernbelang that stand on proposals about other knelpunten."""
    said: dict[UUID, dict[int, Reactie]] = defaultdict(dict)
    for row in _gezegd_over(besluit):
        if not row.hier and _goes_along(row):
            said[row.om][row.pk] = row
    found: list[Reactie] = []
    for rows in said.values():
        stemmen = {pk: stem_of(row) for pk, row in rows.items()}
        standing = kernbezwaren(stemmen.values(), _opvolgers(besluit))
        found += [rows[pk] for pk, stem in stemmen.items() if any(stem is one for one in standing)]
    return found


def geldigheid_of(besluit: Besluit) -> Geldigheid:
    """Return when it holds, what it does with an earlier besluit, and what everybody may read."""
    follows = besluit.opvolgingen.select_related("eerder").first()
    return Geldigheid(
        geldt_van=besluit.geldt_van,
        geldt_tot=besluit.geldt_tot,
        herzien_op=besluit.herzien_op,
        openbare_tekst=besluit.openbare_tekst,
        opvolgt=Opvolgt(follows.eerder, follows.aard, follows.deel) if follows else None,
    )


def voor_opvolging(opgave_id: UUID, chosen: Any, today: date) -> QuerySet[Besluit]:
    """Return the besluiten that a proposal can change: taken and not over, and what it `chosen`."""
    counts = Q(geldt_tot=None) | Q(geldt_tot__gt=today)
    rows = Besluit.objects.filter(opgave=opgave_id, stand=Besluit.Stand.GENOMEN)
    return rows.filter(counts | Q(pk=chosen)).order_by("titel")


def gezegd(besluit: Besluit) -> dict[UUID, Reactie]:
    """Return what each organisatie said last of this version in this round."""
    now = (row for row in reacties_of(besluit) if _is_now(row, besluit))
    return {row.organisatie_id: row for row in now}


def _is_now(row: Reactie, besluit: Besluit) -> bool:
    return row.voorstelversie == besluit.versie and row.fase == _fase(besluit)


def _fase(besluit: Besluit) -> str:
    return besluit.stand if besluit.stand in rules.RONDEN else rules.LAST_RONDE


def vorige_reactie(besluit: Besluit, organisatie: Organisatie) -> Reactie | None:
    """Return what `organisatie` said last in this round, of whatever version."""
    own = [
        row
        for row in reacties_of(besluit)
        if row.organisatie_id == organisatie.pk and row.fase == _fase(besluit)
    ]
    return own[-1] if own else None


def volgnummer(besluit: Besluit, organisatie: Organisatie) -> int:
    """Return how often `organisatie` said something of this proposal."""
    own = (row.versie for row in reacties_of(besluit) if row.organisatie_id == organisatie.pk)
    return max(own, default=0)


def termijn_of(besluit: Besluit) -> rules.Rondetermijn:
    """Return how long its round lasts, from what is stored."""
    joined = max((row.toegetreden_op for row in _partners(besluit)), default=None)
    if besluit.tafel and besluit.tafel["toegetreden_op"]:
        joined = date.fromisoformat(besluit.tafel["toegetreden_op"])
    return termijn_met(besluit, joined, werkafspraken(besluit).ronde_werkdagen)


def termijn_met(besluit: Besluit, joined: date | None, werkdagen: int) -> rules.Rondetermijn:
    """Return its term, when the last partner joined on `joined`."""
    opened = besluit.geopend_op or besluit.gewijzigd_op
    return rules.Rondetermijn(
        geopend_op=opened,
        gewijzigd_op=besluit.gewijzigd_op,
        toegetreden_op=joined or opened,
        werkdagen=werkdagen,
        sluit_op=besluit.sluit_op,
        verlengd_op=besluit.verlengd_op,
    )


def next_termijn(besluit: Besluit) -> rules.Rondetermijn:
    """Return the term of a round or version that would begin today."""
    today = klok.today()
    return replace(
        termijn_of(besluit), geopend_op=today, gewijzigd_op=today, sluit_op=None, verlengd_op=None
    )


@remembered
def tafel_of(besluit: Besluit) -> Tafel:
    """Return everything on which it depends whether the besluit can be taken."""
    fase = _fase(besluit)
    stemmen = [stem_of(row) for row in reacties_of(besluit) if row.fase == fase]
    eerder = [stem_of(row) for row in eerdere_kernbezwaren(besluit)]
    partners = {one.pk: one.kort for one in partners_of(besluit)}
    return Tafel(
        partners=partners,
        stemmen=stemmen,
        versie=besluit.versie,
        ronde=besluit.ronde,
        termijn=termijn_of(besluit),
        afspraken=werkafspraken(besluit),
        bevoegd=besluit.bevoegd_id,
        opvolgers=_opvolgers(besluit),
        eerder=eerder,
        elders=[
            replace(stem_of(row), bij=row.besluit.titel) for row in kernbezwaren_elders(besluit)
        ],
        nodig=nodig_bij(besluit, _gezegd_over(besluit), _opvolgers(besluit), partners.keys()),
    )


@remembered
def _opvolgers(besluit: Besluit) -> dict[UUID, UUID]:
    """Return in what each owner of a kernbelang went up, and that in turn; a question a step."""
    merged = Herindeling.objects.filter(aard=GEHEEL, op__lte=klok.today())
    found: dict[UUID, UUID] = {}
    rest = {row.organisatie_id for row in _gezegd_over(besluit) if row.kern or row.eindigt}
    while rest:
        found |= dict(merged.filter(oud__in=rest).values_list("oud_id", "nieuw_id"))
        rest = {found[one] for one in rest if one in found} - found.keys()
    return found


def stem_of(row: Reactie) -> Stem:
    """Read a reaction for the rules."""
    return Stem(
        row.organisatie_id,
        row.organisatie.naam,
        row.voorstelversie,
        row.soort,
        kern=row.kern,
        opgelost=row.opgelost,
    )


def eigen_kernbezwaren(besluit: Besluit, organisatie: Organisatie) -> list[Stem]:
    """Return the objections on a kernbelang that `organisatie` can say are solved."""
    tafel = tafel_of(besluit)
    return [stem for stem in tafel.kern if organisatie.pk in opvolging(stem.wie, tafel.opvolgers)]


def kunnen_reageren(besluit: Besluit) -> list[Organisatie]:
    """Return who may react: every partner, and whoever has an objection, or took its place."""
    tafel, partners = tafel_of(besluit), partners_of(besluit)
    owners = {stem.wie for stem in [*tafel.kern, *tafel.ander]}
    owners |= {later for wie in owners for later in opvolging(wie, tafel.opvolgers)}
    gone = owners - {one.pk for one in partners}
    return [*partners, *Organisatie.objects.filter(pk__in=gone)] if gone else partners


def stille_partners(besluit: Besluit) -> list[str]:
    """Return the partners who said nothing in the present round, in alphabetical order."""
    said = gezegd(besluit)
    silent = (one.kort for one in partners_of(besluit) if one.pk not in said)
    return sorted(silent, key=str.casefold)


def forget(besluit: Besluit) -> None:
    """Ask anew, because somebody just said something or the proposal changed."""
    for read in (_gezegd_over, kernbezwaren_elders, _opvolgers, tafel_of):
        read.forget(besluit)


@dataclass(frozen=True)
class Gevolg:
    """What becomes of a proposal once a mandaat is withdrawn: who must decide then."""

    besluit: Besluit
    wie: str


@dataclass(frozen=True)
class Gevolgen:
    """What withdrawing a mandaat does, as far as the viewer may see."""

    genomen: list[Besluit]
    voorstellen: list[Gevolg]


def gevolgen_of(mandaat: Mandaat) -> Gevolgen:
    """Return which besluiten rest on `mandaat` and keep, and which proposals lose it."""
    genomen = Besluit.objects.filter(bijdragen__mandaat=mandaat, stand=Besluit.Stand.GENOMEN)
    asked = Bijdrage.objects.filter(
        besluit__opgave=mandaat.opgave_id,
        besluit__stand__in=rules.NEXT_STAND,
        organisatie=mandaat.gever.organisatie_id,
    )
    rows = list(asked.select_related("besluit", "organisatie").order_by("besluit__titel"))
    found = dekkingen(mandaat.opgave_id, rows, klok.today())
    lost = [
        Gevolg(row.besluit, str(dekking.orgaan or row.organisatie))
        for row, dekking in zip(rows, found, strict=True)
        if [tegoed.mandaat for tegoed in dekking.tegoeden] == [mandaat]
    ]
    return Gevolgen(list(genomen.order_by("titel")), lost)


def besluiten_of(agendering: Agendering) -> QuerySet[Besluit]:
    """The proposals and besluiten that came of a question, oldest first."""
    return Besluit.objects.filter(agendering=agendering).order_by("gemaakt_op")


def besluiten() -> QuerySet[Besluit]:
    """The visible besluiten: what happened, as far as visible whence, and how they follow."""
    where = Koppeling.objects.filter(
        knelpunt=OuterRef("knelpunt_id"), casus__ingebracht_op__isnull=False
    )
    counted = where.order_by().values("knelpunt")
    rows = with_origin(Besluit.objects.select_related("organisatie", "maker", "bevoegd"))
    rows = with_versies(with_herzieningen(with_opvolging(rows)))
    found: QuerySet[Besluit] = with_spoor(rows).annotate(
        casussen=Subquery(counted.annotate(n=Count("pk")).values("n")),
        gemeenten=Subquery(counted.annotate(n=Count("casus__gemeente", distinct=True)).values("n")),
    )
    return found


def terug_op_tafel() -> QuerySet[Bijdrage]:
    """What an orgaan said no to, as long as no other proposal came of the knelpunt since."""
    since = Besluit.objects.filter(
        knelpunt=OuterRef("besluit__knelpunt"),
        gemaakt_op__gt=OuterRef("besluit__genomen_op"),
    ).exclude(pk=OuterRef("besluit"))
    refused = Bijdrage.objects.filter(afgewezen=True, besluit__stand=Besluit.Stand.GENOMEN)
    return refused.filter(~Exists(since))
