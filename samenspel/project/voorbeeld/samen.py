"""Who takes part in an opgave of the example: each was invited, and said yes herself."""

from samenspel.opgaven.actions.uitnodigen import neem_aan, nodig_uit, wijs_aan
from samenspel.opgaven.models import Opgave, Partner, Teamlid, Uitnodiging
from samenspel.opgaven.permissions import partners_of
from samenspel.organisaties.models import Account, Gebruiker, Lidmaatschap, Organisatie
from samenspel.organisaties.permissions import SPEAKS


def treed_toe(opgave: Opgave, organisatie: Organisatie, *, rol: str, uit: Gebruiker) -> None:
    """Let `uit` invite an organisatie, and whoever speaks for it say yes."""
    here = Partner.objects.filter(opgave=opgave, organisatie=organisatie)
    if here.update(rol=rol):
        return
    voice = stem_van(organisatie)
    asked = nodig_uit(opgave, organisatie, rol=rol, by=uit)
    neem_aan(asked, versie=opgave.versie, by=voice)
    partners_of.forget(opgave)


def werk_mee(opgave: Opgave, person: Gebruiker, *, uit: Gebruiker) -> None:
    """Let the organisatie of `person` name her for the team, and herself say yes."""
    at = person.lidmaatschappen.get().organisatie
    if not Partner.objects.filter(opgave=opgave, organisatie=at).exists():
        treed_toe(opgave, at, rol=Partner.Rol.PARTNER, uit=uit)
    if Teamlid.objects.filter(opgave=opgave, gebruiker=person).exists():
        return
    place = wijs_aan(opgave, person, at, by=stem_van(at))
    if place.stand == Uitnodiging.Stand.OPEN:
        neem_aan(place, by=person)


def stem_van(organisatie: Organisatie) -> Gebruiker:
    """Find who speaks for `organisatie`, or hire somebody without a story of her own."""
    speaks = Lidmaatschap.objects.filter(
        organisatie=organisatie, rol__in=SPEAKS, gebruiker__voorbeeld=True
    )
    found = speaks.select_related("gebruiker").order_by("pk").first()
    if found is not None:
        return found.gebruiker
    login = f"stem-{organisatie.code}"
    hired = Gebruiker.objects.filter(account__inlognaam=login).first() or Gebruiker()
    hired.naam = f"Vertegenwoordiger van {organisatie.kort}"
    hired.voorbeeld = hired.is_active = True
    hired.save()
    Account.objects.update_or_create(gebruiker=hired, defaults={"inlognaam": login})
    Lidmaatschap.objects.create(
        gebruiker=hired, organisatie=organisatie, rol=Lidmaatschap.Rol.VERTEGENWOORDIGER
    )
    return hired
