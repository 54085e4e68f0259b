"""What people do with casussen, knelpunten and lessen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.basis.tekst import require_clean
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.locks import at_version, lock, locked
from samenspel.organisaties.models import Gebruiker, Organisatie, Regeling
from samenspel.organisaties.permissions import require_organisatie
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid
from samenspel.praktijk import permissions
from samenspel.praktijk.daden import CasusDaad, KnelpuntDaad, LesDaad
from samenspel.praktijk.models import (
    MOST_NAMED,
    Casus,
    Doorbraakplan,
    Knelpunt,
    Koppeling,
    Kostenpost,
    Les,
    Maatregel,
)
from samenspel.spoor.actions import record

TAKEN_OVER = ("wat", "regeling", "artikel", "legitimiteit", "legitimiteit_zin")
"""What of a maatregel holds for another household too."""


@transaction.atomic
def beschrijf_casus(
    *, titel: str, tekst: str, gemeente: Organisatie, wens: str = "", by: Gebruiker
) -> Casus:
    """Keep the description of a household as a concept that only `by` can read."""
    organisatie = require_organisatie(by)
    require_clean(titel=titel, tekst=tekst, wens=wens)
    casus = Casus.objects.create(
        organisatie=organisatie,
        maker=by,
        zichtbaarheid=Zichtbaarheid.BESLOTEN,
        genoemden=[by.pk],
        titel=titel,
        tekst=tekst,
        wens=wens,
        gemeente=gemeente,
    )
    record(CasusDaad.BESCHREVEN, casus, by=by)
    return casus


@transaction.atomic
def wijzig_casus(
    casus: Casus,
    *,
    titel: str,
    tekst: str,
    gemeente: Organisatie,
    wens: str,
    versie: int,
    by: Gebruiker,
) -> Casus:
    """Change the description; `versie` is the one the text on the screen was made from."""
    casus = at_version(lock(casus, permissions.check_casus, by=by), versie)
    require_clean(titel=titel, tekst=tekst, wens=wens)
    casus.titel, casus.tekst, casus.wens, casus.gemeente = titel, tekst, wens, gemeente
    casus.save(update_fields=["titel", "tekst", "wens", "gemeente", "versie"])
    record(CasusDaad.GEWIJZIGD, casus, by=by, versie=casus.versie)
    return casus


@transaction.atomic
def bevestig_beeld(
    casus: Casus,
    *,
    leefgebieden: Iterable[str],
    regelingen: Iterable[Regeling],
    versie: int,
    by: Gebruiker,
) -> Casus:
    """Keep which leefgebieden and regelingen the household really meets."""
    casus = at_version(lock(casus, permissions.check_casus, by=by), versie)
    casus.leefgebieden = sorted(leefgebieden)
    casus.save(update_fields=["leefgebieden", "versie"])
    casus.regelingen.set(regelingen)
    record(CasusDaad.BEELD_BEVESTIGD, casus, by=by, versie=casus.versie)
    return casus


@transaction.atomic
def sluit_aan(casus: Casus, knelpunt: Knelpunt, *, by: Gebruiker) -> Koppeling:
    """Say that this (existing) knelpunt plays in this casus too."""
    permissions.check_casus(casus, by=by)
    permissions.check_levend(knelpunt)
    koppeling, new = Koppeling.objects.get_or_create(casus=casus, knelpunt=knelpunt)
    if koppeling.via_id is not None:
        koppeling.via, new = None, True
        koppeling.save(update_fields=["via"])
    if new:
        record(CasusDaad.KNELPUNT_GEKOPPELD, casus, by=by, knelpunt=knelpunt.pk)
    return koppeling


@transaction.atomic
def maak_los(casus: Casus, knelpunt: Knelpunt, *, by: Gebruiker) -> None:
    """Undo `sluit_aan`; the knelpunt itself stays."""
    permissions.check_casus(casus, by=by)
    # With what went into it: else the database would make the link again.
    links = Q(knelpunt=knelpunt) | Q(knelpunt__opgegaan_in=knelpunt)
    gone, _ = Koppeling.objects.filter(links, casus=casus).delete()
    if gone:
        record(CasusDaad.KNELPUNT_LOSGEMAAKT, casus, by=by, knelpunt=knelpunt.pk)


@transaction.atomic
def benoem_knelpunt(
    casus: Casus,
    *,
    opgave: Opgave,
    titel: str,
    omschrijving: str,
    oorzaak: str,
    simpel: str = "",
    by: Gebruiker,
) -> Knelpunt:
    """Make a new knelpunt out of a casus, with the regelingen of that casus."""
    permissions.check_casus(casus, by=by)
    require_clean(titel=titel, omschrijving=omschrijving, simpel=simpel)
    knelpunt = Knelpunt.objects.create(
        organisatie=casus.organisatie,
        maker=by,
        opgave=opgave,
        titel=titel,
        omschrijving=omschrijving,
        oorzaak=oorzaak,
        simpel=simpel,
    )
    knelpunt.regelingen.set(casus.regelingen.all())
    Koppeling.objects.create(casus=casus, knelpunt=knelpunt)
    record(KnelpuntDaad.BENOEMD, knelpunt, by=by, casus=casus.pk)
    return knelpunt


@transaction.atomic
def benoem_gedeeld_knelpunt(
    *,
    opgave: Opgave,
    titel: str,
    omschrijving: str,
    oorzaak: str,
    weeffout: bool,
    simpel: str = "",
    regelingen: Iterable[Regeling] = (),
    zichtbaarheid: str = Zichtbaarheid.PARTNERS,
    by: Gebruiker,
) -> Knelpunt:
    """Make a new knelpunt that was seen in many casussen; which those are, comes after."""
    organisatie = require_organisatie(by)
    require_clean(titel=titel, omschrijving=omschrijving, simpel=simpel)
    knelpunt = Knelpunt.objects.create(
        organisatie=organisatie,
        maker=by,
        opgave=opgave,
        titel=titel,
        omschrijving=omschrijving,
        oorzaak=oorzaak,
        weeffout=weeffout,
        simpel=simpel,
        zichtbaarheid=zichtbaarheid,
    )
    knelpunt.regelingen.set(regelingen)
    record(KnelpuntDaad.BEVESTIGD, knelpunt, by=by)
    return knelpunt


@transaction.atomic
def wijzig_knelpunt(
    knelpunt: Knelpunt,
    *,
    titel: str,
    omschrijving: str,
    oorzaak: str,
    simpel: str,
    weeffout: bool,
    versie: int,
    by: Gebruiker,
) -> Knelpunt:
    """Sharpen what is stuck, and whether it is a weeffout."""
    knelpunt = at_version(lock(knelpunt, permissions.check_knelpunt, by=by), versie)
    require_clean(titel=titel, omschrijving=omschrijving, simpel=simpel)
    knelpunt.titel, knelpunt.omschrijving = titel, omschrijving
    knelpunt.oorzaak, knelpunt.simpel, knelpunt.weeffout = oorzaak, simpel, weeffout
    knelpunt.save(
        update_fields=["titel", "omschrijving", "oorzaak", "simpel", "weeffout", "versie"]
    )
    record(KnelpuntDaad.GEWIJZIGD, knelpunt, by=by, versie=knelpunt.versie)
    return knelpunt


@transaction.atomic
def voeg_knelpunten_samen(knelpunt: Knelpunt, in_: Knelpunt, *, by: Gebruiker) -> Knelpunt:
    """Let `knelpunt` go into `in_`, which counts for both from now on; returns `knelpunt`.

    It keeps its page, its links and its spoor; `haal_uit_elkaar` undoes it.
    """
    if knelpunt == in_:
        raise RuleError("Kies een ander knelpunt om mee samen te voegen.", field="in_")
    # In one order, whoever begins: two who join the same two wait, and do not block each other.
    both = sorted((knelpunt, in_), key=lambda one: one.pk)
    now = {one.pk: lock(one, permissions.check_samenvoegen, by=by) for one in both}
    knelpunt, in_ = now[knelpunt.pk], now[in_.pk]
    knelpunt.opgegaan_in = in_
    knelpunt.save(update_fields=["opgegaan_in"])
    record(KnelpuntDaad.OPGEGAAN, knelpunt, by=by, knelpunt=in_.pk)
    record(KnelpuntDaad.KNELPUNT_OPGENOMEN, in_, by=by, knelpunt=knelpunt.pk)
    return knelpunt


@transaction.atomic
def haal_uit_elkaar(knelpunt: Knelpunt, *, by: Gebruiker) -> Knelpunt:
    """Undo `voeg_knelpunten_samen`; what went along into the other one stays there."""
    knelpunt = lock(knelpunt, permissions.check_uit_elkaar, by=by)
    before = knelpunt.opgegaan_in_id  # she may not be allowed to read that one any more
    knelpunt.opgegaan_in = None
    knelpunt.save(update_fields=["opgegaan_in"])
    record(KnelpuntDaad.LOSGEMAAKT, knelpunt, by=by, knelpunt=before)
    record(KnelpuntDaad.KNELPUNT_LOSGELATEN, Knelpunt(pk=before), by=by, knelpunt=knelpunt.pk)
    return knelpunt


@transaction.atomic
def breng_in(
    casus: Casus,
    *,
    opgave: Opgave,
    zichtbaarheid: str,
    genoemden: Iterable[int] = (),
    by: Gebruiker,
) -> Casus:
    """Bring a casus in at an opgave, for the people in `zichtbaarheid` to read."""
    casus = lock(casus, permissions.check_inbrengen, by=by)
    casus.opgave = opgave
    casus.zichtbaarheid = zichtbaarheid
    named = {by.pk, *genoemden} if zichtbaarheid == Zichtbaarheid.BESLOTEN else ()
    if len(named) > MOST_NAMED:
        said = f"Noem met uzelf hoogstens {MOST_NAMED} mensen. Of kies een hele groep lezers."
        raise RuleError(said, field="genoemden")
    casus.genoemden = sorted(named)
    casus.ingebracht_op = klok.now()
    casus.save(update_fields=["opgave", "zichtbaarheid", "genoemden", "ingebracht_op"])
    record(CasusDaad.INGEBRACHT, casus, by=by, opgave=opgave.pk, zichtbaarheid=zichtbaarheid)
    return casus


@transaction.atomic
def verwijder_concept(casus: Casus, *, by: Gebruiker) -> None:
    """Throw away a casus that was not brought in yet."""
    casus = lock(casus, permissions.check_weggooien, by=by)
    record(CasusDaad.CONCEPT_VERWIJDERD, casus, by=by)
    casus.regelingen.clear()
    casus.delete()


@transaction.atomic
def leg_les_vast(knelpunt: Knelpunt, *, titel: str, tekst: str, by: Gebruiker) -> Les:
    """Keep what was learned for whoever meets this knelpunt next."""
    require_clean(les_titel=titel, les_tekst=tekst)
    les = Les.objects.create(
        organisatie=require_organisatie(by),
        maker=by,
        opgave=knelpunt.opgave,
        knelpunt=knelpunt,
        zichtbaarheid=knelpunt.zichtbaarheid,
        genoemden=knelpunt.genoemden,
        titel=titel,
        tekst=tekst,
    )
    record(LesDaad.VASTGELEGD, les, by=by, knelpunt=knelpunt.pk)
    return les


@transaction.atomic
def voeg_maatregel_toe(casus: Casus, *, by: Gebruiker, **answers: Any) -> Maatregel:
    """Add a maatregel to the plan of `casus`; `answers` are its columns, by name."""
    permissions.check_casus(casus, by=by)
    _require_clean_maatregel(answers)
    maatregel = Maatregel.objects.create(plan=_plan_of(casus), **answers)
    record(CasusDaad.MAATREGEL_TOEGEVOEGD, casus, by=by, maatregel=maatregel.pk)
    return maatregel


@transaction.atomic
def wijzig_maatregel(
    maatregel: Maatregel, *, versie: int, by: Gebruiker, **answers: Any
) -> Maatregel:
    """Change a maatregel; `versie` is the one the text on the screen was made from."""
    maatregel = at_version(lock(maatregel, permissions.check_maatregel, by=by), versie)
    casus = maatregel.plan.casus
    _require_clean_maatregel(answers)
    for name, value in answers.items():
        setattr(maatregel, name, value)
    maatregel.save(update_fields=[*answers, "versie"])
    record(
        CasusDaad.MAATREGEL_GEWIJZIGD, casus, by=by, maatregel=maatregel.pk, versie=maatregel.versie
    )
    return maatregel


@transaction.atomic
def verwijder_maatregel(maatregel: Maatregel, *, by: Gebruiker) -> None:
    """Take a maatregel out of the plan; who took it over keeps hers."""
    permissions.check_maatregel(maatregel, by=by)
    casus = maatregel.plan.casus
    record(CasusDaad.MAATREGEL_VERWIJDERD, casus, by=by, maatregel=maatregel.pk)
    maatregel.delete()


@transaction.atomic
def neem_maatregel_over(bron: Maatregel, casus: Casus, *, by: Gebruiker) -> Maatregel:
    """Copy a maatregel that `by` can read into the plan of her own `casus`, with credit.

    What the law allows comes along. Whether this household wants it and what it yields here,
    nobody judged yet.
    """
    permissions.check_casus(casus, by=by)
    plan = _plan_of(casus)
    if bron.plan_id == plan.pk or plan.maatregelen.filter(overgenomen_van=bron).exists():
        raise RuleError("Deze maatregel staat al in uw plan.", about=plan)
    maatregel = Maatregel.objects.create(
        plan=plan,
        overgenomen_van=bron,
        **{name: getattr(bron, name) for name in TAKEN_OVER},
    )
    record(CasusDaad.MAATREGEL_OVERGENOMEN, casus, by=by, maatregel=maatregel.pk, bron=bron.pk)
    return maatregel


@transaction.atomic
def stel_som_op(
    casus: Casus, posten: Sequence[Mapping[str, Any]], *, versie: int, by: Gebruiker
) -> Doorbraakplan:
    """Write the sum of the plan as a whole; each of `posten` has the columns of Kostenpost."""
    permissions.check_casus(casus, by=by)
    for post in posten:
        require_clean(wat=post["wat"])
    plan = at_version(locked(_plan_of(casus)), versie)
    plan.save(update_fields=["versie"])
    plan.kostenposten.all().delete()
    Kostenpost.objects.bulk_create(Kostenpost(plan=plan, **post) for post in posten)
    record(CasusDaad.SOM_OPGESTELD, casus, by=by, posten=len(posten), versie=plan.versie)
    return plan


def _plan_of(casus: Casus) -> Doorbraakplan:
    return Doorbraakplan.objects.get_or_create(casus=casus)[0]


def _require_clean_maatregel(answers: Mapping[str, Any]) -> None:
    require_clean(**{name: text for name, text in answers.items() if isinstance(text, str)})
