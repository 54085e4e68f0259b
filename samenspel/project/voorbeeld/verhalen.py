"""The invented verhalen of the example, told and used with the same actions as real ones."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from samenspel.basis import klok, rls
from samenspel.overleg.plaatsing.models import Agendering
from samenspel.praktijk.models import Knelpunt, Les
from samenspel.project.voorbeeld.loader import Loader
from samenspel.verhalen import actions, deur
from samenspel.verhalen.models import Verhaal

FILE = Path(__file__).parent / "verhalen.toml"


def laad_verhalen(loader: Loader) -> str:
    """Tell every verhaal, quote from it, and publish the pages; says how many."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for days, row in enumerate(data["verhalen"]):
        _tell(loader, row, age=75 - 2 * days)
    openbaar = [loader.knelpunten[key].pk for key in data["openbare_knelpunten"]]
    Knelpunt.objects.filter(pk__in=openbaar).update(zichtbaarheid="openbaar")
    for about in (Agendering, Les):  # as if the knelpunt had been public when they were made
        about.objects.filter(knelpunt__in=openbaar).update(zichtbaarheid="openbaar")
    for key in data["paginas"]:
        opgave = loader.opgaven[key]
        actions.publiceer(opgave, by=loader.regisseur(opgave))
    return f"{len(data['verhalen'])} verhalen van inwoners"


def _tell(loader: Loader, row: dict[str, Any], *, age: int) -> None:
    opgave = loader.opgaven.get(row["opgave"])
    verhaal, _ = actions.vertel(
        tekst=row["tekst"].strip(),
        hielp=row["hielp"],
        gemeente=loader.organisaties[row["gemeente"]],
        opgave=opgave,
        thema=row["thema"],
        ook=row.get("ook", ()),
        lezers=row.get("lezers", "openbaar"),
        citeren="zinnen" in row,
        samen=row.get("samen", False),
        by=loader.mensen.get(row.get("wie", "")),
    )
    deur.open_with("")
    day = klok.today() - timedelta(days=age)
    Verhaal.objects.filter(pk=verhaal.pk).update(verteld_op=day, toestemming_op=day)
    if opgave is None or row.get("nalezen"):
        return
    team = loader.regisseur(opgave)
    rls.on_behalf_of(team.pk)  # the database itself looks whether this is the team
    actions.lees_na(verhaal, opgave=opgave, by=team)
    rls.on_behalf_of(None)
    Verhaal.objects.filter(pk=verhaal.pk).update(nagelezen_op=day + timedelta(days=3))
    verhaal.refresh_from_db()
    for zin in row.get("zinnen", ()):
        actions.kies_citaat(verhaal, tekst=zin, by=team)
    if key := row.get("knelpunt"):
        actions.wijs_aan(verhaal, loader.knelpunten[key], by=team)
