"""All states of the smallest lattices: the exact joint distribution of energy and magnetization."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError
from rgflow.models.base.arguments import magnetization, validate_size, validate_temperature
from rgflow.models.ising.hamiltonian import energy

LARGEST = 4
"""Largest lattice that is enumerated: 2^16 states."""


@dataclass(frozen=True)
class Levels:
    """Distinct pairs of total energy and magnetization, and how many states have each.

    Attributes
    ----------
    energy, magnetization, degeneracy : int64 arrays (levels,)
    """

    energy: NDArray[np.int64]
    magnetization: NDArray[np.int64]
    degeneracy: NDArray[np.int64]

    def probabilities(self, T: float) -> NDArray[np.float64]:
        """Probability of each level at temperature `T` >= 0, shape (levels,).

        Raises
        ------
        ParameterError
            If `T` is negative or not finite.
        """
        excess = self.energy - self.energy.min()
        if validate_temperature(T) == 0:
            weight = self.degeneracy * (excess == 0.0)
        else:
            weight = self.degeneracy * np.exp(-excess / T)
        return np.asarray(weight / weight.sum())


def all_states(L: int) -> NDArray[np.int8]:
    """All ``2^(L*L)`` configurations, int8 (states, L, L); bit k of the index is site k.

    Raises
    ------
    ParameterError
        If `L` is not 2, 3 or 4.
    """
    if validate_size(L) > LARGEST:
        raise ParameterError(
            f"2^{L * L} states at L = {L}", remedy=f"enumerate up to L = {LARGEST}"
        )
    index = np.arange(2 ** (L * L))
    bits = index[:, None] >> np.arange(L * L) & 1
    return (2 * bits - 1).astype(np.int8).reshape(-1, L, L)


def levels(L: int) -> Levels:
    """Joint levels of energy and magnetization for L = 2, 3 or 4."""
    spins = all_states(L)
    pairs = np.stack([energy(spins), magnetization(spins)])
    distinct, counts = np.unique(pairs, axis=1, return_counts=True)
    return Levels(distinct[0], distinct[1], counts.astype(np.int64))
