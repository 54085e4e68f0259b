"""What work there is, and how one piece of it is done.

An app says in its ``tasks.py`` what it has done by a worker: `asked` is work that somebody waits
for and that sees only what she may read; `follows` is what the program itself does after an act,
as owner of the database, such as a mail.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from samenspel.basis import klok, rls
from samenspel.basis.errors import DomainError
from samenspel.organisaties.models import Gebruiker
from samenspel.taken.models import Taak

Doe = Callable[..., str]


class AgainError(Exception):
    """It went wrong and may go well later; the queue tries again."""


class UnwantedError(Exception):
    """Whoever asked does not want it any more."""


@dataclass(frozen=True)
class Taaksoort:
    """A kind of work: what is done, under which title, where what came out is shown.

    `keer` is how often it is tried. Without `titel` nobody waits for it.
    """

    doe: Doe
    keer: int
    titel: str = ""
    daarna: Callable[..., str] = lambda **_: ""


SOORTEN: dict[str, Taaksoort] = {}


def asked(naam: str, *, titel: str, daarna: Callable[..., str]) -> Callable[[Doe], Doe]:
    """Let a worker do this for whoever asks: ``doe(werk, **nummers)`` returns what came out.

    A query is refused but within ``werk.as_asker()``. `daarna(**nummers)` is the address of the
    page that shows what came out.
    """
    return _keep(naam, keer=2, titel=titel, daarna=daarna)


def follows(naam: str) -> Callable[[Doe], Doe]:
    """Let a worker do this after an act, as owner; tried six times within three hours."""
    return _keep(naam, keer=6)


def _keep(naam: str, **more: Any) -> Callable[[Doe], Doe]:
    def decorate(doe: Doe) -> Doe:
        if naam in SOORTEN:
            raise ValueError(f"{naam} is work already")
        SOORTEN[naam] = Taaksoort(doe, **more)
        return doe

    return decorate


class Werk:
    """One piece of work while it is done."""

    def __init__(self, taak: Taak) -> None:
        self.taak = taak
        self._may_ask = False

    @property
    def asker(self) -> Gebruiker:
        """Whoever asked; raises ValueError when that was nobody."""
        if self.taak.aanvrager is None:
            raise ValueError("Nobody asked for this.")
        return self.taak.aanvrager

    def report(self, voortgang: int, stap: str) -> None:
        """Say how far it is, in percent, and what happens now; ends here if she said stop."""
        with self._asking():
            going_on = Taak.objects.filter(pk=self.taak.pk, stop_gevraagd=False)
            if not going_on.update(voortgang=voortgang, stap=stap):
                raise UnwantedError

    @contextmanager
    def as_asker(self) -> Iterator[None]:
        """Read and write in one transaction, with the rights of whoever asked."""
        with self._asking(), rls.seen_by(self.asker.pk):
            yield

    @contextmanager
    def _asking(self) -> Iterator[None]:
        self._may_ask = True
        try:
            yield
        finally:
            self._may_ask = False

    def guard(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        """Refuse what would be asked as owner of the database."""
        if not self._may_ask:
            raise RuntimeError("Ask the database within werk.as_asker().")
        return execute(*arguments)


def do(pk: UUID, *, attempt: int) -> None:
    """Do one piece of work for the `attempt`-th time, counted from 1; what is done stays done.

    Raises `AgainError` when it is to be tried again, and what went wrong when it is not.
    """
    taak = Taak.objects.select_related("aanvrager").filter(pk=pk, klaar_op=None).first()
    if taak is None:
        return
    soort, werk = SOORTEN[taak.soort], Werk(taak)
    Taak.objects.filter(pk=pk).update(stand=Taak.Stand.BEZIG)
    guarded = connection.execute_wrapper(werk.guard) if soort.titel else nullcontext()
    try:
        if taak.stop_gevraagd or (taak.aanvrager and not taak.aanvrager.is_active):
            raise UnwantedError
        with klok.of_the_example(), guarded:
            said = soort.doe(werk, **taak.gegevens)
    except UnwantedError:
        _end(taak, Taak.Stand.GESTOPT, "")
    except DomainError as error:
        _end(taak, Taak.Stand.MISLUKT, error.message)
    except Exception as error:
        if attempt < soort.keer:
            Taak.objects.filter(pk=pk).update(stand=Taak.Stand.WACHT, voortgang=0, stap="")
            raise AgainError from error
        _end(taak, Taak.Stand.MISLUKT, "Er ging iets mis. Probeer het later nog eens.")
        raise
    else:
        _end(taak, Taak.Stand.KLAAR, said)


def _end(taak: Taak, stand: Taak.Stand, said: str) -> None:
    now = klok.now()
    Taak.objects.filter(pk=taak.pk).update(stand=stand, uitkomst=said[:300], klaar_op=now)
