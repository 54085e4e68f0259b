"""Benchmark of `samenspel.analyse.samenhang`: ours, the targets and the peers in one run.

    PYTHONPATH=. python benchmarks/samenhang.py

Peers that are not installed are reported as such (see requirements/benchmark-samenhang.txt; FCMpy
pins packages of 2021, install it without its dependencies). Every number is the best of some runs.
The rows with a peer also go to the README of packages/samenhang.
"""

import importlib.util
import io
import os
import platform
import re
import sys
import time
import types
import warnings
from contextlib import redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from samenspel.analyse.samenhang import (
    Invloed,
    Kaart,
    Scenario,
    TooManyError,
    count_loops,
    draw_krachten,
    loops,
    monte_carlo,
    sensitivity,
    simulate,
    sobol_indices,
)
from samenspel.analyse.samenhang.doorwerking import simulate_blocks
from samenspel.analyse.samenhang.fan_out import run_in_order
from samenspel.analyse.samenhang.scenario import make_plan

RESULTS = Path(__file__).parent / "RESULTS.md"
README = Path(__file__).parents[1] / "packages" / "samenhang" / "README.md"
MISSING = "niet geïnstalleerd"
STEPS = 100
ISHIGAMI = (np.array([0.313905, 0.442411, 0.0]), np.array([0.557589, 0.442411, 0.243684]))


def main():
    rows = [
        *monte_carlo_rows(50, 269, target=(2000, 6)),
        *monte_carlo_rows(200, 1011, target=(900, 40)),
        *sobol_rows(),
        *loop_rows(),
    ]
    print("\n".join(as_table(rows)))
    write(RESULTS, "## samenhang", as_table(rows))
    write(README, "## Speed, beside others", as_table([row for row in rows if row[3]]))


def as_table(rows):
    table = ["| work | ours | target | peer | peer time | ratio |", "|---|---|---|---|---|---|"]
    return table + ["| " + " | ".join(row) + " |" for row in rows]


def monte_carlo_rows(n, arrows, target):
    kaart, start = random_kaart(n, arrows), np.random.default_rng(2).random(n)
    scenario = Scenario(start=start, steps=STEPS)
    draws = 20_000 if n <= 50 else 8_000
    ours = best(lambda: monte_carlo(kaart, scenario, draws=draws, seed=1), 5) / draws
    quick = 512 if n <= 50 else 64
    krachten = draw_krachten(kaart, draws=quick, seed=1)
    title = f"{n} factors, {arrows} relations, {STEPS} steps, per draw"
    plan = make_plan(kaart, scenario)
    many = np.ascontiguousarray(draw_krachten(kaart, draws=4096, seed=1).T)
    bare = best(lambda: states_only(plan, many), 5) / 4096
    dense = best(lambda: dense_batch(kaart, krachten, start), 3) / quick
    yield row(f"states only, {title}", bare, f"{target[1]}x", "numpy, dense batch", dense)
    full = best(lambda: dense_statistics(kaart, krachten, start), 3) / quick
    peer = "numpy, dense batch with the same statistics"
    yield row(f"Monte Carlo, {title}", ours, f"{target[1]}x", peer, full)
    one = simulate(kaart.with_krachten(krachten[7]), start, steps=STEPS).states
    difference = np.abs(dense_batch(kaart, krachten, start)[:, 7] - one).max()
    yield ("... largest difference with numpy", f"{difference:.0e}", "1e-9", "", "", "")
    peer = "FCMpy 0.0.21, one simulation"
    yield row(f"Monte Carlo, {title}", ours, f"{target[0]}x", peer, fcmpy_seconds(kaart, start))


def states_only(plan, krachten):
    """Simulate all columns with a thread per core, as `monte_carlo` does, and keep nothing."""

    def work(piece):
        for _ in simulate_blocks([plan], krachten[:, piece * 512 : (piece + 1) * 512]):
            pass

    for _ in run_in_order(work, krachten.shape[1] // 512, None, None):
        pass


def dense_statistics(kaart, krachten, start):
    """What `monte_carlo` gives: quantiles, mean and sign shares per factor and step."""
    states = dense_batch(kaart, krachten, start)
    quantiles = np.quantile(states, [0.05, 0.25, 0.5, 0.75, 0.95], axis=1)
    return (
        quantiles,
        states.mean(axis=1),
        (states > 1e-9).mean(axis=1),
        (states < -1e-9).mean(axis=1),
    )


def dense_batch(kaart, krachten, start):
    """The plain vectorised way: one dense matrix per draw, all draws in one multiplication."""
    at = {name: i for i, name in enumerate(kaart.factors)}
    source = [at[arrow.van] for arrow in kaart.invloeden]
    target = [at[arrow.op] for arrow in kaart.invloeden]
    matrices = np.zeros((len(krachten), len(at), len(at)))
    matrices[:, target, source] = krachten
    history = np.empty((STEPS + 1, len(krachten), len(at)))
    history[0] = start
    for t in range(STEPS):
        history[t + 1] = 1 / (1 + np.exp(-(matrices @ history[t][:, :, None])[:, :, 0]))
    return history


def fcmpy_seconds(kaart, start):
    if (spec := importlib.util.find_spec("fcmpy")) is None:
        return None
    # Its own __init__ imports tensorflow; the simulator needs none of that.
    package = types.ModuleType("fcmpy")
    package.__spec__ = spec
    package.__path__ = list(spec.submodule_search_locations)
    sys.modules["fcmpy"] = package
    import pandas as pd
    from fcmpy.simulator.simulator import FcmSimulator

    names = list(kaart.factors)
    matrix = pd.DataFrame(kaart.matrix(), columns=names, index=names)
    state = dict(zip(names, start.tolist(), strict=True))

    def run():
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            FcmSimulator().simulate(
                initial_state=state,
                weight_matrix=matrix,
                transfer="sigmoid",
                inference="kosko",
                thresh=-1.0,  # never reached: all steps are made, as in ours
                iterations=STEPS,
                l=1,
            )

    return best(run, 3)


def sobol_rows():
    kaart = random_kaart(50, 269)
    scenario = Scenario(start=np.random.default_rng(2).random(50), steps=STEPS)
    runs = []
    ours = best(
        lambda: runs.append(sensitivity(kaart, scenario, "f003", samples=1024, seed=1).runs), 3
    )
    yield (f"Sobol, 269 relations, N = 1024, {runs[-1]} runs", text(ours), "5 s", "", "", "")

    def ishigami(x):
        a, b, c = np.pi * (2 * x.T - 1)
        return np.sin(a) + 7 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)

    outcomes = [sobol_indices(ishigami, 3, samples=2**14, seed=seed) for seed in range(10)]
    off = max(
        max(np.abs(o.first - ISHIGAMI[0]).max(), np.abs(o.total - ISHIGAMI[1]).max())
        for o in outcomes
    )
    yield ("Ishigami, N = 2^14, largest error of ten seeds", f"{off:.4f}", "0.01", "", "", "")
    ours = best(lambda: sobol_indices(ishigami, 3, samples=2**14, seed=1), 3)
    theirs = None
    if importlib.util.find_spec("SALib"):
        from SALib.analyze import sobol as analyze
        from SALib.sample import sobol as sample

        problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}

        def run():
            points = sample.sample(problem, 2**14, calc_second_order=False)
            analyze.analyze(problem, ishigami(points), calc_second_order=False)

        theirs = best(run, 3)
    work = "Ishigami, sample + indices + bootstrap (500 ours, 100 theirs)"
    yield row(work, ours, "", "SALib 1.6.0", theirs)


def loop_rows():
    maps = {"complete map of 9": (Kaart.from_matrix(names(9), 1 - np.eye(9)), None)}
    rng = np.random.default_rng(5)
    sparse = (rng.random((22, 22)) < 0.18) * rng.choice([-1, 1], (22, 22))
    maps["random map of 22, 18% of arrows"] = (Kaart.from_matrix(names(22), sparse), None)
    maps["random map of 108, 296 arrows, up to length 10"] = (random_signs(108, 296), 10)
    for title, (kaart, longest) in maps.items():

        def counted(kaart=kaart, longest=longest):
            return count_loops(kaart, longest=longest, effort=10**12).total

        walked, theirs = best(counted, 5), networkx_loops(kaart, longest)
        total = counted()
        if theirs is not None and theirs[1] != total:
            raise SystemExit(f"{title}: {total} loops, networkx finds {theirs[1]}")
        peer = None if theirs is None else theirs[0]
        yield row(f"count {total} loops with sign, {title}", walked, "15x", "networkx", peer)
        listed = best(lambda kaart=kaart, longest=longest: loops(kaart, longest=longest), 3)
        yield row("... and list them with names, sign, strength", listed, "", "networkx", peer)
    twelve = Kaart.from_matrix(names(12), 1 - np.eye(12))
    ours = best(lambda: count_loops(twelve), 3)
    yield ("count 119481284 loops, complete map of 12", text(ours), "", "", "", "")
    huge = random_signs(1000, 1700)
    yield (
        "1,000 factors, 1,700 relations: count or cap",
        text(best(lambda: count_loops(huge), 3)),
        "1 s",
        "",
        "",
        "",
    )

    def capped():
        try:
            loops(huge)
        except TooManyError:
            return
        raise SystemExit("the huge map was expected to be refused")

    yield ("... listing all: refused after", text(best(capped, 3)), "1 s", "", "", "")
    first = best(lambda: loops(huge, at_most=1000), 3)
    yield ("... listing the first 1,000", text(first), "1 s", "", "", "")


def networkx_loops(kaart, longest):
    """Return the seconds and the number of loops; networkx gives no signs, which we let pass."""
    if importlib.util.find_spec("networkx") is None:
        return None
    import networkx as nx

    graph = nx.DiGraph((arrow.van, arrow.op) for arrow in kaart.invloeden)
    total = sum(1 for _ in nx.simple_cycles(graph, length_bound=longest))
    return best(lambda: sum(1 for _ in nx.simple_cycles(graph, length_bound=longest)), 3), total


def random_kaart(n, arrows):
    rng = np.random.default_rng(1)
    cells = rng.choice(n * n, arrows, replace=False).tolist()
    krachten = rng.uniform(-0.8, 0.8, arrows).tolist()
    f = names(n)
    return Kaart(
        [
            Invloed(f[cell // n], f[cell % n], kracht, kracht - 0.2, kracht + 0.2)
            for cell, kracht in zip(cells, krachten, strict=True)
        ],
        f,
    )


def random_signs(n, arrows):
    rng = np.random.default_rng(1)
    matrix = np.zeros(n * n)
    matrix[rng.choice(n * n, arrows, replace=False)] = rng.choice([-1, 1], arrows)
    return Kaart.from_matrix(names(n), matrix.reshape(n, n))


def names(n):
    return [f"f{i:03}" for i in range(n)]


def best(work, repeat):
    """Return the shortest of some runs, after one to warm up."""
    work()
    times = []
    for _ in range(repeat):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def row(work, ours, target, peer, theirs):
    if theirs is None:
        return (work, text(ours), target, peer, MISSING, "")
    return (work, text(ours), target, peer, text(theirs), f"{theirs / ours:.3g}x")


def text(seconds):
    unit, scale = next(
        (u, s) for u, s in (("s", 1), ("ms", 1e3), ("us", 1e6)) if seconds * s >= 1 or u == "us"
    )
    return f"{seconds * scale:.3g} {unit}"


def write(file, title, table):
    """Put our block in a file and leave those of others."""
    now = datetime.now(UTC).date()
    block = "\n".join(
        [
            "<!-- samenhang -->",
            title,
            "",
            "`PYTHONPATH=. python benchmarks/samenhang.py`",
            "",
            f"{now}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} (others work here too: "
            f"trust ratios), Python {platform.python_version()}, numpy {np.__version__}",
            "",
            *table,
            "<!-- /samenhang -->",
        ]
    )
    pattern = re.compile("<!-- samenhang -->.*?<!-- /samenhang -->", re.DOTALL)
    file.write_text(
        pattern.sub(lambda _: block, file.read_text(encoding="utf-8")), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
