"""What people do with varianten, their uitkomsten, and with what they take over."""

from datetime import date
from typing import Any

from django.db import transaction

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.basis.tekst import require_clean
from samenspel.leren import permissions, rules
from samenspel.leren.daden import OvernameDaad, VariantDaad
from samenspel.leren.models import Overname, Uitkomst, Variant
from samenspel.organisaties.locks import at_version, lock
from samenspel.organisaties.models import Gebruiker, Regeling
from samenspel.organisaties.permissions import require_organisatie
from samenspel.organisaties.zichtbaarheid import Zichtbaarheid
from samenspel.praktijk import actions as praktijk
from samenspel.praktijk.models import Knelpunt, Les
from samenspel.spoor.actions import record

STEADY = ("titel", "aanpak", "context", "sinds", "tot", "vraag", "regeling", "ruimte")
"""What somebody may change of a variant later."""


@transaction.atomic
def beschrijf_variant(
    knelpunt: Knelpunt,
    *,
    titel: str,
    aanpak: str,
    context: str,
    sinds: date,
    tot: date | None = None,
    vraag: str = "",
    regeling: Regeling | None = None,
    ruimte: str = "",
    zichtbaarheid: str = "",
    naar_voorbeeld_van: Variant | None = None,
    by: Gebruiker,
) -> Variant:
    """Say how the organisatie of `by` goes about `knelpunt`; with a `vraag` it is an experiment.

    Without `zichtbaarheid` whoever may read the knelpunt may read it. Of a knelpunt that only
    some may read, that is always so.
    """
    permissions.check_beschrijven(knelpunt, by=by)
    _check_variant(
        rules.Looptijd(sinds, tot, vraag),
        titel=titel,
        aanpak=aanpak,
        context=context,
        vraag=vraag,
        ruimte=ruimte,
    )
    closed = knelpunt.zichtbaarheid == Zichtbaarheid.BESLOTEN
    variant = Variant.objects.create(
        organisatie=require_organisatie(by),
        maker=by,
        opgave_id=knelpunt.opgave_id,
        knelpunt=knelpunt,
        zichtbaarheid=knelpunt.zichtbaarheid if closed or not zichtbaarheid else zichtbaarheid,
        genoemden=sorted({*knelpunt.genoemden, by.pk}) if closed else [],
        titel=titel,
        aanpak=aanpak,
        context=context,
        sinds=sinds,
        tot=tot,
        vraag=vraag,
        regeling=regeling,
        ruimte=ruimte,
        naar_voorbeeld_van=naar_voorbeeld_van,
    )
    record(VariantDaad.BESCHREVEN, variant, by=by, knelpunt=knelpunt.pk)
    return variant


@transaction.atomic
def wijzig_variant(
    variant: Variant, *, versie: int, zichtbaarheid: str = "", by: Gebruiker, **answers: Any
) -> Variant:
    """Change a variant; `answers` are the columns in `STEADY`, all of them.

    Without `zichtbaarheid` the same people go on reading it, as they always do where only some
    may read the knelpunt.
    """
    variant = at_version(lock(variant, permissions.check_variant, by=by), versie)
    changed = {name: answers[name] for name in STEADY}
    _check_variant(
        rules.Looptijd(changed["sinds"], changed["tot"], changed["vraag"]),
        **{name: changed[name] for name in ("titel", "aanpak", "context", "vraag", "ruimte")},
    )
    if variant.afloop and not changed["vraag"]:
        raise RuleError("Over dit experiment is al besloten; de vraag blijft staan.", field="vraag")
    if zichtbaarheid and variant.zichtbaarheid != Zichtbaarheid.BESLOTEN:
        changed["zichtbaarheid"] = zichtbaarheid
    for name, value in changed.items():
        setattr(variant, name, value)
    variant.save(update_fields=[*changed, "versie"])
    record(VariantDaad.GEWIJZIGD, variant, by=by, versie=variant.versie)
    return variant


@transaction.atomic
def rond_experiment_af(
    variant: Variant,
    *,
    afloop: str,
    geleerd: str,
    tot: date | None = None,
    les_titel: str = "",
    by: Gebruiker,
) -> Les | None:
    """Say what an experiment taught and how to go on; with `les_titel` others get it as a les.

    Whoever adjusts it goes on experimenting until a new day, `tot`.
    """
    variant = lock(variant, permissions.check_afronden, by=by)
    require_clean(geleerd=geleerd, les_titel=les_titel)
    if afloop == Variant.Afloop.AANPASSEN:
        if tot is None or tot <= klok.today():
            raise RuleError("Kies een nieuwe einddatum, na vandaag.", field="tot")
        variant.tot = tot
    variant.afloop, variant.geleerd = afloop, geleerd
    variant.besloten_op = klok.today()
    variant.versie += 1
    variant.save(update_fields=["afloop", "geleerd", "besloten_op", "tot", "versie"])
    record(VariantDaad.EXPERIMENT_AFGEROND, variant, by=by, afloop=afloop)
    if not les_titel:
        return None
    return praktijk.leg_les_vast(variant.knelpunt, titel=les_titel, tekst=geleerd, by=by)


@transaction.atomic
def leg_uitkomst_vast(
    variant: Variant,
    *,
    maat: str,
    aantal: int,
    van: date,
    tot: date,
    bron: str,
    geslaagd: int | None = None,
    gemiddelde: float | None = None,
    spreiding: float | None = None,
    hoger_is_beter: bool = True,
    by: Gebruiker,
) -> Uitkomst:
    """Keep what was counted of `variant`: so many of so many, or a mean with its spread."""
    permissions.check_variant(variant, by=by)
    require_clean(maat=maat, bron=bron)
    if not rules.measure_key(maat):
        raise RuleError("Zeg in woorden wat u telde.", field="maat")
    if tot > klok.today():
        raise RuleError("Deze periode is nog niet voorbij.", field="tot")
    rules.check_uitkomst(
        aantal=aantal,
        geslaagd=geslaagd,
        gemiddelde=gemiddelde,
        spreiding=spreiding,
        van=van,
        tot=tot,
    )
    uitkomst = Uitkomst.objects.create(
        variant=variant,
        maker=by,
        maat=maat,
        van=van,
        tot=tot,
        bron=bron,
        hoger_is_beter=hoger_is_beter,
        aantal=aantal,
        geslaagd=geslaagd,
        gemiddelde=gemiddelde,
        spreiding=spreiding,
    )
    record(VariantDaad.UITKOMST_VASTGELEGD, variant, by=by, uitkomst=uitkomst.pk)
    return uitkomst


@transaction.atomic
def haal_uitkomst_weg(uitkomst: Uitkomst, *, by: Gebruiker) -> None:
    """Take back an uitkomst that was wrong."""
    permissions.check_uitkomst(uitkomst, by=by)
    record(VariantDaad.UITKOMST_VERWIJDERD, uitkomst.variant, by=by, uitkomst=uitkomst.pk)
    uitkomst.delete()


@transaction.atomic
def neem_over(bron: Variant | Les, *, by: Gebruiker) -> Overname:
    """Say that the organisatie of `by` does this too; doing so twice changes nothing."""
    permissions.check_overnemen(bron, by=by)
    organisatie = require_organisatie(by)
    today = klok.today()
    overname, new = Overname.objects.get_or_create(
        **_named(bron),
        organisatie=organisatie,
        defaults={"maker": by, "op": today, "vraag_op": today + rules.ASKED_AFTER},
    )
    if new:
        record(OvernameDaad.OVERGENOMEN, bron, by=by, organisatie=organisatie.pk)
    return overname


@transaction.atomic
def draai_overname_terug(overname: Overname, *, by: Gebruiker) -> None:
    """Undo `neem_over`."""
    permissions.check_overname(overname, by=by)
    record(OvernameDaad.INGETROKKEN, overname.bron, by=by, organisatie=overname.organisatie_id)
    overname.delete()


@transaction.atomic
def vertel_hoe_het_ging(
    overname: Overname, *, doet_nog: bool, hielp: str, aangepast: str, by: Gebruiker
) -> Overname:
    """Answer whether they still do it, whether it helped, and what they changed."""
    permissions.check_overname(overname, by=by)
    require_clean(aangepast=aangepast)
    overname.doet_nog, overname.hielp, overname.aangepast = doet_nog, hielp, aangepast
    overname.beantwoord_op = klok.today()
    overname.save(update_fields=["doet_nog", "hielp", "aangepast", "beantwoord_op"])
    record(OvernameDaad.BEANTWOORD, overname.bron, by=by, organisatie=overname.organisatie_id)
    return overname


def _named(bron: Variant | Les) -> dict[str, Variant | Les]:
    return {"variant": bron} if isinstance(bron, Variant) else {"les": bron}


def _check_variant(looptijd: rules.Looptijd, *, ruimte: str, **texts: str) -> None:
    require_clean(ruimte=ruimte, **texts)
    rules.check_looptijd(looptijd, ruimte)
