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
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from samenspel.basis.errors import RuleError
from samenspel.basis.gebrek import Gebrek
from samenspel.basis.templatetags.samenspel import datum
from samenspel.opgaven.models import Partner
from samenspel.opgaven.rules import Werkafspraken, werkafspraken_of
from samenspel.organisaties.models import Herindeling, Organisatie
from samenspel.overleg.afspraken import rules as afspraakregels
from samenspel.overleg.afspraken.models import Afspraak
from samenspel.overleg.besluiten import consent
from samenspel.overleg.besluiten.consent import Tafel
from samenspel.overleg.besluiten.dekking import Dekking, gebruikt, met_toezeggingen, toegezegd
from samenspel.overleg.besluiten.models import Besluit, Bijdrage, Reactie
from samenspel.overleg.besluiten.rows import GEHEEL, stem_of, termijn_met, werkafspraken_toen
from samenspel.overleg.besluiten.rules import LAST_RONDE, RONDEN
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
    ever = _ever(besluiten)
    for one in besluiten:
        row = f"besluit {one.pk}"
        aan = _aan(one, partners[one.opgave_id])
        yield from _reacties(one, said[one.pk], ever[one.opgave_id] | aan.partners.keys())
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
            eerder=[stem_of(r) for r in _before(one, elders)],
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
    }
    row = f"besluit {besluit.pk}"
    for regel, check in asked.items():
        if why := _refused(check):
            yield Gebrek(regel, row, f"Genomen op {datum(dag)}. {why}")
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
    if bijdrage.bekrachtigd_op is None:
        return
    if bijdrage.mandaat is None:
        own = bijdrage.orgaan is not None and bijdrage.orgaan.organisatie_id == who.pk
        if not bijdrage.bewijs.strip() or (bijdrage.orgaan is not None and not own):
            yield Gebrek(
                "orgaan met bewijs", row, f"Er is geen bewijs dat een orgaan van {who} ja zei."
            )
        return
    yield from _op_mandaat(besluit, bijdrage, row)


def _op_mandaat(besluit: Besluit, bijdrage: Any, row: str) -> Iterator[Gebrek]:
    mandaat: Mandaat = bijdrage.mandaat
    who, dag = bijdrage.organisatie, _day(besluit.genomen_op)
    if mandaat.gever.organisatie_id != who.pk or mandaat.opgave_id != besluit.opgave_id:
        yield Gebrek(
            "eigen mandaat", row, f"{who} is gebonden op een mandaat dat niet van haar is."
        )
    if not mandaat.geldt_op(dag):
        yield Gebrek("mandaat geldt", row, f"Het mandaat gold niet op {datum(dag)}.")
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


def _partners(besluiten: Sequence[Besluit]) -> dict[UUID, list[Partner]]:
    found: dict[UUID, list[Partner]] = defaultdict(list)
    opgaven = {one.opgave_id for one in besluiten}
    for row in Partner.objects.filter(opgave__in=opgaven).select_related("organisatie"):
        found[row.opgave_id].append(row)
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
    about = {one.knelpunt.opgegaan_in_id or one.knelpunt_id for one in taken}
    rows = Reactie.objects.filter(Q(kern=True) | Q(opgelost=True), fase=LAST_RONDE)
    rows = rows.annotate(om=Coalesce("besluit__knelpunt__opgegaan_in", "besluit__knelpunt"))
    found: dict[UUID, list[Reactie]] = defaultdict(list)
    for row in rows.filter(om__in=about).select_related("organisatie", "besluit").order_by("pk"):
        found[row.om].append(row)
    return found


def _before(besluit: Besluit, elders: Mapping[UUID, list[Reactie]]) -> list[Reactie]:
    """Return what had been said of proposals that were not taken when this one was."""
    taken = besluit.genomen_op
    about = elders.get(besluit.knelpunt.opgegaan_in_id or besluit.knelpunt_id, [])
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
