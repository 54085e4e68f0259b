"""The main axes of a collection of texts: a truncated singular value decomposition."""

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats32 = npt.NDArray[np.float32]

_SPARE = 10
_LOST = 1e-6  # of the largest: what is lost in rounding


def main_axes(
    counts: sparse.csr_array, weighted: sparse.csr_array, dimensions: int, seed: int
) -> Floats32:
    """Find the first right singular vectors of ``counts weighted``, shape ``(p, dimensions)``.

    The product is never formed: words repeat, so two thin products are several times cheaper. A
    singular vector has no sign of its own; here the text that it tells most about is on its
    positive side.

    Parameters
    ----------
    counts
        Words per text, rows scaled so that the product has rows of length 1, ``(n, w)``.
    weighted
        Pieces per word with their weight, ``(w, p)``.
    dimensions
        Fewer are returned when the texts cannot fill them.
    seed
        Seed of the random directions that the method starts from.

    References
    ----------
    Halko, Martinsson and Tropp (2011), doi:10.1137/090771806.
    """
    down, up = weighted.T.tocsr(), counts.T.tocsr()
    size = min(dimensions + _SPARE, *counts.shape, weighted.shape[1])

    def there_and_back(base: Floats32) -> Floats32:
        return np.asarray(counts @ (weighted @ (down @ (up @ base))))

    random = np.random.default_rng(seed)
    start = random.standard_normal((counts.shape[0], size), dtype=np.float32)
    base = _orthonormal(there_and_back(start))
    squares, left = np.linalg.eigh((base.T @ there_and_back(base)).astype(np.float64))
    keep = np.flatnonzero(squares > _LOST * squares.max())[::-1][:dimensions]
    left = base @ (left[:, keep] / np.sqrt(squares[keep])).astype(np.float32)
    largest = np.abs(left).argmax(axis=0)
    left *= np.sign(left[largest, np.arange(len(keep))])
    return np.asarray(down @ (up @ left), dtype=np.float32)


def _orthonormal(columns: Floats32) -> Floats32:
    """Give an orthonormal base of the columns of a tall matrix.

    Through the small square matrix: several times cheaper than QR. Directions that are lost in
    rounding are left out.
    """
    squares, right = np.linalg.eigh((columns.T @ columns).astype(np.float64))
    keep = squares > _LOST * squares.max()
    return np.asarray(columns @ (right[:, keep] / np.sqrt(squares[keep])), dtype=np.float32)
