"""Equilibrium configurations of the Ising model behind one function, `sample`."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError
from rgflow.models.ising import kaufman
from rgflow.models.ising.cluster import ClusterEnsemble
from rgflow.models.ising.energy_check import energy_deviation, require_exact_energy
from rgflow.models.ising.equilibrium import Ensemble, Equilibrium, equilibrate
from rgflow.models.ising.exact_samples import draw, row_tables
from rgflow.models.ising.lattice import (
    T_C,
    energy,
    magnetization,
    validate_size,
    validate_temperature,
)
from rgflow.models.ising.metropolis import MetropolisEnsemble
from rgflow.models.ising.swendsen_wang import SwendsenWangEnsemble
from rgflow.stats.autocorrelation import integrated_time

_ENSEMBLES: dict[str, Callable[[int, float, np.random.Generator, int], Ensemble]] = {
    "metropolis": lambda L, T, rng, _: MetropolisEnsemble(L, T, rng),
    "cluster": lambda L, T, rng, _: ClusterEnsemble(L, T, rng),
    "swendsen_wang": lambda L, T, rng, n: SwendsenWangEnsemble(L, T, rng, min(n, 32)),
}
ALGORITHMS = ("auto", *_ENSEMBLES, "transfer")


class _Run(NamedTuple):
    """How configurations were made."""

    algorithm: str
    chains: int
    equilibrium: Equilibrium


@dataclass(frozen=True)
class Sample:
    """Equilibrium configurations with the record of how they were made.

    Configuration k comes from chain ``k % chains`` at stored time ``k // chains``; chains are
    independent, and so are all configurations if ``chains >= n``.

    Attributes
    ----------
    spins : int8 array (n, L, L)
        +-1, axes (sample, y, x), each with a fair global flip of its own.
    energy, magnetization : int64 arrays (n,)
        Total energy and sum of spins of each configuration.
    tau_energy, tau_abs_m : float
        Integrated autocorrelation times (1/2 if independent) in units of the stored spacing.
    tau_energy_sweeps, tau_abs_m_sweeps : float
        The same in sweeps (cluster updates for the cluster algorithms), measured in the burn-in.
    spacing, burn_in : int
        Sweeps between two stored configurations of a chain, and before the first.
    chains : int
        Number of independent chains.
    algorithm : str
        The algorithm that ran; "ground_state" at T = 0.
    effective_samples : float
        ``n / (2 tau)`` with the larger of the two stored times.
    exact_energy : float
        Kaufman's energy per site.
    energy_z : float
        Deviation of the mean energy from it, in standard errors that allow for tau.
    """

    spins: NDArray[np.int8]
    energy: NDArray[np.int64]
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


def sample(
    L: int,
    T: float,
    n_samples: int,
    rng: np.random.Generator,
    *,
    algorithm: str = "auto",
    safety: float = 1.25,
    max_sweeps: int = 200_000,
) -> Sample:
    """Draw configurations of the L x L torus from ``exp(-H/T) / Z``.

    Parameters
    ----------
    L : int
        Sites a side, >= 2.
    T : float
        Temperature, >= 0. At T = 0 the two ground states are equally likely.
    n_samples : int
        Number of configurations, >= 1.
    rng : np.random.Generator
        The only source of randomness: the same generator gives the same bytes.
    algorithm : str
        One of `ALGORITHMS`; "auto" is `choose_algorithm`.
    safety : float
        Stored configurations of a chain are at least ``2 tau * safety`` sweeps apart.
    max_sweeps : int
        Longest burn-in.

    Raises
    ------
    ParameterError
        If an argument is out of range or the result does not fit into memory.
    SamplingError
        If equilibrium is not reached, or the mean energy contradicts Kaufman's.
    """
    L, T = validate_size(L), validate_temperature(T)
    _require_feasible(L, n_samples, algorithm, safety)
    flip = rng.integers(0, 2, size=n_samples, dtype=np.bool_)
    spins = np.empty((n_samples, L, L), np.int8)
    name = choose_algorithm(L, T) if algorithm == "auto" else algorithm
    if T == 0:
        spins[:] = np.where(flip, np.int8(-1), np.int8(1))[:, None, None]
        return _record_independent("ground_state", T, spins)
    if name == "transfer":
        draw(row_tables(L, T), spins, rng)
        return _record_independent(name, T, spins)
    ensemble = _ENSEMBLES[name](L, T, rng, n_samples)
    found = equilibrate(ensemble, L, safety=safety, max_sweeps=max_sweeps)
    broken, up = np.empty((2, n_samples), np.int64)
    for first in range(0, n_samples, ensemble.chains):
        if first:
            ensemble.advance(found.spacing)
        batch = slice(first, first + ensemble.chains)
        ensemble.count(broken[batch], up[batch])
        ensemble.write(spins[batch], flip[batch])
    signed = np.where(flip, -1, 1) * (2 * up - L**2)
    return _record(_Run(name, ensemble.chains, found), T, spins, 2 * broken - 2 * L**2, signed)


def choose_algorithm(L: int, T: float) -> str:
    """Return the fastest algorithm per independent configuration at (L, T).

    Cluster updates for L > 16 and 1.8 < T < 2.5, where single flips slow down as L^2.17;
    Swendsen-Wang above T = 8, where sequential Metropolis accepts every flip and stops mixing;
    Metropolis elsewhere. At L = 2 free flips, which a sequential sweep makes nearly always, lead
    around between few states.
    """
    if L == 2 or T > 8:
        return "swendsen_wang"
    return "cluster" if L > 16 and 1.8 < T < 2.5 else "metropolis"


def compile_kernels() -> None:
    """Compile every kernel into numba's cache on disk by running it once."""
    rng = np.random.Generator(np.random.Philox(0))
    for algorithm in ALGORITHMS[1:]:
        sample(4, T_C, 1, rng, algorithm=algorithm)


def _record_independent(algorithm: str, T: float, spins: NDArray[np.int8]) -> Sample:
    """Record of configurations that are independent by construction."""
    run = _Run(algorithm, len(spins), Equilibrium(0, 0, tau_energy=0.5, tau_abs_m=0.5))
    return _record(run, T, spins, energy(spins), magnetization(spins))


def _record(
    run: _Run,
    T: float,
    spins: NDArray[np.int8],
    energy: NDArray[np.int64],
    magnetization: NDArray[np.int64],
) -> Sample:
    """Judge the energy of a run and put its results together."""
    n, L, _ = spins.shape
    exact = kaufman.energy_moments(L, T)
    tau_energy = _stored_tau(energy, run.chains)
    tau_abs_m = _stored_tau(np.abs(magnetization), run.chains)
    z = energy_deviation(energy, L, exact, tau_energy)
    require_exact_energy(z, f"{n} configurations by {run.algorithm} at L = {L}, T = {T:g}")
    return Sample(
        spins=spins,
        energy=energy,
        magnetization=magnetization,
        tau_energy=tau_energy,
        tau_abs_m=tau_abs_m,
        tau_energy_sweeps=run.equilibrium.tau_energy,
        tau_abs_m_sweeps=run.equilibrium.tau_abs_m,
        spacing=run.equilibrium.spacing,
        burn_in=run.equilibrium.burn_in,
        chains=min(run.chains, n),
        algorithm=run.algorithm,
        effective_samples=n / (2 * max(tau_energy, tau_abs_m)),
        exact_energy=exact.per_site,
        energy_z=z,
    )


def _stored_tau(series: NDArray[np.int64], chains: int) -> float:
    times = len(series) // chains
    if times < 2:
        return 0.5
    by_chain = series[: times * chains].reshape(times, chains).T
    return integrated_time(by_chain, min_taus=0).tau


def _require_feasible(L: int, n_samples: int, algorithm: str, safety: float) -> None:
    if algorithm not in ALGORITHMS:
        raise ParameterError(
            f"algorithm {algorithm!r}", remedy=f"choose one of {', '.join(ALGORITHMS)}"
        )
    if isinstance(n_samples, bool) or not isinstance(n_samples, int | np.integer) or n_samples < 1:
        raise ParameterError(f"{n_samples!r} samples", remedy="ask for at least one")
    if algorithm == "metropolis" and L == 2:
        raise ParameterError(
            "sequential Metropolis is caught between few states at L = 2",
            remedy="choose swendsen_wang or auto",
        )
    if not safety >= 1:
        raise ParameterError(f"safety = {safety!r}", remedy="safety is a factor of 1 or more")
    # the spins, as much again for what is done with them next, and the ensemble's bits
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
