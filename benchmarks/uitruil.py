"""Benchmark of `samenspel.analyse.uitruil`: ours, the targets and the peers in one run.

    PYTHONPATH=. python benchmarks/uitruil.py [--quick]

Peers that are not installed are reported as such (see requirements/benchmark-uitruil.txt).
OR-Tools is left out: it cannot be imported in one process with HiGHS. The rows with a peer also go
to the README of packages/uitruil.
"""

import argparse
import os
import platform
import resource
import time
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numba import njit

from samenspel.analyse.uitruil import (
    Band,
    Conditions,
    Game,
    Maatregel,
    best_package,
    core,
    exact,
    exchange,
    least_core,
    nucleolus,
    prekernel,
    shapley,
    surpluses,
)

RESULTS = Path(__file__).parent / "RESULTS.md"
README = Path(__file__).parents[1] / "packages" / "uitruil" / "README.md"
MISSING = "niet geïnstalleerd"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="without n = 30 and long searches")
    quick = parser.parse_args().quick
    rows = [
        *shapley_rows(quick),
        *nucleolus_rows(quick),
        right_or_wrong(),
        *prekernel_rows(),
        *exact_rows(),
        *compact_rows(),
        *package_rows(quick),
        *exchange_rows(),
    ]
    write(RESULTS, "## uitruil", as_table(rows))
    write(README, "## Speed, beside others", as_table([row for row in rows if row[3] != "-"]))
    print("\n".join(as_table(rows)))


def as_table(rows):
    table = ["| work | ours | target | peer | peer time | ratio |", "|---|---|---|---|---|---|"]
    return table + ["| " + " | ".join(row) + " |" for row in rows]


def seconds(work, repeat=5):
    """Return the median of some runs, after one to warm up."""
    work()
    return once(work, repeat)


def once(work, repeat=1):
    """Return the median of some runs without warming up (for what takes long)."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def shown(time_taken):
    return f"{time_taken:.2f} s" if time_taken >= 1 else f"{1000 * time_taken:.2f} ms"


def against(work, ours, target, peer="", theirs=None):
    """Make a row; `theirs` is a time, MISSING or nothing."""
    if theirs is None:
        return [work, shown(ours), target, peer or "-", "-", "-"]
    if theirs == MISSING:
        return [work, shown(ours), target, peer, MISSING, "-"]
    ratio = theirs / ours
    return [work, shown(ours), target, peer, shown(theirs), f"{ratio:.{0 if ratio >= 10 else 2}f}x"]


def names(n):
    return [f"p{i:02d}" for i in range(n)]


def shapley_rows(quick):
    rng = np.random.default_rng(1)
    for n, target in ((18, ">= 300x tucoopy, >= 1000x shapiq"), (25, "<= 40 ms"), (30, "<= 1.5 s")):
        if n == 30 and quick:
            continue
        values = np.empty(1 << n)
        rng.random(out=values)
        values[0] = 0.0
        game = Game.from_array(names(n), values)
        ours = seconds(lambda game=game: shapley(game), 3 if n == 30 else 9)
        if n != 18:
            yield against(f"Shapley, dense, n = {n}", ours, target)
            continue
        for peer, run in SHAPLEY_PEERS.items():
            shown_as = peer.replace("coopgame", "coopgame-py")
            theirs = run(n, values, game) if find_spec(peer) else MISSING
            yield against(f"Shapley, dense, n = {n}", ours, target, shown_as, theirs)


def check_equal(theirs, game):
    """Refuse to compare the speed of different answers."""
    if not np.allclose(theirs, list(shapley(game).share.values())):
        raise SystemExit("a peer gives another Shapley value: look into that first")


def tucoopy_shapley(n, values, game):
    from tucoopy import Game as Theirs
    from tucoopy import shapley_value

    theirs = Theirs(n, dict(enumerate(values.tolist())))
    check_equal(shapley_value(theirs), game)
    return once(lambda: shapley_value(theirs))


def shapiq_shapley(n, values, game):
    from shapiq import ExactComputer

    bits = 1 << np.arange(n)

    def play(coalitions):
        return values[coalitions @ bits]

    found = ExactComputer(play, n)("SV")
    check_equal([found[(i,)] for i in range(n)], game)
    return once(lambda: ExactComputer(play, n)("SV"))


def coopgame_shapley(n, values, game):
    import coopgame

    theirs = coopgame.Game(values[1:].tolist())
    check_equal(coopgame.shapley(theirs), game)
    return seconds(lambda: coopgame.shapley(theirs), 3)


SHAPLEY_PEERS = {
    "tucoopy": tucoopy_shapley,
    "shapiq": shapiq_shapley,
    "coopgame": coopgame_shapley,
}


@njit(cache=True)
def fill(values, n, kind, seed):
    """Fill a game of Benedek, Fliege and Nguyen (2021) with the generator of the authors."""
    state, whole = seed, (1 << n) - 1
    top = 50 * n if kind == 2 else n
    if kind == 1:
        state = (214013 * state + 2531011) % 4294967296
        values[whole] = ((state >> 16) & 32767) % 201 + 100 * (n - 2)
    for mask in range(1, whole + (kind != 1)):
        size, left = 0, mask
        while left:
            left &= left - 1
            size += 1
        if size > 1:
            state = (214013 * state + 2531011) % 4294967296
            values[mask] = ((state >> 16) & 32767) % (100 * size if kind == 1 else top) + 1


def published_kind(n, kind, seed=461125):
    values = np.zeros(1 << n)
    fill(values, n, kind, seed)
    return Game.from_array(names(n), values)


def nucleolus_rows(quick):
    targets = {5: "<= 1 ms", 10: "<= 1 ms", 15: "<= 20 ms", 20: "<= 50 ms", 25: "<= 0.6 s"}
    if not quick:
        targets[30] = "<= 20 s in <= 10 GB"
    for n, target in targets.items():
        for kind in (1, 2, 4):
            game = published_kind(n, kind)
            large = n >= 25
            ours = (
                once(lambda g=game: nucleolus(g), 1 if n == 30 else 3)
                if large
                else seconds(lambda g=game: nucleolus(g), 15)
            )
            work = f"nucleolus, BFN type {kind}, n = {n}"
            if n == 30:
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
                work += f" (peak {peak:.1f} GB)"
            if large:
                yield against(work, ours, target)
            if n in (5, 10):
                theirs = tucoopy_nucleolus(n, game) if find_spec("tucoopy") else MISSING
                yield against(work, ours, target, "tucoopy", theirs)
            if not large:
                theirs = coopgame_nucleolus(game) if find_spec("coopgame") else MISSING
                yield against(work, ours, target, "coopgame-py", theirs)
            del game


def tucoopy_nucleolus(n, game):
    from tucoopy import Game as Theirs
    from tucoopy import nucleolus as their_nucleolus

    theirs = Theirs(n, dict(enumerate(game.values.tolist())))
    return once(lambda: their_nucleolus(theirs), 3)


def coopgame_nucleolus(game):
    import coopgame

    theirs = coopgame.Game(game.values[1:].tolist())
    found = coopgame.nucleolus(theirs)["allocation"]
    if not np.allclose(found, list(nucleolus(game).share.values()), atol=1e-6 * game.scale):
        raise SystemExit("coopgame-py gives another nucleolus: look into that first")
    return once(lambda: coopgame.nucleolus(theirs), 3)


def prekernel_rows():
    """Each gives a point of the prekernel, not always the same one; both are checked."""
    for n in (5, 10, 15, 20):
        for kind in (1, 2, 4):
            game = published_kind(n, kind)
            ours = seconds(lambda g=game: prekernel(g), 3)
            check_even(game, list(prekernel(game).share.values()))
            theirs = coopgame_prekernel(game) if find_spec("coopgame") else MISSING
            work = f"a point of the prekernel, BFN type {kind}, n = {n}"
            yield against(work, ours, "", "coopgame-py", theirs)


def check_even(game, shares):
    most = surpluses(game, dict(zip(game.players, shares, strict=True)))
    if max(abs(most[i, j] - most[j, i]) for i, j in most) > 1e-6 * game.scale:
        raise SystemExit("not in the prekernel: look into that first")


def coopgame_prekernel(game):
    import coopgame

    theirs = coopgame.Game(game.values[1:].tolist())
    check_even(game, coopgame.kernel_point(theirs, domain="preimputation")["allocation"])
    return seconds(lambda: coopgame.kernel_point(theirs, domain="preimputation"), 1)


def exact_rows():
    """Both prove their answer in fractions."""
    for n in (5, 10, 15):
        game = published_kind(n, 4)
        ours = seconds(lambda g=game: exact.nucleolus(g), 1)
        work = f"nucleolus proved in fractions, BFN type 4, n = {n}"
        if n == 15:
            yield against(work, ours, "")  # coopgame-py does this up to 10 players
        else:
            theirs = coopgame_exact(game) if find_spec("coopgame") else MISSING
            yield against(work, ours, "", "coopgame-py", theirs)


def coopgame_exact(game):
    import coopgame

    values, found = [int(value) for value in game.values[1:]], []
    taken = once(lambda: found.append(coopgame.nucleolus_exact(values)["allocation"]))
    if found[0] != list(exact.nucleolus(game).values()):
        raise SystemExit("coopgame-py proves another nucleolus: look into that first")
    return taken


def right_or_wrong(count=50):
    """Count how often an answer has lexicographically larger excesses, so cannot be right."""
    if not find_spec("tucoopy"):
        return ["nucleolus not beaten, n = 5, 150 BFN games", "-", "all", "tucoopy", MISSING, "-"]
    from tucoopy import Game as Theirs
    from tucoopy import nucleolus as their_nucleolus

    worse, wrong_ours = 0, 0
    for kind in (1, 2, 4):
        for seed in range(count):
            game = published_kind(5, kind, 1000 + seed)
            theirs = np.array(their_nucleolus(Theirs(5, dict(enumerate(game.values.tolist())))).x)
            ours = np.array(list(nucleolus(game).share.values()))
            mine, other = excesses(game.values, ours), excesses(game.values, theirs)
            differs = np.flatnonzero(np.abs(mine - other) > 1e-6)
            if len(differs):
                worse += other[differs[0]] > mine[differs[0]]
                wrong_ours += other[differs[0]] < mine[differs[0]]
    total = 3 * count
    return [
        f"nucleolus not beaten by the other in sorted excesses, n = 5, {total} BFN games",
        f"{total - wrong_ours} of {total}",
        "all",
        "tucoopy",
        f"{total - worse} of {total}",
        "-",
    ]


def excesses(values, payoff):
    inside = (np.arange(32)[:, None] >> np.arange(5)) & 1
    return np.sort((values - inside @ payoff)[1:-1])[::-1]


def some_measures(rng, partners, count, payers):
    measures = []
    for j in range(count):
        who = [
            partners[i] for i in rng.choice(len(partners), int(rng.integers(2, 6)), replace=False)
        ]
        costs = {p: Band(*sorted(rng.integers(10, 100, 3).tolist())) for p in who[:payers]}
        benefits = {p: Band(*sorted(rng.integers(5, 80, 3).tolist())) for p in who}
        measures.append(Maatregel(f"m{j:04d}", who, costs, benefits))
    return measures


def compact_rows():
    partners = [f"p{i:03d}" for i in range(300)]
    measures = some_measures(np.random.default_rng(2), partners, 3000, 1)
    game = Game.from_measures(measures, players=partners)
    share = shapley(game).share
    work = "compact, 300 partners x 3,000 measures"
    yield against(f"{work}: Shapley", seconds(lambda: shapley(game)), "<= 10 ms")
    stable = core(game)
    yield against(f"{work}: core check", seconds(lambda: stable.contains(share)), "<= 5 s")
    yield against(f"{work}: least core", once(lambda: least_core(game)), "<= 60 s")


def limited(measures, part):
    total = {}
    for measure in measures:
        for partner in measure.kosten:
            total[partner] = total.get(partner, 0.0) + measure.cost(partner)
    return Conditions(budgets={partner: part * cost for partner, cost in total.items()})


def package_rows(quick):
    sizes = [(30, 300, 1, "optimal <= 2 s"), (30, 300, 2, "optimal <= 2 s")]
    if not quick:
        sizes += [(100, 2000, 1, "gap <= 0.5% in 60 s"), (100, 2000, 2, "gap <= 0.5% in 60 s")]
    for n, count, payers, target in sizes:
        measures = some_measures(
            np.random.default_rng(3), [f"p{i:03d}" for i in range(n)], count, payers
        )
        found = []
        taken = once(lambda m=measures, f=found: f.append(best_package(m, limited(m, 0.35))))
        work = f"best_package, {n} x {count}, {payers} payer(s) per measure: gap {found[0].gap:.3%}"
        yield against(work, taken, target)


def exchange_rows():
    partners = names(12)
    measures = some_measures(np.random.default_rng(4), partners, 30, 1)
    conditions = limited(measures, 0.5)
    for rule in ("shapley", "nucleolus", "nash"):
        taken = seconds(lambda r=rule: exchange(measures, partners, conditions, r, draws=1000), 3)
        yield against(f"exchange by {rule}, 12 x 30, 1,000 draws", taken, "<= 1 s")


def write(file, title, table):
    """Replace our block in a file; leave the blocks of others alone."""
    load = os.getloadavg()[0]
    block = [
        "<!-- uitruil -->",
        title,
        "",
        "`PYTHONPATH=. python benchmarks/uitruil.py`, "
        f"{datetime.now(UTC):%Y-%m-%d}; {os.cpu_count()} cores ({platform.machine()}), "
        f"Python {platform.python_version()}, load {load:.1f} at the end (others work on this "
        "machine: trust ratios more than times).",
        "",
        *table,
        "<!-- /uitruil -->",
    ]
    text = file.read_text(encoding="utf-8")
    start, end = text.index(block[0]), text.index(block[-1])
    file.write_text(
        text[:start] + "\n".join(block) + text[end + len(block[-1]) :], encoding="utf-8"
    )


if __name__ == "__main__":
    main()
