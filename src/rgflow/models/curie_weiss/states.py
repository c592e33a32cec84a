"""The law of the magnetization, on which everything else in this model rests."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rgflow.models.base.arguments import validate_size, validate_temperature


@lru_cache(maxsize=16)
def log_degeneracy(N: int) -> NDArray[np.float64]:
    """Logarithm of the number of configurations of N spins with k up, shape (N + 1,)."""
    counts = [1]
    for k in range(N):
        counts.append(counts[-1] * (N - k) // (k + 1))  # whole numbers: no rounding adds up
    return np.array([math.log(count) for count in counts])


def excess_energy(N: int) -> NDArray[np.float64]:
    """Energy above the ground state with k spins up, ``(N^2 - M^2) / (2N)``, shape (N + 1,)."""
    k = np.arange(N + 1.0)
    return 2 * k * (N - k) / N


def magnetization_distribution(L: int, T: float) -> NDArray[np.float64]:
    """Exact probability of every magnetization, ``P[k]`` for k spins up, shape (L*L + 1,).

    Raises
    ------
    ParameterError
        If `L` or `T` is out of range.
    """
    N, T = validate_size(L) ** 2, validate_temperature(T)
    if T == 0:
        up = np.zeros(N + 1)
        up[[0, -1]] = 0.5
        return up
    weight = log_weight(N, T)
    up = np.exp(weight - weight.max())
    return np.asarray(up / up.sum())


def log_weight(N: int, T: float) -> NDArray[np.float64]:
    """Logarithm of the weight of k spins up relative to one ground state; T > 0."""
    return log_degeneracy(N) - excess_energy(N) / T
