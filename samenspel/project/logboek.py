"""What goes on stderr when something breaks: where, and never what somebody typed."""

import logging
import traceback


class WithoutData(logging.Formatter):
    """Leaves out what an exception says: that may repeat what was typed, or a row.

    `invalid literal for int() with base 10: '...'`, `Key (email)=(...) already exists`. Where it
    happened, of which kind it is, and the code and the constraint of the database are enough to
    find the fault.
    """

    def formatException(self, ei: object) -> str:  # noqa: N802 (the name is logging's)
        """Print the traceback of the whole chain without the messages."""
        error = ei[1] if isinstance(ei, tuple) else None
        return "".join(_lines(error)).rstrip() if isinstance(error, BaseException) else ""


def _lines(error: BaseException) -> list[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = _lines(before) if before is not None else []
    return [
        *lines,
        "Traceback (most recent call last):\n",
        *traceback.format_tb(error.__traceback__),
        f"{type(error).__module__}.{type(error).__qualname__}{_database_said(error)}\n",
    ]


def _database_said(error: BaseException) -> str:
    """Code and constraint: names from our own models, no data."""
    diagnosis = getattr(error, "diag", None)
    known = (getattr(error, "sqlstate", None), getattr(diagnosis, "constraint_name", None))
    said = ", ".join(str(part) for part in known if part)
    return f" ({said})" if said else ""
