"""Organisaties and regelingen, for any reader."""

import re

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Lower, Replace

from samenspel.basis.zoeken import ZonderAccenten
from samenspel.organisaties.models import (
    Organisatie,
    Regeling,
)

Soort = Organisatie.Soort


def organisaties(*, zoek: str = "", soort: str = "") -> QuerySet[Organisatie]:
    """All organisaties by name; `zoek` forgives accents, capitals and a typing error."""
    found = Organisatie.objects.annotate(plain=Lower(ZonderAccenten("naam")))
    if soort:
        found = found.filter(soort=soort)
    if zoek:
        found = found.filter(
            Q(plain__contains=Lower(ZonderAccenten(Value(zoek))))
            | Q(naam__trigram_word_similar=zoek)
            | Q(afkorting__iexact=zoek)
        )
    return found.order_by(alphabetical("naam"), "pk")


def alphabetical(field: str) -> Replace:
    """Sort as a person does: without accents, and 's-Gravenhage under the s."""
    plain = Lower(ZonderAccenten(field))
    return Replace(plain, Value("'"), Value(""), output_field=TextField())


def regelingen_of(organisatie: Organisatie) -> QuerySet[Regeling]:
    """The laws a ministerie is responsible for, or that an uitvoerder carries out."""
    if organisatie.soort == Soort.MINISTERIE:
        return Regeling.objects.filter(ministeries=organisatie)
    if organisatie.soort == Soort.UITVOERDER:
        # The register names executors in a sentence: "CIZ (indicatie); zorgkantoor".
        names = [re.escape(name) for name in (organisatie.afkorting, organisatie.naam) if name]
        return Regeling.objects.filter(uitvoerder__regex=rf"\m({'|'.join(names)})\M")
    return Regeling.objects.none()
