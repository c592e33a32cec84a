"""Correlators from pair sums, of any weighted union of groups."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.observables.sums import TwoPointSums


def correlator(
    sums: TwoPointSums, weights: NDArray[Any] | None = None, *, connected: bool
) -> NDArray[np.float64]:
    """Two-point function of a weighted union of groups.

    Parameters
    ----------
    sums : TwoPointSums
        Pair sums.
    weights : (..., n_groups), optional
        How often each group enters: ones and zeros for classes, leave-one-out masks for a
        jackknife, multiplicities for a bootstrap. Default: every group once.
    connected : bool
        Subtract one mean, that of the union, from the field (the authors do so for epsilon and not
        for spins): ``C = <f f'> - mean <f + f'> + mean^2``.

    Returns
    -------
    (..., n_r) float64
        NaN where the union is empty.
    """
    factor = np.ones(sums.field.size) if weights is None else np.asarray(weights, np.float64)
    number = factor @ sums.configurations
    with np.errstate(invalid="ignore", divide="ignore"):
        pairs = number[..., None] * sums.pairs
        result: NDArray[np.float64] = (factor @ sums.products) / pairs
        if connected:
            mean = ((factor @ sums.field) / (number * sums.sites))[..., None]
            result = result - mean * (factor @ sums.ends) / pairs + mean**2
    return result
