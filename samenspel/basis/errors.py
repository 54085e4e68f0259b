"""The errors an action may raise; each carries a Dutch sentence that a user can act on."""

from typing import Any


class DomainError(Exception):
    """Something the user asked cannot be done; `message` says why and what to do.

    `field` names the form field or API attribute the message belongs to, if any.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class RuleError(DomainError):
    """A rule of the field says no."""


class NotAllowedError(DomainError):
    """This gebruiker may not do this."""


class StaleError(DomainError):
    """Somebody else changed it in the meantime; nothing was overwritten.

    `current` is the row as it is now, with its `versie`, to show beside what was typed.
    """

    def __init__(self, message: str, *, current: Any) -> None:
        super().__init__(message)
        self.current = current
