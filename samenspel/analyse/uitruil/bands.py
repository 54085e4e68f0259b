"""How sure an outcome is: draw every uncertain amount many times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from samenspel.analyse.uitruil._stream import Floats
from samenspel.analyse.uitruil.errors import NoSolutionError
from samenspel.analyse.uitruil.measures import Band, Maatregel

PERCENTILES = (5, 50, 95)


def drawn_net(
    measures: Sequence[Maatregel], *, draws: int, seed: int, discount: float
) -> dict[tuple[str, str], Floats]:
    """Draw benefits minus costs per measure and partner, each of shape (draws,).

    Every band is a triangular distribution, independent of the others but the same in
    every year that shares a band: a measure that disappoints does so each year.
    """
    rng = np.random.default_rng(seed)
    drawn: dict[tuple[str, str], Floats] = {}
    for measure in sorted(measures, key=lambda m: m.naam):
        for partner in measure.partners:
            net = np.zeros(draws)
            for sign, side in ((1.0, "baten"), (-1.0, "kosten")):
                for band, weight in _weights(measure.bands(side, partner), discount).items():
                    net += sign * weight * _triangular(band, rng.random(draws))
            drawn[measure.naam, partner] = net
    return drawn


def band_of(values: Floats) -> Band:
    """Return the band that holds nine out of ten draws (nan aside), around their median."""
    known = values[~np.isnan(values)]
    if not len(known):
        raise NoSolutionError(
            "In geen enkele trekking heeft deze regel een uitkomst.", code="no_outcome_in_draws"
        )
    low, likely, high = np.percentile(known, PERCENTILES).tolist()
    return Band(low, likely, high)


def _weights(bands: Sequence[Band], discount: float) -> Mapping[Band, float]:
    """Return per different band the sum of the discount factors of its years."""
    weights: dict[Band, float] = {}
    for year, band in enumerate(bands):
        weights[band] = weights.get(band, 0.0) + (1.0 + discount) ** -year
    return weights


def _triangular(band: Band, chance: Floats) -> Floats:
    """Invert the distribution function of the triangle low - likely - high."""
    width = band.high - band.low
    if width == 0.0:
        return np.full(len(chance), band.likely)
    left = band.likely - band.low
    rising = band.low + np.sqrt(chance * width * left)
    falling = band.high - np.sqrt((1.0 - chance) * width * (width - left))
    return np.where(chance * width < left, rising, falling)
