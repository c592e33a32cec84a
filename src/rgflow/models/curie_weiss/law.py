"""The law of the Curie-Weiss model (see :mod:`rgflow.models.base.law`)."""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rgflow.models.base.arguments import validate_size, validate_temperature
from rgflow.models.curie_weiss.hamiltonian import energy, ground_energy
from rgflow.models.curie_weiss.states import excess_energy, log_weight, magnetization_distribution

__all__ = [
    "energy", "energy_distribution", "energy_per_site", "entropy", "ground_energy",
    "log_partition", "move_randomly", "specific_heat",
]  # fmt: skip

COLD = 0.075
"""One flipped spin costs 2 - 2/N: the energy is within 1e-10 J of the ground state's here."""


class Excess(NamedTuple):
    """What lies above the ground state: ln(Z exp(E_0 / T)), mean and variance of E - E_0."""

    log_z: float
    mean: float
    variance: float


def log_partition(L: int, T: ArrayLike) -> NDArray[np.float64]:
    """Return ln Z; infinite at T = 0."""
    return _over_temperatures(
        L, T, lambda T, above: above.log_z - ground_energy(L) / T if T > 0 else math.inf
    )


def energy_per_site(L: int, T: ArrayLike) -> NDArray[np.float64]:
    """Mean energy per site, -<M^2> / (2 N^2)."""
    return _over_temperatures(L, T, lambda _, above: (ground_energy(L) + above.mean) / L**2)


def specific_heat(L: int, T: ArrayLike) -> NDArray[np.float64]:
    """Specific heat per site; 0 at T = 0."""
    return _over_temperatures(
        L, T, lambda T, above: above.variance / (L * T) ** 2 if T > 0 else 0.0
    )


def entropy(L: int, T: ArrayLike) -> NDArray[np.float64]:
    """Entropy of one configuration in nats; ln 2 at T = 0."""
    return _over_temperatures(
        L, T, lambda T, above: above.log_z + (above.mean / T if T > 0 else 0.0)
    )


def energy_distribution(
    L: int, temperatures: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Total energies of all |M|, from the ground state up, and their probabilities (K, levels)."""
    N = validate_size(L) ** 2
    levels = N // 2 + 1
    up = np.array([magnetization_distribution(L, float(T)) for T in temperatures])
    up = up.reshape(-1, N + 1)
    probability = up[:, :levels].copy()
    # k and N - k spins up are one level, but M = 0, which is a level of its own
    probability[:, : N + 1 - levels] += up[:, ::-1][:, : N + 1 - levels]
    return ground_energy(L) + excess_energy(N)[:levels], probability


def move_randomly(spins: NDArray[np.int8], rng: np.random.Generator) -> NDArray[np.int8]:
    """Permute the sites of every configuration and flip all its spins or none; returns a copy."""
    moved = rng.permuted(spins.reshape(len(spins), -1), axis=1).reshape(spins.shape)
    moved *= rng.choice(np.array([-1, 1], np.int8), (len(spins), 1, 1))
    return moved


@lru_cache(maxsize=4096)
def above_ground(L: int, T: float) -> Excess:
    """Return the moments of E - E_0, summed over M.

    Raises
    ------
    ParameterError
        If `L` or `T` is out of range.
    """
    N, T = validate_size(L) ** 2, validate_temperature(T)
    if T == 0:
        return Excess(math.log(2.0), 0.0, 0.0)
    weight, excess = log_weight(N, T), excess_energy(N)
    largest = weight.max()
    p = np.exp(weight - largest)
    total = p.sum()
    mean = float(p @ excess / total)
    variance = float(p @ (excess - mean) ** 2 / total)
    return Excess(float(largest + math.log(total)), mean, variance)


def _over_temperatures(
    L: int, T: ArrayLike, value: Callable[[float, Excess], float]
) -> NDArray[np.float64]:
    temperatures = np.asarray(T, dtype=np.float64)
    found = [value(float(t), above_ground(L, float(t))) for t in temperatures.ravel()]
    return np.array(found, np.float64).reshape(temperatures.shape)
