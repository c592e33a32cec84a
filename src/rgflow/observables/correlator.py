"""Correlators from pair sums, of any weighted union of groups."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class TwoPointSums:
    """Sufficient statistics of a two-point function, additive over groups (first axis).

    Attributes
    ----------
    distance : (n_r,) float64
        Distances in lattice units.
    pairs : (n_r,) int64
        Ordered site pairs of one configuration at each distance.
    products : (n_groups, n_r) float64
        Sum of f(x) f(x') over pairs and configurations; an exact integer for ±1 spins.
    ends : (n_groups, n_r) float64
        Sum of f(x) + f(x') over the same pairs: what subtracting a mean needs.
    field : (n_groups,) float64
        Sum of f over sites and configurations.
    configurations : (n_groups,) int64
        Configurations in each group.
    sites : int
        L^2.
    """

    distance: NDArray[np.float64]
    pairs: NDArray[np.int64]
    products: NDArray[np.float64]
    ends: NDArray[np.float64]
    field: NDArray[np.float64]
    configurations: NDArray[np.int64]
    sites: int


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
