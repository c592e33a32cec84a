"""Energy of the square Ising lattice with periodic boundaries.

The Hamiltonian is ``H = - sum_<ij> s_i s_j`` with ``s = +-1``, J = k_B = 1 and no field. Every
site has a bond to its right and one to its lower neighbour, so there are ``2 L^2`` bonds at
every L. At L = 2 the two neighbours of a site in one direction are the same site: each pair is
joined by two bonds and both count, as in the transfer matrix and in Kaufman's solution.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.models.base.arguments import require_square_stack


def energy(spins: NDArray[Any]) -> NDArray[Any]:
    """Total energy ``H = - sum_<ij> s_i s_j`` of every configuration.

    Parameters
    ----------
    spins : int8 array (n, L, L) of +-1, or real array
        Configurations, axes (sample, y, x). Real ones are multiplied in float32.

    Returns
    -------
    int64 or float64 array (n,)
        Energies in units of J, of spins between ``-2 L^2`` and ``2 L^2``.

    Raises
    ------
    ParameterError
        If `spins` is not a stack of square lattices.
    """
    require_square_stack(spins)
    # a site's two bonds sum to -2, 0 or 2: int8 holds the product
    whole = spins.dtype == np.int8
    field = spins if whole else spins.astype(np.float32)
    neighbours = np.roll(field, -1, axis=2) + np.roll(field, -1, axis=1)
    total = np.int64 if whole else np.float64
    return -np.asarray(np.sum(field * neighbours, axis=(1, 2), dtype=total))


def ground_energy(L: int) -> int:
    """Energy of the two ground states, all spins equal."""
    return -2 * L**2
