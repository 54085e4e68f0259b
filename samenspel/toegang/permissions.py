"""Who may say who works for an organisatie, now."""

from samenspel.basis.checks import check
from samenspel.organisaties.models import Gebruiker, Lidmaatschap
from samenspel.organisaties.permissions import check_beheerder
from samenspel.toegang import rules


@check
def check_rol(lid: Lidmaatschap, rol: str, *, by: Gebruiker) -> None:
    """A beheerder gives any role; the last beheerder stays one."""
    check_beheerder(lid.organisatie, by=by)
    if rol != Lidmaatschap.Rol.BEHEERDER:
        rules.check_beheerder_blijft(_beheerders(lid), leaves=lid.gebruiker_id)


@check
def check_verwijderen(lid: Lidmaatschap, *, by: Gebruiker) -> None:
    """A beheerder removes anybody but the last beheerder."""
    check_beheerder(lid.organisatie, by=by)
    rules.check_beheerder_blijft(_beheerders(lid), leaves=lid.gebruiker_id)


def _beheerders(lid: Lidmaatschap) -> set[int]:
    rows = Lidmaatschap.objects.filter(
        organisatie=lid.organisatie_id, rol=Lidmaatschap.Rol.BEHEERDER
    )
    return set(rows.values_list("gebruiker_id", flat=True))
