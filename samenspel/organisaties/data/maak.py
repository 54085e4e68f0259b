"""Make the register files from the collected open data.

    python -m samenspel.organisaties.data.maak FOLDER

FOLDER holds the data by subject (`01_gemeenten/gemeenten_2025_regios.csv` and so on). Samenspel
itself never runs this; it is kept so that anyone can check where a value came from, or make the
files again from newer data.
`ministeries.csv`, `koepels.csv` and `ladder.csv` are typed by hand; BRONNEN.md says from what.
"""

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from samenspel.organisaties.data import DATA

TOOI = "https://identifier.overheid.nl/tooi/id"

PEILJAAR = {
    "provincie": 2025,
    "jeugdregio": 2016,
    "arbeidsmarktregio": 2026,
    "zorgkantoorregio": 2025,
    "veiligheidsregio": 2020,
}

# The organisations behind the column `uitvoerder` of the laws, and three that households meet
# beside it. The second value is the name people know, where TOOI has another one.
UITVOERDERS = {
    "zb000117": "",  # UWV
    "zb000143": "",  # SVB
    "oorg10148": "",  # DUO
    "oorg12369": "Dienst Toeslagen",
    "oorg12368": "Belastingdienst",
    "zb000211": "",  # CAK
    "zb000207": "",  # CIZ
    "oorg10111": "",  # CJIB
    "oorg10222": "",  # IND
    "zb000210": "",  # COA
    "oorg12373": "",  # DT&V
    "oorg10114": "",  # DJI
    "zb000150": "",  # Raad voor Rechtsbijstand
    "oorg12374": "",  # Raad voor de Kinderbescherming
    "oorg12371": "",  # OM
    "oorg10038": "",  # Raad voor de rechtspraak
    "oorg10103": "",  # RvIG
    "zb000187": "",  # Huurcommissie
    "oorg10006": "",  # ILT, home of the Autoriteit woningcorporaties
    "zb000179": "",  # LBIO
    "zb000129": "",  # Nidos
    "zb000158": "",  # NZa
}

LEEFGEBIED = {
    "zorg en ondersteuning": "zorg",
    "opgroeien en opvoeden": "opgroeien",
    "taal": "meedoen",
    "verblijf": "identiteit",
    "preventie": "zorg",
    "justitie": "veiligheid",
    "toegang tot recht": "veiligheid",
    "lasten": "inkomen",
    "lokale heffingen": "inkomen",
    "adres": "identiteit",
    # These say something about government, not about a household.
    "bestuur": "",
    "gegevens": "",
}

# The legal room as read in the texts of 10 May 2017; a law that is not here was not examined.
RUIMTE = {
    "individueel": ["Pw", "WSF 2000", "WTOS"],
    "deel": ["Wajong", "Jw", "Anw"],
    "groep": ["AWIR", "Zorgtoeslag", "Wht", "Wkb"],
    "geen": ["Wmo 2015", "Wgs", "Zvw", "Wlz", "WW", "AOW", "AKW", "TW", "Hvw", "Wet BRP"],
}
# Where the law table has only an abbreviation: the citation title in the BWB index.
NAMEN = {
    "IOAW": "Wet inkomensvoorziening oudere en gedeeltelijk arbeidsongeschikte werkloze werknemers",
    "IOAZ": "Wet inkomensvoorziening oudere en gedeeltelijk arbeidsongeschikte "
    "gewezen zelfstandigen",
    "Wajong": "Wet arbeidsongeschiktheidsvoorziening jonggehandicapten",
    "Suwi": "Wet structuur uitvoeringsorganisatie werk en inkomen",
}
WETTEKST_VAN = "2017-05-10"
VERZAMELD_OP = "2026-11-01"

# What the law table says about room, in words for a reader; its other remarks are left out.
TOELICHTING = {
    "Wmo 2015": "Wel kan de gemeente een maatwerkvoorziening geven (art. 2.3.5).",
    "Jw": "Alleen bij de ouderbijdrage (art. 8.2.3).",
    "Pw": "Zeer dringende redenen (art. 16), afstemming op de persoon (art. 18 lid 1), "
    "bijzondere bijstand (art. 35) en schulden (art. 49).",
    "WSF 2000": "Hardheidsclausule (art. 11.5).",
    "WTOS": "Hardheidsclausule (art. 11.4).",
    "AWIR": "Hardheidsclausule (art. 47): bij ministeriële regeling, voor groepen van gevallen. "
    "Na 2020 is de wet verruimd; dat is hier nog niet verwerkt.",
    "Zorgtoeslag": "Via artikel 47 van de Awir.",
    "Wht": "Via artikel 47 van de Awir.",
    "Wkb": "Via artikel 47 van de Awir.",
    "Wajong": "Verblijf in het buitenland (art. 1a:8, 2:13 en 3:19) en toekennen zonder aanvraag "
    "bij kennelijke hardheid (art. 1a:11).",
    "Hvw": "Een hardheidsclausule staat meestal in de verordening van de gemeente.",
    "WIJ": "Deze wet is ingetrokken.",
}

VERIFICATIE = {
    "U": "Uniforme Productnamenlijst",
    "W": "wettekst van 10 mei 2017",
    "M": "poc-machine-law van MinBZK",
    "X": "BWB-xml in regelrecht van MinBZK",
    "G": "openbare broncode",
}


def main() -> None:
    """Write every file that is made by machine."""
    source = source_folder()
    cbs = _read(source / "01_gemeenten/gemeenten_2025_regios.csv")
    tooi = _read(source / "05_overheidsorganisaties/tooi_organisaties.csv")
    herindelingen = _read(source / "01_gemeenten/herindelingen_2017_2023.csv")
    regelingen = _read(source / "07_wetten/regelingen_sociaal_domein.csv")
    zorgkantoren = _zorgkantoor_codes(cbs)
    _write("gebieden.csv", _gebieden(source, cbs, tooi, zorgkantoren))
    _write("gemeenten.csv", _gemeenten(cbs, tooi, herindelingen, zorgkantoren))
    _write(
        "herindelingen.csv",
        [
            {"oud": r["oude_gm_code"], "nieuw": r["nieuwe_gm_code"], "op": r["datum"]}
            | {"aard": "gedeeltelijk" if r["aard"] == "deels" else r["aard"]}
            for r in herindelingen
        ],
    )
    _write("uitvoerders.csv", _uitvoerders(tooi))
    _write("regelingen.csv", map(_regeling, regelingen))


def source_folder() -> Path:
    """Return the folder with the collected open data that the command line names."""
    parser = argparse.ArgumentParser(description="Make files from collected open data.")
    parser.add_argument("folder", type=Path, help="the folder with the collected open data")
    folder: Path = parser.parse_args().folder
    if not folder.is_dir():
        parser.error(f"{folder} is no folder")
    return folder


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def _write(name: str, rows: Iterable[dict[str, Any]]) -> None:
    rows = list(rows)
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _zorgkantoor_codes(cbs: list[dict[str, str]]) -> dict[str, str]:
    """Give each zorgkantoorregio of 2025 the CBS code of 2016 that most of its gemeenten had.

    CBS has published no codes for 2025; a code is needed to recognise the region again.
    """
    counts: dict[str, Counter[str]] = {}
    for row in cbs:
        found = counts.setdefault(row["zorgkantoorregio_2025"], Counter())
        found[row["zorgkantoor_code_2016"]] += 1
    codes = {naam: count.most_common(1)[0][0] for naam, count in counts.items()}
    if len(set(codes.values())) != len(codes):
        raise ValueError("two zorgkantoorregio's would get the same code")
    return codes


def _gebieden(
    source: Path,
    cbs: list[dict[str, str]],
    tooi: list[dict[str, str]],
    zorgkantoren: dict[str, str],
) -> list[dict[str, Any]]:
    folder = source / "01_gemeenten"
    namen = {
        "provincie": {r["code"].upper(): r["naam"] for r in tooi if r["type"] == "Provincie"},
        "jeugdregio": {r["jz_code"]: r["naam"] for r in _read(folder / "jeugdregios_2024.csv")},
        "arbeidsmarktregio": {
            r["am_code"]: r["naam"] for r in _read(folder / "arbeidsmarktregios_2026.csv")
        },
        "zorgkantoorregio": {code: naam for naam, code in zorgkantoren.items()},
        "veiligheidsregio": {r["vr_code"]: r["veiligheidsregio"] for r in cbs},
    }
    return [
        {
            "soort": soort,
            "code": code,
            "naam": f"{soort.capitalize()} {naam}",
            "tooi_uri": f"{TOOI}/provincie/{code.lower()}" if soort == "provincie" else "",
            "peiljaar": PEILJAAR[soort],
            "bron": "TOOI" if soort == "provincie" else f"CBS, indeling {PEILJAAR[soort]}",
        }
        for soort, gebieden in namen.items()
        for code, naam in sorted(gebieden.items())
    ]


def _gemeenten(
    cbs: list[dict[str, str]],
    tooi: list[dict[str, str]],
    herindelingen: list[dict[str, str]],
    zorgkantoren: dict[str, str],
) -> list[dict[str, Any]]:
    """List the gemeenten of 2025, and those ended since 2017 with their first day after."""
    known = {r["code"].upper(): r for r in tooi if r["type"] == "Gemeente"}
    active = [
        {
            "code": r["gm_code"],
            "tooi_uri": r["tooi_uri"],
            "naam": r["naam"],
            "begint_op": known[r["gm_code"]]["begindatum"],
            "eindigt_op": "",
            "inwoners": r["inwoners_2025"],
            "provincie": r["pv_code"],
            "jeugdregio": r["jeugdregio_code_2016"],
            "arbeidsmarktregio": r["arbeidsmarktregio_code_2026"],
            "zorgkantoorregio": zorgkantoren[r["zorgkantoorregio_2025"]],
            "veiligheidsregio": r["vr_code"],
            "bron": "TOOI; CBS, 1 januari 2025",
        }
        for r in cbs
    ]
    empty = dict.fromkeys(active[0], "")
    ended = [
        empty
        | {
            "code": code,
            "tooi_uri": known[code]["uri"],
            "naam": known[code]["naam"],
            "begint_op": known[code]["begindatum"],
            "eindigt_op": eindigt_op,
            "bron": "TOOI",
        }
        for code, eindigt_op in {r["oude_gm_code"]: r["datum"] for r in herindelingen}.items()
    ]
    return sorted([*active, *ended], key=lambda row: str(row["code"]))


def _uitvoerders(tooi: list[dict[str, str]]) -> list[dict[str, Any]]:
    by_code = {r["code"]: r for r in tooi}
    return [
        {
            "code": code.upper(),
            "naam": naam or (row := by_code[code])["naam"],
            # One abbreviation in TOOI is a whole name, and a name we replace keeps none.
            "afkorting": "" if naam or len(row["afkorting"]) > 10 else row["afkorting"],
            "tooi_uri": by_code[code]["uri"],
            "begint_op": by_code[code]["begindatum"],
            "bron": "TOOI",
        }
        for code, naam in UITVOERDERS.items()
    ]


def _regeling(row: dict[str, str]) -> dict[str, Any]:
    afkorting = row["afkorting"]
    ruimte = next((soort for soort, wetten in RUIMTE.items() if afkorting in wetten), "onbekend")
    read = ruimte != "onbekend" or "W" in _codes(row)
    return {
        "afkorting": afkorting,
        "bwb_id": row["bwb_id"],
        "naam": NAMEN.get(afkorting, row["wet"]),
        "ministeries": "|".join(_ministeries(row["ministerie_2026"])),
        "uitvoerder": row["uitvoerder"],
        "niveaus": "|".join(_niveaus(row["niveau"])),
        "leefgebieden": "|".join(_leefgebieden(row["leefgebied"])),
        "ruimte": ruimte,
        "ruimte_toelichting": TOELICHTING.get(afkorting, ""),
        "peildatum": WETTEKST_VAN if read else VERZAMELD_OP,
        "bron": _bron(row),
    }


def _ministeries(text: str) -> list[str]:
    """Find the abbreviations of the ministries; brackets count only after a plus.

    >>> _ministeries("VWS (+ JenV)"), _ministeries("JenV / BZK-VRO"), _ministeries("VWS (via Fin)")
    (['VWS', 'JenV'], ['JenV', 'BZK'], ['VWS'])
    """
    text = re.sub(r"\((?!\+)[^)]*\)", "", text)
    return [part.split("-")[0] for part in re.findall(r"[A-Z][\w-]+", text)]


def _niveaus(text: str) -> list[str]:
    """List the levels from low to high.

    >>> _niveaus("rijk + gemeente (kosten)")
    ['lokaal', 'landelijk']
    """
    words = {"gemeente": "lokaal", "regio": "regionaal", "rijk": "landelijk"}
    return [niveau for word, niveau in words.items() if word in text]


def _leefgebieden(text: str) -> list[str]:
    """List the codes of the domains of life, each once, in the order of the law table.

    >>> _leefgebieden("zorg en ondersteuning; wonen (BW/MO)")
    ['zorg', 'wonen']
    """
    parts = [re.sub(r"\(.*?\)", "", part).strip() for part in text.split(";")]
    return list(dict.fromkeys(filter(None, (LEEFGEBIED.get(part, part) for part in parts))))


def _bron(row: dict[str, str]) -> str:
    if not row["bwb_id"]:
        return "Nummer niet gevonden in een officiële lijst."
    return "Nummer gecontroleerd in: " + ", ".join(VERIFICATIE[c] for c in _codes(row)) + "."


def _codes(row: dict[str, str]) -> list[str]:
    return row["verificatie"].split("(")[0].strip().split(",")


if __name__ == "__main__":
    main()
