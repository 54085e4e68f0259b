"""In plain Python what must hold of a proposal, apart from how the program decides it."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date

from samenspel.basis.werkdagen import werkdagen_na

NEXT = {
    "voorbereiding": "beeldvorming", "beeldvorming": "oordeelsvorming",
    "oordeelsvorming": "besluitvorming",
}  # fmt: skip
LAST, TERM, ROUNDS, ROOM = "besluitvorming", 10, 3, 50_000


@dataclass
class Model:
    """A proposal and who said what of it, in as few words as possible.

    Whatever somebody does is a method with the day: it says whether that is allowed, and does it.
    `seen` is the version that she has before her; `elsewhere` are those with an objection on a
    kernbelang to another proposal of the opgave.
    """

    begin: date
    joined: dict[str, date]
    stand: str = "voorbereiding"
    versie: int = 1
    ronde: int = 0
    extended: date | None = None
    said: list[tuple[str, str, int, str]] = field(default_factory=list)
    kern: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)
    asked: int | None = None
    promised: tuple[int, int] | None = None
    withdrawn: bool = False
    outcome: tuple[bool, bool, bool] | None = None
    opened: date = field(init=False)
    changed: date = field(init=False)
    announced: date = field(init=False)

    def __post_init__(self) -> None:
        self.opened = self.changed = self.announced = self.begin

    # --- how it stands --------------------------------------------------------------------------

    def live(self) -> bool:
        return self.stand not in ("genomen", "ingetrokken")

    def in_round(self) -> bool:
        return self.stand in NEXT.values()

    def end(self) -> date:
        begins = [self.opened, self.changed, *self.joined.values()]
        begins += [self.extended] if self.extended else []
        return max(self.announced, werkdagen_na(max(begins), TERM))

    def announce(self) -> None:
        self.announced = self.begin
        self.announced = self.end()

    def now(self) -> dict[str, str]:
        """What each partner said last of this version in this round."""
        at = (self.stand, self.versie)
        return {w: s for w, f, v, s in self.said if (f, v) == at and w in self.joined}

    def last(self) -> dict[str, str]:
        """What each said last in besluitvorming, of whatever version."""
        return {w: s for w, f, _, s in self.said if f == LAST}

    def against(self) -> set[str]:
        return {w for w, s in self.last().items() if s == "nee" and self.ronde <= ROUNDS}

    def over(self, day: date) -> bool:
        agreed = self.now().keys() == self.joined.keys() and not self.kern | self.against()
        return agreed or self.end() < day

    def enough(self) -> bool:
        heard, all_ = len(self.now()), len(self.joined)
        return heard == all_ or heard * 2 > all_

    def too_silent(self) -> bool:
        asked = self.elsewhere & self.joined.keys() - self.kern
        return not self.enough() or bool(asked - self.now().keys())

    def yes(self) -> set[str]:
        return {w for w, s in self.now().items() if s == "ja"}

    def takes(self, day: date) -> bool:
        if self.stand != LAST or self.kern or self.against() or not self.yes():
            return False
        return self.over(day) and (not self.too_silent() or self.extended is not None)

    def binds(self) -> bool:
        """Is Almere bound, when it is taken now?"""
        on_it = self.promised == (self.versie, self.asked) and not self.withdrawn
        return self.asked is not None and "almere" in self.yes() and on_it

    # --- what somebody does ---------------------------------------------------------------------

    def open_round(self, day: date) -> bool:
        if self.stand not in NEXT or not (self.stand == "voorbereiding" or self.over(day)):
            return False
        self.stand, self.opened, self.extended = NEXT[self.stand], day, None
        self.ronde = int(self.stand == LAST)
        self.announce()
        return True

    def change(self, day: date, seen: int) -> bool:
        if not self.live() or seen != self.versie:
            return False
        self._new_version(day)
        return True

    def ask(self, day: date, amount: int) -> bool:
        if not self.live():
            return False
        if self.in_round():
            self._new_version(day)
        self.asked = amount
        return True

    def _new_version(self, day: date) -> None:
        over = self.in_round() and self.over(day)
        self.versie, self.changed = self.versie + 1, day
        if not self.in_round():
            return
        if self.ronde and over:
            self.ronde, self.opened = self.ronde + 1, day
        self.extended = None
        self.announce()

    def speak(self, day: date, who: str, what: str, solved: bool, seen: int) -> bool:
        known = who in self.joined or who in self.kern or who in self.against()
        if not self.in_round() or not known or seen != self.versie:
            return False
        if self.stand != LAST:
            what = "ja"
        elif what == "ja" and who in self.kern and not solved:
            return False
        if self.stand == LAST and solved:
            self.kern.discard(who)
        self.kern |= {who} if what == "kern" else set()
        self.said.append((who, self.stand, self.versie, what))
        return True

    def speak_elsewhere(self, day: date, who: str, solved: bool) -> bool:
        if who not in self.joined and who not in self.elsewhere:
            return False
        self.elsewhere = self.elsewhere - {who} if solved else self.elsewhere | {who}
        return True

    def promise(self, day: date, who: str, yes: bool) -> bool:
        if self.stand != LAST or self.asked is None:
            return False
        if yes and (who != "almere" or self.asked > ROOM or self.withdrawn):
            return False
        if who == "almere":
            self.promised = (self.versie, self.asked) if yes else None
        return True

    def withdraw(self, day: date) -> bool:
        if self.withdrawn:
            return False
        self.withdrawn = True
        return True

    def leave(self, day: date, who: str) -> bool:
        return self.joined.pop(who, None) is not None

    def join(self, day: date, who: str) -> bool:
        self.joined[who] = day
        if self.in_round():
            self.announced = self.end()
        return True

    def extend(self, day: date) -> bool:
        if self.stand != LAST or self.extended or not (self.over(day) and self.too_silent()):
            return False
        self.extended = day
        self.announce()
        return True

    def take(self, day: date) -> bool:
        if not self.takes(day):
            return False
        lapsed = self.asked is not None and "almere" not in self.yes()
        self.outcome = (not self.enough(), self.binds(), lapsed)
        self.stand = "genomen"
        return True

    # --- two at once ----------------------------------------------------------------------------

    def after(self, day: date, acts: list[tuple[str, tuple]]) -> tuple["Model", list[bool]]:
        """How it stands after these acts, one after the other, and which were allowed."""
        made = deepcopy(self)
        return made, [getattr(made, name)(day, *args) for name, args in acts]
