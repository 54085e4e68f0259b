"""What a teller and a team do with a verhaal.

The trail never carries the key of a verhaal: it cannot forget, and a teller may ask us to. What
a team does with one, only she who did it reads back: whoever reads the trail of an opgave or a
knelpunt could count there what is not counted under five.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction

from samenspel.basis import klok
from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.basis.tekst import require_clean
from samenspel.opgaven.models import Opgave
from samenspel.organisaties.models import Gebruiker, Organisatie, Zichtbaarheid
from samenspel.praktijk.models import Knelpunt
from samenspel.spoor.actions import record
from samenspel.verhalen import deur, permissions, rules, toestemming
from samenspel.verhalen.models import Aanwijzing, Citaat, Verhaal, Verhaalpagina

SOME_VERHAAL = Verhaal(pk=UUID(int=0))
"""What the trail names: a verhaal, and not which."""


@transaction.atomic
def vertel(
    *,
    tekst: str,
    hielp: str,
    gemeente: Organisatie,
    opgave: Opgave | None,
    thema: str,
    ook: Iterable[str] = (),
    lezers: str,
    citeren: bool,
    samen: bool = False,
    by: Gebruiker | None,
) -> tuple[Verhaal, str]:
    """Keep a verhaal; returns it with the code that from now on only the teller knows."""
    require_clean(tekst=tekst, hielp=hielp)
    code = rules.new_code()
    deur.open_with(code)
    verhaal = Verhaal.objects.create(
        maker=by,
        sleutel=rules.seal(code),
        samen=samen,
        gemeente=gemeente,
        opgave=opgave,
        titel=rules.title_of(tekst),
        tekst=tekst,
        hielp=hielp,
        thema=thema,
        ook=sorted(set(ook) - {thema}),
        lezers=lezers,
        citeren=citeren,
        toestemming=toestemming.huidig().nummer,
    )
    return verhaal, code


@transaction.atomic
def wijzig_toestemming(
    verhaal: Verhaal, *, lezers: str, citeren: bool, by: Gebruiker | None, code: str = ""
) -> None:
    """Let the teller choose anew who reads her verhaal, and whether a sentence is quoted."""
    permissions.require_teller(by, verhaal, code)
    verhaal.lezers, verhaal.citeren = lezers, citeren
    verhaal.toestemming = toestemming.huidig().nummer
    verhaal.toestemming_op = klok.today()
    verhaal.save(update_fields=["lezers", "citeren", "toestemming", "toestemming_op"])
    if not citeren:
        Citaat.objects.filter(verhaal=verhaal).delete()


@transaction.atomic
def trek_in(verhaal: Verhaal, *, by: Gebruiker | None, code: str = "") -> None:
    """Take a verhaal back: the row goes, and the database removes what hangs from it."""
    permissions.require_teller(by, verhaal, code)
    Verhaal.objects.filter(pk=verhaal.pk).delete()
    record("ingetrokken", SOME_VERHAAL, by=None)


@transaction.atomic
def lees_na(verhaal: Verhaal, *, opgave: Opgave, by: Gebruiker) -> None:
    """Say that nobody can be recognised in it, and take it to `opgave` if it had none."""
    permissions.require_in_team(by, opgave.pk)
    with connection.cursor() as cursor:
        # The right to change a verhaal is its teller's; this is the one thing a team may.
        cursor.execute("select lees_verhaal_na(%s, %s, %s)", [verhaal.pk, opgave.pk, klok.today()])
        if cursor.fetchone() != (True,):
            raise NotAllowedError("Dit verhaal is al nagelezen, of hoort bij een andere opgave.")
    record("las een verhaal na", SOME_VERHAAL, by=by, opgave=opgave.pk)


@transaction.atomic
def kies_citaat(verhaal: Verhaal, *, tekst: str, by: Gebruiker) -> Citaat:
    """Choose a literal passage for the verhaalpagina."""
    permissions.require_may_use(by, verhaal)
    if not verhaal.citeren:
        raise RuleError("De verteller wil niet worden geciteerd.", field="tekst")
    literal = rules.passage(tekst, verhaal.tekst, verhaal.hielp)
    citaat, new = Citaat.objects.get_or_create(verhaal=verhaal, tekst=literal)
    if not new:
        raise RuleError("Deze zin hebt u al gekozen.", field="tekst")
    record("koos een citaat", SOME_VERHAAL, by=by, opgave=verhaal.opgave_id)
    return citaat


@transaction.atomic
def laat_citaat_vallen(citaat: Citaat, *, by: Gebruiker) -> None:
    """Take a passage off the verhaalpagina."""
    permissions.require_may_use(by, citaat.verhaal)
    citaat.delete()
    record("haalde een citaat weg", SOME_VERHAAL, by=by, opgave=citaat.verhaal.opgave_id)


@transaction.atomic
def wijs_aan(verhaal: Verhaal, knelpunt: Knelpunt, *, by: Gebruiker) -> None:
    """Say that this verhaal points at `knelpunt`; the teller reads its title."""
    permissions.require_may_use(by, verhaal)
    _, new = Aanwijzing.objects.get_or_create(verhaal=verhaal, knelpunt=knelpunt)
    if new:
        record("koppelde een verhaal", SOME_VERHAAL, by=by, knelpunt=knelpunt.pk)


@transaction.atomic
def wijs_af(verhaal: Verhaal, knelpunt: Knelpunt, *, by: Gebruiker) -> None:
    """Undo `wijs_aan`."""
    permissions.require_may_use(by, verhaal)
    gone, _ = Aanwijzing.objects.filter(verhaal=verhaal, knelpunt=knelpunt).delete()
    if gone:
        record("maakte een verhaal weer los", SOME_VERHAAL, by=by, knelpunt=knelpunt.pk)


@transaction.atomic
def publiceer(opgave: Opgave, *, by: Gebruiker) -> None:
    """Let everybody read the verhaalpagina of an openbare opgave."""
    permissions.require_in_team(by, opgave.pk)
    if opgave.zichtbaarheid != Zichtbaarheid.OPENBAAR:
        raise RuleError("Alleen bij een openbare opgave kan iedereen de verhaalpagina lezen.")
    _, new = Verhaalpagina.objects.get_or_create(opgave=opgave)
    if new:
        record("verhaalpagina gepubliceerd", opgave, by=by)


@transaction.atomic
def haal_pagina_weg(opgave: Opgave, *, by: Gebruiker) -> None:
    """Close the verhaalpagina again."""
    permissions.require_in_team(by, opgave.pk)
    gone, _ = Verhaalpagina.objects.filter(opgave=opgave).delete()
    if gone:
        record("verhaalpagina weggehaald", opgave, by=by)
