"""A fitted number as the columns of the fit stage's file."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.stats.data_sets import Fit
from rgflow.stats.estimate import OK

Columns = dict[str, NDArray[Any]]

SMALLEST_SHARE = 0.5
"""A bootstrap error is quoted if at least this share of the replicates has an answer."""


def columns(prefix: str, fit: Fit, parameter: str) -> Columns:
    """Return value, errors and status of one parameter.

    Parameters
    ----------
    prefix : str
        Name of the number in the file.
    fit : Fit
        Fits of shape (..., 1 + n_bootstrap): the data first, then their bootstrap replicates.
    parameter : str
        Name of the parameter in the fit.
    """
    estimate = fit[parameter]
    return {
        prefix: estimate.value[..., 0],
        f"{prefix}_error": estimate.standard_error[..., 0],
        f"{prefix}_low": estimate.low[..., 0],
        f"{prefix}_high": estimate.high[..., 0],
        f"{prefix}_bootstrap": _bootstrap_error(estimate.value, fit.status),
        f"{prefix}_status": fit.status[..., 0],
    }


def empty(prefix: str, shape: tuple[int, ...], status: int) -> Columns:
    """Return the columns of a number that nothing has been fitted to yet."""
    suffixes = ("", "_error", "_low", "_high", "_bootstrap")
    numbers: Columns = {f"{prefix}{suffix}": np.full(shape, np.nan) for suffix in suffixes}
    return {**numbers, f"{prefix}_status": np.full(shape, status, np.int8)}


def put(target: Columns, place: tuple[Any, ...], part: Columns) -> None:
    """Write columns of a part into the columns of the whole."""
    for name, values in part.items():
        target[name][place] = values


def bootstrap_weights(
    n_blocks: int, n_bootstrap: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return how often each block enters: all once, then `n_bootstrap` draws with replacement."""
    draws = rng.multinomial(n_blocks, np.full(n_blocks, 1 / n_blocks), size=n_bootstrap)
    return np.concatenate([np.ones((1, n_blocks)), draws])


def _bootstrap_error(values: NDArray[np.float64], status: NDArray[np.int8]) -> NDArray[np.float64]:
    """Return the standard deviation over the replicates that have an answer."""
    answered = status[..., 1:] == OK
    replicates = np.where(answered, values[..., 1:], 0.0)
    number = answered.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = replicates.sum(axis=-1) / number
        deviation = np.where(answered, values[..., 1:] - mean[..., None], 0.0)
        error = np.sqrt((deviation**2).sum(axis=-1) / (number - 1))
    enough = (number >= SMALLEST_SHARE * answered.shape[-1]) & (number > 1)
    return np.where(enough & (status[..., 0] == OK), error, np.nan)
