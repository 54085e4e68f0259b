"""Who is heard, who consents, and what stops a besluit: rules on plain values.

The database asks the same when a besluit is taken (`sql/besluit.sql`), so that there is no
second way.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import ngettext

from samenspel.basis.errors import RuleError
from samenspel.basis.templatetags.samenspel import datum
from samenspel.opgaven.rules import QUORUM, Werkafspraken
from samenspel.overleg.besluiten.rules import Rondetermijn

YES = ("consent", "zorg")


@dataclass(frozen=True)
class Stem:
    """What one organisatie said of one version in besluitvorming.

    `opgelost`: it says that what it objected before on a kernbelang is solved, or withdraws it.
    `bij` is the proposal of which it said so, when that is another.
    """

    wie: UUID
    naam: str
    versie: int
    soort: str
    kern: bool = False
    opgelost: bool = False
    bij: str = ""


def opvolging(wie: UUID, opvolgers: Mapping[UUID, UUID] | None) -> list[UUID]:
    """Return `wie` and every organisatie in which it went up since, the last at the end.

    >>> opvolging("z", {"z": "o", "o": "d"})
    ['z', 'o', 'd']
    """
    line = [wie]
    while opvolgers and (later := opvolgers.get(line[-1])) and later not in line:
        line.append(later)
    return line


def kernbezwaren(
    stemmen: Iterable[Stem], opvolgers: Mapping[UUID, UUID] | None = None
) -> list[Stem]:
    """Return the objections on a kernbelang that stand; `stemmen` in the order they were said.

    Only its owner lifts one, or the organisatie in which the owner went up (`opvolgers`); no
    version, no round, no silence and no leaving does.

    >>> nee = Stem("z", "Zwolle", 1, "bezwaar", kern=True)
    >>> kernbezwaren([nee, Stem("z", "Zwolle", 2, "consent")]) == [nee]
    True
    >>> kernbezwaren([nee, Stem("z", "Zwolle", 2, "consent", opgelost=True)])
    []
    >>> ja = Stem("d", "Dalfsen", 2, "consent", opgelost=True)
    >>> kernbezwaren([nee, ja], {"z": "d"}), kernbezwaren([nee, ja], {"z": "o", "o": "d"})
    ([], [])
    """
    standing: list[Stem] = []
    for stem in stemmen:
        if stem.opgelost:
            standing = [one for one in standing if stem.wie not in opvolging(one.wie, opvolgers)]
        if stem.kern and stem.soort == "bezwaar":
            standing.append(stem)
    return standing


def bezwaren(stemmen: Iterable[Stem], ronde: int, rondes: int) -> list[Stem]:
    """Return the other objections that stand in this round, by who has not spoken since.

    After `rondes` rounds they lapse: light coercion, agreed beforehand, so that a table does come
    to a decision.

    >>> nee = Stem("z", "Zwolle", 1, "bezwaar")
    >>> bezwaren([nee], 1, 3) == [nee], bezwaren([nee], 4, 3)
    (True, [])
    >>> bezwaren([nee, Stem("z", "Zwolle", 2, "consent")], 2, 3)
    []
    """
    latest = {stem.wie: stem for stem in stemmen}
    return [
        stem
        for stem in latest.values()
        if stem.soort == "bezwaar" and not stem.kern and ronde <= rondes
    ]


@dataclass(frozen=True)
class Nodig:
    """Whose yes a proposal needs besides, because of what it does; `waarom` says so in a sentence.

    What somebody agreed to ends by her yes, and what is closed opens by everybody's.
    """

    wie: Set[UUID]
    waarom: str


@dataclass(frozen=True)
class Tafel:
    """Everything on which it depends whether a besluit can be taken now.

    `partners` are names by key. `eerder` is what was said of withdrawn proposals about the same
    knelpunt: an objection on a kernbelang goes with it to the next proposal. `elders` are those
    that stand on proposals about other knelpunten: whether they hold here too, their owner says.
    `nodig` is whose yes it needs besides.
    """

    partners: Mapping[UUID, str]
    stemmen: Sequence[Stem]
    versie: int
    ronde: int
    termijn: Rondetermijn
    afspraken: Werkafspraken = field(default_factory=Werkafspraken)
    bevoegd: UUID | None = None
    opvolgers: Mapping[UUID, UUID] = field(default_factory=dict)
    eerder: Sequence[Stem] = ()
    elders: Sequence[Stem] = ()
    nodig: Sequence[Nodig] = ()

    @property
    def nu(self) -> dict[UUID, Stem]:
        """What each partner said last of this version; what was said of another is no answer."""
        said = {stem.wie: stem for stem in self.stemmen if stem.versie == self.versie}
        return {wie: stem for wie, stem in said.items() if wie in self.partners}

    @property
    def stil(self) -> list[str]:
        """The partners who said nothing of this version, in alphabetical order."""
        now = self.nu
        return sorted((n for wie, n in self.partners.items() if wie not in now), key=str.casefold)

    @property
    def stemt_in(self) -> set[UUID]:
        """The partners who consent to this version."""
        return {wie for wie, stem in self.nu.items() if stem.soort in YES}

    def mist(self, nodig: Nodig) -> list[str]:
        """Return the partners whose yes is needed and not there; whoever left waits on nobody."""
        needed = (nodig.wie & self.partners.keys()) - self.stemt_in
        return sorted((self.partners[wie] for wie in needed), key=str.casefold)

    @property
    def kern(self) -> list[Stem]:
        """The objections on a kernbelang that stand."""
        return kernbezwaren([*self.eerder, *self.stemmen], self.opvolgers)

    @property
    def ander(self) -> list[Stem]:
        """The other objections that stand."""
        return bezwaren(self.stemmen, self.ronde, self.afspraken.verval_na_rondes)

    @property
    def wacht_op(self) -> list[Stem]:
        """The objections elsewhere on a kernbelang, of partners that said nothing here yet."""
        spoke = self.nu.keys() | {stem.wie for stem in self.kern}
        return [stem for stem in self.elders if stem.wie in self.partners and stem.wie not in spoke]

    @property
    def is_quorum(self) -> bool:
        """Did enough partners speak?"""
        return self.afspraken.is_quorum(len(self.nu), len(self.partners))

    def is_afgelopen(self, today: date) -> bool:
        """Is the round over: its term ended, or every partner spoke and no objection stands?

        Otherwise three rounds on one day would make an objection lapse.
        """
        agreed = not (self.stil or self.kern or self.ander)
        return agreed or self.termijn.is_over(today)

    def needs_extension(self, today: date) -> bool:
        """Did the term end too silently, for the first time in this round?

        Too few spoke, or somebody of whom a kernbelang is at stake elsewhere did not.
        """
        silent = bool(self.wacht_op) or not self.is_quorum
        return silent and self.is_afgelopen(today) and self.termijn.verlengd_op is None


def check_kern(tafel: Tafel) -> None:
    """Refuse to take a besluit over an objection on a kernbelang."""
    if tafel.kern:
        raise RuleError(
            f"{_have(tafel.kern)} bezwaar op een kernbelang. Dat blijft staan tot wie het maakte "
            "zelf zegt dat het is opgelost. Pas het voorstel aan."
        )


def check_ander(tafel: Tafel) -> None:
    """Refuse to take a besluit over another objection that still counts."""
    if tafel.ander:
        raise RuleError(
            f"{_have(tafel.ander)} bezwaar. Pas het voorstel aan en open een nieuwe ronde."
        )


def check_gehoord(tafel: Tafel, today: date) -> None:
    """Refuse to go on before the term is over, or everybody spoke and nobody objects.

    >>> day = date(2026, 11, 2)
    >>> tafel = Tafel({"z": "Zwolle"}, [], 1, 1, Rondetermijn(day, day, day, 10))
    >>> check_gehoord(tafel, date(2026, 11, 16))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Nog niet gereageerd: Zwolle. De ronde loopt tot en met 16 ...
    >>> check_gehoord(tafel, date(2026, 11, 17))
    """
    if tafel.is_afgelopen(today):
        return
    silent = f"Nog niet gereageerd: {', '.join(tafel.stil)}." if tafel.stil else "Er is bezwaar."
    raise RuleError(
        f"{silent} De ronde loopt tot en met {datum(tafel.termijn.einde)}. Eerder sluiten kan "
        "alleen als elke partner op deze versie heeft gereageerd en niemand bezwaar heeft."
    )


def check_stilte(tafel: Tafel, today: date) -> None:
    """Refuse to take a besluit about which too few were heard, before the one extension.

    Or not whoever objects elsewhere on a kernbelang, that may hold here too.

    >>> day = date(2026, 11, 2)
    >>> term = Rondetermijn(day, day, day, 10)
    >>> check_stilte(Tafel({"z": "Zwolle"}, [], 1, 1, term), date(2026, 12, 1))
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: 0 van 1 partners reageerden, en dat moet meer dan de helft \
zijn. Verleng de ronde één keer.
    >>> three, said = {"z": "Z", "d": "D", "e": "E"}, [Stem(wie, wie, 1, "consent") for wie in "de"]
    >>> elders = [Stem("z", "Zwolle", 1, "bezwaar", kern=True, bij="Loket")]
    >>> check_stilte(Tafel(three, said, 1, 1, term, elders=elders), date(2026, 12, 1))
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Zwolle heeft bij “Loket” bezwaar op een kernbelang, en zei \
nog niet of dat ook hier geldt. Verleng de ronde één keer.
    """
    if tafel.needs_extension(today):
        if tafel.is_quorum:
            raise RuleError(f"{explain_wacht(tafel)} Verleng de ronde één keer.")
        share = QUORUM.get(tafel.afspraken.quorum, f"meer dan {tafel.afspraken.quorum} procent")
        raise RuleError(
            f"{len(tafel.nu)} van {len(tafel.partners)} partners reageerden, en dat moet {share} "
            "zijn. Verleng de ronde één keer."
        )


def explain_wacht(tafel: Tafel) -> str:
    """Say whose objection elsewhere may hold here too; nothing when there is none."""
    return " ".join(
        f"{stem.naam} heeft bij “{stem.bij}” bezwaar op een kernbelang, en zei nog niet of dat "
        "ook hier geldt."
        for stem in tafel.wacht_op
    )


def check_ja(tafel: Tafel) -> None:
    """Refuse to take a besluit that nobody consents to, or not whoever's power it uses.

    >>> day = date(2026, 11, 2)
    >>> check_ja(Tafel({"z": "Zwolle"}, [], 1, 1, Rondetermijn(day, day, day, 10)))
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Geen enkele partner stemt in. Zwijgen is geen toestemming.
    """
    if not tafel.stemt_in:
        raise RuleError("Geen enkele partner stemt in. Zwijgen is geen toestemming.")
    if tafel.bevoegd is not None and tafel.bevoegd not in tafel.stemt_in:
        raise RuleError(
            "Dit besluit gebruikt een bevoegdheid van "
            f"{tafel.partners.get(tafel.bevoegd, 'wie niet meer meedoet')}, die niet instemt. "
            "Maak er een advies van, of wacht op een ja."
        )


def check_nodig(tafel: Tafel) -> None:
    """Refuse to end what others agreed to, or to open what is closed, without their yes.

    >>> day, why = date(2026, 11, 2), "Dit vervangt “Bellen”. Dat kan alleen met een ja."
    >>> tafel = Tafel({"z": "Zwolle"}, [], 1, 1, Rondetermijn(day, day, day, 10), nodig=[
    ...     Nodig({"z"}, why), Nodig({"wie wegging"}, why)])
    >>> check_nodig(tafel)
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Nog geen ja van Zwolle. Dit vervangt “Bellen”. Dat kan \
alleen met een ja.
    """
    if missing := explain_nodig(tafel):
        raise RuleError(missing)


def explain_nodig(tafel: Tafel) -> str:
    """Say whose yes is needed and not there, and why; nothing when none is."""
    return " ".join(
        f"Nog geen ja van {', '.join(missing)}. {nodig.waarom}"
        for nodig in tafel.nodig
        if (missing := tafel.mist(nodig))
    )


def check_nemen(tafel: Tafel, today: date) -> None:
    """Refuse to take a besluit unless all of the rules above let it."""
    check_kern(tafel)
    check_ander(tafel)
    check_gehoord(tafel, today)
    check_stilte(tafel, today)
    check_ja(tafel)
    check_nodig(tafel)


def check_verlengen(tafel: Tafel, today: date) -> None:
    """A round is extended once, when its term ended too silently.

    >>> day = date(2026, 11, 2)
    >>> tafel = Tafel({"z": "Zwolle"}, [], 1, 1, Rondetermijn(day, day, day, 10))
    >>> check_verlengen(tafel, date(2026, 11, 16))
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: De ronde is nog niet voorbij.
    """
    if not tafel.is_afgelopen(today):
        raise RuleError("De ronde is nog niet voorbij.")
    if tafel.is_quorum and not tafel.wacht_op:
        raise RuleError("Genoeg partners hebben gereageerd. Verlengen hoeft niet.")
    if tafel.termijn.verlengd_op is not None:
        raise RuleError(
            "Deze ronde is al een keer verlengd. Wie instemt, kan het besluit nu samen nemen; "
            "het bindt niemand anders."
        )


def check_opgelost(mine: Sequence[Stem], *, soort: str, opgelost: bool) -> None:
    """Ask who objected on a kernbelang to say that it is solved before it consents.

    A colleague who does not know of it would otherwise lift it unseen.

    >>> check_opgelost([Stem("z", "Zwolle", 1, "bezwaar", kern=True)], soort="zorg", opgelost=False)
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Uw organisatie heeft bezwaar op een kernbelang. Zet een \
vinkje als dat is opgelost, of kies bezwaar.
    """
    if mine and soort in YES and not opgelost:
        raise RuleError(
            "Uw organisatie heeft bezwaar op een kernbelang. Zet een vinkje als dat is opgelost, "
            "of kies bezwaar.",
            field="opgelost",
        )


def _have(stemmen: Iterable[Stem]) -> str:
    names = sorted({stem.naam for stem in stemmen})
    return f"{' en '.join(names)} {ngettext('heeft', 'hebben', len(names))}"
