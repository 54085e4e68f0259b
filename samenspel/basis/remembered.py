"""What is read once about an object, and may be asked as often as one likes."""

from collections.abc import Callable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Value = TypeVar("Value")


class remembered(Generic[Thing, Value]):  # noqa: N801 - a decorator
    """Let a function of one object ask only the first time, like `cached_property` on a class.

    For what a higher app knows about an object of a lower one. The answer lives and dies with
    the object; `forget` asks anew, because it just changed.

    >>> class Anne: pass
    >>> anne, asked = Anne(), []
    >>> @remembered
    ... def teams(who): asked.append(who); return {"schulden"}
    >>> teams(anne) == teams(anne) == {"schulden"}, len(asked)
    (True, 1)
    >>> teams.forget(anne)
    >>> teams(anne), len(asked)
    ({'schulden'}, 2)
    """

    def __init__(self, ask: Callable[[Thing], Value]) -> None:
        self.ask = ask
        self.__doc__ = ask.__doc__
        self.key = f"_remembered_{ask.__name__}"

    def __call__(self, thing: Thing) -> Value:
        """Return what `ask` says of `thing`."""
        if not hasattr(thing, self.key):
            setattr(thing, self.key, self.ask(thing))
        value: Value = getattr(thing, self.key)
        return value

    def forget(self, thing: Thing) -> None:
        """Ask again next time."""
        if hasattr(thing, self.key):
            delattr(thing, self.key)
