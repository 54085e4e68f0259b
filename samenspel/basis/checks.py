"""May she do this, now? One check for each step, asked by the page, the form and the action.

A check is a function `check_x(thing, *, by)` that refuses with a `DomainError`. It stands in
the `permissions.py` of its app and asks the pure rules in `rules.py`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from samenspel.basis.errors import DomainError

Thing = TypeVar("Thing")
P = ParamSpec("P")
Check = Callable[Concatenate[Thing, P], None]


def check(refuse: Check[Thing, P]) -> Check[Thing, P]:
    """Let what `refuse` raises know which thing it was about; a refusal leads back to its page."""

    @wraps(refuse)
    def checked(thing: Thing, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            refuse(thing, *args, **kwargs)
        except DomainError as error:
            error.about = error.about or thing
            raise

    return checked


def why_not(refuse: Callable[P, None], /, *args: P.args, **kwargs: P.kwargs) -> str:
    """Return the sentence with which `refuse` says no; "" when it does not."""
    try:
        refuse(*args, **kwargs)
    except DomainError as error:
        return error.message
    return ""


def allows(refuse: Callable[P, None], /, *args: P.args, **kwargs: P.kwargs) -> bool:
    """Does `refuse` let this pass? For a page that offers a step only to whom it works for."""
    return not why_not(refuse, *args, **kwargs)
