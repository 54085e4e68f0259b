"""An encoder that runs a language model which somebody put in a folder; optional."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from samenspel.analyse.errors import AnalyseError
from samenspel.analyse.patronen.encoder import Vectors


@dataclass(frozen=True)
class ModelEncoder:
    """Encoder behind the same interface that uses a sentence-transformers model folder.

    Attributes
    ----------
    folder
        What ``SentenceTransformer.save`` wrote, or a plain transformer with its tokenizer. It is
        read when first used; nothing is downloaded.
    """

    folder: Path

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of length 1 per text, shape ``(n, d)``; of an empty text, zero.

        Raises
        ------
        AnalyseError
            If the package is not installed or the folder holds no model.
        """
        model = _model(str(self.folder))
        filled = [i for i, text in enumerate(texts) if text.strip()]
        # Without texts the model would not say how long its vectors are.
        some = [texts[i] for i in filled] or ["tekst"]
        found = model.encode(some, normalize_embeddings=True, show_progress_bar=False)
        vectors = np.zeros((len(texts), found.shape[1]), dtype=np.float32)
        vectors[filled] = found[: len(filled)]
        return vectors


@lru_cache(maxsize=2)
def _model(folder: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise AnalyseError(
            "Voor dit taalmodel is het pakket sentence-transformers nodig; vraag uw beheerder."
        ) from error
    if not Path(folder).is_dir():
        raise AnalyseError("De map van het taalmodel bestaat niet; controleer de instelling.")
    return SentenceTransformer(folder, device="cpu", local_files_only=True)
