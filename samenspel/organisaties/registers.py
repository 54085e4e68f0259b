"""Load the registers into the database, again and again: only what changed is written."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping
from copy import copy
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from samenspel.organisaties.bestanden import (
    BestandError,
    OrgaanSoort,
    Register,
    Sleutel,
    lees_register,
)
from samenspel.organisaties.data import DATA
from samenspel.organisaties.models import (
    Herindeling,
    Indeling,
    Orgaan,
    Organisatie,
    Regeling,
)

Soort = Organisatie.Soort
Ids = Mapping[Sleutel, UUID]
Row = TypeVar("Row", bound=Model)

SOORTEN = [
    Soort.GEMEENTE,
    Soort.PROVINCIE,
    Soort.REGIO,
    Soort.MINISTERIE,
    Soort.UITVOERDER,
    Soort.KOEPEL,
]
ORGANISATIE_FIELDS = [
    "naam",
    "afkorting",
    "tooi_uri",
    "inwoners",
    "begint_op",
    "eindigt_op",
    "bron",
]
REGELING_FIELDS = ["bwb_id", "naam", "uitvoerder", "niveaus", "leefgebieden"]
REGELING_FIELDS += ["ruimte", "ruimte_toelichting", "peildatum", "bron"]


@dataclass(frozen=True)
class Telling:
    """How many rows of one kind are new, changed, ended, or the same."""

    nieuw: int = 0
    gewijzigd: int = 0
    beeindigd: int = 0
    gelijk: int = 0

    def __str__(self) -> str:
        counts = {
            "nieuw": self.nieuw,
            "gewijzigd": self.gewijzigd,
            "beëindigd": self.beeindigd,
            "gelijk gebleven": self.gelijk,
        }
        return ", ".join(f"{n} {word}" for word, n in counts.items() if n)


@dataclass(frozen=True)
class Verslag:
    """What a load did: a count per kind, and a line for every row that changed or ended.

    As text its first line is the whole in short.
    """

    tellingen: Mapping[str, Telling]
    wijzigingen: tuple[str, ...]

    @property
    def is_leeg(self) -> bool:
        """Say whether everything was already as in the registers."""
        return all(t == Telling(gelijk=t.gelijk) for t in self.tellingen.values())

    def __str__(self) -> str:
        counts = (Counter(asdict(telling)) for telling in self.tellingen.values())
        total = Telling(**sum(counts, Counter()))
        if self.is_leeg:
            return f"Niets veranderd: alle {total.gelijk} rijen zijn gelijk aan het register."
        lines = (f"{kind}: {telling}" for kind, telling in self.tellingen.items())
        return "\n".join([f"Registers geladen: {total}.", *lines, *self.wijzigingen])


@transaction.atomic
def laad_registers(*, op: date, folder: Path = DATA) -> Verslag:
    """Make the database equal to the register files; all of it or nothing.

    Rows keep their id: an organisatie is recognised by soort and code, a regeling by its
    abbreviation. An organisatie from a register that is no longer in the files ends on `op`;
    what people added themselves, without `bron`, is left alone. Herindelingen and regelingen
    are never removed. Organen are a proposal: missing ones are made, and what an organisatie
    changed in them stays.

    Raises
    ------
    BestandError
        If a file is missing or a line is wrong; nothing is written then.
    """
    register = lees_register(folder)
    log = _Log()
    ids = _load_organisaties(register, log, op=op)
    _load_indelingen(register, ids, log)
    _load_herindelingen(register, ids, log)
    _load_regelingen(register, ids, log)
    _load_organen(register, ids, log)
    tellingen = {kind: Telling(**counts) for kind, counts in log.counts.items()}
    return Verslag(tellingen, tuple(log.lines))


@dataclass
class _Log:
    """The report while it is being written."""

    counts: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    lines: list[str] = field(default_factory=list)


def _load_organisaties(register: Register, log: _Log, *, op: date) -> Ids:
    rows = Organisatie.objects.filter(soort__in=SOORTEN).exclude(code="")
    found = {(row.soort, row.code): row for row in rows}
    gone = {
        key: copy(row)
        for key, row in found.items()
        if key not in register.organisaties and row.bron and row.eindigt_op is None
    }
    for row in gone.values():
        row.eindigt_op = op
    wanted = register.organisaties | gone
    written = _write(
        Organisatie,
        found,
        wanted,
        ORGANISATIE_FIELDS,
        log,
        kind=lambda row: row.get_soort_display(),
    )
    return {key: row.pk for key, row in written.items()}


def _load_indelingen(register: Register, ids: Ids, log: _Log) -> None:
    found = {(row.soort, row.gemeente_id, row.gebied_id): row for row in Indeling.objects.all()}
    wanted = {
        (soort, ids[gemeente], ids[gebied]): Indeling(
            soort=soort, gemeente_id=ids[gemeente], gebied_id=ids[gebied], peiljaar=peiljaar
        )
        for (soort, gemeente, gebied), peiljaar in register.indelingen.items()
    }
    _write(Indeling, found, wanted, ["peiljaar"], log, kind="Indeling")
    _remove(Indeling, found, wanted, log, kind="Indeling")


def _load_herindelingen(register: Register, ids: Ids, log: _Log) -> None:
    found = {(row.oud_id, row.nieuw_id, row.op): row for row in Herindeling.objects.all()}
    wanted = {
        (ids[oud], ids[nieuw], op): Herindeling(
            oud_id=ids[oud], nieuw_id=ids[nieuw], op=op, aard=aard
        )
        for (oud, nieuw, op), aard in register.herindelingen.items()
    }
    _write(Herindeling, found, wanted, ["aard"], log, kind="Herindeling")


def _load_regelingen(register: Register, ids: Ids, log: _Log) -> None:
    found = {row.afkorting: row for row in Regeling.objects.all()}
    wanted = {afkorting: regeling for afkorting, (regeling, _) in register.regelingen.items()}
    written = _write(Regeling, found, wanted, REGELING_FIELDS, log, kind="Regeling")

    link = Regeling.ministeries.through
    regelingen = [written[afkorting].pk for afkorting in register.regelingen]
    linked = link.objects.filter(regeling_id__in=regelingen)
    found_links = {(row.regeling_id, row.organisatie_id): row for row in linked}
    wanted_links = {
        (pk, ids[ministerie]): link(regeling_id=pk, organisatie_id=ids[ministerie])
        for pk, (_, ministeries) in zip(regelingen, register.regelingen.values(), strict=True)
        for ministerie in ministeries
    }
    kind = "Ministerie bij regeling"
    _write(link, found_links, wanted_links, [], log, kind=kind)
    _remove(link, found_links, wanted_links, log, kind=kind)


def _load_organen(register: Register, ids: Ids, log: _Log) -> None:
    """Make the missing organen, from the top of the ladder down."""
    found = {(row.organisatie_id, row.naam): row for row in Orgaan.objects.filter(voorbeeld=False)}
    wanted: dict[Hashable, Orgaan] = {}
    for trede in reversed(register.ladder):
        for sleutel in _members(register, trede.van):
            hoger = None
            if trede.hoger:
                key = ids[_above(register, trede, sleutel)], trede.hoger
                if (hoger := found.get(key) or wanted.get(key)) is None:
                    raise BestandError(f"ladder.csv: {trede.hoger_van} heeft geen {trede.hoger}.")
            wanted[ids[sleutel], trede.naam] = Orgaan(
                organisatie_id=ids[sleutel],
                naam=trede.naam,
                niveau=trede.niveau,
                besluitend=trede.besluitend,
                hoger=hoger,
            )
    _write(Orgaan, found, wanted, ["besluitend"], log, kind="Orgaan")


def _members(register: Register, group: str) -> list[Sleutel]:
    """List the organisaties that a trede of the ladder is about; only those that still exist."""
    if group == Indeling.Soort.JEUGDREGIO:
        return sorted({gebied for soort, _, gebied in register.indelingen if soort == group})
    return [
        sleutel
        for sleutel, row in register.organisaties.items()
        if row.eindigt_op is None
        and (row.soort == group or (row.soort == Soort.MINISTERIE and row.afkorting == group))
    ]


def _above(register: Register, trede: OrgaanSoort, sleutel: Sleutel) -> Sleutel:
    """Find whose orgaan stands above this one.

    A gemeente in two jeugdregio's climbs through the first by code: a ladder has one way up.
    """
    if trede.hoger_van == "zelf":
        return sleutel
    members = _members(register, trede.hoger_van)
    if trede.hoger_van == Indeling.Soort.JEUGDREGIO:
        members = [m for m in members if (trede.hoger_van, sleutel, m) in register.indelingen]
    if not members:
        raise BestandError(f"ladder.csv: geen {trede.hoger_van} boven {sleutel[1]}.")
    return members[0]


def _write(
    model: type[Row],
    found: Mapping[Any, Row],
    wanted: Mapping[Any, Row],
    fields: list[str],
    log: _Log,
    *,
    kind: str | Callable[[Row], str],
) -> dict[Any, Row]:
    """Create and update until `found` equals `wanted` in `fields`; return all rows by key."""
    new, changed = [], []
    for key, target in wanted.items():
        counts = log.counts[kind if isinstance(kind, str) else kind(target)]
        if (row := found.get(key)) is None:
            new.append(target)
            counts["nieuw"] += 1
        elif differences := _take_over(row, target, fields):
            changed.append(row)
            ended = "eindigt_op" in differences and getattr(target, "eindigt_op", None)
            counts["beeindigd" if ended else "gewijzigd"] += 1
            log.lines.append(f"{target}: {', '.join(differences.values())}")
        else:
            counts["gelijk"] += 1
    model._default_manager.bulk_create(new)
    if changed:
        model._default_manager.bulk_update(changed, fields)
    return {**wanted, **found}


def _take_over(row: Model, target: Model, fields: list[str]) -> dict[str, str]:
    """Copy to `row` what is different in `target`; tell per field what changed."""
    differences = {}
    for name in fields:
        old, new = getattr(row, name), getattr(target, name)
        if old != new:
            setattr(row, name, new)
            differences[name] = f"{name} was {_show(old)}, is nu {_show(new)}"
    return differences


def _show(value: object) -> str:
    return "leeg" if value in (None, "") else str(value)


def _remove(
    model: type[Row],
    found: Mapping[Any, Row],
    wanted: Mapping[Any, Row],
    log: _Log,
    *,
    kind: str,
) -> None:
    """Delete the rows that are no longer wanted."""
    gone = [row.pk for key, row in found.items() if key not in wanted]
    if gone:
        log.counts[kind]["beeindigd"] += len(gone)
        model._default_manager.filter(pk__in=gone).delete()
