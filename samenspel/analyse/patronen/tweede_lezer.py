"""A second reader of personal data: the program `deduce`, in a process of its own.

`deduce` was made for medical texts in Dutch and has lists of names and places that we do not have.
It has another licence and other dependencies, so it is not installed with Samenspel: whoever wants
it puts it in an environment of its own and names the interpreter. Texts go over a pipe and nowhere
else. What it finds is added to our own marks and never replaces them.
"""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from types import TracebackType
from typing import IO, Any, Self, cast

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.patronen.persoonsgegevens import Mark, find

_SCRIPT = Path(__file__).with_name("deduce_proces.py")
# Deduce says what it found, not how sure it is; a person looks at these first.
_CERTAINTY = 0.5
_KINDS = {
    "persoon": ("naam", "[naam]"),
    "patient": ("naam", "[naam]"),
    "locatie": ("adres", "[adres]"),
    "bsn": ("bsn", "[bsn]"),
    "telefoonnummer": ("telefoon", "[telefoonnummer]"),
    "emailadres": ("e-mail", "[e-mailadres]"),
}


@dataclass
class SecondReader:
    """Reads with our own rules and with `deduce`; use it in a ``with`` statement.

    The process starts at the first text and serves one text at a time. The very first start of
    `deduce` builds its word lists, which takes minutes; later ones take seconds.

    Attributes
    ----------
    interpreter
        The Python of an environment in which `deduce` is installed.
    seconds
        How long one text may take; the first one gets `seconds_to_start` more.
    """

    interpreter: Path
    seconds: float = 5.0
    seconds_to_start: float = 300.0
    script: Path = _SCRIPT
    _process: subprocess.Popen[str] | None = field(default=None, init=False, repr=False)
    _answers: Queue[str] = field(default_factory=Queue, init=False, repr=False)

    def find(self, text: str) -> list[Mark]:
        """Find personal data as `persoonsgegevens.find` does, with what `deduce` adds.

        Of what `deduce` finds, names, places, numbers and e-mail addresses are used, where they
        touch no mark of our own. On some texts `deduce` breaks; then our own marks are all.

        Raises
        ------
        AnalyseError
            If the interpreter is not there, `deduce` is not installed in it, or the answer does
            not come in time. The process is then stopped; the next text starts another.
        """
        own = find(text)
        added = [mark for mark in self._ask(text) if not any(_touch(mark, m) for m in own)]
        return sorted([*own, *added], key=lambda mark: mark.start)

    def close(self) -> None:
        """Stop the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def __enter__(self) -> Self:
        """Nothing starts yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the process."""
        self.close()

    def _ask(self, text: str) -> list[Mark]:
        try:
            process = self._process or self._start()
            stdin = cast("IO[str]", process.stdin)
            stdin.write(json.dumps({"tekst": text}) + "\n")
            stdin.flush()
            found = self._answer(self.seconds)["marks"]
            return [
                Mark(_KINDS[tag][0], start, end, _CERTAINTY, _KINDS[tag][1])
                for tag, start, end in found or ()
                if tag in _KINDS and 0 <= start < end <= len(text)
            ]
        except AnalyseError:
            self.close()
            raise
        except (OSError, ValueError, KeyError, TypeError) as error:
            self.close()
            raise AnalyseError(
                "De tweede lezer gaf geen bruikbaar antwoord; vraag uw beheerder."
            ) from error

    def _start(self) -> subprocess.Popen[str]:
        try:
            process = subprocess.Popen(
                [str(self.interpreter), str(self.script)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
        except OSError as error:
            raise AnalyseError(
                f"Voor de tweede lezer is er geen Python op {self.interpreter}; vraag uw beheerder."
            ) from error
        self._process, self._answers = process, Queue()
        Thread(target=_listen, args=(process.stdout, self._answers), daemon=True).start()
        if not self._answer(self.seconds_to_start)["deduce"]:
            raise AnalyseError(
                "Het pakket deduce is niet geïnstalleerd in de omgeving van de tweede lezer; "
                "vraag uw beheerder."
            )
        return process

    def _answer(self, seconds: float) -> dict[str, Any]:
        try:
            line = self._answers.get(timeout=seconds)
        except Empty as error:
            raise AnalyseError(
                "De tweede lezer deed er te lang over; probeer het met een kortere tekst."
            ) from error
        answer = json.loads(line)
        if not isinstance(answer, dict):
            raise TypeError(line)
        return answer


def _listen(lines: Iterable[str], answers: "Queue[str]") -> None:
    """Pass every line on; an empty line, which is no JSON, says that the process is gone."""
    for line in lines:
        answers.put(line)
    answers.put("")


def _touch(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end
