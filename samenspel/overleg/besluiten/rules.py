"""The rules of deciding together, on plain values: which step, and when.

Who is heard, who consents and what stops a besluit, `consent.py` says.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from samenspel.basis.errors import RuleError
from samenspel.basis.templatetags.samenspel import datum, datum_voluit, euro
from samenspel.basis.werkdagen import werkdagen_in, werkdagen_na

NEXT_STAND = {
    "voorbereiding": "beeldvorming",
    "beeldvorming": "oordeelsvorming",
    "oordeelsvorming": "besluitvorming",
    "besluitvorming": "genomen",
}
RONDEN = ("beeldvorming", "oordeelsvorming", "besluitvorming")
LAST_RONDE = "besluitvorming"
SOORTEN = {
    "beeldvorming": ("vraag", "helder"),
    "oordeelsvorming": ("feit", "waarde", "belang", "helder"),
    "besluitvorming": ("consent", "zorg", "bezwaar"),
}
"""Three rounds, three questions: what a partner can say in each."""


def check_voorstel(stand: str) -> None:
    """Refuse to change what was taken or withdrawn."""
    if stand not in NEXT_STAND:
        raise RuleError("Dit besluit is afgerond.")


def check_open(stand: str) -> None:
    """Partners react while a round is open."""
    if stand not in RONDEN:
        raise RuleError("Op dit voorstel kan nu niet worden gereageerd.")


def check_ronde(stand: str) -> None:
    """After besluitvorming comes no other round: the besluit is taken or changed."""
    if stand == LAST_RONDE:
        raise RuleError("Dit is de laatste ronde. Neem het besluit, of pas het voorstel aan.")


def check_tafel(opgave: str, zichtbaarheid: str) -> None:
    """Partners first agree how they decide, and every one of them reads what it decides about.

    >>> check_tafel("vastgesteld", "partners")
    >>> check_tafel("concept", "partners")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: De partners hebben de opgave nog niet vastgesteld. Vraag \
hun dat eerst: dan staat vast wie meebeslist en hoe.
    >>> check_tafel("vastgesteld", "team")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Niet elke partner kan dit voorstel lezen. Maak een voorstel \
dat alle partners lezen.
    """
    if opgave == "concept":
        raise RuleError(
            "De partners hebben de opgave nog niet vastgesteld. Vraag hun dat eerst: dan staat "
            "vast wie meebeslist en hoe."
        )
    if zichtbaarheid not in ("partners", "openbaar"):
        raise RuleError(
            "Niet elke partner kan dit voorstel lezen. Maak een voorstel dat alle partners lezen."
        )


def check_laatste_ronde(stand: str) -> None:
    """A besluit is taken in besluitvorming."""
    if stand != LAST_RONDE:
        raise RuleError("Open eerst de ronde besluitvorming.")


def check_genomen(stand: str) -> None:
    """What follows from a besluit waits until it is taken."""
    if stand != "genomen":
        raise RuleError("Neem eerst het besluit.")


def check_opvolging(stand: str, *, same_opgave: bool) -> None:
    """A proposal replaces, elaborates or withdraws what partners of this opgave decided.

    >>> check_opvolging("genomen", same_opgave=True)
    >>> check_opvolging("ingetrokken", same_opgave=True)
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Kies een besluit dat in deze opgave is genomen.
    """
    if stand != "genomen" or not same_opgave:
        raise RuleError("Kies een besluit dat in deze opgave is genomen.", field="eerder")


def check_soort(fase: str, soort: str) -> None:
    """Each round asks its own question, and takes no answer to another.

    >>> check_soort("beeldvorming", "consent")
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Dit hoort niet bij de beeldvorming.
    """
    if soort not in SOORTEN.get(fase, ()):
        raise RuleError(f"Dit hoort niet bij de {fase}.", field="soort")


@dataclass(frozen=True)
class Bezwaargrond:
    """What an objection must say: over which part, on which law or belang, what would solve it."""

    reden: str
    deel: str
    wet: str
    oplossing: str
    op_belang: bool


def ontbreekt(bezwaar: Bezwaargrond) -> dict[str, str]:
    """Return what an objection on which the team can act still lacks, by field.

    >>> ontbreekt(Bezwaargrond("Te duur.", "artikel 2", "", "Deel de kosten.", op_belang=True))
    {}
    >>> ontbreekt(Bezwaargrond("", "artikel 2", "", "Deel de kosten.", op_belang=False)).keys()
    dict_keys(['toelichting', 'wet'])
    """
    belang_of_wet = bezwaar.wet.strip() or bezwaar.op_belang
    asked = [
        ("toelichting", bezwaar.reden.strip(), "Zeg waarom. Zonder reden telt uw reactie niet."),
        ("deel", bezwaar.deel.strip(), "Over welk deel van het voorstel gaat uw bezwaar?"),
        ("wet", belang_of_wet, "Noem de wet of het belang waarop uw bezwaar rust."),
        ("oplossing", bezwaar.oplossing.strip(), "Zeg wat uw bezwaar zou wegnemen."),
    ]
    return {field: why for field, said, why in asked if not said}


def check_bezwaar(bezwaar: Bezwaargrond) -> None:
    """Refuse an objection that lacks something."""
    for field, message in ontbreekt(bezwaar).items():
        raise RuleError(message, field=field)


@dataclass(frozen=True)
class Rondetermijn:
    """How long a round lasts: computed from what is stored, so that nobody forgets to restart it.

    The term starts again when the round opens or is extended, when the text or what is asked
    changes, and when a partner joins. `sluit_op` is the day that was announced.
    """

    geopend_op: date
    gewijzigd_op: date
    toegetreden_op: date
    werkdagen: int
    sluit_op: date | None = None
    verlengd_op: date | None = None

    @property
    def vroegst(self) -> date:
        """The first day on which the round may close.

        >>> day = date(2026, 11, 2)
        >>> Rondetermijn(day, day, day, 10).vroegst
        datetime.date(2026, 11, 16)
        >>> Rondetermijn(day, date(2026, 11, 13), day, 10).vroegst
        datetime.date(2026, 11, 27)
        """
        begins = [self.geopend_op, self.gewijzigd_op, self.toegetreden_op, self.verlengd_op]
        return werkdagen_na(max(day for day in begins if day), self.werkdagen)

    @property
    def einde(self) -> date:
        """The last day on which partners react: as announced, and never too early."""
        return max(self.sluit_op or self.vroegst, self.vroegst)

    def is_over(self, today: date) -> bool:
        """Has the last day been?"""
        return self.einde < today


def herinner_dagen(begin: date, einde: date) -> set[date]:
    """Return on which days a partner is mailed that its reaction is missing.

    The working day after the round began, the one on which a third of its term is over, and the
    last two: enough to plan it and not to forget it, and no mail that one stops reading.

    >>> [str(dag) for dag in sorted(herinner_dagen(date(2026, 11, 2), date(2026, 11, 16)))]
    ['2026-11-03', '2026-11-06', '2026-11-13', '2026-11-16']
    >>> herinner_dagen(date(2026, 11, 2), date(2026, 11, 2))
    set()
    """
    term = werkdagen_in(begin, einde)
    third = -(-len(term) // 3)
    return {*term[:1], *term[third - 1 : third], *term[-2:]}


def check_sluit_op(sluit_op: date | None, termijn: Rondetermijn) -> date:
    """Refuse a day on which the round has not lasted its term.

    >>> day = date(2020, 11, 2)
    >>> check_sluit_op(date(2020, 11, 13), Rondetermijn(day, day, day, 10))
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Een ronde duurt 10 werkdagen. Kies 16 november 2020 of later.
    """
    if sluit_op is None or sluit_op < termijn.vroegst:
        raise RuleError(
            f"Een ronde duurt {termijn.werkdagen} werkdagen. "
            f"Kies {datum(termijn.vroegst)} of later.",
            field="sluit_op",
        )
    return sluit_op


def next_ronde(ronde: int, *, is_afgelopen: bool) -> int:
    """Return the number of the round after a change of the proposal.

    A round that was broken off does not count: an objection lapses after so many whole terms.

    >>> next_ronde(1, is_afgelopen=True), next_ronde(1, is_afgelopen=False), next_ronde(0,
    ...     is_afgelopen=True)
    (2, 1, 0)
    """
    return ronde + 1 if ronde and is_afgelopen else ronde


def check_bekrachtigen(stand: str, *, gebonden: bool, vervallen: bool) -> None:
    """An orgaan decides about a bijdrage after the besluit, once.

    >>> check_bekrachtigen("genomen", gebonden=False, vervallen=True)
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Deze bijdrage is vervallen. Leg haar opnieuw voor.
    """
    check_genomen(stand)
    if vervallen:
        raise RuleError("Deze bijdrage is vervallen. Leg haar opnieuw voor.")
    if gebonden:
        raise RuleError("Hierover hoeft geen orgaan meer te besluiten.")


def check_besloten(op: date, bewijs: str, *, sinds: date, today: date) -> None:
    """What an orgaan decided is a fact: on a day, and with what by which others find it.

    The day is one since the proposal reads so (`sinds`); a number or a link is enough.

    >>> day = date(2020, 11, 2)
    >>> check_besloten(day, "raadsbesluit 2020-114", sinds=day, today=day)
    >>> check_besloten(day, "https://almere.notubiz.nl/besluit", sinds=day, today=day)
    >>> check_besloten(day, "De raad zei ja", sinds=day, today=day)
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Noem het nummer van het besluit of het internetadres \
(https://), zodat een ander het kan nalezen.
    >>> check_besloten(day, "raadsbesluit 1", sinds=date(2020, 11, 3), today=date(2020, 11, 4))
    Traceback (most recent call last):
    ...
    samenspel.basis.errors.RuleError: Toen luidde het voorstel nog niet zo. Kies 3 november 2020 \
of later.
    """
    if op > today:
        raise RuleError("Deze dag is nog niet geweest.", field="op")
    if op < sinds:
        raise RuleError(
            f"Toen luidde het voorstel nog niet zo. Kies {datum(sinds)} of later.", field="op"
        )
    if not re.search(r"[0-9]|https://\S+\.\S", bewijs):
        raise RuleError(
            "Noem het nummer van het besluit of het internetadres (https://), zodat een ander "
            "het kan nalezen.",
            field="bewijs",
        )


def explain_bezwaar(ronde: int, rondes: int) -> str:
    """Say how long an objection that rests on no kernbelang still counts; `rondes` were agreed.

    >>> explain_bezwaar(1, 3)
    'Elk ander bezwaar telt in deze ronde en in de volgende 2 rondes. Daarna vervalt het. Zolang \
het telt, duurt een ronde haar hele termijn.'
    >>> explain_bezwaar(3, 3)  # doctest: +ELLIPSIS
    'Elk ander bezwaar telt alleen nog in deze ronde. Daarna vervalt het. Zolang het telt, ...'
    >>> explain_bezwaar(4, 3)
    'Elk ander bezwaar is na 3 rondes vervallen.'
    """
    if ronde == 0:
        return "Bezwaar maken kan in de besluitvorming."
    left = rondes - ronde
    if left < 0:
        words = ngettext("ronde", "rondes", rondes)
        return f"Elk ander bezwaar is na {rondes} {words} vervallen."
    words = ngettext("de volgende ronde", "de volgende %(aantal)d rondes", left)
    later = f"in deze ronde en in {words % {'aantal': left}}"
    where = later if left else "alleen nog in deze ronde"
    return (
        f"Elk ander bezwaar telt {where}. Daarna vervalt het. "
        "Zolang het telt, duurt een ronde haar hele termijn."
    )


def line_of(wat: str, bedrag: int, uiterlijk: date | None) -> str:
    """Write what is asked of one organisatie on one line.

    >>> line_of("Zwolle: twee bellers", 0, date(2027, 1, 1))
    'Zwolle: twee bellers, uiterlijk 1 januari 2027'
    """
    costs = f" ({euro(bedrag)})" if bedrag else ""
    return f"{wat}{costs}" + (f", uiterlijk {datum_voluit(uiterlijk)}" if uiterlijk else "")
