"""Benchmark of `samenspel.analyse.leren`: partial pooling against PyMC, the same model in one run.

    PYTHONPATH=. python benchmarks/leren.py

PyMC is in requirements/benchmark-patronen.txt; when it is absent the table says so.
"""

import time
from importlib.util import find_spec

from benchmarks.tabel import write_table
from samenspel.analyse.leren import Prior, Score, Share, compare
from tests.gold import cases


def main() -> None:
    published = cases("pooling.json")
    schools = published["eight_schools_posteriordb"]
    y, sigma = schools["y"], schools["sigma"]
    scores = [Score(f"{i}", a, b) for i, (a, b) in enumerate(zip(y, sigma, strict=True))]
    hits = published["efron_morris_baseball"]["hits_of_45"]
    shares = [Share(f"{i:02}", h, 45) for i, h in enumerate(hits)]
    prior = Prior(spread=5, mean=0, mean_sd=5)
    rows = [
        ["eight schools (normal)", *_row(lambda: compare(scores, prior=prior), _schools(y, sigma))],
        ["18 batters (beta-binomial)", *_row(lambda: compare(shares), _batters(hits))],
    ]
    head = ["case", "ours, whole comparison", "PyMC, warm, 4 x 1000 draws", "ratio", "largest gap"]
    write_table("leren", head, rows)


def _row(ours, peer):
    outcome = ours()
    seconds = min(_timed(ours) for _ in range(20))
    if peer is None:
        return [f"{seconds * 1e3:.1f} ms", "niet geïnstalleerd", "", ""]
    means = peer()
    warm = min(_timed(peer) for _ in range(4))  # the quickest of each: others work here too
    gap = max(abs(e.mean - m) for e, m in zip(outcome.estimates, means, strict=True))
    return [f"{seconds * 1e3:.1f} ms", f"{warm:.1f} s", f"{warm / seconds:.0f} x", f"{gap:.3g}"]


def _timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _sample(model):
    import pymc

    def run():
        with model:
            trace = pymc.sample(
                1000, tune=1000, chains=4, cores=2, random_seed=1, progressbar=False
            )
        return trace.posterior["theta"].mean(("chain", "draw")).values

    return run


def _schools(y, sigma):
    if find_spec("pymc") is None:
        return None
    import pymc

    with pymc.Model() as model:
        mu, tau = pymc.Normal("mu", 0, 5), pymc.HalfCauchy("tau", 5)
        z = pymc.Normal("z", 0, 1, shape=len(y))
        theta = pymc.Deterministic("theta", mu + tau * z)
        pymc.Normal("y", theta, sigma, observed=y)
    return _sample(model)


def _batters(hits):
    if find_spec("pymc") is None:
        return None
    import pymc

    with pymc.Model() as model:
        phi = pymc.Uniform("phi", 0, 1)
        r = pymc.Truncated("r", pymc.HalfCauchy.dist(0.3), upper=1)
        kappa = 1 / r**2 - 1
        theta = pymc.Beta("theta", kappa * phi, kappa * (1 - phi), shape=len(hits))
        pymc.Binomial("y", 45, theta, observed=hits)
    return _sample(model)


if __name__ == "__main__":
    main()
