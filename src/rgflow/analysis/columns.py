"""A fitted number as the columns of the fit stage's file."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.stats.data_sets import Fit
from rgflow.stats.estimate import OK
from rgflow.stats.resampling import bootstrap, bootstrap_weights

Columns = dict[str, NDArray[Any]]


def columns(prefix: str, fit: Fit, parameter: str, n_blocks: int) -> Columns:
    """Return value, errors and status of one parameter.

    Parameters
    ----------
    prefix : str
        Name of the number in the file.
    fit : Fit
        Fits of shape (..., 1 + n_bootstrap): the data first, then their bootstrap replicates.
    parameter : str
        Name of the parameter in the fit.
    n_blocks : int
        Blocks that the replicates draw from.
    """
    estimate = fit[parameter]
    replicates = np.moveaxis(estimate.value[..., 1:], -1, 0)
    drawn = bootstrap(estimate.value[..., 0], replicates, n_blocks)
    return {
        prefix: estimate.value[..., 0],
        f"{prefix}_error": estimate.standard_error[..., 0],
        f"{prefix}_low": estimate.low[..., 0],
        f"{prefix}_high": estimate.high[..., 0],
        f"{prefix}_bootstrap": np.where(fit.status[..., 0] == OK, drawn.standard_error, np.nan),
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


def replicate_weights(
    n_blocks: int, n_bootstrap: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return how often each block enters: all once, then `n_bootstrap` draws with replacement."""
    return np.concatenate([np.ones((1, n_blocks)), bootstrap_weights(n_blocks, n_bootstrap, rng)])
