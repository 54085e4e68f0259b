"""Benchmark of `samenspel.analyse.patronen` on motions of the Tweede Kamer, with peers in one run.

    PYTHONPATH=. python benchmarks/patronen.py            quality and speed, with peers
    PYTHONPATH=. python benchmarks/patronen.py others     other labelled texts; foreign texts
    PYTHONPATH=. python benchmarks/patronen.py scale      10k, 100k and 1M short cases

Each takes `--teksten FILE` for other motions than the sample that is here; the results say which.
`others` needs `--wetten FOLDER` with whole laws in Markdown (statengeneraal/laws-markdown at
91556a80) and a FILE that has motions on a budget too. Peers that are not installed are reported as
such (requirements/benchmark-patronen.txt).
"""

import csv
import re
import resource
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

import numpy as np
from sklearn.cluster import HDBSCAN
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer

from benchmarks import teksten
from benchmarks.tabel import write_table
from samenspel.analyse.patronen import Encoder, assign, find_groups

SENTENCES = (
    Path(__file__).parents[1] / "samenspel/analyse/patronen/tests/gegevens/regelingen_zinnen.csv"
)
MISSING = "niet geïnstalleerd"
SEEDS, RUNS = 10, 2


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", default="quality", choices=MEASURED)
    teksten.add_argument(parser)
    parser.add_argument("--wetten", type=Path, metavar="FOLDER", help="laws, one a file")
    parser.add_argument("--meldingen", type=Path, metavar="FILE", help="csv with a column Tekst")
    options = parser.parse_args()
    if options.what == "others" and not (options.wetten and any(options.wetten.glob("*.md"))):
        parser.error("others needs --wetten FOLDER with laws in Markdown, one a file")
    MEASURED[options.what](options)


def motions(options: Namespace, *, budget: bool = False) -> tuple[list[str], list[str]]:
    """Motions with the title of the debate; on a budget that is the ministry and the year."""
    rows = [row for row in teksten.read(options.teksten) if row.begrotingsdossier == budget]
    if not rows:
        raise SystemExit(f"{options.teksten} has no motions on a budget: give another --teksten")
    return often([row.kern for row in rows], [row.titel for row in rows])


def laws(options: Namespace) -> tuple[list[str], list[str]]:
    """Sentences and parts of sentences from laws, with law and chapter."""
    texts, labels = [], []
    for file in sorted(options.wetten.glob("*.md")):
        chapter = ""
        for line in map(str.strip, file.read_text().splitlines()):
            head = re.match(r"#+ ?hoofdstuk\s*(\S+)", line, re.IGNORECASE)
            if head:
                chapter = head.group(1)
            elif not line.startswith("#") and 80 < len(line) < 400:
                texts.append(line)
                labels.append(f"{file.name[:11]}/{chapter}")
    return often(texts, labels)


def often(texts: list[str], labels: list[str]) -> tuple[list[str], list[str]]:
    """Keep the texts whose label occurs at least ten times."""
    times = Counter(labels)
    kept = [pair for pair in zip(texts, labels, strict=True) if times[pair[1]] >= 10]
    return [text for text, _ in kept], [label for _, label in kept]


def quality(options: Namespace) -> None:
    texts, titles = motions(options)
    labels = np.unique(titles, return_inverse=True)[1]
    held = np.random.default_rng(1).permutation(len(texts))[: min(1000, len(texts) // 5)]
    known = np.setdiff1d(np.arange(len(texts)), held)
    encoder = Encoder.fit(texts, seed=1)
    vectors, learned = quickest(lambda: Encoder.fit(texts, seed=1).encode(texts))
    model = make_pipeline(
        TfidfVectorizer(sublinear_tf=True), TruncatedSVD(100, random_state=1), Normalizer()
    )
    plain, learned_plain = quickest(lambda: model.fit_transform(texts))
    data = (texts, labels, known, held)
    rows = [
        ours(encoder, vectors, learned, *data),
        tfidf(texts, labels),
        hdbscan("LSA", plain, lambda t: model.transform([t]), learned_plain, *data),
        hdbscan("our vectors", vectors, lambda t: encoder.encode([t]), learned, *data),
        bertopic("LSA", plain, lambda t: model.transform([t]), learned_plain, *data),
        bertopic("our vectors", vectors, lambda t: encoder.encode([t]), learned, *data),
    ]
    head = [
        "method", "10 nearest, same title", "groups", "noise", "AMI", "held-back texts",
        "fit and group", "one new text",
    ]  # fmt: skip
    median = np.median([len(text) for text in texts])
    note = (
        f"{teksten.described(options.teksten, len(texts))} (median {median:.0f} letters), "
        f"{labels.max() + 1} titles. Groups, noise, AMI and held-back texts: mean over {SEEDS} "
        f"seeds for ours and {RUNS} runs for BERTopic, AMI with the lowest and the highest, "
        "because one start says little. AMI counts noise as one group. Held-back texts: share of "
        f"{len(held):,} texts left out of the grouping (the encoder saw them, for every method) "
        "that land in a group whose most frequent title is theirs. LSA without a list of stop "
        "words is a weak start for the peers; the rows on our vectors show the grouping alone. No "
        "language model may be downloaded, so BERTopic's default is absent."
    )
    write_table("patronen", head, rows, note)


def quickest(do):
    """Do it as often as the peers do; the quickest counts, for the first also compiles."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        outcome = do()
        times.append(time.perf_counter() - start)
    return outcome, min(times)


def ours(encoder, vectors, learned, texts, labels, known, held):
    groups, seconds = quickest(lambda: find_groups(vectors, minimum=10, seed=0, texts=texts))
    members, landed = [], []
    for seed in range(SEEDS):
        members.append(find_groups(vectors, minimum=10, seed=seed).member_of)
        part = find_groups(vectors[known], minimum=10, seed=seed)
        placed = assign(part, vectors[held])
        found = np.array([-1 if a.group is None else a.group for a in placed])
        landed.append(landing(labels[known], part.member_of, labels[held], found))
    one = per_text(lambda text: assign(groups, encoder.encode([text])), texts)
    seconds += learned
    return line("ours", nearest(vectors, labels), labels, members, landed, seconds, one)


def tfidf(texts, labels):
    model = TfidfVectorizer(sublinear_tf=True)
    vectors, seconds = quickest(lambda: model.fit_transform(texts))
    one = per_text(lambda text: (model.transform([text]) @ vectors.T).toarray().argsort(), texts)
    share = nearest(vectors, labels)
    return ["TF-IDF, words", f"{share:.3f}", "", "", "", "", f"{seconds:.1f} s", one]


def hdbscan(what, vectors, encode, learned, texts, labels, known, held):
    member, seconds = quickest(lambda: HDBSCAN(min_cluster_size=10, copy=True).fit_predict(vectors))
    seconds += learned
    # scikit-learn's HDBSCAN cannot place a new text; the nearest fitted text answers for it.
    part = HDBSCAN(min_cluster_size=10, copy=True).fit_predict(vectors[known])
    found = part[(vectors[held] @ vectors[known].T).argmax(axis=1)]
    landed = landing(labels[known], part, labels[held], found)
    one = per_text(lambda text: (encode(text) @ vectors.T).argmax(), texts)
    name = f"scikit-learn HDBSCAN on {what}"
    return line(name, nearest(vectors, labels), labels, [member], [landed], seconds, one)


def bertopic(what, vectors, encode, learned, texts, labels, known, held):
    name = f"BERTopic (UMAP + HDBSCAN) on {what}"
    if find_spec("bertopic") is None or find_spec("umap") is None:
        return [name, MISSING, *[""] * 6]
    from bertopic import BERTopic

    def topics():
        return BERTopic(min_topic_size=10, calculate_probabilities=False, language="dutch")

    members, landed, seconds = [], [], np.inf
    for _ in range(RUNS):
        start = time.perf_counter()
        whole = topics()
        members.append(np.array(whole.fit_transform(texts, vectors)[0]))
        # The first run also compiles; the second counts, as ours does.
        seconds = min(seconds, learned + time.perf_counter() - start)
        part = topics()
        member = np.array(part.fit_transform([texts[i] for i in known], vectors[known])[0])
        found = np.array(part.transform([texts[i] for i in held], vectors[held])[0])
        landed.append(landing(labels[known], member, labels[held], found))
    one = per_text(lambda text: whole.transform([text], encode(text)), texts, 20)
    return line(name, nearest(vectors, labels), labels, members, landed, seconds, one)


def line(name, share, labels, members, landed, seconds, one):
    score, noise = spread(labels, members)
    return [
        name,
        f"{share:.3f}",
        f"{np.mean([member.max() + 1 for member in members]):.0f}",
        noise,
        score,
        f"{np.mean(landed):.3f}",
        f"{seconds:.1f} s",
        one,
    ]


def nearest(vectors, labels) -> float:
    """Share of the ten nearest texts, the text itself left out, with the same title."""
    same = 0
    for at in range(0, len(labels), 1000):
        cosine = vectors[at : at + 1000] @ vectors.T
        cosine = np.asarray(cosine.toarray() if hasattr(cosine, "toarray") else cosine)
        rows = np.arange(len(cosine))
        cosine[rows, at + rows] = -2
        ten = np.argpartition(-cosine, 10, axis=1)[:, :10]
        same += (labels[ten] == labels[at + rows][:, None]).sum()
    return same / len(labels) / 10


def landing(labels, member, labels_held, found) -> float:
    """Share of held-back texts that land in a group of which their title is the main one."""
    main = {g: np.bincount(labels[member == g]).argmax() for g in np.unique(member) if g >= 0}
    pairs = zip(found, labels_held, strict=True)
    return float(np.mean([g >= 0 and main[g] == label for g, label in pairs]))


def per_text(work, texts, times=100) -> str:
    work(texts[0])
    taken = []
    for text in texts[1 : times + 1]:
        start = time.perf_counter()
        work(text)
        taken.append(time.perf_counter() - start)
    return f"{np.median(taken) * 1e3:.2f} ms"


def others(options: Namespace) -> None:
    sets = {
        "motions, by debate": motions(options),
        "motions on a budget, by ministry and year": motions(options, budget=True),
        "laws, by chapter": laws(options),
    }
    rows = []
    for name, (texts, names) in sets.items():
        labels = np.unique(names, return_inverse=True)[1]
        vectors = Encoder.fit(texts, seed=1).encode(texts)
        words = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
        found = [find_groups(vectors, minimum=10, seed=s).member_of for s in range(SEEDS)]
        size = f"{len(texts)} texts, {labels.max() + 1} labels"
        near = f"{nearest(vectors, labels):.3f} / {nearest(words, labels):.3f}"
        rows.append([name, size, near, *spread(labels, found), *peer(vectors, texts, labels)])
    head = [
        "texts", "size", "10 nearest, ours / TF-IDF", "AMI, ours", "noise, ours",
        "AMI, BERTopic on our vectors", "noise, BERTopic",
    ]  # fmt: skip
    write_table("patronen others", head, rows, strangers(sets, options))


def peer(vectors, texts, labels) -> list[str]:
    if find_spec("bertopic") is None or find_spec("umap") is None:
        return [MISSING, ""]
    from bertopic import BERTopic

    runs = []
    for _ in range(RUNS):
        model = BERTopic(min_topic_size=10, calculate_probabilities=False, language="dutch")
        runs.append(np.array(model.fit_transform(texts, vectors)[0]))
    return spread(labels, runs)


def spread(labels, members) -> list[str]:
    scores = [adjusted_mutual_info_score(labels, member) for member in members]
    noise = np.mean([(member < 0).mean() for member in members])
    return [f"{np.mean(scores):.3f} ({min(scores):.3f}-{max(scores):.3f})", f"{noise:.1%}"]


def strangers(sets, options: Namespace) -> str:
    """Say which share of foreign texts is refused, and which share of own, held-back texts."""
    foreign = {
        "sentences of practice": column(SENTENCES, "zin", ";"),
        "motions": sets["motions, by debate"][0][::4],
        "laws": sets["laws, by chapter"][0][::4],
    }
    if options.meldingen:
        foreign["reports of litter"] = column(options.meldingen, "Tekst", ",")
    said = []
    for own in ("motions", "laws"):
        texts = np.array(sets[f"{own}, by {'debate' if own == 'motions' else 'chapter'}"][0])
        held = np.random.default_rng(1).permutation(len(texts)) < min(1000, len(texts) // 5)
        encoder = Encoder.fit(list(texts[~held]), seed=1)
        groups = find_groups(encoder.encode(list(texts[~held])), minimum=10, seed=1)
        tried = {f"{own} held back": list(texts[held])}
        tried |= {name: given for name, given in foreign.items() if name != own}
        shares = []
        for name, given in tried.items():
            usual = encoder.familiarity(given)
            placed = assign(groups, encoder.encode(given), familiarity=usual)
            shares.append(f"{name} {np.mean([a.group is None for a in placed]):.0%}")
        said.append(f"learned from {own}: {', '.join(shares)}")
    return f"Answered with 'none of these': {'; '.join(said)}."


def column(file: Path, name: str, delimiter: str) -> list[str]:
    rows = csv.DictReader(StringIO(file.read_text(), newline=""), delimiter=delimiter)
    return [row[name] for row in rows]


def scale(options: Namespace) -> None:
    texts, _ = motions(options)
    rows = []
    for number in (10_000, 100_000, 1_000_000):
        made = list(perturbed(texts, number))
        start = time.perf_counter()
        encoder = Encoder.fit(made, seed=1)
        fitted = time.perf_counter()
        vectors = encoder.encode(made)
        encoded = time.perf_counter()
        groups = find_groups(vectors, minimum=10, seed=1)
        done = time.perf_counter()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        times = (fitted - start, encoded - fitted, done - encoded, done - start)
        rows.append(
            [
                f"{number:,}",
                *(f"{t:.0f} s" for t in times),
                f"{peak:.1f} GB",
                f"{len(groups.groups)}",
            ]
        )
    head = ["cases", "fit", "encode", "group", "together", "peak so far", "groups"]
    note = f"Made of {teksten.described(options.teksten, len(texts))}."
    write_table("patronen scale", head, rows, note)


def perturbed(texts, number):
    """Real texts with words left out, words of another text put in, and typing errors."""
    random = np.random.default_rng(7)
    words = [text.split() for text in texts]
    for i, j in random.integers(len(texts), size=(number, 2)):
        kept = [w for w, r in zip(words[i], random.random(len(words[i])), strict=True) if r > 0.15]
        kept.append(words[j][int(random.integers(len(words[j])))])
        if random.random() < 0.2:
            at = int(random.integers(len(kept)))
            letter = int(random.integers(len(kept[at])))
            kept[at] = kept[at][:letter] + kept[at][letter + 1 :]
        yield " ".join(kept)


MEASURED = {"quality": quality, "others": others, "scale": scale}

if __name__ == "__main__":
    main()
