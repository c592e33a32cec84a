"""Independent exact configurations: M by its law, then that many spins up at random sites."""

import numpy as np

from rgflow.models.base.arguments import magnetization, validate_size, validate_temperature
from rgflow.models.base.energy_check import energy_deviation
from rgflow.models.base.sampler import Sample, independent, require_feasible
from rgflow.models.curie_weiss.hamiltonian import energy, ground_energy
from rgflow.models.curie_weiss.law import above_ground, energy_per_site
from rgflow.models.curie_weiss.states import magnetization_distribution

ALGORITHMS = ("auto", "exact")


def sample(
    L: int, T: float, n_samples: int, rng: np.random.Generator, *, algorithm: str = "auto"
) -> Sample:
    """Draw independent configurations (see :class:`rgflow.models.base.sampler.Sampler`).

    The score of the mean energy is recorded, not judged: for few configurations it is far from
    normal (above T_c the energy is distributed like chi^2 of one degree of freedom), and an exact
    draw would be refused.

    Raises
    ------
    ParameterError
        If an argument is out of range or the result does not fit into memory.
    """
    L, T = validate_size(L), validate_temperature(T)
    require_feasible(L, n_samples, algorithm, ALGORITHMS)
    N = L**2
    up = rng.choice(N + 1, size=n_samples, p=magnetization_distribution(L, T))
    ordered = np.where(np.arange(N) < up[:, None], np.int8(1), np.int8(-1))
    spins = rng.permuted(ordered, axis=1, out=ordered).reshape(n_samples, L, L)
    found, above = energy(spins), above_ground(L, T)
    score = energy_deviation(found - ground_energy(L), above.mean, above.variance, tau=0.5)
    return independent(
        "exact", spins, found, magnetization(spins),
        exact_energy=float(energy_per_site(L, T)), energy_z=score,
    )  # fmt: skip
