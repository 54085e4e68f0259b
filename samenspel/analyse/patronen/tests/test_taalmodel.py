"""The encoder that runs a language model from a folder, with a tiny model made here."""

from pathlib import Path

import numpy as np
import pytest

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.patronen import Index, ModelEncoder, find_groups, similar

WORDS = ["schuld", "deurwaarder", "huur", "school", "klas", "leerling", "de", "het", "en"]
TEXTS = ["de schuld en de huur", "het kind en de klas", "de deurwaarder"]


def make_model(folder: Path) -> None:
    """Write a transformer of one layer with random weights, and words as tokens."""
    tokenizers, transformers, torch, sentence_transformers = (
        pytest.importorskip(name, reason=f"only whoever brings a language model has {name}")
        for name in ("tokenizers", "transformers", "torch", "sentence_transformers")
    )
    vocabulary = {word: i for i, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    (folder / "transformer").mkdir()
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        unk_token="[UNK]",
        pad_token="[PAD]",
    ).save_pretrained(folder / "transformer")
    torch.manual_seed(1)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    transformers.BertModel(config).save_pretrained(folder / "transformer")
    # Of a plain transformer the package makes a model that takes the mean over the words.
    model = sentence_transformers.SentenceTransformer(str(folder / "transformer"), device="cpu")
    model.save(str(folder / "model"))


def test_a_model_folder_gives_vectors_that_everything_else_takes(tmp_path):
    make_model(tmp_path)
    encoder = ModelEncoder(tmp_path / "model")
    vectors = encoder.encode(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, 16)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert np.allclose(encoder.encode(TEXTS[::-1])[::-1], vectors, atol=1e-5)
    assert not np.allclose(vectors[0], vectors[1], atol=1e-2)
    assert encoder.encode([]).shape == (0, 16)
    assert encoder.encode(["", TEXTS[0]]).any(axis=1).tolist() == [False, True]
    assert similar(Index.build(encoder, TEXTS), [TEXTS[1]], 1)[0].positions == (1,)
    assert len(find_groups(encoder.encode(TEXTS * 20), minimum=5, seed=1).member_of) == 60


def test_a_missing_model_says_what_to_do(tmp_path):
    with pytest.raises(AnalyseError, match=r"beheerder|bestaat niet"):
        ModelEncoder(tmp_path / "weg").encode(["tekst"])
