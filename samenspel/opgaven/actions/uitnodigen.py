"""Ask organisaties to take part and people to work in the team; only they themselves say yes."""

from django.db import transaction

from samenspel.basis import klok
from samenspel.basis.errors import ConflictError, RuleError
from samenspel.basis.tekst import require_clean
from samenspel.opgaven import permissions, rows, rules
from samenspel.opgaven.daden import OpgaveDaad, UitnodigingDaad
from samenspel.opgaven.models import Opgave, Partner, Teamlid, Uitnodiging
from samenspel.opgaven.rules import Vraag
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.permissions import (
    check_vertegenwoordiger,
    is_lid,
    require_organisatie,
    speaks_for,
)
from samenspel.spoor.actions import record

Stand = Uitnodiging.Stand
GEVRAAGD = {
    Vraag.ORGANISATIE: OpgaveDaad.UITGENODIGD,
    Vraag.TEAM: OpgaveDaad.TEAMLID_GEVRAAGD,
    Vraag.PLEK: OpgaveDaad.TEAMLID_GEVRAAGD,
    Vraag.PEN: OpgaveDaad.PEN_AANGEBODEN,
}
AANGENOMEN = {
    Vraag.ORGANISATIE: OpgaveDaad.PARTNER_ERBIJ,
    Vraag.PLEK: OpgaveDaad.TEAMLID_ERBIJ,
    Vraag.PEN: OpgaveDaad.PEN_GENOMEN,
}


@transaction.atomic
def nodig_uit(
    opgave: Opgave, organisatie: Organisatie, *, rol: str = Partner.Rol.PARTNER, by: Gebruiker
) -> Uitnodiging:
    """Ask `organisatie` to take part in a concept; until it says yes it counts nowhere.

    To an opgave that is vastgesteld partners invite together (`actions.wijzigen`).
    """
    permissions.check_uitnodigen(opgave, by=by)
    rules.check_samen(opgave.stand, concept=True)
    require_stem(organisatie)
    if any(one.organisatie_id == organisatie.pk for one in permissions.partners_of(opgave)):
        raise RuleError(f"{organisatie} doet al mee.", field="organisatie")
    return _ask(opgave, organisatie, None, rol, by)


def require_stem(organisatie: Organisatie) -> None:
    """Refuse to ask an organisatie of which nobody can answer."""
    if not rows.has_stem(organisatie):
        raise RuleError(
            "Deze organisatie heeft nog niemand in Samenspel die voor haar kan antwoorden. "
            "Vraag uw beheerder hoe zij een account krijgt.",
            field="organisatie",
        )


@transaction.atomic
def vraag_om_teamlid(opgave: Opgave, organisatie: Organisatie, *, by: Gebruiker) -> Uitnodiging:
    """Ask a partner to name somebody for the programmateam."""
    permissions.check_om_teamlid_vragen(opgave, by=by)
    _require_partner(opgave, organisatie)
    require_stem(organisatie)
    return _ask(opgave, organisatie, None, Uitnodiging.Rol.TEAMLID, by)


@transaction.atomic
def wijs_aan(
    opgave: Opgave, gebruiker: Gebruiker, organisatie: Organisatie, *, by: Gebruiker
) -> Uitnodiging:
    """Name who works in the team for a partner: only that partner can, and she says yes herself.

    Who names herself said so. What the team asked of the partner is answered by it.
    """
    check_vertegenwoordiger(organisatie, by=by)
    rules.check_open(opgave.stand)
    _require_partner(opgave, organisatie)
    if not is_lid(gebruiker, organisatie):
        raise RuleError(f"{gebruiker} werkt niet voor {organisatie}.", field="lid")
    asked = rows.open_uitnodigingen(opgave).filter(
        organisatie=organisatie, rol=Uitnodiging.Rol.TEAMLID, gebruiker=None
    )
    for question in asked:
        _answer(question, Stand.AANGENOMEN, by=by)
    place = _ask(opgave, organisatie, gebruiker, Uitnodiging.Rol.TEAMLID, by)
    return neem_aan(place, by=by) if gebruiker.pk == by.pk else place


@transaction.atomic
def bied_pen_aan(lid: Teamlid, *, by: Gebruiker) -> Uitnodiging:
    """Offer the pen to somebody in the team: once she takes it her organisatie holds it.

    Whoever held it until then can leave.
    """
    permissions.check_pen_geven(lid, by=by)
    permissions.check_pen_voor(lid)
    pen = Uitnodiging.Rol.REGISSEUR
    holder = lid.opgave.organisatie
    offer = _ask(lid.opgave, lid.organisatie, lid.gebruiker, pen, by, namens=holder)
    return neem_aan(offer, by=by) if lid.gebruiker_id == by.pk else offer


@transaction.atomic
def neem_aan(uitnodiging: Uitnodiging, *, versie: int | None = None, by: Gebruiker) -> Uitnodiging:
    """Say yes, as an organisatie to the opgave as it reads in `versie`.

    The database makes partner, teamlid or regisseur of it, unless the opgave changed meanwhile.
    """
    permissions.check_antwoorden(uitnodiging, by=by)
    _answer(uitnodiging, Stand.AANGENOMEN, versie=versie, by=by)
    opgave, organisatie = uitnodiging.opgave, uitnodiging.organisatie_id
    permissions.partners_of.forget(opgave)
    permissions.teams_of.forget(by)
    record(AANGENOMEN[uitnodiging.vraag], opgave, by=by, organisatie=organisatie)
    return uitnodiging


@transaction.atomic
def sla_af(uitnodiging: Uitnodiging, *, reden: str, by: Gebruiker) -> Uitnodiging:
    """Say no, with a reason for whoever asked; who said it they do not learn."""
    permissions.check_antwoorden(uitnodiging, by=by)
    require_clean(reden=reden)
    rules.check_antwoord(ja=False, reden=reden)
    _answer(uitnodiging, Stand.AFGEWEZEN, reden=reden, by=by)
    record(UitnodigingDaad.AFGEWEZEN, uitnodiging, by=by)
    return uitnodiging


@transaction.atomic
def trek_uitnodiging_in(uitnodiging: Uitnodiging, *, by: Gebruiker) -> Uitnodiging:
    """Take an invitation back as long as there is no answer."""
    permissions.check_uitnodiging_intrekken(uitnodiging, by=by)
    _close(uitnodiging, stand=Stand.INGETROKKEN)
    organisatie = uitnodiging.organisatie_id
    record(OpgaveDaad.UITNODIGING_INGETROKKEN, uitnodiging.opgave, by=by, organisatie=organisatie)
    return uitnodiging


def _require_partner(opgave: Opgave, organisatie: Organisatie) -> None:
    if not any(one.organisatie_id == organisatie.pk for one in permissions.partners_of(opgave)):
        raise RuleError(
            f"{organisatie} is nog geen partner. Nodig de organisatie eerst uit.",
            field="organisatie",
        )


def _ask(
    opgave: Opgave,
    organisatie: Organisatie,
    gebruiker: Gebruiker | None,
    rol: str,
    by: Gebruiker,
    *,
    namens: Organisatie | None = None,
) -> Uitnodiging:
    same = rows.open_uitnodigingen(opgave).filter(organisatie=organisatie, gebruiker=gebruiker)
    if same.exists():
        raise RuleError(f"{gebruiker or organisatie} is al gevraagd.", field="organisatie")
    made = Uitnodiging.objects.create(
        opgave=opgave,
        organisatie=organisatie,
        gebruiker=gebruiker,
        rol=rol,
        door=by,
        namens=namens or (organisatie if speaks_for(by, organisatie) else require_organisatie(by)),
        uiterlijk=rules.termijn(klok.today(), opgave.ronde_werkdagen),
    )
    record(GEVRAAGD[made.vraag], opgave, by=by, organisatie=organisatie.pk)
    return made


def _answer(uitnodiging: Uitnodiging, stand: Stand, *, by: Gebruiker, **more: object) -> None:
    _close(uitnodiging, stand=stand, beantwoord_door=by, beantwoord_op=klok.now(), **more)


def _close(uitnodiging: Uitnodiging, **changed: object) -> None:
    """Write it once: of two answers at the same moment the second is told."""
    still = Uitnodiging.objects.filter(pk=uitnodiging.pk, stand=Stand.OPEN)
    if not still.update(**changed):
        raise ConflictError(
            "Hierop is net al geantwoord, of de uitnodiging is ingetrokken.", about=uitnodiging
        )
    for name, value in changed.items():
        setattr(uitnodiging, name, value)
