"""What is summed of a two-point function, for whoever sums and whoever makes correlators of it."""

from dataclasses import dataclass

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
