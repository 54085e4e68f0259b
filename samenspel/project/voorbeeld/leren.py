"""Five ways to go about one knelpunt of the example; counts are invented and say so."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from samenspel.basis import klok
from samenspel.leren import actions
from samenspel.leren.models import Overname, Variant
from samenspel.leren.rules import ASKED_AFTER
from samenspel.organisaties.models import Regeling
from samenspel.praktijk.models import Knelpunt, Les
from samenspel.project.voorbeeld.loader import Loader

LEREN = Path(__file__).parent / "leren.toml"


def vul_leren(loader: Loader) -> None:
    """Let the people of the example tell how they do it, what it yields, and take it over."""
    programma = tomllib.loads(LEREN.read_text())
    for row in programma["mensen"]:
        loader.mensen[row["naam"]] = loader.person(row)
    knelpunt = Knelpunt.objects.get(pk=loader.knelpunten[programma["knelpunt"]].pk)
    made: dict[str, Variant] = {}
    for row in programma["varianten"]:
        made[row["wie"]] = _variant(loader, knelpunt, row, made)
    for row in programma["overnames"]:
        _overname(loader, row, made[row["van"]])
    for les in Les.objects.filter(knelpunt=knelpunt):
        actions.neem_over(les, by=loader.mensen[programma["les_overgenomen_door"]])
    loader.progress(f"{len(made)} manieren om hetzelfde aan te pakken")


def _variant(
    loader: Loader, knelpunt: Knelpunt, row: dict[str, Any], made: dict[str, Variant]
) -> Variant:
    by = loader.mensen[row["wie"]]
    variant = actions.beschrijf_variant(
        knelpunt,
        titel=row["titel"],
        aanpak=row["aanpak"],
        context=row["context"],
        sinds=loader.today - timedelta(days=row["sinds"]),
        tot=loader.today - timedelta(days=row["tot"]) if "tot" in row else None,
        vraag=row.get("vraag", ""),
        ruimte=row.get("ruimte", ""),
        regeling=Regeling.objects.filter(afkorting=row.get("regeling")).first(),
        naar_voorbeeld_van=made.get(row.get("naar", "")),
        by=by,
    )
    told = klok.now() - timedelta(days=max(row["sinds"] - 14, 0))
    Variant.objects.filter(pk=variant.pk).update(gemaakt_op=told)
    start, end = (loader.today - timedelta(days=days) for days in _period(row))
    for maat, better, *numbers in row["uitkomsten"]:
        share = len(numbers) == 2
        names = ("aantal", "geslaagd") if share else ("aantal", "gemiddelde", "spreiding")
        actions.leg_uitkomst_vast(
            variant,
            maat=maat,
            hoger_is_beter=better == "hoger",
            van=start,
            tot=end,
            bron="Voorbeeldcijfers, verzonnen",
            by=by,
            **dict(zip(names, numbers, strict=True)),
        )
    return variant


def _period(row: dict[str, Any]) -> tuple[int, int]:
    """Count over at most a year, up to a month ago or to the end."""
    end = max(row.get("tot", 0), 30)
    return min(row["sinds"], end + 365), end


def _overname(loader: Loader, row: dict[str, Any], bron: Variant) -> None:
    """Take it over so many days ago; what was answered since stands in the row."""
    by = loader.mensen[row["wie"]]
    overname = actions.neem_over(bron, by=by)
    then = loader.today - timedelta(days=row["dagen"])
    Overname.objects.filter(pk=overname.pk).update(op=then, vraag_op=then + ASKED_AFTER)
    if "hielp" in row:
        actions.vertel_hoe_het_ging(
            overname, doet_nog=True, hielp=row["hielp"], aangepast=row["aangepast"], by=by
        )
