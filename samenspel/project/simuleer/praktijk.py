"""The casussen of two years and the knelpunten in them."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from samenspel.organisaties.models import Regeling
from samenspel.praktijk.daden import CasusDaad
from samenspel.project.simuleer.kopieer import copy, uuids, work
from samenspel.project.simuleer.mensen import PRACTICE, Land
from samenspel.project.simuleer.opgaven import Opgaaf
from samenspel.project.simuleer.teksten import Numbers, name_knelpunten, parts, tell

DAYS = 730
BIG = 0.2
"""Share of the casussen in the first opgave; the other national ones get 0.3, the local 0.5."""
CASUSSEN_PER_KNELPUNT = 60
CONCEPT = 0.05
SEEN = {"partners": 0.55, "openbaar": 0.1, "team": 0.1, "organisatie": 0.15, "besloten": 0.1}
HELPED = ["", "ja", "deels", "nee"]


@dataclass(frozen=True)
class Knelpunten:
    """The knelpunten, numbered from 0; `opgave` is a number too, `sinds` in days ago."""

    ids: list[UUID]
    titels: list[str]
    opgave: Numbers
    thema: Numbers
    sinds: Numbers


def spread(opgaven: list[Opgaaf], total: int) -> Numbers:
    """Divide `total` over the opgaven: the first is big, what is over goes round."""
    national = sum(one.landelijk for one in opgaven)
    shares = [BIG] + [0.3 / (national - 1)] * (national - 1)
    local = len(opgaven) - national
    shares += [0.5 / local] * local
    counts: NDArray[np.int64] = np.floor(np.array(shares) * total).astype(np.int64)
    counts[1:] += np.arange(len(opgaven) - 1) < (total - counts.sum())
    counts[-1] += total - counts.sum()
    return counts


def benoem(
    rng: np.random.Generator, land: Land, opgaven: list[Opgaaf], casussen: int, now: datetime
) -> Knelpunten:
    """Make the knelpunten: at least one in every opgave."""
    counts = np.maximum(spread(opgaven, casussen // CASUSSEN_PER_KNELPUNT), 1)
    of = np.repeat(np.arange(len(opgaven)), counts)
    theme = np.array([rng.choice(opgaven[number].themas) for number in of])
    titles, texts = name_knelpunten(rng, theme)
    since = rng.integers(30, DAYS, len(of))
    made = Knelpunten(uuids(rng, len(of)), titles.tolist(), of, theme, since)
    at = [int(rng.choice(opgaven[number].gemeenten)) for number in of]
    seen = rng.choice(["partners", "openbaar", "team"], len(of), p=[0.75, 0.15, 0.1])
    copy(
        "praktijk_knelpunt",
        work(
            made.ids,
            by=_by(rng, land, np.array(at)),
            zichtbaarheid=seen.tolist(),
            when=[now - timedelta(days=int(days)) for days in since],
        )
        | {
            "opgave_id": [opgaven[number].id for number in of],
            "titel": titles.tolist(),
            "omschrijving": texts.tolist(),
            "oorzaak": [str(rng.choice(parts()["themas"][one]["oorzaken"])) for one in theme],
            "weeffout": (rng.random(len(of)) < 0.3).tolist(),
            "simpel": rng.choice(parts()["simpel"], len(of)).tolist(),
        },
    )
    _link_regelingen(rng, "knelpunt", made.ids, theme, per=1)
    return made


def beschrijf(
    rng: np.random.Generator,
    land: Land,
    opgaven: list[Opgaaf],
    knelpunten: Knelpunten,
    casussen: int,
    now: datetime,
) -> None:
    """Make the casussen, each with a knelpunt of its opgave, and seal who brought them in."""
    of = np.repeat(np.arange(len(opgaven)), spread(opgaven, casussen))
    rng.shuffle(of)
    stuck = _choose_knelpunten(rng, of, knelpunten)
    at = _choose_gemeenten(rng, land, opgaven, of)
    seconds = np.sort(rng.random(casussen) * DAYS * 86_400)[::-1]
    when = [now - timedelta(seconds=float(ago)) for ago in seconds]
    by = _by(rng, land, at)
    concept = rng.random(casussen) < CONCEPT
    seen = rng.choice(list(SEEN), casussen, p=list(SEEN.values()))
    seen[concept] = "besloten"
    story = tell(rng, knelpunten.thema[stuck])
    ids = uuids(rng, casussen)
    old = seconds > 200 * 86_400
    helped = np.where(old & ~concept, rng.choice(4, casussen, p=[0.7, 0.12, 0.1, 0.08]), 0)
    areas = [thema["leefgebieden"] for thema in parts()["themas"]]
    copy(
        "praktijk_casus",
        work(ids, by=by, zichtbaarheid=seen.tolist(), when=when)
        | {
            "opgave_id": [
                None if c else opgaven[number].id for number, c in zip(of, concept, strict=True)
            ],
            "gemeente_id": [land.gemeenten[number].pk for number in at],
            "titel": story.titels.tolist(),
            "tekst": story.teksten.tolist(),
            "wens": story.wensen.tolist(),
            "leefgebieden": [areas[one] for one in knelpunten.thema[stuck]],
            "ingebracht_op": [None if c else op for op, c in zip(when, concept, strict=True)],
            "geholpen": [HELPED[one] for one in helped],
            "geholpen_toelichting": [""] * casussen,
            "gelezen_op": [now if one else None for one in helped],
        },
    )
    brought = np.flatnonzero(~concept)
    _link(rng, [ids[i] for i in brought], stuck[brought], knelpunten, [when[i] for i in brought])
    _link_regelingen(rng, "casus", ids, knelpunten.thema[stuck], per=2)
    _seal([(when[i], by[i][0], ids[i], str(opgaven[of[i]].id), str(seen[i])) for i in brought])


def _choose_knelpunten(rng: np.random.Generator, of: Numbers, knelpunten: Knelpunten) -> Numbers:
    """Choose one of the opgave; the first of an opgave is the most common, as in a long tail."""
    chosen = np.empty(len(of), dtype=np.int64)
    for number in np.unique(of):
        own = np.flatnonzero(knelpunten.opgave == number)
        weights = 1 / np.arange(1, len(own) + 1) ** 0.8
        where = of == number
        chosen[where] = rng.choice(own, int(where.sum()), p=weights / weights.sum())
    return chosen


def _choose_gemeenten(
    rng: np.random.Generator, land: Land, opgaven: list[Opgaaf], of: Numbers
) -> Numbers:
    """Choose where it plays, among the gemeenten of the opgave, by their inhabitants."""
    chosen = np.empty(len(of), dtype=np.int64)
    for number in np.unique(of):
        own = np.array(opgaven[number].gemeenten)
        weights = land.bevolking[own]
        where = of == number
        chosen[where] = rng.choice(own, int(where.sum()), p=weights / weights.sum())
    return chosen


def _by(rng: np.random.Generator, land: Land, at: Numbers) -> list[tuple[int, UUID]]:
    """Choose who in each gemeente met the household."""
    place = rng.integers(0, PRACTICE, len(at)).tolist()
    gemeenten = [land.gemeenten[number].pk for number in at]
    return [(land.mensen[one][n], one) for one, n in zip(gemeenten, place, strict=True)]


def _link(
    rng: np.random.Generator,
    ids: list[UUID],
    stuck: Numbers,
    knelpunten: Knelpunten,
    when: list[datetime],
) -> None:
    """Link every casus with its knelpunt, and one in ten with another of the same opgave."""
    other = _choose_knelpunten(rng, knelpunten.opgave[stuck], knelpunten)
    twice: NDArray[np.int64] = np.flatnonzero((rng.random(len(ids)) < 0.1) & (other != stuck))
    copy(
        "praktijk_koppeling",
        {
            "casus_id": ids + [ids[i] for i in twice],
            "knelpunt_id": [knelpunten.ids[n] for n in (*stuck, *other[twice])],
            "op": when + [when[i] for i in twice],
        },
    )


def _link_regelingen(
    rng: np.random.Generator, kind: str, ids: list[UUID], themes: Numbers, *, per: int
) -> None:
    known = dict(Regeling.objects.values_list("afkorting", "pk"))
    laws = [[known[name] for name in thema["regelingen"]] for thema in parts()["themas"]]
    first = rng.integers(0, 5, len(ids)).tolist()
    pairs = [
        (pk, laws[theme][(start + step) % 5])
        for pk, theme, start in zip(ids, themes, first, strict=True)
        for step in range(per)
    ]
    copy(
        f"praktijk_{kind}_regelingen",
        {f"{kind}_id": [pk for pk, _ in pairs], "regeling_id": [law for _, law in pairs]},
    )


def _seal(acts: list[tuple[datetime, int, UUID, str, str]]) -> None:
    """Write that each casus was brought in; the trigger of the spoor writes what is sealed."""
    brought_in = CasusDaad.INGEBRACHT
    copy(
        "spoor_gebeurtenis",
        {
            "volgnummer": range(1, len(acts) + 1),
            "op": [op for op, *_ in acts],
            "wie_id": [wie for _, wie, *_ in acts],
            "wat": [brought_in.value] * len(acts),
            "soort": ["casus"] * len(acts),
            "object_id": [pk for _, _, pk, *_ in acts],
            "inhoud": [
                json.dumps({"opgave": str(opgave), "zichtbaarheid": seen})
                for *_, opgave, seen in acts
            ],
            "vorige": [""] * len(acts),
            "hash": [""] * len(acts),
        },
    )  # fmt: skip
