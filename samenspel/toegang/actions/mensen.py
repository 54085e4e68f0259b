"""Say who works for an organisatie."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from samenspel.basis import rls
from samenspel.basis.errors import GoneError, RuleError
from samenspel.basis.regel import longest
from samenspel.basis.tekst import require_clean
from samenspel.organisaties.models import Account, Gebruiker, Lidmaatschap, Organisatie
from samenspel.organisaties.permissions import check_beheerder, lidmaatschappen_of
from samenspel.spoor.actions import record
from samenspel.taken.actions import begin
from samenspel.toegang.actions.wachtwoord import WELKOM, wachtwoordlink
from samenspel.toegang.daden import OrganisatieDaad
from samenspel.toegang.permissions import check_rol, check_verwijderen

Rol = Lidmaatschap.Rol
LONGEST_EMAIL = longest(Account.inlognaam)  # it is also the name to sign in with
LONGEST_NAAM = longest(Gebruiker.naam)


@transaction.atomic
def voeg_mens_toe(
    organisatie: Organisatie, *, email: str, naam: str, rol: str, functie: str = "", by: Gebruiker
) -> Lidmaatschap:
    """Let somebody work for `organisatie`; whoever has no password yet is mailed a link.

    An existing account keeps its own naam.
    """
    check_beheerder(organisatie, by=by)
    require_clean(functie=functie)
    gebruiker, uitgenodigd = _account(
        "select * from nodig_uit(%s, %s, %s)", email, naam, organisatie.pk
    )
    lid, new = Lidmaatschap.objects.get_or_create(
        gebruiker=gebruiker, organisatie=organisatie, defaults={"rol": rol, "functie": functie}
    )
    if not new:
        raise RuleError(
            f"{gebruiker} hoort al bij {organisatie}. Kies de naam in de lijst om de rol te "
            "wijzigen.",
            field="email",
        )
    if uitgenodigd:
        begin(WELKOM, by=by, lid=lid.pk)
    record(OrganisatieDaad.LID_TOEGEVOEGD, organisatie, by=by, gebruiker=gebruiker.pk, rol=rol)
    return lid


@transaction.atomic
def wijzig_rol(lid: Lidmaatschap, *, rol: str, functie: str, by: Gebruiker) -> Lidmaatschap:
    """Give `lid` another role or functie; the last beheerder stays one."""
    lid = _lock(lid, by)
    check_rol(lid, rol, by=by)
    old = lid.rol
    require_clean(functie=functie)
    lid.rol, lid.functie = rol, functie
    lid.save(update_fields=["rol", "functie"])
    record(
        OrganisatieDaad.LID_GEWIJZIGD,
        lid.organisatie,
        by=by,
        gebruiker=lid.gebruiker_id,
        rol=rol,
        was=old,
    )
    return lid


@transaction.atomic
def verwijder_mens(lid: Lidmaatschap, *, by: Gebruiker) -> None:
    """End that somebody works for an organisatie; the account and the work stay."""
    lid = _lock(lid, by)
    check_verwijderen(lid, by=by)
    lid.delete()
    record(OrganisatieDaad.LID_VERWIJDERD, lid.organisatie, by=by, gebruiker=lid.gebruiker_id)


@transaction.atomic
def maak_beheerder(email: str, naam: str, code: str) -> str:
    """Make somebody beheerder of the organisatie with this `code`; returns her password link.

    For whoever runs the software, as owner: the first beheerder of an organisatie has nobody
    to add her.
    """
    found = list(Organisatie.objects.filter(code__iexact=code, eindigt_op=None))
    if len(found) != 1:
        raise RuleError(f"Er zijn {len(found)} organisaties met code {code}; het moet er één zijn.")
    gebruiker, _ = _account("select * from account_voor(%s, %s)", email, naam)
    Lidmaatschap.objects.update_or_create(
        gebruiker=gebruiker, organisatie=found[0], defaults={"rol": Rol.BEHEERDER}
    )
    record(OrganisatieDaad.BEHEERDER_AANGEWEZEN, found[0], by=None, gebruiker=gebruiker.pk)
    return wachtwoordlink(gebruiker.pk)


def _account(question: str, email: str, naam: str, *at: UUID) -> tuple[Gebruiker, bool]:
    """Find the account of this address, or make one; is its owner yet to choose a password?"""
    email = email.strip().lower()
    _check(email, naam)
    who, how_many, may_enter, invited = rls.secretly(question, email, naam, *at)
    if how_many != 1:
        raise RuleError(
            "Er is meer dan één account met dit e-mailadres. Vraag wie de software draait.",
            field="email",
        )
    if not may_enter:
        raise RuleError("Dit account is gesloten. Vraag wie de software draait.", field="email")
    return Gebruiker.objects.get(pk=who), invited


def _check(email: str, naam: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise RuleError("Dit is geen e-mailadres.", field="email") from error
    if len(email) > LONGEST_EMAIL:
        raise RuleError(
            f"Dit e-mailadres is te lang: {LONGEST_EMAIL} tekens is het meeste.", field="email"
        )
    if not 0 < len(naam) <= LONGEST_NAAM:
        raise RuleError(f"Geef een naam van ten hoogste {LONGEST_NAAM} tekens.", field="naam")
    require_clean(naam=naam)


def _lock(lid: Lidmaatschap, by: Gebruiker) -> Lidmaatschap:
    """Return `lid` as it is now; who are beheerder stays the same until we are done.

    Two beheerders who remove each other at once must not both succeed, so what we knew before
    the lock is read again after it.
    """
    check_beheerder(lid.organisatie, by=by)
    rows = (
        Lidmaatschap.objects.select_for_update(of=["self"])
        .select_related("gebruiker", "organisatie")
        .filter(Q(rol=Rol.BEHEERDER) | Q(pk=lid.pk), organisatie=lid.organisatie_id)
        .order_by("pk")
    )
    now = {row.pk: row for row in rows}
    lidmaatschappen_of.forget(by)
    check_beheerder(lid.organisatie, by=by)
    if lid.pk not in now:
        raise GoneError("Deze collega is al verwijderd.")
    return now[lid.pk]


@transaction.atomic
def maak_organisatie(code: str, soort: str, naam: str) -> Organisatie:
    """Add an organisatie that is in no register, such as a provider or a clients' council.

    A command of whoever keeps the program running; the registers leave the row alone.
    """
    if soort not in Organisatie.Soort.values:
        raise RuleError(f"Kies een soort: {', '.join(Organisatie.Soort.values)}.")
    most = longest(Organisatie.code)
    if not code.strip() or not naam.strip() or len(code) > most or len(naam) > LONGEST_NAAM:
        raise RuleError(
            f"Geef een code van hoogstens {most} tekens en een naam van hoogstens {LONGEST_NAAM}."
        )
    if Organisatie.objects.filter(code=code).exists():
        raise RuleError(
            f"De code {code} is al van {Organisatie.objects.filter(code=code).first()}."
        )
    organisatie = Organisatie.objects.create(
        code=code, soort=soort, naam=naam, bron="Zelf toegevoegd"
    )
    record(OrganisatieDaad.TOEGEVOEGD, organisatie, by=None)
    return organisatie
