"""Read the register files and check every line, before anything is written."""

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path

from samenspel.basis.errors import DomainError
from samenspel.organisaties.models import (
    Indeling,
    Leefgebied,
    Niveau,
    Organisatie,
    Regeling,
)

Soort = Organisatie.Soort
Sleutel = tuple[str, str]  # soort and code of an organisatie

# Which file holds which kind of organisatie.
ORGANISATIES = {
    Soort.GEMEENTE: "gemeenten.csv",
    Soort.MINISTERIE: "ministeries.csv",
    Soort.UITVOERDER: "uitvoerders.csv",
    Soort.KOEPEL: "koepels.csv",
}


class BestandError(DomainError):
    """A register file cannot be used; the message names the file and the line."""


@dataclass(frozen=True)
class Regel:
    """One line of a register file, that says where it stands when something is wrong."""

    bestand: str
    nummer: int
    waarden: Mapping[str, str]

    def fout(self, wat: str) -> BestandError:
        """Make the error that names this line."""
        return BestandError(f"{self.bestand}, regel {self.nummer}: {wat}")

    def tekst(self, veld: str, *, hoogstens: int = 200) -> str:
        """Return the text of a column, which may not be empty."""
        if not (tekst := self.mag_leeg(veld, hoogstens=hoogstens)):
            raise self.fout(f"{veld} is leeg.")
        return tekst

    def mag_leeg(self, veld: str, *, hoogstens: int = 200) -> str:
        """Return the text of a column; empty too where this file has no such column."""
        tekst = self.waarden.get(veld, "").strip()
        if len(tekst) > hoogstens:
            raise self.fout(f"{veld} is langer dan {hoogstens} tekens.")
        return tekst

    def getal(self, veld: str) -> int | None:
        """Return a whole number from 0, or None where the column is empty."""
        if not (tekst := self.mag_leeg(veld)):
            return None
        if not (tekst.isascii() and tekst.isdigit() and len(tekst) < 10):
            raise self.fout(f"{veld} is geen getal: {tekst}.")
        return int(tekst)

    def datum(self, veld: str) -> date | None:
        """Return a date, or None where the column is empty."""
        if not (tekst := self.mag_leeg(veld)):
            return None
        try:
            return date.fromisoformat(tekst)
        except ValueError:
            raise self.fout(f"{veld} is geen datum (jjjj-mm-dd): {tekst}.") from None

    def keuze(self, veld: str, keuzes: Collection[str]) -> str:
        """Return a text that is one of `keuzes`."""
        if (tekst := self.tekst(veld)) not in keuzes:
            raise self.fout(f"{veld} kent de waarde {tekst} niet.")
        return tekst

    def keuzelijst(self, veld: str, keuzes: Collection[str]) -> list[str]:
        """Return the texts between bars, each one of `keuzes`."""
        teksten = self.tekst(veld).split("|")
        for tekst in teksten:
            if tekst not in keuzes:
                raise self.fout(f"{veld} kent de waarde {tekst} niet.")
        return teksten


@dataclass(frozen=True)
class OrgaanSoort:
    """A kind of orgaan, and the orgaan to which its questions climb.

    `van` and `hoger_van` say whose orgaan: a soort (`gemeente`, `jeugdregio`, `ministerie`),
    one ministerie by its abbreviation, or `zelf` for the same organisatie.
    """

    van: str
    naam: str
    niveau: str
    besluitend: bool
    hoger_van: str
    hoger: str


@dataclass(frozen=True)
class Register:
    """The content of all files, checked; organisaties point at each other by soort and code."""

    organisaties: dict[Sleutel, Organisatie] = field(default_factory=dict)
    # (soort of indeling, gemeente, gebied) -> peiljaar
    indelingen: dict[tuple[str, Sleutel, Sleutel], int] = field(default_factory=dict)
    # (oud, nieuw, op) -> aard
    herindelingen: dict[tuple[Sleutel, Sleutel, date], str] = field(default_factory=dict)
    # afkorting -> the regeling and the ministeries responsible
    regelingen: dict[str, tuple[Regeling, list[Sleutel]]] = field(default_factory=dict)
    ladder: list[OrgaanSoort] = field(default_factory=list)


def lees_register(folder: Path) -> Register:
    """Read all files in `folder`; raises `BestandError` at the first line that is wrong."""
    register = Register()
    gebieden: dict[Sleutel, tuple[Sleutel, int]] = {}
    for regel in _regels(folder / "gebieden.csv"):
        indeling = regel.keuze("soort", Indeling.Soort.values)
        peiljaar = regel.getal("peiljaar")
        if peiljaar is None:
            raise regel.fout("peiljaar is leeg.")
        provincie = indeling == Indeling.Soort.PROVINCIE
        sleutel = _voeg_toe(register, Soort.PROVINCIE if provincie else Soort.REGIO, regel)
        gebieden[indeling, regel.tekst("code")] = sleutel, peiljaar
    for soort, name in ORGANISATIES.items():
        for regel in _regels(folder / name):
            sleutel = _voeg_toe(register, soort, regel)
            if soort == Soort.GEMEENTE and not register.organisaties[sleutel].eindigt_op:
                _deel_in(register, sleutel, gebieden, regel)
    for regel in _regels(folder / "herindelingen.csv"):
        _lees_herindeling(register, regel)
    for regel in _regels(folder / "regelingen.csv"):
        _lees_regeling(register, regel)
    register.ladder.extend(_trede(register, regel) for regel in _regels(folder / "ladder.csv"))
    return register


# The columns that each file must have.
COLUMNS = {
    "gebieden.csv": "soort code naam tooi_uri peiljaar bron",
    "gemeenten.csv": "code tooi_uri naam begint_op eindigt_op inwoners bron "
    + " ".join(Indeling.Soort.values),
    "ministeries.csv": "code naam afkorting tooi_uri bron",
    "uitvoerders.csv": "code naam afkorting tooi_uri begint_op bron",
    "koepels.csv": "code naam afkorting tooi_uri bron",
    "herindelingen.csv": "oud nieuw op aard",
    "regelingen.csv": "afkorting bwb_id naam ministeries uitvoerder niveaus leefgebieden ruimte "
    "ruimte_toelichting peildatum bron",
    "ladder.csv": "van naam niveau besluitend hoger_van hoger",
}


def _regels(path: Path) -> Iterator[Regel]:
    """Read a file line by line; line 1 holds the names of the columns."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise BestandError(f"{path.name} is niet te lezen.") from None
    reader = csv.DictReader(StringIO(text, newline=""), restkey="te veel")
    if missing := sorted(set(COLUMNS[path.name].split()) - set(reader.fieldnames or ())):
        raise BestandError(f"{path.name}, regel 1: de kolom {missing[0]} ontbreekt.")
    for waarden in reader:
        regel = Regel(path.name, reader.line_num, waarden)
        if "te veel" in waarden or None in waarden.values():
            raise regel.fout("het aantal kolommen klopt niet.")
        yield regel


def _voeg_toe(register: Register, soort: str, regel: Regel) -> Sleutel:
    """Add the organisatie on this line; a file without a column leaves that value empty."""
    sleutel = soort, regel.tekst("code", hoogstens=12)
    if sleutel in register.organisaties:
        raise regel.fout(f"de code {sleutel[1]} staat er twee keer in.")
    register.organisaties[sleutel] = Organisatie(
        soort=soort,
        code=sleutel[1],
        naam=regel.tekst("naam", hoogstens=120),
        afkorting=regel.mag_leeg("afkorting", hoogstens=20),
        tooi_uri=regel.mag_leeg("tooi_uri"),
        inwoners=regel.getal("inwoners"),
        begint_op=regel.datum("begint_op"),
        eindigt_op=regel.datum("eindigt_op"),
        bron=regel.tekst("bron", hoogstens=120),
    )
    return sleutel


def _deel_in(
    register: Register,
    gemeente: Sleutel,
    gebieden: Mapping[Sleutel, tuple[Sleutel, int]],
    regel: Regel,
) -> None:
    """Note in which gebieden the gemeente on this line lies; a column may name more than one."""
    for soort in Indeling.Soort.values:
        codes = [code for indeling, code in gebieden if indeling == soort]
        for code in regel.keuzelijst(soort, codes):
            gebied, peiljaar = gebieden[soort, code]
            register.indelingen[soort, gemeente, gebied] = peiljaar


def _lees_herindeling(register: Register, regel: Regel) -> None:
    oud, nieuw = (Soort.GEMEENTE, regel.tekst("oud")), (Soort.GEMEENTE, regel.tekst("nieuw"))
    for _, code in (oud, nieuw):
        if (Soort.GEMEENTE, code) not in register.organisaties:
            raise regel.fout(f"de gemeente {code} staat niet in gemeenten.csv.")
    if (op := regel.datum("op")) is None:
        raise regel.fout("op is leeg.")
    register.herindelingen[oud, nieuw, op] = regel.tekst("aard", hoogstens=20)


def _lees_regeling(register: Register, regel: Regel) -> None:
    afkorting = regel.tekst("afkorting", hoogstens=30)
    if afkorting in register.regelingen:
        raise regel.fout(f"de regeling {afkorting} staat er twee keer in.")
    if (peildatum := regel.datum("peildatum")) is None:
        raise regel.fout("peildatum is leeg.")
    ministeries = _ministeries(register)
    regeling = Regeling(
        afkorting=afkorting,
        bwb_id=regel.mag_leeg("bwb_id", hoogstens=12),
        naam=regel.tekst("naam"),
        uitvoerder=regel.tekst("uitvoerder"),
        niveaus=regel.keuzelijst("niveaus", Niveau.values),
        leefgebieden=regel.keuzelijst("leefgebieden", Leefgebied.values),
        ruimte=regel.keuze("ruimte", Regeling.Ruimte.values),
        ruimte_toelichting=regel.mag_leeg("ruimte_toelichting", hoogstens=300),
        peildatum=peildatum,
        bron=regel.tekst("bron"),
    )
    names = regel.keuzelijst("ministeries", ministeries)
    register.regelingen[afkorting] = regeling, [ministeries[name] for name in names]


def _ministeries(register: Register) -> dict[str, Sleutel]:
    """Find the ministeries by the abbreviation that the laws use."""
    return {
        organisatie.afkorting: sleutel
        for sleutel, organisatie in register.organisaties.items()
        if organisatie.soort == Soort.MINISTERIE
    }


def _trede(register: Register, regel: Regel) -> OrgaanSoort:
    groups = ["gemeente", "jeugdregio", "ministerie", *_ministeries(register)]
    hoger_van = regel.mag_leeg("hoger_van")
    return OrgaanSoort(
        van=regel.keuze("van", groups),
        naam=regel.tekst("naam", hoogstens=120),
        niveau=regel.keuze("niveau", Niveau.values),
        besluitend=regel.keuze("besluitend", ["ja", "nee"]) == "ja",
        hoger_van=regel.keuze("hoger_van", ["zelf", *groups]) if hoger_van else "",
        hoger=regel.tekst("hoger", hoogstens=120) if hoger_van else "",
    )
