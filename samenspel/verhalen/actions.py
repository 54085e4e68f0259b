"""What a teller and a team do with a verhaal.

The spoor never carries the key of a verhaal: it cannot forget, and a teller may ask us to. What
a team does with one, only she who did it reads back: whoever reads the spoor of an opgave or a
knelpunt could count there what is not counted under five.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction

from samenspel.basis import klok
from samenspel.basis.errors import RuleError
from samenspel.basis.tekst import require_clean
from samenspel.opgaven.models import Opgave
from samenspel.opgaven.permissions import check_teamlid
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.praktijk.models import Knelpunt
from samenspel.spoor.actions import record
from samenspel.verhalen import deur, permissions, rules, toestemming
from samenspel.verhalen.daden import VerhaalDaad, VerhaalpaginaDaad
from samenspel.verhalen.models import Aanwijzing, Citaat, Verhaal, Verhaalpagina

SOME_VERHAAL = Verhaal(pk=UUID(int=0))
"""What the spoor names: a verhaal, and not which."""


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
    code: str = "",
    by: Gebruiker | None,
) -> tuple[Verhaal, str]:
    """Keep a verhaal; returns it with the code that from now on only the teller knows.

    The form brings its `code` along: a verhaal that is sent twice is the same verhaal.
    """
    require_clean(tekst=tekst, hielp=hielp)
    code = code or rules.new_code()
    deur.open_with(code)
    told = {"tekst": tekst, "hielp": hielp, "lezers": lezers, "citeren": citeren}
    about = {"gemeente": gemeente, "opgave": opgave, "thema": thema, "samen": samen}
    verhaal, new = Verhaal.objects.get_or_create(
        sleutel=rules.seal(code),
        defaults={
            "maker": by if by is not None and by.is_authenticated else None,
            "titel": rules.title_of(tekst),
            "ook": sorted(set(ook) - {thema}),
            "toestemming": toestemming.huidig().nummer,
            **told,
            **about,
        },
    )
    if not new and any(getattr(verhaal, name) != value for name, value in told.items()):
        raise RuleError(
            "Dit verhaal hebt u al verstuurd. Verander uw keuze op de bladzijde van uw verhaal."
        )
    return verhaal, code


@transaction.atomic
def wijzig_toestemming(
    verhaal: Verhaal, *, lezers: str, citeren: bool, by: Gebruiker | None, code: str = ""
) -> None:
    """Let the teller choose anew who reads her verhaal, and whether a sentence is quoted."""
    permissions.check_teller(verhaal, by=by, code=code)
    verhaal.lezers, verhaal.citeren = lezers, citeren
    verhaal.toestemming = toestemming.huidig().nummer
    verhaal.toestemming_op = klok.today()
    verhaal.save(update_fields=["lezers", "citeren", "toestemming", "toestemming_op"])
    if not citeren:
        Citaat.objects.filter(verhaal=verhaal).delete()


@transaction.atomic
def trek_in(verhaal: Verhaal, *, by: Gebruiker | None, code: str = "") -> None:
    """Take a verhaal back: the row goes, and the database removes what hangs from it."""
    permissions.check_teller(verhaal, by=by, code=code)
    Verhaal.objects.filter(pk=verhaal.pk).delete()
    record(VerhaalDaad.INGETROKKEN, SOME_VERHAAL, by=None)


@transaction.atomic
def lees_na(verhaal: Verhaal, *, opgave: Opgave, by: Gebruiker) -> None:
    """Say that nobody can be recognised in it, and take it to `opgave` if it had none."""
    permissions.check_nalezen(verhaal, by=by)
    with connection.cursor() as cursor:
        # The right to change a verhaal is its teller's; this is the one thing a team may.
        cursor.execute("select lees_verhaal_na(%s, %s, %s)", [verhaal.pk, opgave.pk, klok.today()])
        if cursor.fetchone() != (True,):
            raise RuleError("Dit verhaal is al nagelezen, of hoort bij een andere opgave.")
    record(VerhaalDaad.NAGELEZEN, SOME_VERHAAL, by=by, opgave=opgave.pk)


@transaction.atomic
def kies_citaat(verhaal: Verhaal, *, tekst: str, by: Gebruiker) -> Citaat:
    """Choose a literal passage for the verhaalpagina."""
    permissions.check_citeren(verhaal, by=by)
    literal = rules.passage(tekst, verhaal.tekst, verhaal.hielp)
    require_clean(tekst=literal)  # what was told before we saw as much as now is not repeated
    citaat, new = Citaat.objects.get_or_create(verhaal=verhaal, tekst=literal)
    if not new:
        raise RuleError("Deze zin hebt u al gekozen.", field="tekst")
    record(VerhaalDaad.CITAAT_GEKOZEN, SOME_VERHAAL, by=by, opgave=verhaal.opgave_id)
    return citaat


@transaction.atomic
def laat_citaat_vallen(citaat: Citaat, *, by: Gebruiker) -> None:
    """Take a passage off the verhaalpagina."""
    permissions.check_citaat(citaat, by=by)
    citaat.delete()
    record(VerhaalDaad.CITAAT_VERWIJDERD, SOME_VERHAAL, by=by, opgave=citaat.verhaal.opgave_id)


@transaction.atomic
def wijs_aan(verhaal: Verhaal, knelpunt: Knelpunt, *, by: Gebruiker) -> None:
    """Say that this verhaal points at `knelpunt`; the teller reads its title."""
    permissions.check_gebruiken(verhaal, by=by)
    _, new = Aanwijzing.objects.get_or_create(verhaal=verhaal, knelpunt=knelpunt)
    if new:
        record(VerhaalDaad.KNELPUNT_AANGEWEZEN, SOME_VERHAAL, by=by, knelpunt=knelpunt.pk)


@transaction.atomic
def wijs_af(verhaal: Verhaal, knelpunt: Knelpunt, *, by: Gebruiker) -> None:
    """Undo `wijs_aan`."""
    permissions.check_gebruiken(verhaal, by=by)
    gone, _ = Aanwijzing.objects.filter(verhaal=verhaal, knelpunt=knelpunt).delete()
    if gone:
        record(VerhaalDaad.KNELPUNT_LOSGEMAAKT, SOME_VERHAAL, by=by, knelpunt=knelpunt.pk)


@transaction.atomic
def publiceer(opgave: Opgave, *, by: Gebruiker) -> None:
    """Let everybody read the verhaalpagina of an openbare opgave."""
    permissions.check_publiceren(opgave, by=by)
    _, new = Verhaalpagina.objects.get_or_create(opgave=opgave)
    if new:
        record(VerhaalpaginaDaad.GEPUBLICEERD, opgave, by=by)


@transaction.atomic
def haal_pagina_weg(opgave: Opgave, *, by: Gebruiker) -> None:
    """Close the verhaalpagina again."""
    check_teamlid(opgave, by=by)
    gone, _ = Verhaalpagina.objects.filter(opgave=opgave).delete()
    if gone:
        record(VerhaalpaginaDaad.VERWIJDERD, opgave, by=by)
