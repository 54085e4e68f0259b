"""Who may act for an opgave, now."""

from typing import Protocol
from uuid import UUID

from django.db.models import QuerySet

from samenspel.basis.checks import check
from samenspel.basis.errors import NotAllowedError, RuleError
from samenspel.basis.remembered import remembered
from samenspel.opgaven import rules
from samenspel.opgaven.models import Opgave, Partner, Teamlid, Uitnodiging, Wijziging
from samenspel.opgaven.rows import IsGedragen, stemmen_over
from samenspel.organisaties.models import Gebruiker, Organisatie
from samenspel.organisaties.permissions import (
    SPEAKS,
    check_vertegenwoordiger,
    is_lid,
    lidmaatschappen_of,
    speaks_for,
)


@remembered
def teams_of(gebruiker: Gebruiker) -> set[UUID]:
    """Return the opgaven in whose programmateam `gebruiker` is.

    Whoever leaves her organisatie leaves its place in the team too.
    """
    return set(_places(gebruiker).values_list("opgave_id", flat=True))


def _places(gebruiker: Gebruiker) -> QuerySet[Teamlid]:
    if not gebruiker.is_authenticated:
        return Teamlid.objects.none()
    works_for = gebruiker.lidmaatschappen.values("organisatie_id")
    return Teamlid.objects.filter(gebruiker=gebruiker, organisatie__in=works_for)


def is_teamlid(gebruiker: Gebruiker, opgave_id: UUID | None) -> bool:
    """Is `gebruiker` in the programmateam of this opgave?"""
    return opgave_id in teams_of(gebruiker)


@remembered
def gedragen_teams_of(gebruiker: Gebruiker) -> set[UUID]:
    """Return the opgaven of `teams_of` that are gedragen: only their teams work with verhalen."""
    places = _places(gebruiker).filter(IsGedragen("opgave"))
    return set(places.values_list("opgave_id", flat=True))


@remembered
def partners_of(opgave: Opgave) -> list[Partner]:
    """Return the partners of `opgave`, with their organisatie."""
    return list(Partner.objects.filter(opgave=opgave).select_related("organisatie"))


@check
def check_teamlid(opgave: Opgave, *, by: Gebruiker) -> None:
    """Only the programmateam speaks for all partners."""
    if not is_teamlid(by, opgave.pk):
        raise NotAllowedError(f"Alleen het programmateam van {opgave} kan dit doen.")


class OfOpgave(Protocol):
    """Work that belongs to an opgave, which not everybody who reads the work may read."""

    @property
    def opgave_id(self) -> UUID | None:
        """The key of its opgave."""


@check
def check_team_of(thing: OfOpgave, *, by: Gebruiker) -> None:
    """As `check_teamlid`, for what belongs to an opgave."""
    if not is_teamlid(by, thing.opgave_id):
        raise NotAllowedError("Alleen het programmateam van deze opgave kan dit doen.")


@check
def check_beheren(opgave: Opgave, *, by: Gebruiker) -> None:
    """The team, or whoever speaks for the organisatie that holds the pen."""
    if not (is_teamlid(by, opgave.pk) or speaks_for(by, opgave.organisatie)):
        raise NotAllowedError(
            f"Alleen het programmateam van {opgave} of een vertegenwoordiger van "
            f"{opgave.organisatie} kan dit wijzigen."
        )


@check
def check_namens_partner(opgave: Opgave, *, by: Gebruiker) -> None:
    """Only whoever speaks for a partner says what it needs and gives its power."""
    if not any(speaks_for(by, partner.organisatie) for partner in partners_of(opgave)):
        raise NotAllowedError(
            "Alleen een vertegenwoordiger van een partner kan dit doen. "
            "Vraag een collega met die rol."
        )


@check
def check_deel(opgave: Opgave, *, by: Gebruiker) -> None:
    """May `by` make a part of `opgave`?"""
    check_beheren(opgave, by=by)
    rules.check_deel(opgave.stand, is_part=opgave.deel_van_id is not None)


@check
def check_wijzigen(opgave: Opgave, *, by: Gebruiker) -> None:
    """A concept is for whoever manages it; once vastgesteld any partner proposes a wijziging."""
    if opgave.stand == Opgave.Stand.CONCEPT:
        check_beheren(opgave, by=by)
    else:
        check_voorstellen(opgave, by=by)


@check
def check_voorstellen(opgave: Opgave, *, by: Gebruiker) -> None:
    """The team and every partner may propose what only all partners together can do."""
    if not is_teamlid(by, opgave.pk):
        check_namens_partner(opgave, by=by)
    rules.check_open(opgave.stand)


@check
def check_vaststellen(opgave: Opgave, *, by: Gebruiker) -> None:
    """May `by` ask the partners to establish the concept?"""
    check_teamlid(opgave, by=by)
    rules.check_vaststellen(opgave.stand)


@check
def check_uitnodigen(opgave: Opgave, *, by: Gebruiker) -> None:
    """Whoever manages a concept invites; once vastgesteld the partners agree on it first."""
    if opgave.stand == Opgave.Stand.CONCEPT:
        check_beheren(opgave, by=by)
    else:
        check_voorstellen(opgave, by=by)


@check
def check_om_teamlid_vragen(opgave: Opgave, *, by: Gebruiker) -> None:
    """Whoever manages the opgave may ask a partner to name somebody for the team."""
    check_beheren(opgave, by=by)
    rules.check_open(opgave.stand)


@check
def check_antwoorden(uitnodiging: Uitnodiging, *, by: Gebruiker) -> None:
    """Only whoever speaks for an organisatie says yes for it, and only she herself for herself."""
    if uitnodiging.gebruiker_id is None:
        check_vertegenwoordiger(uitnodiging.organisatie, by=by)
    elif uitnodiging.gebruiker_id != by.pk or not is_lid(by, uitnodiging.organisatie):
        raise NotAllowedError("Alleen wie is gevraagd, kan hierop antwoorden.")
    rules.check_staat_open(uitnodiging.stand, wat="Deze uitnodiging")


@check
def check_uitnodiging_intrekken(uitnodiging: Uitnodiging, *, by: Gebruiker) -> None:
    """Whoever manages the opgave; a place in the team, and the pen, only the partner of it."""
    if uitnodiging.gebruiker_id is None:
        check_beheren(uitnodiging.opgave, by=by)
    elif uitnodiging.vraag == rules.Vraag.PEN:
        check_vertegenwoordiger(uitnodiging.opgave.organisatie, by=by)
    else:
        check_vertegenwoordiger(uitnodiging.organisatie, by=by)
    rules.check_staat_open(uitnodiging.stand, wat="Deze uitnodiging")


@check
def check_instemmen(wijziging: Wijziging, *, by: Gebruiker) -> None:
    """Only who speaks for a partner says yes or no; not the one that the others go on without."""
    if not stemmen_van(wijziging, by):
        raise NotAllowedError("Alleen een vertegenwoordiger van een partner kan dit doen.")
    rules.check_staat_open(wijziging.stand, wat="Deze wijziging")


@check
def check_wijziging_intrekken(wijziging: Wijziging, *, by: Gebruiker) -> None:
    """Whoever proposed it, and whoever speaks for the partner she did that for."""
    if wijziging.maker_id != by.pk:
        check_vertegenwoordiger(wijziging.namens, by=by)
    rules.check_staat_open(wijziging.stand, wat="Deze wijziging")


@check
def check_afscheid_lezen(wijziging: Wijziging, *, by: Gebruiker) -> None:
    """Whoever speaks for the organisatie without which the others went on, once."""
    if wijziging.organisatie is None or not speaks_for(by, wijziging.organisatie):
        raise NotAllowedError("Dit gaat over een andere organisatie.")
    if not wijziging.is_afscheid or wijziging.gelezen_op:
        raise RuleError("Hierover hoeft u niets te bevestigen.")


def stemmen_van(wijziging: Wijziging, by: Gebruiker) -> list[Organisatie]:
    """Return the partners for whom `by` says yes or no to this wijziging."""
    counted = {one.organisatie_id for one in stemmen_over(wijziging)}
    own = lidmaatschappen_of(by)
    return [one.organisatie for one in own if one.rol in SPEAKS and one.organisatie_id in counted]


@check
def check_afronden(opgave: Opgave, *, by: Gebruiker) -> None:
    """May `by` close the opgave?"""
    check_teamlid(opgave, by=by)
    rules.check_afronden(opgave.stand)


@check
def check_heropenen(opgave: Opgave, *, by: Gebruiker) -> None:
    """May `by` undo that the opgave was closed?"""
    check_teamlid(opgave, by=by)
    rules.check_heropenen(opgave.stand)


@check
def check_teamlid_weg(lid: Teamlid, *, by: Gebruiker) -> None:
    """Only she herself, and whoever speaks for the partner she is in the team for."""
    if lid.gebruiker_id != by.pk and not speaks_for(by, lid.organisatie):
        raise NotAllowedError(
            f"Alleen {lid.gebruiker} zelf of een vertegenwoordiger van {lid.organisatie} kan dit "
            "doen. Een partner kiest zelf wie voor hem in het team zit."
        )


@check
def check_vertrek(partner: Partner, *, by: Gebruiker) -> None:
    """A partner leaves by its own word."""
    if not speaks_for(by, partner.organisatie):
        raise NotAllowedError(
            f"Alleen een vertegenwoordiger van {partner.organisatie} kan dit doen. "
            "Een partner gaat zelf weg, of als alle andere partners daarmee instemmen."
        )
    _check_pen(partner)


@check
def check_verder_zonder(partner: Partner, *, by: Gebruiker) -> None:
    """The team and other partners may propose to go on without a partner."""
    check_voorstellen(partner.opgave, by=by)
    _check_pen(partner)


def _check_pen(partner: Partner) -> None:
    if partner.organisatie_id == partner.opgave.organisatie_id:
        raise RuleError(
            f"{partner.organisatie} voert de pen van deze opgave en kan niet weg. "
            "Geef de pen eerst aan iemand anders in het team."
        )


@check
def check_pen_geven(lid: Teamlid, *, by: Gebruiker) -> None:
    """Whoever speaks for the organisatie that holds the pen gives it to somebody in the team."""
    organisatie = lid.opgave.organisatie
    if not speaks_for(by, organisatie):
        raise NotAllowedError(
            f"{organisatie} voert de pen. Alleen een vertegenwoordiger daarvan kan haar geven."
        )
    if lid.organisatie_id == organisatie.pk and lid.rol == Teamlid.Rol.REGISSEUR:
        raise RuleError(f"{lid.gebruiker} heeft de pen al.")


def check_pen_voor(lid: Teamlid) -> None:
    """With her the pen goes to her organisatie, so she must speak for that."""
    if lid.organisatie_id != lid.opgave.organisatie_id and not speaks_for(
        lid.gebruiker, lid.organisatie
    ):
        raise RuleError(
            f"Met {lid.gebruiker} gaat de pen naar {lid.organisatie}, en {lid.gebruiker} spreekt "
            f"daar niet voor. Vraag eerst om een teamlid dat voor {lid.organisatie} spreekt."
        )
