"""What became of the knelpunten: placed, answered, decided, agreed, done, learned."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np

from samenspel.organisaties.models import Orgaan
from samenspel.project.simuleer.kopieer import copy, uuids, work
from samenspel.project.simuleer.mensen import Land
from samenspel.project.simuleer.opgaven import Opgaaf
from samenspel.project.simuleer.praktijk import Knelpunten
from samenspel.project.simuleer.teksten import parts, pick

STANDEN = {"open": 0.25, "toegepast": 0.4, "afgeweken": 0.25, "verlopen": 0.1}
RONDEN = {
    "voorbereiding": 0.1,
    "beeldvorming": 0.1,
    "oordeelsvorming": 0.1,
    "besluitvorming": 0.2,
    "genomen": 0.5,
}
LAST = ("besluitvorming", "genomen")
REACTIES = {"consent": 0.7, "zorg": 0.2, "bezwaar": 0.1}
SEEN = ["partners", "openbaar", "team"]
Room = dict[tuple[UUID, UUID], int]
"""What a besluit asks of an organisatie, in euro."""


@dataclass(frozen=True)
class Geval:
    """A knelpunt that was placed, and what was done with it; `dag` is when, in days ago.

    `stand` is that of the agendering, `besloten` that of the besluit.
    """

    knelpunt: UUID
    titel: str
    opgave: Opgaaf
    orgaan: Orgaan
    dag: int
    agendering: UUID
    stand: str
    besluit: UUID
    besloten: str
    zichtbaarheid: str


def handel_af(
    rng: np.random.Generator,
    land: Land,
    opgaven: list[Opgaaf],
    knelpunten: Knelpunten,
    now: datetime,
) -> None:
    """Carry half of the knelpunten round the loop, each as far as it came."""
    cases = _place(rng, land, opgaven, knelpunten)
    _write_agenderingen(rng, land, cases, now)
    answered = [one for one in cases if one.stand in ("toegepast", "afgeweken")]
    decided = [one for one in answered if rng.random() < 0.6]
    _write_besluiten(rng, decided, now)
    _write_reacties(rng, land, decided, now)
    room = _write_bijdragen(rng, land, decided, now)
    _write_afspraken(rng, land, [one for one in decided if one.besloten == "genomen"], room, now)


def _place(
    rng: np.random.Generator, land: Land, opgaven: list[Opgaaf], knelpunten: Knelpunten
) -> list[Geval]:
    placed = np.flatnonzero(rng.random(len(knelpunten.ids)) < 0.5)
    standen = rng.choice(list(STANDEN), len(placed), p=list(STANDEN.values())).tolist()
    verder = rng.choice(list(RONDEN), len(placed), p=list(RONDEN.values())).tolist()
    seen = rng.choice(SEEN, len(placed), p=[0.8, 0.1, 0.1]).tolist()
    first, second = uuids(rng, len(placed)), uuids(rng, len(placed))
    cases = []
    for n, number in enumerate(placed):
        opgave = opgaven[knelpunten.opgave[number]]
        asked = [at for at in opgave.partners[:4] if at in land.organen]
        organen = land.organen[asked[int(rng.integers(len(asked)))]]
        cases.append(
            Geval(
                knelpunt=knelpunten.ids[number],
                titel=knelpunten.titels[number],
                opgave=opgave,
                orgaan=organen[int(rng.integers(len(organen)))],
                dag=int(rng.integers(10, knelpunten.sinds[number])),
                agendering=first[n],
                stand=standen[n],
                besluit=second[n],
                besloten=verder[n],
                zichtbaarheid=seen[n],
            )
        )
    return cases


def _work(cases: list[Geval], ids: list[UUID], later: int, now: datetime) -> dict[str, Any]:
    """Make the columns of work by the regisseur, `later` days after it was placed."""
    return work(
        ids,
        by=[one.opgave.regisseur for one in cases],
        zichtbaarheid=[one.zichtbaarheid for one in cases],
        when=[now - timedelta(days=max(0, one.dag - later)) for one in cases],
    ) | {"opgave_id": [one.opgave.id for one in cases]}


def _write_agenderingen(
    rng: np.random.Generator, land: Land, cases: list[Geval], now: datetime
) -> None:
    answers = pick(rng, parts()["antwoord"], len(cases)).tolist()
    answered = [one.stand in ("toegepast", "afgeweken") for one in cases]
    term = [
        timedelta(days=int(days)) if one.stand == "open" else timedelta(days=42 - one.dag)
        for one, days in zip(cases, rng.integers(3, 60, len(cases)), strict=True)
    ]
    copy(
        "overleg_agendering",
        _work(cases, [one.agendering for one in cases], 0, now)
        | {
            "knelpunt_id": [one.knelpunt for one in cases],
            "orgaan_id": [one.orgaan.pk for one in cases],
            "aan_id": [one.orgaan.organisatie_id for one in cases],
            "titel": [one.titel for one in cases],
            "vraag": pick(rng, parts()["vraag"], len(cases)).tolist(),
            "uiterlijk": [now.date() + one for one in term],
            "advies": [one.orgaan.niveau for one in cases],
            "advies_reden": ["Hier ligt de bevoegdheid."] * len(cases),
            "doorgezet_reden": [""] * len(cases),
            "afwijking": [""] * len(cases),
            "stand": [one.stand for one in cases],
            "antwoord": [text if a else "" for text, a in zip(answers, answered, strict=True)],
            "beantwoord_door_id": [
                land.spreker(one.orgaan.organisatie_id)[0] if a else None
                for one, a in zip(cases, answered, strict=True)
            ],
            "beantwoord_op": [
                now - timedelta(days=max(0, one.dag - 20)) if a else None
                for one, a in zip(cases, answered, strict=True)
            ],
        },
    )


ROUND = 30
"""So many days a round lasts here, at least; longer than its term of working days."""


def _write_besluiten(rng: np.random.Generator, cases: list[Geval], now: datetime) -> None:
    """Write proposals and besluiten; the last round of what is taken is over by then."""
    taken = [one.besloten == "genomen" for one in cases]
    left = rng.integers(2, ROUND, len(cases)).tolist()
    on = [
        now - timedelta(days=max(0, one.dag - 60)) if t else None
        for one, t in zip(cases, taken, strict=True)
    ]
    closes = [
        when.date() - timedelta(1) if when else now.date() + timedelta(days)
        for when, days in zip(on, left, strict=True)
    ]
    opened = [day - timedelta(days=ROUND) for day in closes]
    none = [None] * len(cases)
    voorstellen = pick(rng, parts()["voorstel"], len(cases)).tolist()
    copy(
        "overleg_besluit",
        _work(cases, [one.besluit for one in cases], 25, now)
        | {
            "knelpunt_id": [one.knelpunt for one in cases],
            "agendering_id": [one.agendering for one in cases],
            "titel": [f"Afspraken over: {one.titel}"[:160] for one in cases],
            "voorstel": voorstellen,
            "stand": [one.besloten for one in cases],
            "ronde": [int(one.besloten in LAST) for one in cases],
            "sluit_op": [
                None if one.besloten == "voorbereiding" else day
                for one, day in zip(cases, closes, strict=True)
            ],
            "geopend_op": opened,
            "gewijzigd_op": opened,
            "verlengd_op": none,
            "bevoegd_id": none,
            "bevoegdheid": [""] * len(cases),
            "gezamenlijk": [False] * len(cases),
            "eerdere_regels": [False] * len(cases),
            "genomen_op": on,
            "geldt_van": [when.date() if when else None for when in on],
            "herzien_op": [now.date() + timedelta(days=300) if t else None for t in taken],
            "ingetrokken_reden": [""] * len(cases),
            "openbare_tekst": [""] * len(cases),
        },
    )
    _write_versies(cases, voorstellen, now)


def _write_reacties(
    rng: np.random.Generator, land: Land, cases: list[Geval], now: datetime
) -> None:
    """Let seven in ten partners react; to what is taken nobody objects any more.

    More than half of them react to what is taken: the first do always, as its bijdragen are theirs.
    """
    pairs = [
        (one, at)
        for one in cases
        if one.besloten != "voorbereiding"
        for number, at in enumerate(one.opgave.partners)
        if rng.random() < 0.7
        or (one.besloten == "genomen" and number <= len(one.opgave.partners) // 2)
    ]
    kinds = rng.choice(list(REACTIES), len(pairs), p=list(REACTIES.values())).tolist()
    kinds = [_kind_of(kind, one) for kind, (one, _) in zip(kinds, pairs, strict=True)]
    why = pick(rng, parts()["reactie"], len(pairs)).tolist()
    copy(
        "overleg_reactie",
        {
            "besluit_id": [one.besluit for one, _ in pairs],
            "organisatie_id": [at for _, at in pairs],
            "gebruiker_id": [land.spreker(at)[0] for _, at in pairs],
            "fase": [
                "besluitvorming" if one.besloten in LAST else one.besloten for one, _ in pairs
            ],
            "ronde": [int(one.besloten in LAST) for one, _ in pairs],
            "voorstelversie": [1] * len(pairs),
            "soort": kinds,
            "opgelost": [False] * len(pairs),
            "deel": ["" if kind != "bezwaar" else "het tempo" for kind in kinds],
            "wet": ["" if kind != "bezwaar" else "Participatiewet" for kind in kinds],
            "antwoord": [""] * len(pairs),
            "kern": [False] * len(pairs),
            "toelichting": [
                "" if kind in ("consent", "helder") else text
                for kind, text in zip(kinds, why, strict=True)
            ],
            "oplossing": [""] * len(pairs),
            "versie": [1] * len(pairs),
            "op": [now - timedelta(days=max(0, one.dag - 40)) for one, _ in pairs],
        },
    )


def _kind_of(kind: str, one: Geval) -> str:
    """Say what a partner says in the round that this case came to."""
    if one.besloten in LAST:
        return "zorg" if kind == "bezwaar" and one.besloten == "genomen" else kind
    early = {"consent": "helder", "zorg": "vraag", "bezwaar": "vraag"}
    late = {"consent": "helder", "zorg": "waarde", "bezwaar": "belang"}
    return (early if one.besloten == "beeldvorming" else late)[kind]


def _write_versies(cases: list[Geval], voorstellen: list[str], now: datetime) -> None:
    """Keep the one version that partners reacted to."""
    kept = [
        (one, text)
        for one, text in zip(cases, voorstellen, strict=True)
        if one.besloten != "voorbereiding"
    ]
    copy(
        "overleg_voorstelversie",
        {
            "besluit_id": [one.besluit for one, _ in kept],
            "nummer": [1] * len(kept),
            "ronde": [int(one.besloten in LAST) for one, _ in kept],
            "titel": [f"Afspraken over: {one.titel}"[:160] for one, _ in kept],
            "voorstel": [text for _, text in kept],
            "daarbij": ["{}"] * len(kept),
            "gebruiker_id": [one.opgave.regisseur[0] for one, _ in kept],
            "op": [now - timedelta(days=one.dag) for one, _ in kept],
        },
    )


def _write_bijdragen(
    rng: np.random.Generator, land: Land, cases: list[Geval], now: datetime
) -> Room:
    """Ask up to three partners for something that their own orgaan must decide."""
    asked = [
        (one, at)
        for one in cases
        for at in one.opgave.partners[
            : min(int(rng.integers(1, 4)), len(one.opgave.partners) // 2 + 1)
        ]
        if at in land.organen
    ]
    amounts = (rng.integers(1, 12, len(asked)) * 5_000).tolist()
    copy(
        "overleg_bijdrage",
        {
            "besluit_id": [one.besluit for one, _ in asked],
            "organisatie_id": [at for _, at in asked],
            "wat": ["Menskracht en een werkbudget"] * len(asked),
            "bedrag": amounts,
            "orgaan_id": [land.organen[at][0].pk for _, at in asked],
            "bewijs": ["Besluit 12" if one.besloten == "genomen" else "" for one, _ in asked],
            "vervallen_reden": [""] * len(asked),
            "afgewezen": [False] * len(asked),
            "bekrachtigd_op": [
                now.date() - timedelta(days=max(0, one.dag - 55))
                if one.besloten == "genomen"
                else None
                for one, _ in asked
            ],
        },
    )
    return {(one.besluit, at): bedrag for (one, at), bedrag in zip(asked, amounts, strict=True)}


def _write_afspraken(
    rng: np.random.Generator, land: Land, cases: list[Geval], room: Room, now: datetime
) -> None:
    """Agree two things per besluit; half is done, and half of that taught something.

    Each costs at most half of what the besluit asks of its organisatie.
    """
    cases = [one for one in cases for _ in range(2)]
    owners = [one.opgave.team[int(rng.integers(len(one.opgave.team)))] for one in cases]
    done = (rng.random(len(cases)) < 0.5).tolist()
    learned = [d and rng.random() < 0.5 for d in done]
    inzet, lessen = uuids(rng, len(cases)), uuids(rng, len(cases))
    most = [room.get((one.besluit, at), 0) // 2 for one, (_, at) in zip(cases, owners, strict=True)]
    _write_inzet(rng, cases, owners, inzet, done, most, now)
    _write_lessen(
        rng, [(one, pk) for one, pk, yes in zip(cases, lessen, learned, strict=True) if yes], now
    )
    results = pick(rng, parts()["resultaat"], len(cases)).tolist()
    term = rng.integers(-60, 120, len(cases)).tolist()
    columns = _work(cases, uuids(rng, len(cases)), 65, now)
    copy(
        "overleg_afspraak",
        columns
        | {
            "organisatie_id": [at for _, at in owners],
            "eigenaar_id": [person for person, _ in owners],
            "besluit_id": [one.besluit for one in cases],
            "inzet_id": inzet,
            "maker_id": [person for person, _ in owners],
            "afwijking": ["Een deel van wat het besluit vraagt."] * len(cases),
            "bewijs": ["Het jaarverslag" if d else "" for d in done],
            "titel": pick(rng, parts()["afspraak"], len(cases)).tolist(),
            "tekst": pick(rng, parts()["voorstel"], len(cases)).tolist(),
            "uiterlijk": [
                max(now.date() + timedelta(days=days), now.date() - timedelta(max(0, one.dag - 66)))
                for one, days in zip(cases, term, strict=True)
            ],
            "resultaat": [text if d else "" for text, d in zip(results, done, strict=True)],
            "gedaan_op": [
                now - timedelta(days=max(0, one.dag - 90)) if d else None
                for one, d in zip(cases, done, strict=True)
            ],
            "les_id": [pk if yes else None for pk, yes in zip(lessen, learned, strict=True)],
        },
    )


def _write_inzet(
    rng: np.random.Generator,
    cases: list[Geval],
    owners: list[tuple[int, UUID]],
    ids: list[UUID],
    done: list[bool],
    most: list[int],
    now: datetime,
) -> None:
    kinds = ["mensen", "preventie", "organisatie", "bezuiniging", "verantwoording"]
    soorten = rng.choice(kinds, len(cases), p=[0.3, 0.25, 0.25, 0.1, 0.1])
    busy = rng.random(len(cases)) < 0.6
    columns = _work(cases, ids, 65, now)
    copy(
        "opgaven_inzet",
        columns
        | {
            "organisatie_id": [at for _, at in owners],
            "titel": [f"Inzet voor: {one.titel}"[:200] for one in cases],
            "soort": soorten.tolist(),
            "niveau": [one.orgaan.niveau for one in cases],
            "stand": [
                "gedaan" if d else "loopt" if b else "gepland"
                for d, b in zip(done, busy, strict=True)
            ],
            "bedrag": (rng.integers(0, np.array(most, dtype=int) + 1) // 500 * 500).tolist(),
        },
    )


def _write_lessen(
    rng: np.random.Generator, learned: list[tuple[Geval, UUID]], now: datetime
) -> None:
    cases = [one for one, _ in learned]
    columns = _work(cases, [pk for _, pk in learned], 95, now)
    copy(
        "praktijk_les",
        columns
        | {
            "knelpunt_id": [one.knelpunt for one in cases],
            "titel": [f"Geleerd: {one.titel}"[:160] for one in cases],
            "tekst": pick(rng, parts()["resultaat"], len(cases)).tolist(),
        },
    )
