"""The energy of configurations that need not be spins."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def energy_per_site(spins: NDArray[Any]) -> NDArray[np.float64]:
    """Return the energy per site of +-1 or real configurations (n, L, L), in J."""
    field = spins.astype(np.float32)
    bonds = field * (np.roll(field, -1, axis=1) + np.roll(field, -1, axis=2))
    return -bonds.mean(axis=(1, 2), dtype=np.float64)
