"""What partners change together: proposed by one, done once every one of them said yes."""

from dataclasses import asdict, dataclass

from django.db import connection, transaction

from samenspel.basis import klok
from samenspel.basis.errors import ConflictError, RuleError
from samenspel.basis.tekst import require_clean
from samenspel.opgaven import permissions, rows, rules
from samenspel.opgaven.actions.uitnodigen import require_stem
from samenspel.opgaven.daden import OpgaveDaad
from samenspel.opgaven.models import Instemming, Opgave, Partner, Teamlid, Wijziging
from samenspel.organisaties.locks import require_version
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.permissions import check_vertegenwoordiger, speaks_for
from samenspel.spoor.actions import record

Soort, Stand = Wijziging.Soort, Wijziging.Stand


@dataclass(frozen=True)
class Opgavetekst:
    """How an opgave reads, werkafspraken and all."""

    titel: str
    bedoeling: str
    ronde_werkdagen: int
    verval_na_rondes: int
    quorum: int

    @classmethod
    def of(cls, opgave: Opgave | Wijziging) -> "Opgavetekst":
        """Return how it reads now, or how it would."""
        return cls(**{name: getattr(opgave, name) for name in cls.__dataclass_fields__})


def stel_vaststellen_voor(opgave: Opgave, *, by: Gebruiker) -> Wijziging:
    """Ask the partners to establish the opgave as it reads now.

    Who accepted its invitation to this very text said yes already; if all did, it is done at once.
    """
    permissions.check_vaststellen(opgave, by=by)
    return _propose(opgave, Soort.VASTSTELLEN, Opgavetekst.of(opgave), by=by)


@transaction.atomic
def stel_tekst_voor(
    opgave: Opgave, tekst: Opgavetekst, *, versie: int, reden: str, by: Gebruiker
) -> Wijziging:
    """Ask the partners for another titel, bedoeling or werkafspraken.

    `versie` is the one the text on the screen was made from.
    """
    permissions.check_voorstellen(opgave, by=by)
    require_version(opgave, versie)
    rules.check_samen(opgave.stand, concept=False)
    if tekst == Opgavetekst.of(opgave):
        raise RuleError("U heeft niets veranderd.")
    return _propose(opgave, Soort.INHOUD, tekst, reden=reden, by=by)


def stel_partner_voor(
    opgave: Opgave,
    organisatie: Organisatie,
    *,
    rol: str = Partner.Rol.PARTNER,
    reden: str,
    by: Gebruiker,
) -> Wijziging:
    """Ask the partners whether `organisatie` may be invited."""
    permissions.check_voorstellen(opgave, by=by)
    rules.check_samen(opgave.stand, concept=False)
    require_stem(organisatie)
    tekst = Opgavetekst.of(opgave)
    return _propose(
        opgave, Soort.PARTNER_ERBIJ, tekst, organisatie=organisatie, rol=rol, reden=reden, by=by
    )


def stel_verder_zonder_voor(partner: Partner, *, reden: str, by: Gebruiker) -> Wijziging:
    """Ask the other partners to go on without one; `overleg.partners` looks what runs of it."""
    permissions.check_verder_zonder(partner, by=by)
    opgave, tekst = partner.opgave, Opgavetekst.of(partner.opgave)
    return _propose(
        opgave, Soort.PARTNER_WEG, tekst, organisatie=partner.organisatie, reden=reden, by=by
    )


@transaction.atomic
def _propose(
    opgave: Opgave,
    soort: str,
    tekst: Opgavetekst,
    *,
    reden: str = "",
    organisatie: Organisatie | None = None,
    rol: str = Partner.Rol.PARTNER,
    by: Gebruiker,
) -> Wijziging:
    require_clean(titel=tekst.titel, bedoeling=tekst.bedoeling, reden=reden)
    if soort != Soort.VASTSTELLEN and not reden.strip():
        raise RuleError("Zeg waarom. Alle partners lezen het.", field="reden")
    _require_room(opgave, soort, organisatie)
    made = Wijziging.objects.create(
        opgave=opgave,
        soort=soort,
        versie=opgave.versie,
        organisatie=organisatie,
        rol=rol,
        reden=reden,
        maker=by,
        namens=_namens(opgave, by),
        uiterlijk=rules.termijn(klok.today(), opgave.ronde_werkdagen),
        **asdict(tekst),
    )
    record(OpgaveDaad.WIJZIGING_VOORGESTELD, opgave, by=by, soort=soort)
    for partner in permissions.stemmen_van(made, by):
        _say(made, partner, ja=True, reden="", by=by)
    return sluit(made, by=by)


@transaction.atomic
def stem(
    wijziging: Wijziging, organisatie: Organisatie, *, ja: bool, reden: str = "", by: Gebruiker
) -> Wijziging:
    """Say yes or no for a partner; with the last yes it is done, a no stops it."""
    permissions.check_instemmen(wijziging, by=by)
    check_vertegenwoordiger(organisatie, by=by)
    require_clean(reden=reden)
    rules.check_antwoord(ja=ja, reden=reden)
    _say(wijziging, organisatie, ja=ja, reden=reden, by=by)
    return sluit(wijziging, by=by)


@transaction.atomic
def trek_wijziging_in(wijziging: Wijziging, *, by: Gebruiker) -> Wijziging:
    """Take back what one proposed, as long as it is not done."""
    permissions.check_wijziging_intrekken(wijziging, by=by)
    still = Wijziging.objects.filter(pk=wijziging.pk, stand=Stand.OPEN)
    if not still.update(stand=Stand.INGETROKKEN, gesloten_op=klok.now()):
        raise ConflictError("Deze wijziging is net al gesloten.", about=wijziging)
    wijziging.stand = Stand.INGETROKKEN
    record(OpgaveDaad.WIJZIGING_INGETROKKEN, wijziging.opgave, by=by, soort=wijziging.soort)
    return wijziging


@transaction.atomic
def lees_afscheid(wijziging: Wijziging, *, by: Gebruiker) -> Wijziging:
    """Say that one read that the others go on without one's organisatie."""
    permissions.check_afscheid_lezen(wijziging, by=by)
    wijziging.gelezen_op = klok.today()
    wijziging.save(update_fields=["gelezen_op"])
    return wijziging


def sluit(wijziging: Wijziging, *, by: Gebruiker | None) -> Wijziging:
    """Let the database do what was agreed, if it was; the row says what came of it."""
    opgave = wijziging.opgave
    with connection.cursor() as cursor:
        cursor.execute("select sluit_wijziging(%s, %s)", [wijziging.pk, klok.now()])
        (wijziging.stand,) = cursor.fetchone()
    if wijziging.stand == Stand.AANGENOMEN:
        permissions.partners_of.forget(opgave)
        _tell(wijziging, by)
        if wijziging.soort == Soort.PARTNER_WEG:  # the others may all have said yes to more
            sluit_alle(opgave, by=by)
    return wijziging


def sluit_alle(opgave: Opgave, *, by: Gebruiker | None) -> None:
    """Look again at all that waits: the text is another one, or a partner went."""
    for wijziging in rows.open_wijzigingen(opgave):
        wijziging.opgave = opgave
        sluit(wijziging, by=by)


def _tell(wijziging: Wijziging, by: Gebruiker | None) -> None:
    daad = {
        Soort.VASTSTELLEN: OpgaveDaad.VASTGESTELD,
        Soort.INHOUD: OpgaveDaad.GEWIJZIGD,
        Soort.PARTNER_ERBIJ: OpgaveDaad.UITGENODIGD,
        Soort.PARTNER_WEG: OpgaveDaad.PARTNER_WEG,
    }[Soort(wijziging.soort)]
    opgave = wijziging.opgave
    about = {"organisatie": wijziging.organisatie_id} if wijziging.organisatie_id else {}
    record(daad, opgave, by=by, wijziging=wijziging.pk, **about)


def _say(
    wijziging: Wijziging, organisatie: Organisatie, *, ja: bool, reden: str, by: Gebruiker
) -> None:
    Instemming.objects.update_or_create(
        wijziging=wijziging,
        organisatie=organisatie,
        defaults={"ja": ja, "reden": reden, "gebruiker": by, "op": klok.now()},
    )
    rows.stemmen_over.forget(wijziging)
    daad = OpgaveDaad.INGESTEMD if ja else OpgaveDaad.NIET_INGESTEMD
    record(daad, wijziging.opgave, by=by, organisatie=organisatie.pk, wijziging=wijziging.pk)


def _require_room(opgave: Opgave, soort: str, organisatie: Organisatie | None) -> None:
    waits = rows.open_wijzigingen(opgave)
    about_text = [Soort.VASTSTELLEN, Soort.INHOUD]
    if soort in about_text and waits.filter(soort__in=about_text).exists():
        raise RuleError(
            "Er ligt al een wijziging van deze opgave bij de partners. "
            "Wacht op hun antwoord, of vraag wie haar voorstelde om haar in te trekken."
        )
    if organisatie and waits.filter(organisatie=organisatie).exists():
        raise RuleError(f"Over {organisatie} ligt al een vraag bij de partners.")


def _namens(opgave: Opgave, by: Gebruiker) -> Organisatie:
    """For which partner she proposes: the one she speaks for, or sits in the team for."""
    for partner in permissions.partners_of(opgave):
        if speaks_for(by, partner.organisatie):
            return partner.organisatie
    place = Teamlid.objects.select_related("organisatie").get(opgave=opgave, gebruiker=by)
    return place.organisatie
