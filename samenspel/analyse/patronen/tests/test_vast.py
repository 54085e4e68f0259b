"""The encoder that learns from a public text only."""

import numpy as np
import pytest

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.patronen.vast import FixedEncoder, telling

OPENBAAR = [
    "Een gezin met schulden krijgt hulp van de gemeente.",
    "Schuldhulp begint als de huur niet is betaald.",
    "De deurwaarder legt beslag omdat de huur achterloopt.",
    "Een kind zit thuis en gaat niet naar school.",
    "De leerplichtambtenaar praat met school en ouders.",
    "De school zoekt een plek voor het kind.",
]


@pytest.fixture(scope="module")
def encoder():
    return FixedEncoder.fit(OPENBAAR, seed=1)


def test_texts_about_the_same_thing_lie_closer(encoder):
    vraag, zelfde, ander = encoder.encode(
        ["huurschuld en een deurwaarder", "beslag door deurwaarders", "kind zonder school"]
    )
    assert vraag @ zelfde > vraag @ ander + 0.1


def test_a_word_the_public_text_never_had_still_counts(encoder):
    vraag, zelfde, ander = encoder.encode(
        ["de quarantainewoning", "een quarantainewoning", "een zwemdiploma"]
    )
    assert vraag @ zelfde > 0.5
    assert vraag @ ander < 0.5


def test_a_vector_depends_on_its_own_text_alone(encoder):
    alone = encoder.encode(["huur en school"])
    among = encoder.encode(["geheim woord xylofoon", "huur en school", ""])
    assert np.allclose(alone[0], among[1], atol=1e-6)
    assert np.allclose(np.linalg.norm(among, axis=1), [1, 1, 0], atol=1e-5)


def test_the_order_of_the_public_text_does_not_matter(encoder):
    other = FixedEncoder.fit(OPENBAAR[::-1], seed=1)
    assert np.array_equal(other.encode(["huur"]), encoder.encode(["huur"]))


def test_telling_words_are_the_rare_ones(encoder):
    assert telling(encoder, "de school en de xylofoon van het kind", 1) == ["xylofoon"]
    assert telling(encoder, "12345 en de", 3) == []
    assert telling(encoder, "", 3) == []


@pytest.mark.parametrize("own", [0, 63, 100, -64])
def test_a_wrong_size_is_refused(own):
    with pytest.raises(AnalyseError, match="veelvoud"):
        FixedEncoder.fit(OPENBAAR, own=own, seed=1)
