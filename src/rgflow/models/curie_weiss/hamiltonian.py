"""Energy of the Curie-Weiss model."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.models.base.arguments import require_square_stack


def energy(spins: NDArray[Any]) -> NDArray[np.float64]:
    """Total energy ``-M^2 / (2N)`` of configurations (n, L, L), spins or real, (n,).

    Raises
    ------
    ParameterError
        If `spins` is not a stack of square lattices.
    """
    require_square_stack(spins)
    total = np.int64 if spins.dtype == np.int8 else np.float64
    M = np.sum(spins, axis=(1, 2), dtype=total)
    return np.asarray(-(M**2) / (2 * spins.shape[1] ** 2))


def ground_energy(L: int) -> float:
    """Energy of the two ground states, all spins equal."""
    return -(L**2) / 2
