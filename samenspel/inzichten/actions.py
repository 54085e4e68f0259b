"""What keeps the insights up to date, and what a person does with what was found."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from pgvector import HalfVector

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.basis.tekst import require_clean
from samenspel.inzichten import permissions, taal, vermoedens
from samenspel.inzichten.daden import AntwoordDaad, VermoedenDaad
from samenspel.inzichten.models import CasusVector, Navraag, Vermoeden, VermoedenCasus
from samenspel.inzichten.rows.vermoedens import Gelezen, linked, members, read
from samenspel.inzichten.rules import MINIMUM, PROPOSED, same_group
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.locks import lock
from samenspel.organisaties.models import Gebruiker
from samenspel.praktijk import actions as praktijk
from samenspel.praktijk.models import Casus, Knelpunt
from samenspel.praktijk.permissions import check_levend, is_indiener
from samenspel.spoor.actions import record
from samenspel.taken.actions import begin
from samenspel.taken.models import Taak

BATCH = 1000
ZOEK = "zoek vermoedens"
"""Work that a worker does (`inzichten.tasks`)."""


def onthoud_vectoren(casussen: Sequence[Casus]) -> None:
    """Keep the vectors of these casussen, as they read now."""
    vectors = taal.encode([taal.text_of(casus.titel, casus.tekst) for casus in casussen])
    rows = [
        CasusVector(
            casus=casus, versie=casus.versie, taal=taal.version(), vector=HalfVector(vector)
        )
        for casus, vector in zip(casussen, vectors, strict=True)
    ]
    CasusVector.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["casus"],
        update_fields=["versie", "taal", "vector"],
    )


def ververs_vectoren() -> int:
    """Make the vector of every casus brought in that lacks one, or changed; says how many.

    A job of the owner: it sees every casus. The language was learned from a public text, so a
    vector says nothing of any other casus.
    """
    done = 0
    while rows := list(_outdated()[:BATCH]):
        onthoud_vectoren(rows)
        done += len(rows)
    return done


def _outdated() -> QuerySet[Casus]:
    made = CasusVector.objects.filter(casus=OuterRef("pk"), taal=taal.version())
    brought_in = Casus.objects.filter(ingebracht_op__isnull=False).order_by("pk")
    return brought_in.alias(van_versie=Subquery(made.values("versie"))).exclude(
        van_versie__isnull=False, van_versie=F("versie")
    )


def zoek_vermoedens(*, by: Gebruiker, opgave: Opgave | None = None) -> Taak:
    """Have the casussen that `by` may read searched for groups; returns the work under way."""
    return begin(ZOEK, by=by, opgave=opgave.pk if opgave else None)


@transaction.atomic
def bewaar_groepen(found: Sequence[Sequence[Gelezen]], *, by: Gebruiker) -> list[Vermoeden]:
    """Keep of the groups that were found in what `by` may read those that are new to her.

    A group that is mostly one she knows, also one she rejected, is not proposed again; an open
    one gets the casussen that came in since. For others nothing changes, so there is no spoor.
    """
    before = {one.pk: one for one in Vermoeden.objects.filter(maker=by)}
    known = members(before.values())
    named = linked([row.pk for rows in found for row in rows]).values()
    made: list[Vermoeden] = []
    for rows in found:
        group = frozenset(row.pk for row in rows)
        same = same_group(group, known)
        if same is not None:
            _let_grow(before[same], [row for row in rows if row.pk not in known[same]])
        elif len(made) < PROPOSED and not any(map(group.issubset, named)):
            made.append(_keep(group, by))
    return made


@transaction.atomic
def splits_vermoeden(
    vermoeden: Vermoeden, blijft: Iterable[UUID] | None = None, *, by: Gebruiker
) -> Vermoeden | None:
    """Set some casussen apart as a vermoeden of their own; returns it.

    With `blijft` those that are not in it go; too few of them just leave, and None is returned.
    Without `blijft` the program makes two of it.
    """
    _lock_open(vermoeden, by)
    casussen = vermoeden.casussen.all()
    present = set(casussen.values_list("pk", flat=True))
    if blijft is None:
        apart = vermoedens.halve(read(casussen), about=vermoeden)
    else:
        apart = frozenset(present - set(blijft))
    if not apart:
        said = "Haal eerst het vinkje weg bij de casussen die er niet bij horen."
        raise RuleError(said, about=vermoeden)
    if len(present - apart) < MINIMUM:
        raise RuleError(f"Laat minstens {MINIMUM} casussen staan.", about=vermoeden)
    VermoedenCasus.objects.filter(vermoeden=vermoeden, casus__in=apart).delete()
    record(VermoedenDaad.GESPLITST, vermoeden, by=by, apart=len(apart))
    return _keep(apart, by) if len(apart) >= MINIMUM else None


@transaction.atomic
def voeg_vermoedens_samen(vermoeden: Vermoeden, ander: Vermoeden, *, by: Gebruiker) -> Vermoeden:
    """Let `ander` go into `vermoeden`; which casussen it held is remembered."""
    for one in sorted((vermoeden, ander), key=lambda one: one.pk):  # two at once: no deadlock
        _lock_open(one, by)
    if vermoeden == ander:
        raise RuleError("Kies een ander vermoeden om mee samen te voegen.", about=vermoeden)
    _add(vermoeden, ander.casussen.values_list("pk", flat=True))
    _set_stand(ander, Vermoeden.Stand.OPGEGAAN)
    record(VermoedenDaad.SAMENGEVOEGD, vermoeden, by=by, ander=ander.pk)
    return vermoeden


@transaction.atomic
def wijs_vermoeden_af(vermoeden: Vermoeden, *, reden: str, by: Gebruiker) -> Vermoeden:
    """Say that these casussen are not about the same; it is not proposed again."""
    _lock_open(vermoeden, by)
    require_clean(reden=reden)
    vermoeden.reden = reden
    _set_stand(vermoeden, Vermoeden.Stand.AFGEWEZEN)
    record(VermoedenDaad.AFGEWEZEN, vermoeden, by=by)
    return vermoeden


@transaction.atomic
def heropen_vermoeden(vermoeden: Vermoeden, *, by: Gebruiker) -> Vermoeden:
    """Undo `wijs_vermoeden_af`."""
    vermoeden = lock(vermoeden, permissions.check_heropenen, by=by)
    _set_stand(vermoeden, Vermoeden.Stand.OPEN)
    record(VermoedenDaad.HEROPEND, vermoeden, by=by)
    return vermoeden


@transaction.atomic
def bevestig_vermoeden(
    vermoeden: Vermoeden,
    *,
    casussen: Iterable[UUID],
    knelpunt: Knelpunt | None = None,
    nieuw: Mapping[str, Any] | None = None,
    by: Gebruiker,
) -> list[Navraag]:
    """Say that `knelpunt`, or a `nieuw` one, plays in these casussen; the others leave the group.

    Her own casussen are linked at once. Of others only the indiener can say so: she gets a
    navraag. Returns the navragen that were made.
    """
    _lock_open(vermoeden, by)
    held = vermoeden.casussen.select_related("organisatie")
    chosen = list(held.filter(pk__in=set(casussen)).order_by("pk"))
    if not chosen:
        raise RuleError("Kies minstens één casus.", field="casussen")
    if knelpunt is None:
        knelpunt = praktijk.benoem_gedeeld_knelpunt(**nieuw or {}, by=by)
    else:
        check_levend(knelpunt)
    asked = _link_or_ask(chosen, knelpunt, by)
    links = VermoedenCasus.objects.filter(vermoeden=vermoeden)
    links.exclude(casus__in=chosen).delete()
    vermoeden.knelpunt = knelpunt
    _set_stand(vermoeden, Vermoeden.Stand.BEVESTIGD)
    record(VermoedenDaad.BEVESTIGD, vermoeden, by=by, knelpunt=knelpunt.pk, gevraagd=len(asked))
    return asked


@transaction.atomic
def beantwoord_navraag(navraag: Navraag, *, ja: bool, by: Gebruiker) -> Navraag:
    """Say whether the knelpunt of `navraag` plays in the casus; a no can become a yes later."""
    navraag = lock(navraag, permissions.check_navraag, by=by)
    casus = navraag.casus
    if ja:
        praktijk.sluit_aan(casus, navraag.gaat_over, by=by)
    else:
        record(AntwoordDaad.KNELPUNT_AFGEWEZEN, casus, by=by, knelpunt=navraag.knelpunt_id)
    navraag.stand = Navraag.Stand.JA if ja else Navraag.Stand.NEE
    navraag.beantwoord_op = klok.now()
    navraag.save(update_fields=["stand", "beantwoord_op"])
    return navraag


def _lock_open(vermoeden: Vermoeden, by: Gebruiker) -> None:
    """Let nobody decide on it twice, also not the same person with two clicks."""
    permissions.check_open(vermoeden, by=by)
    vermoeden.refresh_from_db(from_queryset=Vermoeden.objects.select_for_update())
    permissions.check_open(vermoeden, by=by)


def _link_or_ask(casussen: list[Casus], knelpunt: Knelpunt, by: Gebruiker) -> list[Navraag]:
    known = linked([one.pk for one in casussen]).get(knelpunt.pk, set())
    navragen = []
    for casus in casussen:
        if casus.pk in known:
            continue
        if is_indiener(by, casus):
            praktijk.sluit_aan(casus, knelpunt, by=by)
        else:
            navragen.append(Navraag(casus=casus, knelpunt=knelpunt, maker=by))
    # Whoever was asked this before is not asked again.
    Navraag.objects.bulk_create(navragen, ignore_conflicts=True)
    return list(Navraag.objects.filter(pk__in=[one.pk for one in navragen]))


def _keep(group: Iterable[UUID], by: Gebruiker) -> Vermoeden:
    vermoeden = Vermoeden.objects.create(maker=by)
    _add(vermoeden, group)
    return vermoeden


def _add(vermoeden: Vermoeden, casussen: Iterable[UUID]) -> None:
    rows = [VermoedenCasus(vermoeden=vermoeden, casus_id=pk) for pk in sorted(casussen)]
    VermoedenCasus.objects.bulk_create(rows, ignore_conflicts=True)


def _let_grow(vermoeden: Vermoeden, others: Iterable[Gelezen]) -> None:
    # What was there already, she may have taken out herself.
    if vermoeden.stand == Vermoeden.Stand.OPEN:
        _add(vermoeden, [row.pk for row in others if row.ingebracht_op > vermoeden.gemaakt_op])


def _set_stand(vermoeden: Vermoeden, stand: Vermoeden.Stand) -> None:
    vermoeden.stand = stand
    vermoeden.save(update_fields=["stand", "reden", "knelpunt"])
