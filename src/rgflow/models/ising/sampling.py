"""Equilibrium configurations of the Ising model behind one function, `sample`."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError
from rgflow.models.base.arguments import magnetization, validate_size, validate_temperature
from rgflow.models.base.energy_check import energy_deviation, require_exact_energy
from rgflow.models.base.sampler import Sample, require_feasible
from rgflow.models.ising import T_C, kaufman
from rgflow.models.ising.cluster import ClusterEnsemble
from rgflow.models.ising.equilibrium import Ensemble, Equilibrium, equilibrate
from rgflow.models.ising.exact_samples import draw, row_tables
from rgflow.models.ising.hamiltonian import energy, ground_energy
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
    require_feasible(L, n_samples, algorithm, ALGORITHMS)
    _require_settings(L, algorithm, safety)
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
    mean = L**2 * exact.per_site - ground_energy(L)
    z = energy_deviation(energy - ground_energy(L), mean, exact.variance, tau_energy)
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


def _require_settings(L: int, algorithm: str, safety: float) -> None:
    if algorithm == "metropolis" and L == 2:
        raise ParameterError(
            "sequential Metropolis is caught between few states at L = 2",
            remedy="choose swendsen_wang or auto",
        )
    if not safety >= 1:
        raise ParameterError(f"safety = {safety!r}", remedy="safety is a factor of 1 or more")
