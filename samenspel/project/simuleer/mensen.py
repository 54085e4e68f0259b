"""The gemeenten that take part, and invented people in every organisatie."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from samenspel.basis.errors import RuleError
from samenspel.organisaties.models import (
    Account,
    Gebruiker,
    Indeling,
    Lidmaatschap,
    Orgaan,
    Organisatie,
)
from samenspel.project.simuleer.teksten import parts

Rol = Lidmaatschap.Rol
Soort = Organisatie.Soort
JOBS = {
    Soort.GEMEENTE: [
        ("Wijkteam", Rol.MEDEWERKER),
        ("Consulent inkomen", Rol.MEDEWERKER),
        ("Jeugd en gezin", Rol.MEDEWERKER),
        ("Beleid sociaal domein", Rol.VERTEGENWOORDIGER),
        ("Beheer", Rol.BEHEERDER),
    ],
    Soort.REGIO: [("Regiocoördinator", Rol.VERTEGENWOORDIGER)],
    Soort.MINISTERIE: [("Beleid", Rol.VERTEGENWOORDIGER)] * 3 + [("Beheer", Rol.BEHEERDER)],
    Soort.UITVOERDER: [("Uitvoeringsbeleid", Rol.VERTEGENWOORDIGER)] * 2,
    Soort.KOEPEL: [("Ondersteuning", Rol.VERTEGENWOORDIGER)] * 2,
}
PRACTICE = 3
"""The first so many people of a gemeente meet households."""


@dataclass(frozen=True)
class Land:
    """Who there is. `gemeenten` are numbered from 0; `bevolking` is their share of inhabitants."""

    gemeenten: list[Organisatie]
    bevolking: NDArray[np.float64]
    regio: list[UUID | None]
    organisaties: list[Organisatie]
    mensen: dict[UUID, list[int]]
    organen: dict[UUID, list[Orgaan]]

    def organisatie(self, code: str) -> Organisatie:
        """Find an organisatie that is no gemeente by its code."""
        return next(one for one in self.organisaties if one.code == code)

    def spreker(self, organisatie: UUID) -> tuple[int, UUID]:
        """Return who speaks for an organisatie, with that organisatie."""
        return self.mensen[organisatie][
            min(PRACTICE, len(self.mensen[organisatie]) - 1)
        ], organisatie


def bevolk(rng: np.random.Generator, aantal: int) -> Land:
    """Choose `aantal` gemeenten and put people in every organisatie."""
    present = Organisatie.objects.filter(eindigt_op=None).exclude(code="").order_by("code")
    every = list(present.filter(soort=Soort.GEMEENTE, inwoners__isnull=False))
    if not 1 <= aantal <= len(every):
        raise RuleError(f"Kies 1 tot {len(every)} gemeenten.")
    chosen = sorted(rng.choice(len(every), aantal, replace=False).tolist())
    gemeenten = [every[i] for i in chosen]
    people = np.array([one.inwoners for one in gemeenten], dtype=float)
    regio = dict(
        Indeling.objects.filter(soort="jeugdregio", gemeente__in=gemeenten).values_list(
            "gemeente", "gebied"
        )
    )
    # Organisaties outside the registers, such as those of the example, keep their own people.
    others = list(present.filter(soort__in=JOBS).exclude(soort=Soort.GEMEENTE))
    wanted = set(regio.values())
    others = [one for one in others if one.soort != Soort.REGIO or one.pk in wanted]
    organisaties = gemeenten + others
    return Land(
        gemeenten=gemeenten,
        bevolking=people / people.sum(),
        regio=[regio.get(one.pk) for one in gemeenten],
        organisaties=organisaties,
        mensen=_hire(rng, organisaties),
        organen=_organen(),
    )


def _hire(rng: np.random.Generator, organisaties: list[Organisatie]) -> dict[UUID, list[int]]:
    jobs = [(at, *job) for at in organisaties for job in JOBS[Soort(at.soort)]]
    first = rng.choice(parts()["voornamen"], len(jobs)).tolist()
    last = rng.choice(parts()["achternamen"], len(jobs)).tolist()
    people = [
        Gebruiker(
            naam=f"{first[number]} {last[number]}",
            voorbeeld=True,
            mail_bij_werk=False,
        )
        for number in range(len(jobs))
    ]
    Gebruiker.objects.bulk_create(people)
    Account.objects.bulk_create(
        Account(
            gebruiker=person, inlognaam=f"sim-{number}", email=f"sim-{number}@voorbeeld.invalid"
        )
        for number, person in enumerate(people)
    )
    Lidmaatschap.objects.bulk_create(
        Lidmaatschap(gebruiker=person, organisatie=at, functie=functie, rol=rol)
        for person, (at, functie, rol) in zip(people, jobs, strict=True)
    )
    mensen: dict[UUID, list[int]] = {}
    for person, (at, *_) in zip(people, jobs, strict=True):
        mensen.setdefault(at.pk, []).append(person.pk)
    return mensen


def _organen() -> dict[UUID, list[Orgaan]]:
    organen: dict[UUID, list[Orgaan]] = {}
    for one in Orgaan.objects.filter(voorbeeld=False).order_by("niveau", "naam"):
        organen.setdefault(one.organisatie_id, []).append(one)
    return organen
