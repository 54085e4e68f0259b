"""The kinds of things of organisaties."""

from django.db.models import Q, QuerySet

from samenspel.basis.soorten import Soort
from samenspel.basis.zoeken import words
from samenspel.organisaties.models import Organisatie, Regeling
from samenspel.organisaties.rows import organisaties


def _organisaties(text: str) -> QuerySet[Organisatie]:
    terms = words(text)
    return organisaties(zoek=" ".join(terms)) if terms else Organisatie.objects.none()


def _regelingen(text: str) -> QuerySet[Regeling]:
    terms = words(text)
    if not terms:
        return Regeling.objects.none()
    whole = " ".join(terms)
    close = Q(naam__icontains=whole) | Q(afkorting__iexact=whole)
    return Regeling.objects.filter(close | Q(naam__trigram_word_similar=whole)).order_by("naam")


SOORTEN = [
    Soort(Organisatie, "organisaties", titel="naam", vind=_organisaties),
    Soort(Regeling, "regelingen", titel="naam", vind=_regelingen),
]
