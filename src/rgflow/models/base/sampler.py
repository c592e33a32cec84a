"""Equilibrium configurations of a lattice model, with the record of how they were made."""

import os
from dataclasses import dataclass
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError
from rgflow.models.base import part


@dataclass(frozen=True)
class Sample:
    """Equilibrium configurations with the record of how they were made.

    Configuration k comes from chain ``k % chains`` at stored time ``k // chains``; chains are
    independent, and so are all configurations if ``chains >= n``.

    Attributes
    ----------
    spins : int8 array (n, L, L)
        +-1, axes (sample, y, x), each with a fair global flip of its own.
    energy : float64 or int64 array (n,)
        Total energy of each configuration, in J.
    magnetization : int64 array (n,)
        Sum of the spins of each configuration.
    tau_energy, tau_abs_m : float
        Integrated autocorrelation times (1/2 if independent) in units of the stored spacing.
    tau_energy_sweeps, tau_abs_m_sweeps : float
        The same in sweeps (cluster updates for the cluster algorithms), measured in the burn-in.
    spacing, burn_in : int
        Sweeps between two stored configurations of a chain, and before the first.
    chains : int
        Number of independent chains.
    algorithm : str
        The algorithm that ran.
    effective_samples : float
        ``n / (2 tau)`` with the larger of the two stored times.
    exact_energy : float
        Exact mean energy per site, in J.
    energy_z : float
        Deviation of the mean energy from it, in standard errors that allow for tau.
    """

    spins: NDArray[np.int8]
    energy: NDArray[Any]
    magnetization: NDArray[np.int64]
    tau_energy: float
    tau_abs_m: float
    tau_energy_sweeps: float
    tau_abs_m_sweeps: float
    spacing: int
    burn_in: int
    chains: int
    algorithm: str
    effective_samples: float
    exact_energy: float
    energy_z: float


class Sampler(Protocol):
    """Members of a model's module ``sampler``."""

    ALGORITHMS: tuple[str, ...]
    """Names of the algorithms; "auto" is the first and chooses one."""

    def sample(
        self, L: int, T: float, n_samples: int, rng: np.random.Generator, *, algorithm: str = "auto"
    ) -> Sample:
        """Draw configurations of L x L sites from exp(-E/T) / Z; T >= 0.

        The generator is the only source of randomness: the same generator gives the same bytes.
        """


def sampler(name: str) -> Sampler:
    """Return the sampler of a model, which is imported now.

    Raises
    ------
    ParameterError
        If there is no such model, or it lacks members.
    """
    return cast(Sampler, part.load(name, "sampler", Sampler))


def independent(
    algorithm: str,
    spins: NDArray[np.int8],
    energy: NDArray[Any],
    magnetization: NDArray[np.int64],
    *,
    exact_energy: float,
    energy_z: float,
) -> Sample:
    """Return the record of configurations that are independent by construction."""
    return Sample(
        spins, energy, magnetization,
        tau_energy=0.5, tau_abs_m=0.5, tau_energy_sweeps=0.5, tau_abs_m_sweeps=0.5,
        spacing=0, burn_in=0, chains=len(spins), algorithm=algorithm,
        effective_samples=float(len(spins)), exact_energy=exact_energy, energy_z=energy_z,
    )  # fmt: skip


def require_feasible(
    L: int, n_samples: int, algorithm: str, algorithms: tuple[str, ...] = ("auto",)
) -> None:
    """Refuse an unknown algorithm, no samples, or more than fit into memory.

    Raises
    ------
    ParameterError
        If so.
    """
    if algorithm not in algorithms:
        raise ParameterError(
            f"algorithm {algorithm!r}", remedy=f"choose one of {', '.join(algorithms)}"
        )
    if isinstance(n_samples, bool) or not isinstance(n_samples, int | np.integer) or n_samples < 1:
        raise ParameterError(f"{n_samples!r} samples", remedy="ask for at least one")
    # the spins, as much again for what is done with them next, and the state of an ensemble
    needed = 2 * n_samples * L**2 + 1024 * L**2
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    if needed > 0.8 * memory:
        most = int(0.4 * memory / L**2 - 512)
        fewer = f"ask for at most {most} of them or a smaller L"
        raise ParameterError(
            f"{n_samples} configurations of {L} x {L} need {needed / 2**30:.1f} GiB of the "
            f"{memory / 2**30:.1f} GiB of memory here",
            remedy=fewer if most > 0 else "choose a smaller L",
        )
