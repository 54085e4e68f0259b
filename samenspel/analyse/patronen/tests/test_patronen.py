"""Encoder, search, groups, how widely they are shared, and the same wheel."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.patronen import (
    NOISE,
    Encoder,
    Index,
    Owner,
    Variant,
    assign,
    find_groups,
    label,
    same_wheel,
    shared,
    similar,
)

THEMES = {
    "schulden": "schulden schuldhulpverlening deurwaarder huurachterstand incasso kredietbank",
    "school": "school onderwijs leerplicht thuiszitter leerling klas docent verzuim",
    "zorg": "zorg verpleeghuis wijkverpleging medicijnen huisarts behandeling mantelzorg ziekte",
    "wonen": "woning huur verhuurder urgentie ontruiming corporatie woningnood schimmel",
}
FILLERS = ["de", "het", "een", "is", "en", "van", "bij", "met", "gezin", "wil", "kan", "gesprek"]


def made_texts(per_theme: int = 60) -> tuple[list[str], list[str]]:
    random = np.random.default_rng(11)
    texts, themes = [], []
    for theme, words in THEMES.items():
        for _ in range(per_theme):
            own = random.choice(words.split(), 5, replace=False)
            rest = random.choice(FILLERS, 6)
            texts.append(" ".join(random.permutation([*own, *rest])))
            themes.append(theme)
    return texts, themes


@pytest.fixture(scope="module")
def world():
    texts, themes = made_texts()
    encoder = Encoder.fit(texts, dimensions=32, seed=3)
    return texts, themes, encoder, encoder.encode(texts)


def test_vectors_have_length_one_and_the_asked_dimension(world):
    _, _, encoder, vectors = world
    assert vectors.dtype == np.float32
    assert vectors.shape == (240, 32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(240), abs=1e-5)
    assert not encoder.encode(["", "?!"]).any()
    assert encoder.encode([]).shape == (0, 32)


def test_a_compound_lies_near_its_part_and_a_typing_error_does_little_harm(world):
    _, _, encoder, _ = world
    whole, part, typo, other = encoder.encode(
        ["schuldhulpverlening", "schuldhulp", "schuldhulpverlenning", "verpleeghuis"]
    )
    assert whole @ part > 0.8
    assert whole @ typo > 0.8
    assert whole @ other < 0.3


def test_order_batches_and_a_saved_file_change_nothing(world, tmp_path):
    texts, _, encoder, vectors = world
    again = Encoder.fit(texts[::-1], dimensions=32, seed=3)
    assert np.array_equal(again.encode(texts), vectors)
    assert np.allclose(np.concatenate([again.encode([t]) for t in texts]), vectors, atol=1e-6)
    encoder.save(tmp_path / "model.npz")
    assert np.array_equal(Encoder.load(tmp_path / "model.npz").encode(texts), vectors)


def test_what_cannot_be_learned_or_read_is_refused(tmp_path):
    with pytest.raises(AnalyseError, match="twee verschillende"):
        Encoder.fit(["zelfde", "zelfde"], seed=1)
    (tmp_path / "x.npz").write_bytes(b"geen model")
    with pytest.raises(AnalyseError, match="geen tekstmodel"):
        Encoder.load(tmp_path / "x.npz")


def test_similar_finds_the_same_theme_and_itself_first(world):
    texts, themes, encoder, _ = world
    hits = similar(Index.build(encoder, texts), [texts[0], "", "deurwaarder en incasso"], 10)
    assert hits[0].positions[0] == 0
    assert hits[0].similarity[0] == pytest.approx(1.0, abs=1e-5)
    assert hits[1].positions == ()
    assert {themes[i] for i in hits[2].positions} == {"schulden"}
    assert len(similar(Index.build(encoder, texts[:3]), ["school"], 10)[0].positions) == 3


def test_groups_are_the_themes_with_labels_that_tell(world):
    texts, themes, _, vectors = world
    groups = find_groups(vectors, minimum=10, seed=1, texts=texts)
    assert groups.noise_share < 0.1
    for number, group in enumerate(groups.groups):
        members = [themes[i] for i in np.flatnonzero(groups.member_of == number)]
        main = max(set(members), key=members.count)
        assert members.count(main) >= 0.9 * len(members)
        assert group.size == len(members) >= 10
        assert set(group.label) & set(THEMES[main].split())
        assert len(group.central) == 3
        assert all(groups.member_of[i] == number for i in group.central)


def test_the_order_of_the_cases_changes_no_group(world):
    texts, _, _, vectors = world
    order = np.random.default_rng(2).permutation(len(texts))
    one = find_groups(vectors, minimum=10, seed=1, texts=texts)
    other = find_groups(vectors[order], minimum=10, seed=1, texts=[texts[i] for i in order])
    assert np.array_equal(other.member_of, one.member_of[order])
    assert [g.label for g in one.groups] == [g.label for g in other.groups]


def test_an_executor_gives_the_same_groups(world):
    _, _, _, vectors = world
    alone = find_groups(vectors, minimum=10, seed=1)
    with ThreadPoolExecutor(2) as pool:
        together = find_groups(vectors, minimum=10, seed=1, executor=pool)
    assert np.array_equal(alone.member_of, together.member_of)
    assert np.array_equal(alone.centres, together.centres)


def test_directions_without_any_pattern_stay_noise():
    random = np.random.default_rng(4)
    vectors = random.standard_normal((600, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    groups = find_groups(vectors, minimum=10, seed=1)
    assert groups.noise_share > 0.9


def test_too_few_cases_make_no_group_and_nonsense_is_refused(world):
    _, _, _, vectors = world
    few = find_groups(vectors[:5], minimum=10, seed=1)
    assert few.groups == ()
    assert set(few.member_of) == {NOISE}
    assert assign(few, vectors[:1])[0].group is None
    with pytest.raises(AnalyseError, match="eindige"):
        find_groups(np.full((4, 3), np.nan, dtype=np.float32), minimum=2, seed=1)
    with pytest.raises(AnalyseError, match="precies één tekst"):
        find_groups(vectors, minimum=2, seed=1, texts=["een"])


def test_a_new_case_is_assigned_and_something_else_is_none_of_these(world):
    texts, themes, encoder, vectors = world
    groups = find_groups(vectors, minimum=10, seed=1, texts=texts)
    debt, nothing, foreign = assign(
        groups,
        encoder.encode(["deurwaarder legt beslag door huurachterstand", "", "xqzw vvkp jjq"]),
    )
    assert debt.group is not None
    assert {themes[i] for i in groups.groups[debt.group].central} == {"schulden"}
    assert 0 < debt.confidence <= 1
    assert nothing.group is None
    assert foreign.group is None


def test_a_text_about_something_else_is_unfamiliar_and_gets_no_group(world):
    texts, _, encoder, vectors = world
    groups = find_groups(vectors, minimum=10, seed=1)
    own = "een gesprek met de huisarts en medicijnen bij de ziekte en mantelzorg van het gezin"
    other = "de voetballer schiet de bal tegen de paal bij een strafschop van het elftal"
    familiar = encoder.familiarity([own, other, "", *texts])
    assert familiar[0] > 0.05
    assert familiar[1] < 0.01
    assert familiar[2] == 0
    assert (familiar[3:] < 0.01).mean() < 0.02
    answers = assign(groups, encoder.encode([own, other]), familiarity=familiar[:2])
    assert answers[0].group is not None
    assert answers[1].group is None
    assert answers[1].confidence > 0.99


def test_a_label_has_nouns_that_enough_texts_hold_and_no_words_that_every_text_holds():
    notes = [
        "De deurwaarder komt naar het gezin door een huurachterstand.",
        "Er is een huurachterstand en de deurwaarder gaat worden gebeld.",
        "Moeder heeft hulp bij de huurachterstand, de deurwaarder wacht.",
    ]
    ordinary = ["Er is een gezin met hulp.", "Het gezin wacht en moeder komt naar het gesprek."]
    background = Encoder.fit([*ordinary, "De school belt.", "Het kind gaat naar school."], seed=1)
    assert set(label(notes * 2, background)[:2]) == {"huurachterstand", "deurwaarder"}
    assert "naar" not in label(notes * 2)
    assert label([*notes, "Een paspoort van de ambassade."] * 4, minimum=5)[0] == "huurachterstand"
    assert label(notes) == ()
    assert label([]) == ()


def test_no_word_of_a_single_case_enters_a_label(world):
    texts, _, encoder, _ = world
    secret = [f"{texts[0]} geheimwoord geheimwoord geheimwoord", *texts[1:]]
    groups = find_groups(encoder.encode(secret), minimum=10, seed=1, texts=secret)
    assert all("geheimwoord" not in group.label for group in groups.groups)


def test_shared_counts_and_says_growth_only_when_it_is_sure(world):
    _, themes, _, vectors = world
    groups = find_groups(vectors, minimum=10, seed=1)
    towns = ["Almere", "Ede", "Zwolle"]
    owner = [
        Owner(towns[i % 3], "r", f"opgave {i % 2}", 2025.0 if theme == "zorg" else 2020.0 + i % 6)
        for i, theme in enumerate(themes)
    ]
    found = shared(groups, owner)
    assert {s.group for s in found} == set(range(len(groups.groups)))
    assert found[0].gemeenten == 3
    assert found[0].concentration == pytest.approx(1 / 3, abs=0.05)
    care = [s for s in found if themes[groups.groups[s.group].central[0]] == "zorg"]
    assert all(s.growth.certain and s.growth.low > 1 for s in care)
    assert "vaker voor" in care[0].explanation
    with pytest.raises(AnalyseError, match="precies één eigenaar"):
        shared(groups, owner[1:])


def variant(name: str, approach: list[float], context: list[float], **more: object) -> Variant:
    return Variant(name, f"gemeente {name}", np.array(approach), np.array(context), **more)


@pytest.mark.parametrize(
    ("a", "b", "judgement"),
    [
        (variant("a", [1, 0], [1, 0]), variant("b", [1, 0.1], [1, 0]), "zelfde wiel"),
        (
            variant("a", [1, 0], [1, 0]),
            variant("b", [1, 0], [1, 0], overgenomen_van="a"),
            "niet te zeggen",
        ),
        (variant("a", [1, 0], [1, 0]), variant("b", [0, 1], [0, 1]), "zinvolle variatie"),
        (variant("a", [1, 0], [1, 0]), variant("b", [0, 1], [1, 0]), "niet te zeggen"),
        (
            variant("a", [1, 0], [1, 0], uitkomst=(0.1, 0.2)),
            variant("b", [0, 1], [1, 0], uitkomst=(0.5, 0.7)),
            "zinvolle variatie",
        ),
    ],
)
def test_the_same_wheel_a_sensible_variation_or_not_to_say(a, b, judgement):
    (pair,) = same_wheel([b, a])
    assert pair.oordeel == judgement
    assert pair.reden.endswith(".")


def test_variants_of_one_owner_are_no_pair():
    a = variant("a", [1, 0], [1, 0])
    assert same_wheel([a, Variant("b", a.eigenaar, a.aanpak, a.context)]) == []
