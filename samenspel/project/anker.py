"""Where the spoor ends, in a file to keep elsewhere: `NUMBER SEAL` on one line.

The seal is a SHA-256 digest, so it can be timestamped as it is (RFC 3161, docs/beheer.md).
"""

from pathlib import Path

from samenspel.basis.errors import RuleError
from samenspel.spoor import rows
from samenspel.spoor.rules import Anker


def anchor_of(backup: Path) -> Path:
    """The file beside `backup` that says where the spoor in it ended, at least."""
    return backup.with_name(f"{backup.name}.anker")


def write(file: Path, anker: Anker) -> None:
    """Write `anker` to `file`; one that is there stays."""
    try:
        with file.open("x") as new:
            new.write(f"{anker}\n")
    except FileExistsError as error:
        raise RuleError(f"{file} bestaat al. Kies een andere naam.") from error
    except OSError as error:
        raise RuleError(f"{file} is niet te schrijven: {error.strerror}.") from error


def verify(file: Path | None) -> tuple[bool, str]:
    """Is the spoor broken, or another than the anker in `file` says? And that in words."""
    broken = rows.first_break(_read(file) if file else None)
    now = rows.anker()
    whole = f"Het spoor is heel: {now.volgnummer} gebeurtenissen.\nAnker: {now}"
    return broken is not None, broken or whole


def _read(file: Path) -> Anker:
    try:
        return Anker.read(file.read_text())
    except OSError as error:
        raise RuleError(f"{file} is niet te lezen: {error.strerror}.") from error
    except ValueError as error:
        raise RuleError(f"{file} is geen anker: er hoort een nummer en een zegel in.") from error
