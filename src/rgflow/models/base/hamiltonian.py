"""The Hamiltonian of a lattice model: the energy of configurations.

Units are J = k_B = 1. Configurations are arrays (n, L, L), axes (sample, y, x), of +-1 as int8, or
real-valued as block spins and mean values are.
"""

from typing import Any, Protocol, cast

from numpy.typing import NDArray

from rgflow.models.base import part


class Hamiltonian(Protocol):
    """Members of a model's module ``hamiltonian``."""

    def energy(self, spins: NDArray[Any]) -> NDArray[Any]:
        """Total energy of every configuration, (n,), in J."""

    def ground_energy(self, L: int) -> float:
        """Total energy of the ground states, in J."""


def hamiltonian(name: str) -> Hamiltonian:
    """Return the Hamiltonian of a model, which is imported now.

    Raises
    ------
    ParameterError
        If there is no such model, or it lacks members.
    """
    return cast(Hamiltonian, part.load(name, "hamiltonian", Hamiltonian))
