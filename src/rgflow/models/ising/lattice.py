"""Square Ising lattice with periodic boundaries: energy, magnetization, valid sizes.

The Hamiltonian is ``H = - sum_<ij> s_i s_j`` with ``s = +-1``, J = k_B = 1 and no field. Every
site has a bond to its right and one to its lower neighbour, so there are ``2 L^2`` bonds at
every L. At L = 2 the two neighbours of a site in one direction are the same site: each pair is
joined by two bonds and both count, as in the transfer matrix and in Kaufman's solution.
"""

import math

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError

T_C = 2.0 / math.log(1.0 + math.sqrt(2.0))
"""Critical temperature of the infinite lattice, 2 / ln(1 + sqrt 2) = 2.269185..."""

K_C = 1.0 / T_C
"""Critical coupling 1 / T_C."""


def energy(spins: NDArray[np.int8]) -> NDArray[np.int64]:
    """Total energy ``H = - sum_<ij> s_i s_j`` of every configuration.

    Parameters
    ----------
    spins : int8 array (n, L, L) of +-1
        Configurations, axes (sample, y, x).

    Returns
    -------
    int64 array (n,)
        Energies between ``-2 L^2`` and ``2 L^2``, in units of J.

    Raises
    ------
    ParameterError
        If `spins` is not a stack of square lattices.
    """
    _require_square_stack(spins)
    right = np.roll(spins, -1, axis=2)
    below = np.roll(spins, -1, axis=1)
    # a site's two bonds sum to -2, 0 or 2: int8 holds the product
    return -np.asarray(np.sum(spins * (right + below), axis=(1, 2), dtype=np.int64))


def magnetization(spins: NDArray[np.int8]) -> NDArray[np.int64]:
    """Sum of the spins of every configuration, shape (n,), for `spins` of shape (n, L, L).

    Raises
    ------
    ParameterError
        If `spins` is not a stack of square lattices.
    """
    _require_square_stack(spins)
    return np.asarray(np.sum(spins, axis=(1, 2), dtype=np.int64))


def validate_size(L: int) -> int:
    """Return `L` as an int.

    Raises
    ------
    ParameterError
        If `L` is not an integer of 2 or more.
    """
    if isinstance(L, bool) or not isinstance(L, int | np.integer) or L < 2:
        raise ParameterError(
            f"lattice size L = {L!r}", remedy="L is the number of sites a side: an integer >= 2"
        )
    return int(L)


def validate_temperature(T: float) -> float:
    """Return `T` as a float.

    Raises
    ------
    ParameterError
        If `T` is negative, infinite or not a number.
    """
    if not math.isfinite(T) or T < 0:
        raise ParameterError(
            f"temperature T = {T!r}", remedy="T is finite and >= 0, in units of J / k_B"
        )
    return float(T)


def _require_square_stack(spins: NDArray[np.int8]) -> None:
    if spins.ndim != 3 or spins.shape[1] != spins.shape[2]:
        raise ParameterError(
            f"configurations of shape {spins.shape}", remedy="give an array of shape (n, L, L)"
        )
