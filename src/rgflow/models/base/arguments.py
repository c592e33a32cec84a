"""Checks of the arguments that every lattice model takes."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError


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


def require_square_stack(spins: NDArray[Any]) -> None:
    """Refuse an array that is not of shape (n, L, L).

    Raises
    ------
    ParameterError
        If it is not.
    """
    if spins.ndim != 3 or spins.shape[1] != spins.shape[2]:
        raise ParameterError(
            f"configurations of shape {spins.shape}", remedy="give an array of shape (n, L, L)"
        )


def magnetization(spins: NDArray[np.int8]) -> NDArray[np.int64]:
    """Sum of the spins of every configuration, shape (n,), for `spins` of shape (n, L, L).

    Raises
    ------
    ParameterError
        If `spins` is not a stack of square lattices.
    """
    require_square_stack(spins)
    return np.asarray(np.sum(spins, axis=(1, 2), dtype=np.int64))
