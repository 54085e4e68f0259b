"""Walk over everything that was decided and agreed, and say what breaks a rule.

Run as owner, who reads all. The rules are those that stand in front of every button
(`besluiten/consent.py`, `besluiten/dekking.py`, `afspraken/rules.py`); here they are asked of what
is in the tables, whoever wrote it and however. Nothing is asked in SQL but the rows themselves.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from samenspel.basis.errors import RuleError
from samenspel.basis.gebrek import Gebrek
from samenspel.basis.templatetags.samenspel import datum_voluit
from samenspel.basis.werkdagen import werkdagen_na
from samenspel.opgaven.models import Partner, Wijziging
from samenspel.opgaven.rules import Werkafspraken, werkafspraken_of
from samenspel.organisaties.models import Herindeling, Organisatie
from samenspel.overleg.afspraken import rules as afspraakregels
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten import consent
from samenspel.overleg.besluiten.consent import Stem, Tafel
from samenspel.overleg.besluiten.dekking import Dekking, gebruikt, met_toezeggingen, toegezegd
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Reactie, Voorstelversie
from samenspel.overleg.besluiten.nodig import EINDIGT, nodig_bij
from samenspel.overleg.besluiten.rows import GEHEEL, stem_of, termijn_met, werkafspraken_toen
from samenspel.overleg.besluiten.rules import LAST_RONDE, RONDEN, check_besloten
from samenspel.overleg.mandaten.models import Mandaat
from samenspel.overleg.mandaten.rows import Tegoed
from samenspel.spoor.models import Gebeurtenis

AT_ONCE = 500
"""So many besluiten are held in memory at a time."""


class Aan(NamedTuple):
    """Who sat at the table when a besluit was taken, and how they decide."""

    partners: Mapping[UUID, str]
    toegetreden_op: date | None
    afspraken: Werkafspraken


def eerdere_regels() -> int:
    """How many besluiten were taken before these rules; they are no errors."""
    return Besluit.objects.filter(eerdere_regels=True).count()


def gebreken(tel: Callable[[int], None]) -> Iterator[Gebrek]:
    """Say what is wrong, besluit by besluit; `tel` is told how many more were looked at."""
    rows = Besluit.objects.filter(eerdere_regels=False, stand__in=[*RONDEN, Besluit.Stand.GENOMEN])
    last: Any = None
    while True:
        after = rows.filter(pk__gt=last) if last else rows
        found = list(after.select_related("opgave", "knelpunt").order_by("pk")[:AT_ONCE])
        if not found:
            return
        yield from _of_some(found)
        tel(len(found))
        last = found[-1].pk


def _of_some(besluiten: Sequence[Besluit]) -> Iterator[Gebrek]:
    """Look at these besluiten; what belongs to them is read for all of them at once."""
    said = _by_besluit(
        Reactie.objects.filter(besluit__in=besluiten).select_related("organisatie").order_by("pk")
    )
    taken = [one for one in besluiten if one.stand == Besluit.Stand.GENOMEN]
    bijdragen = _by_besluit(_bijdragen(taken))
    afspraken = _by_besluit(
        Afspraak.objects.filter(besluit__in=besluiten)
        .select_related("inzet", "organisatie")
        .order_by("gemaakt_op", "pk")
    )
    partners, elders, opvolgers = _partners(besluiten), _elders(taken), _opvolgers()
    ever, minst = _ever(besluiten), _minst(besluiten)
    eindigt = _eindigt(taken)
    versies = _by_besluit(Voorstelversie.objects.filter(besluit__in=besluiten).order_by("nummer"))
    for one in besluiten:
        row = f"besluit {one.pk}"
        aan = _aan(one, partners[one.opgave_id])
        yield from _reacties(one, said[one.pk], ever[one.opgave_id] | aan.partners.keys())
        yield from _rondes(one, versies[one.pk], said[one.pk], minst[one.opgave_id])
        yield from _afspraken(one, afspraken[one.pk], bijdragen[one.pk])
        if one.stand != Besluit.Stand.GENOMEN:
            continue
        if one.genomen_op is None:
            yield Gebrek("genomen op een dag", row, "Er staat niet wanneer het is genomen.")
            continue
        tafel = Tafel(
            partners=aan.partners,
            stemmen=[stem_of(r) for r in said[one.pk] if r.fase == LAST_RONDE],
            versie=one.versie,
            ronde=one.ronde,
            termijn=termijn_met(one, aan.toegetreden_op, aan.afspraken.ronde_werkdagen),
            afspraken=aan.afspraken,
            bevoegd=one.bevoegd_id,
            opvolgers=opvolgers,
            eerder=[stem_of(r) for r in _before(one, elders[_om(one)])],
            elders=_elders_staand(one, elders, opvolgers),
            nodig=nodig_bij(one, eindigt[one.pk], opvolgers, aan.partners.keys()),
        )
        yield from _genomen(one, tafel)
        for bijdrage in bijdragen[one.pk]:
            yield from _gebonden(one, bijdrage, tafel)


def _genomen(besluit: Besluit, tafel: Tafel) -> Iterator[Gebrek]:
    """Ask again what was asked when it was taken, on that day."""
    dag = _day(besluit.genomen_op)
    asked: dict[str, Callable[[], None]] = {
        "kernbelang": partial(consent.check_kern, tafel),
        "bezwaar": partial(consent.check_ander, tafel),
        "termijn": partial(consent.check_gehoord, tafel, dag),
        "stilte": partial(consent.check_stilte, tafel, dag),
        "ja": partial(consent.check_ja, tafel),
        "ja van wie erbij hoort": partial(consent.check_nodig, tafel),
    }
    row = f"besluit {besluit.pk}"
    for regel, check in asked.items():
        if why := _refused(check):
            yield Gebrek(regel, row, f"Genomen op {datum_voluit(dag)}. {why}")
    if besluit.gezamenlijk == tafel.is_quorum:
        said = "alleen wie instemde" if besluit.gezamenlijk else "alle partners"
        yield Gebrek(
            "stilte",
            row,
            f"Er staat dat het besluit van {said} is, maar {len(tafel.nu)} van "
            f"{len(tafel.partners)} partners reageerden.",
        )


def _gebonden(besluit: Besluit, bijdrage: Any, tafel: Tafel) -> Iterator[Gebrek]:
    """Is whoever is bound bound by a yes of its own?"""
    row = f"bijdrage {bijdrage.pk} van besluit {besluit.pk}"
    who = bijdrage.organisatie
    if bijdrage.vervallen_op is None and bijdrage.organisatie_id not in tafel.stemt_in:
        yield Gebrek(
            "gebonden zonder ja", row, f"{who} stemde niet in, en wordt toch iets gevraagd."
        )
    if bijdrage.bevoegdheid and (bijdrage.bedrag or bijdrage.organisatie_id != besluit.bevoegd_id):
        yield Gebrek("eigen bevoegdheid", row, f"Het besluit gebruikt geen bevoegdheid van {who}.")
    if bijdrage.bekrachtigd_op and bijdrage.mandaat:
        yield from _op_mandaat(besluit, bijdrage, row)
    elif bijdrage.bekrachtigd_op or bijdrage.afgewezen:
        yield from _door_orgaan(besluit, bijdrage, row)


def _door_orgaan(besluit: Besluit, bijdrage: Any, row: str) -> Iterator[Gebrek]:
    """Is what an orgaan decided a fact that others can look up?"""
    orgaan, op = bijdrage.orgaan, bijdrage.bekrachtigd_op or bijdrage.vervallen_op
    said = partial(check_besloten, op, bijdrage.bewijs, sinds=besluit.gewijzigd_op, today=op)
    why = _refused(said)
    if orgaan is not None and orgaan.organisatie_id != bijdrage.organisatie_id:
        why = f"{orgaan} is geen orgaan van {bijdrage.organisatie}."
    if why:
        yield Gebrek("orgaan met bewijs", row, why)


def _op_mandaat(besluit: Besluit, bijdrage: Any, row: str) -> Iterator[Gebrek]:
    mandaat: Mandaat = bijdrage.mandaat
    who, dag = bijdrage.organisatie, _day(besluit.genomen_op)
    if mandaat.gever.organisatie_id != who.pk or mandaat.opgave_id != besluit.opgave_id:
        yield Gebrek(
            "eigen mandaat", row, f"{who} is gebonden op een mandaat dat niet van haar is."
        )
    if not mandaat.geldt_op(dag):
        yield Gebrek("mandaat geldt", row, f"Het mandaat gold niet op {datum_voluit(dag)}.")
    if toegezegd(bijdrage, Dekking([Tegoed(mandaat, 0)], None)) is None:
        yield Gebrek(
            "gebonden zonder ja",
            row,
            f"{mandaat.houder} heeft dit niet op haar mandaat toegezegd, zoals het is gevraagd.",
        )
    if mandaat.bedrag is not None and bijdrage.gebruikt > mandaat.bedrag:
        yield Gebrek(
            "ruimte van het mandaat",
            row,
            f"Op mandaat {mandaat.pk} is meer besloten dan erop staat.",
        )


def _reacties(besluit: Besluit, said: Sequence[Reactie], partners: Set[UUID]) -> Iterator[Gebrek]:
    """Does whoever reacted take part, or did it?"""
    for one in said:
        if one.organisatie_id not in partners and not one.opgelost:
            yield Gebrek(
                "reactie van een partner",
                f"reactie {one.pk} op besluit {besluit.pk}",
                f"{one.organisatie} reageerde, en doet niet mee.",
            )


def _rondes(
    besluit: Besluit,
    versies: Sequence[Voorstelversie],
    said: Sequence[Reactie],
    afspraken: Werkafspraken,
) -> Iterator[Gebrek]:
    """Did a round in which an objection stood last its term, before it counted as one?"""
    for old, new in pairwise(versies):
        before = [stem_of(one) for one in said if one.fase == LAST_RONDE and one.op < new.op]
        stood = consent.kernbezwaren(before) or consent.bezwaren(
            before, new.ronde - 1, afspraken.verval_na_rondes
        )
        counts = new.ronde > max(old.ronde, 1)
        early = _day(new.op) <= werkdagen_na(_day(old.op), afspraken.ronde_werkdagen)
        if stood and counts and early:
            yield Gebrek(
                "hele ronde",
                f"versie {new.nummer} van besluit {besluit.pk}",
                f"Ronde {new.ronde - 1} telt mee, en duurde korter dan haar termijn, "
                "terwijl er bezwaar was.",
            )


def _afspraken(
    besluit: Besluit, agreed: Sequence[Afspraak], bijdragen: Sequence[Bijdrage]
) -> Iterator[Gebrek]:
    """Does every afspraak follow from the besluit, and stay within what it asks?"""
    asked = {one.organisatie_id: one for one in bijdragen}
    sums: dict[UUID, int] = defaultdict(int)
    taken = besluit.genomen_op
    for one in agreed:
        row = f"afspraak {one.pk} bij besluit {besluit.pk}"
        if taken is None or one.gemaakt_op < taken or one.uiterlijk < _day(taken):
            yield Gebrek("afspraak na besluit", row, "De afspraak is ouder dan haar besluit.")
        bijdrage = asked.get(one.organisatie_id)
        bound = bijdrage is not None and bijdrage.bekrachtigd_op is not None
        gevraagd = bijdrage.bedrag if bijdrage is not None and bound else 0
        bedrag, wie = one.inzet.bedrag, str(one.organisatie)
        within = partial(
            afspraakregels.check_binnen_bijdrage,
            bedrag,
            gevraagd=gevraagd,
            afgesproken=sums[one.organisatie_id],
            wie=wie,
        )
        if why := _refused(within):
            yield Gebrek("afspraak binnen bijdrage", row, why)
        sums[one.organisatie_id] += bedrag
        if bijdrage is not None and (why := _refused(partial(_check_reden, one, bijdrage))):
            yield Gebrek("afspraak zoals besloten", row, why)


def _check_reden(one: Afspraak, bijdrage: Bijdrage) -> None:
    later = bijdrage.uiterlijk is not None and one.uiterlijk > bijdrage.uiterlijk
    afspraakregels.check_afwijking(
        one.afwijking, gevraagd=bijdrage.bedrag, bedrag=one.inzet.bedrag, later=later
    )


def _refused(check: Callable[[], None]) -> str | None:
    try:
        check()
    except RuleError as error:
        return error.message
    return None


def _bijdragen(taken: Sequence[Besluit]) -> QuerySet[Bijdrage]:
    rows = Bijdrage.objects.filter(besluit__in=taken).select_related(
        "organisatie", "orgaan", "mandaat__gever", "mandaat__houder"
    )
    return met_toezeggingen(rows).annotate(gebruikt=gebruikt("mandaat_id"))


def _by_besluit(rows: QuerySet[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.besluit_id].append(row)
    return found


def _eindigt(taken: Sequence[Besluit]) -> dict[UUID, list[Any]]:
    """Return what was said of the earlier besluiten that each of these ends."""
    ends = Q(besluit__opgevolgd__besluit__in=taken, besluit__opgevolgd__aard__in=EINDIGT)
    rows = Reactie.objects.filter(ends).select_related("besluit").order_by("pk")
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows.annotate(door=F("besluit__opgevolgd__besluit"), eindigt=Value(True)):
        found[row.door].append(row)
    return found


def _partners(besluiten: Sequence[Besluit]) -> dict[UUID, list[Partner]]:
    found: dict[UUID, list[Partner]] = defaultdict(list)
    opgaven = {one.opgave_id for one in besluiten}
    for row in Partner.objects.filter(opgave__in=opgaven).select_related("organisatie"):
        found[row.opgave_id].append(row)
    return found


def _minst(besluiten: Sequence[Besluit]) -> dict[UUID, Werkafspraken]:
    """Return the shortest round and the soonest lapse that the partners of each opgave agreed."""
    found = {one.opgave_id: werkafspraken_of(one.opgave) for one in besluiten}
    agreed = Wijziging.objects.filter(opgave__in=found, stand=Wijziging.Stand.AANGENOMEN)
    least = agreed.values_list("opgave", Min("ronde_werkdagen"), Min("verval_na_rondes"))
    for opgave, werkdagen, rondes in least.order_by():
        now = found[opgave]
        found[opgave] = Werkafspraken(
            min(werkdagen, now.ronde_werkdagen), min(rondes, now.verval_na_rondes), now.quorum
        )
    return found


def _ever(besluiten: Sequence[Besluit]) -> dict[UUID, set[UUID]]:
    """Return who takes part in each opgave, or did: the spoor names who came and who left."""
    opgaven = {one.opgave_id for one in besluiten}
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for opgave, partner in Partner.objects.filter(opgave__in=opgaven).values_list(
        "opgave_id", "organisatie_id"
    ):
        found[opgave].add(partner)
    acts = Gebeurtenis.objects.filter(soort="opgave", object_id__in=opgaven)
    for opgave, inhoud in acts.values_list("object_id", "inhoud"):
        if named := json.loads(inhoud).get("organisatie"):
            found[opgave].add(UUID(named))
    return found


def _aan(besluit: Besluit, now: Sequence[Partner]) -> Aan:
    """Return who sat at the table: as was kept, or else whoever already took part."""
    if besluit.tafel is None:
        dag = _day(besluit.genomen_op) if besluit.genomen_op else date.max
        there = [row for row in now if row.toegetreden_op <= dag]
        joined = max((row.toegetreden_op for row in there), default=None)
        names = {row.organisatie_id: row.organisatie.naam for row in there}
        return Aan(names, joined, werkafspraken_of(besluit.opgave))
    ids, on = map(UUID, besluit.tafel["partners"]), besluit.tafel["toegetreden_op"]
    there_then = Organisatie.objects.in_bulk(ids)
    names = {pk: one.naam for pk, one in there_then.items()}
    joined = date.fromisoformat(on) if on else None
    return Aan(names, joined, werkafspraken_toen(besluit.tafel))


def _elders(taken: Sequence[Besluit]) -> dict[UUID, list[Reactie]]:
    """Return what was said on a kernbelang of any proposal, by the knelpunt that counts for it."""
    rows = Reactie.objects.filter(Q(kern=True) | Q(opgelost=True), fase=LAST_RONDE)
    rows = rows.annotate(om=Coalesce("besluit__knelpunt__opgegaan_in", "besluit__knelpunt"))
    about = Q(om__in={_om(one) for one in taken})
    near = rows.filter(about | Q(besluit__opgave__in={one.opgave_id for one in taken}))
    found: dict[UUID, list[Reactie]] = defaultdict(list)
    for row in near.select_related("organisatie", "besluit").order_by("pk"):
        found[row.om].append(row)
    return found


def _om(besluit: Besluit) -> UUID:
    om: UUID = besluit.knelpunt.opgegaan_in_id or besluit.knelpunt_id
    return om


def _elders_staand(
    besluit: Besluit, elders: Mapping[UUID, list[Reactie]], opvolgers: Mapping[UUID, UUID]
) -> list[Stem]:
    """Return the objections on a kernbelang that stood elsewhere when it was taken."""
    found: list[Stem] = []
    for om, rows in elders.items():
        near = [row for row in rows if row.besluit.opgave_id == besluit.opgave_id]
        if om != _om(besluit):
            found += consent.kernbezwaren(map(stem_of, _before(besluit, near)), opvolgers)
    return found


def _before(besluit: Besluit, about: Sequence[Reactie]) -> list[Reactie]:
    """Return what had been said of proposals that were not taken when this one was."""
    taken = besluit.genomen_op
    return [
        row
        for row in about
        if row.besluit_id != besluit.pk
        and taken is not None
        and row.op <= taken
        and (row.besluit.genomen_op is None or row.besluit.genomen_op > taken)
    ]


def _opvolgers() -> dict[UUID, UUID]:
    rows = Herindeling.objects.filter(aard=GEHEEL)
    return dict(rows.values_list("oud_id", "nieuw_id"))


def _day(moment: Any) -> date:
    return timezone.localdate(moment)
