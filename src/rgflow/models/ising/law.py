"""The law of the Ising model (see :mod:`rgflow.models.base.law`)."""

import numpy as np
from numpy.typing import NDArray

from rgflow.models.ising.energy_levels import energy_distribution
from rgflow.models.ising.hamiltonian import energy, ground_energy
from rgflow.models.ising.kaufman import energy_per_site, entropy, log_partition, specific_heat

__all__ = [
    "energy", "energy_distribution", "energy_per_site", "entropy", "ground_energy",
    "log_partition", "specific_heat",
]  # fmt: skip

COLD = 0.3
"""Kaufman's energy is within 1e-10 J of the ground state's here."""


def move_randomly(spins: NDArray[np.int8], rng: np.random.Generator) -> NDArray[np.int8]:
    """Move every configuration by a random symmetry of the lattice; returns a copy."""
    from rgflow.models.ising import symmetries  # numba, which few users of the law need

    return symmetries.move_randomly(spins, rng)
