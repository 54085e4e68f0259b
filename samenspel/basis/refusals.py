"""The one place where an error of an action becomes an answer that a person can act on."""

import logging

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url

from samenspel.basis.errors import (
    ConflictError,
    DomainError,
    GoneError,
    NotAllowedError,
    RuleError,
)

log = logging.getLogger(__name__)

GONE = "Dit is er niet meer. Misschien haalde iemand anders het net weg."
NO_RIGHT = "42501"
OUR_WORDS = "SS001"
"""SQLSTATE: our own SQL refuses, with a sentence for who reads it."""
TURN_LOST = {"40001", "40P01", "55P03"}
"""SQLSTATE: a row policy refuses; two at once (serialization, deadlock, a lock not given)."""


def refusal_of(error: Exception) -> DomainError | None:
    """Say in our own words what `error` refuses; None when it is a fault of the program.

    What an action checks first, may have changed before it writes: then the database refuses.
    That is logged without what somebody typed, because it may be a fault of ours after all.
    """
    if isinstance(error, DomainError):
        return error
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        return RuleError(" ".join(error.messages))
    found = _of_database(error)
    if found is not None:
        log.warning("%s became: %s", _name(error), found.message)
    return found


def _of_database(error: Exception) -> DomainError | None:
    if isinstance(error, ObjectDoesNotExist):
        return GoneError(GONE)
    if _state(error) == OUR_WORDS:
        return RuleError(_words(error))
    if type(error) is DatabaseError:  # a row that Django saved is not there, or not hers, any more
        return GoneError(GONE)
    if isinstance(error, IntegrityError):
        return ConflictError(
            "Dit gaat niet samen met wat iemand anders net deed. Er is niets bewaard. "
            "Ververs de bladzijde en kijk hoe het nu staat."
        )
    if isinstance(error, DataError | ValidationError):
        return RuleError("Hierin staat iets dat niet te bewaren is. Kijk na wat u invulde.")
    state = _state(error)
    if isinstance(error, ProgrammingError) and state == NO_RIGHT:
        return NotAllowedError("U mag dit niet, of niet meer. Er is niets bewaard.")
    if isinstance(error, OperationalError) and state in TURN_LOST:
        return ConflictError("Iemand anders deed net hetzelfde. Probeer het nog eens.")
    return None


def _state(error: Exception) -> str:
    return str(getattr(error.__cause__, "sqlstate", ""))


def _words(error: Exception) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "message_primary", ""))


def _name(error: Exception) -> str:
    """Name `error` and the constraint it is about, never the values in it."""
    diagnosis = getattr(error.__cause__, "diag", None)
    constraint = getattr(diagnosis, "constraint_name", None) or getattr(
        diagnosis, "table_name", None
    )
    return " ".join(filter(None, [type(error).__qualname__, _state(error), constraint]))


def answer(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """Answer with the sentence on the page of what it is about, or on a page of its own.

    An API answers from here too, with the same status and sentence as problem details (RFC 9457).
    """
    back = resolve_url(refusal.about) if refusal.about is not None else ""
    leads_back = back not in ("", request.path)
    if leads_back and not isinstance(refusal, NotAllowedError | GoneError):
        messages.error(request, refusal.message)
        return redirect(back)
    context = {"refusal": refusal, "terug": back if leads_back else ""}
    return render(request, "geweigerd.html", context, status=refusal.status)
