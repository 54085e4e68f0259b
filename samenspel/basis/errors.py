"""The errors an action may raise; each carries a Dutch sentence that a user can act on."""

from typing import Any


class DomainError(Exception):
    """Something the user asked cannot be done; `message` says why and what to do.

    `field` names the form field or API attribute the message belongs to, if any. `about` is the
    thing it is about, as `django.shortcuts.redirect` takes it: its page shows how it stands now.
    """

    status = 422

    def __init__(self, message: str, *, field: str | None = None, about: Any = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.about = about


class RuleError(DomainError):
    """A rule of the field says no."""


class NotAllowedError(DomainError):
    """This gebruiker may not do this."""

    status = 403


class GoneError(DomainError):
    """What she wants to work on is not there, or not there any more."""

    status = 404


class ConflictError(DomainError):
    """Somebody else did something at the same time that does not go together with this."""

    status = 409


class StaleError(ConflictError):
    """Somebody else changed it in the meantime; nothing was overwritten.

    `current` is the row as it is now, with its `versie`, to show beside what was typed.
    """

    def __init__(self, message: str, *, current: Any) -> None:
        super().__init__(message, about=current)
        self.current = current
