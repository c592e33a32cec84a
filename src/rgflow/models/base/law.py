"""The law of a lattice model: what is known of p(s) = exp(-E(s)/T) / Z."""

from typing import Protocol, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rgflow.models.base import part
from rgflow.models.base.hamiltonian import Hamiltonian


class Law(Hamiltonian, Protocol):
    """Members of a model's module ``law``, besides those of its Hamiltonian."""

    COLD: float
    """Temperature at which the energy per site is within 1e-10 J of the ground state's."""

    def log_partition(self, L: int, T: ArrayLike) -> NDArray[np.float64]:
        """Return ln Z at temperatures of any shape; infinite at T = 0."""

    def energy_per_site(self, L: int, T: ArrayLike) -> NDArray[np.float64]:
        """Mean energy per site in equilibrium, in J."""

    def specific_heat(self, L: int, T: ArrayLike) -> NDArray[np.float64]:
        """Specific heat per site, in k_B; 0 at T = 0."""

    def entropy(self, L: int, T: ArrayLike) -> NDArray[np.float64]:
        """Entropy of a configuration in nats; at T = 0 the logarithm of the ground states."""

    def energy_distribution(
        self, L: int, temperatures: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Total energies (levels,), rising, and their probabilities (K, levels) at each T >= 0."""

    def move_randomly(self, spins: NDArray[np.int8], rng: np.random.Generator) -> NDArray[np.int8]:
        """Return a copy, each configuration moved by a random symmetry of its own."""


def law(name: str) -> Law:
    """Return the law of a model, which is imported now.

    Raises
    ------
    ParameterError
        If there is no such model, or it lacks members.
    """
    return cast(Law, part.load(name, "law", Law))
