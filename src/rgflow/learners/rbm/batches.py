"""Training data: what is accepted, and in which order its rows are used."""

from typing import Any

import numpy as np
import numpy.typing as npt

from rgflow.config.recipes import Recipe
from rgflow.errors import ConfigError, TrainingError
from rgflow.learners.rbm.kernels import Floats, gather_rows


def checked_data(data: npt.NDArray[Any], n_visible: int | None = None) -> npt.NDArray[Any]:
    """Return `data` C-ordered, or refuse it.

    Parameters
    ----------
    data : array (n, n_visible)
        int8 of +-1, or float32 within [-1, 1] (means of the layer below).
    n_visible : int, optional
        Number of columns to insist on.

    Raises
    ------
    TrainingError
        If shape, type or values are others.
    """
    if data.ndim != 2 or 0 in data.shape or n_visible not in (None, data.shape[1]):
        columns = "n_visible" if n_visible is None else n_visible
        raise TrainingError(
            f"training data have shape {data.shape}, expected (n, {columns})",
            remedy="give one configuration a row, its sites flattened",
        )
    if data.dtype == np.int8:
        if not (np.abs(data) == 1).all():
            raise TrainingError(
                f"int8 training data hold values from {data.min()} to {data.max()}, not only +-1",
                remedy="give spins as +1 and -1 (0/1 spins: 2 v - 1)",
            )
    elif data.dtype == np.float32:
        if not (np.abs(data) <= 1).all():  # also true of NaN
            raise TrainingError(
                f"float32 training data hold values from {data.min()} to {data.max()}",
                remedy="give the means of +-1 units, within [-1, 1]",
            )
    else:
        raise TrainingError(
            f"training data are {data.dtype}",
            remedy="give int8 of +-1, or float32 means within [-1, 1]",
        )
    return np.ascontiguousarray(data)


class Batches:
    """Batches from shuffled epochs; batch number u is a function of the seed alone.

    As in the authors' code, an epoch ends as soon as no more than a batch of rows is left, and
    every epoch has a fresh permutation. A resumed run sees the same permutations.
    """

    def __init__(self, data: npt.NDArray[Any], recipe: Recipe, seed: int) -> None:
        if recipe.batch_size > len(data):
            raise ConfigError(
                f"batch_size = {recipe.batch_size} with {len(data)} training configurations",
                remedy="lower batch_size or sample more configurations",
            )
        self._data, self._size, self._seed = data, recipe.batch_size, seed
        self._per_epoch = max(1, (len(data) - 1) // recipe.batch_size)
        self._epoch, self._order = -1, np.empty(0, np.int64)

    def fill(self, out: Floats, update: int) -> None:
        """Write the batch of update number `update` (the first is 1) to `out`."""
        epoch, position = divmod(update - 1, self._per_epoch)
        if epoch != self._epoch:
            self._epoch, self._order = epoch, self._permutation(epoch)
        first = position * self._size
        gather_rows(self._data, self._order[first : first + self._size], out)

    def _permutation(self, epoch: int) -> npt.NDArray[np.int64]:
        """Return the order of the rows in one epoch."""
        bits = np.random.Philox(np.random.SeedSequence([self._seed, epoch]))
        return np.random.Generator(bits).permutation(len(self._data))
