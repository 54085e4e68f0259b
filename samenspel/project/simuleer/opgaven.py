"""The opgaven: a few national ones, of which one is big, and many local ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import numpy as np

from samenspel.organisaties.models import Organisatie
from samenspel.project.simuleer.kopieer import copy, uuids, work
from samenspel.project.simuleer.mensen import Land
from samenspel.project.simuleer.teksten import parts, pick, theme_names

MOST_GEMEENTEN = 60
"""In a national opgave so many gemeenten are partner; the koepel stands for the others."""
GEMEENTEN_PER_LOCAL = 3


@dataclass(frozen=True)
class Opgaaf:
    """An opgave as the rest needs it. The first of `team` leads; `gemeenten` are numbers."""

    id: UUID
    titel: str
    bedoeling: str
    themas: list[int]
    landelijk: bool
    partners: list[UUID]
    gemeenten: list[int]
    team: list[tuple[int, UUID]]

    @property
    def regisseur(self) -> tuple[int, UUID]:
        """Return who leads the team, and from which organisatie."""
        return self.team[0]


def stel_op(rng: np.random.Generator, land: Land, now: datetime) -> list[Opgaaf]:
    """Make the opgaven with their partners, teams, belangen and mandaten."""
    opgaven = [*_landelijk(rng, land), *_lokaal(rng, land)]
    _write_opgaven(rng, opgaven, now)
    members = [(one.id, *member, n == 0) for one in opgaven for n, member in enumerate(one.team)]
    copy(
        "opgaven_teamlid",
        {
            "opgave_id": [opgave for opgave, *_ in members],
            "gebruiker_id": [person for _, person, *_ in members],
            "organisatie_id": [at for _, _, at, _ in members],
            "rol": ["regisseur" if leads else "lid" for *_, leads in members],
        },
    )
    _write_consent(land, opgaven, now)
    _write_belangen(rng, land, opgaven, now)
    _write_mandaten(rng, land, opgaven, now)
    return opgaven


def _landelijk(rng: np.random.Generator, land: Land) -> Iterator[Opgaaf]:
    themes = theme_names()
    ids = uuids(rng, len(parts()["landelijk"]))
    for pk, one in zip(ids, parts()["landelijk"], strict=True):
        size = min(MOST_GEMEENTEN, len(land.gemeenten))
        gemeenten = sorted(rng.choice(len(land.gemeenten), size, replace=False).tolist())
        rijk = [land.organisatie(code).pk for code in (one["ministerie"], "VNG", "ZB000117")]
        local = [land.gemeenten[i].pk for i in gemeenten]
        team = [land.spreker(at) for at in [*rijk, *local[:5]]]
        yield Opgaaf(
            id=pk,
            titel=one["titel"],
            bedoeling=one["bedoeling"],
            themas=[themes.index(name) for name in one["themas"]],
            landelijk=True,
            partners=[*rijk, *local],
            gemeenten=list(range(len(land.gemeenten))),
            team=team,
        )


def _lokaal(rng: np.random.Generator, land: Land) -> Iterator[Opgaaf]:
    count = max(1, len(land.gemeenten) // GEMEENTEN_PER_LOCAL)
    for pk, at in zip(uuids(rng, count), rng.integers(0, len(land.gemeenten), count), strict=True):
        theme = int(rng.integers(len(parts()["themas"])))
        near = [
            number
            for number, regio in enumerate(land.regio)
            if number != at and regio == land.regio[at] is not None
        ]
        size = min(len(near), int(rng.integers(1, 6)))
        gemeenten = [int(at), *sorted(rng.choice(near, size, replace=False).tolist())]
        local = [land.gemeenten[i].pk for i in gemeenten]
        partners = [*local, *filter(None, [land.regio[at]])]
        gemeente: Organisatie = land.gemeenten[at]
        yield Opgaaf(
            id=pk,
            titel=f"{parts()['themas'][theme]['lokaal']} in {gemeente.naam}",
            bedoeling=f"Inwoners van {gemeente.naam} en omgeving merken dat wij samenwerken.",
            themas=[theme],
            landelijk=False,
            partners=partners,
            gemeenten=gemeenten,
            team=[land.spreker(one) for one in partners[:4]],
        )


def _write_opgaven(rng: np.random.Generator, opgaven: list[Opgaaf], now: datetime) -> None:
    seen = ["openbaar" if one.landelijk or rng.random() < 0.7 else "partners" for one in opgaven]
    when = [now - timedelta(days=800)] * len(opgaven)
    by = [one.regisseur for one in opgaven]
    copy(
        "opgaven_opgave",
        work([one.id for one in opgaven], by=by, zichtbaarheid=seen, when=when)
        | {
            "titel": [one.titel for one in opgaven],
            "bedoeling": [one.bedoeling for one in opgaven],
            "slotzin": [""] * len(opgaven),
            "stand": ["vastgesteld"] * len(opgaven),
            "begint_op": [now.date() - timedelta(days=800)] * len(opgaven),
            "voorbeeld": [False] * len(opgaven),
        },
    )
    partners = [(one.id, at, n == 0) for one in opgaven for n, at in enumerate(one.partners)]
    copy(
        "opgaven_partner",
        {
            "opgave_id": [opgave for opgave, *_ in partners],
            "organisatie_id": [at for _, at, _ in partners],
            "rol": ["trekker" if pulls else "partner" for *_, pulls in partners],
            "toegetreden_op": [now.date() - timedelta(days=800)] * len(partners),
        },
    )


def _write_consent(land: Land, opgaven: list[Opgaaf], now: datetime) -> None:
    """Every partner but the first accepted an invitation, and the first established the opgave."""
    asked = [(one, at) for one in opgaven for at in one.partners[1:]]
    when, count = now - timedelta(days=790), len(asked)
    copy(
        "opgaven_uitnodiging",
        {
            "id": [uuid5(one.id, str(at)) for one, at in asked],
            "opgave_id": [one.id for one, _ in asked],
            "organisatie_id": [at for _, at in asked],
            "rol": ["partner"] * count,
            "door_id": [one.regisseur[0] for one, _ in asked],
            "namens_id": [one.regisseur[1] for one, _ in asked],
            "gemaakt_op": [when] * count,
            "uiterlijk": [when.date() + timedelta(days=14)] * count,
            "stand": ["aangenomen"] * count,
            "beantwoord_door_id": [land.spreker(at)[0] for _, at in asked],
            "beantwoord_op": [when] * count,
            "reden": [""] * count,
            "versie": [1] * count,
        },
    )
    made = [uuid5(one.id, "vaststellen") for one in opgaven]
    copy(
        "opgaven_wijziging",
        {
            "id": made,
            "opgave_id": [one.id for one in opgaven],
            "soort": ["vaststellen"] * len(opgaven),
            "versie": [1] * len(opgaven),
            "titel": [one.titel for one in opgaven],
            "bedoeling": [one.bedoeling for one in opgaven],
            "ronde_werkdagen": [10] * len(opgaven),
            "verval_na_rondes": [3] * len(opgaven),
            "quorum": [50] * len(opgaven),
            "rol": ["partner"] * len(opgaven),
            "reden": [""] * len(opgaven),
            "maker_id": [one.regisseur[0] for one in opgaven],
            "namens_id": [one.regisseur[1] for one in opgaven],
            "gemaakt_op": [when] * len(opgaven),
            "uiterlijk": [when.date() + timedelta(days=14)] * len(opgaven),
            "verlengd": [False] * len(opgaven),
            "stand": ["aangenomen"] * len(opgaven),
            "gesloten_op": [when] * len(opgaven),
        },
    )
    copy(
        "opgaven_instemming",
        {
            "wijziging_id": made,
            "organisatie_id": [one.partners[0] for one in opgaven],
            "gebruiker_id": [land.spreker(one.partners[0])[0] for one in opgaven],
            "ja": [True] * len(opgaven),
            "reden": [""] * len(opgaven),
            "op": [when] * len(opgaven),
        },
    )


def _write_belangen(
    rng: np.random.Generator, land: Land, opgaven: list[Opgaaf], now: datetime
) -> None:
    named = [(one.id, land.spreker(at)) for one in opgaven for at in one.partners]
    named = [pair for pair in named if rng.random() < 0.4]
    seen = rng.choice(["partners", "organisatie", "openbaar"], len(named), p=[0.6, 0.3, 0.1])
    copy(
        "opgaven_belang",
        work(
            uuids(rng, len(named)),
            by=[by for _, by in named],
            zichtbaarheid=seen.tolist(),
            when=[now - timedelta(days=700)] * len(named),
        )
        | {
            "opgave_id": [opgave for opgave, _ in named],
            "titel": pick(rng, parts()["belang"], len(named)).tolist(),
            "toelichting": [""] * len(named),
            "kern": (rng.random(len(named)) < 0.3).tolist(),
        },
    )


def _write_mandaten(
    rng: np.random.Generator, land: Land, opgaven: list[Opgaaf], now: datetime
) -> None:
    given: list[tuple[UUID, Any, int]] = []
    for one in opgaven:
        for holder, at in one.team:
            organen = land.organen.get(at, [])
            if organen and rng.random() < 0.6:
                given.append((one.id, organen[0].pk, holder))
    today = now.date()
    copy(
        "overleg_mandaat",
        {
            "id": uuids(rng, len(given)),
            "opgave_id": [opgave for opgave, *_ in given],
            "gever_id": [orgaan for _, orgaan, _ in given],
            "houder_id": [holder for *_, holder in given],
            "onderwerp": ["Uitgaven binnen de opgave"] * len(given),
            "bedrag": (rng.integers(1, 20, len(given)) * 10_000).tolist(),
            "begint_op": [today - timedelta(days=365)] * len(given),
            "eindigt_op": [today + timedelta(days=365)] * len(given),
            "instructies": [""] * len(given),
            "ingetrokken_reden": [""] * len(given),
        },
    )
