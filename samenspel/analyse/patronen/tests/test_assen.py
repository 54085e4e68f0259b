"""The parts under the encoder against their definitions: stems, main axes, neighbours."""

import numpy as np
import pytest
from scipy import sparse

from samenspel.analyse.patronen.assen import main_axes
from samenspel.analyse.patronen.buren import smooth
from samenspel.analyse.patronen.stukjes import hash_pieces, stem_hashes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("school", "scholen"),
        ("huis", "huizen"),
        ("brief", "brieven"),
        ("schuld", "schulden"),
        ("deurwaarder", "deurwaarders"),
        ("grote", "groot"),
        ("bak", "bakken"),
    ],
)
def test_two_forms_of_one_word_have_one_stem(one, other):
    first, second = stem_hashes([one, other])
    assert first == second


@pytest.mark.parametrize(
    ("one", "other"), [("school", "schuld"), ("gas", "ga"), ("een", "e"), ("kans", "kan")]
)
def test_two_words_keep_two_stems(one, other):
    first, second = stem_hashes([one, other])
    assert first != second


def test_a_word_gives_its_stem_and_its_pieces_with_the_edges():
    hashes, starts = hash_pieces(["huur", "ja"])
    # " huur " has four pieces of three letters, three of four and two of five; " ja " has 2 + 1.
    assert np.diff(starts).tolist() == [1 + 4 + 3 + 2, 1 + 2 + 1]
    assert len(np.unique(hashes)) == len(hashes)
    assert hash_pieces([])[1].tolist() == [0]


def test_main_axes_are_the_first_singular_vectors():
    random = np.random.default_rng(3)
    strength = np.array([9.0, 6.0, 4.0, 0.1, 0.05])
    left = np.linalg.qr(random.standard_normal((40, 5)))[0] * strength
    right = np.linalg.qr(random.standard_normal((30, 5)))[0]
    counts = sparse.csr_array(left.astype(np.float32))
    weighted = sparse.csr_array(right.T.astype(np.float32))
    axes = main_axes(counts, weighted, 3, seed=1)
    exact = np.linalg.svd(left @ right.T)[2][:3].T
    assert np.abs(axes.T @ exact) == pytest.approx(np.eye(3), abs=1e-3)
    assert ((left @ right.T @ axes).max(axis=0) > 0).all()


def test_smooth_adds_twice_the_weighted_mean_of_the_nearest():
    random = np.random.default_rng(4)
    vectors = random.standard_normal((50, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    cosine = vectors @ vectors.T
    np.fill_diagonal(cosine, -2)
    near = np.argsort(-cosine, axis=1)[:, :10]
    weight = np.maximum(np.take_along_axis(cosine, near, axis=1), 0)
    mean = np.einsum("ij,ijk->ik", weight, vectors[near]) / weight.sum(axis=1, keepdims=True)
    expected = vectors + 2 * mean
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    assert np.allclose(smooth(vectors), expected, atol=1e-5)
    assert np.array_equal(smooth(vectors[:1]), vectors[:1])
