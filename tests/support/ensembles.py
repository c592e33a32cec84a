"""What the statistical tests share: observables of independent chains, and their scores."""

import numpy as np
from scipy import stats

from rgflow.models.base.arguments import magnetization
from rgflow.models.ising.cluster import ClusterEnsemble
from rgflow.models.ising.exact_samples import draw, row_tables
from rgflow.models.ising.hamiltonian import energy
from rgflow.models.ising.metropolis import MetropolisEnsemble
from rgflow.models.ising.swendsen_wang import SwendsenWangEnsemble


class ExactEnsemble:
    """Independent transfer-matrix samples in the shape of an ensemble: new ones at every write."""

    chains = 1000

    def __init__(self, L, T, rng):
        self._tables, self._rng = row_tables(L, T), rng

    def advance(self, steps):
        pass

    def write(self, spins, flip):
        draw(self._tables, spins, self._rng)
        spins[flip] *= np.int8(-1)


MARKOV = {
    "metropolis": MetropolisEnsemble,
    "cluster": ClusterEnsemble,
    "wolff": lambda L, T, rng: ClusterEnsemble(L, T, rng, seeds=1),
    "swendsen_wang": lambda L, T, rng: SwendsenWangEnsemble(L, T, rng, chains=32),
}


EVERY = MARKOV | {"transfer": ExactEnsemble}


def measure(ensemble, L, observables, *, burn_in, times, spacing):
    """Observables of all chains, (observables, times, chains)."""
    spins = np.empty((ensemble.chains, L, L), np.int8)
    keep = np.zeros(ensemble.chains, np.bool_)
    ensemble.advance(burn_in)
    found = []
    for _ in range(times):
        ensemble.advance(spacing)
        ensemble.write(spins, keep)
        found.append([np.asarray(f(spins), dtype=float) for f in observables])
    return np.array(found).swapaxes(0, 1)


def chain_score(values, exact):
    """Standard normal score of a mean over independent chains, values (times, chains)."""
    means = values.mean(axis=0)
    if np.ptp(means) == 0:
        return 0.0 if means[0] == exact else np.inf
    t = (means.mean() - exact) / stats.sem(means)
    return float(stats.norm.isf(stats.t.sf(t, len(means) - 1)))


def joint_p_value(scores):
    """p-value that `scores` are independent standard normals: spread and mean, Fisher-combined."""
    z = np.asarray(scores)
    spread = stats.chi2(len(z)).sf(np.sum(z**2))
    shift = 2 * stats.norm.sf(abs(z.sum()) / np.sqrt(len(z)))
    return min(1.0, 2 * min(spread, shift))


def level_p_value(spins, levels, T):
    """Chi-square p-value of the joint histogram of energy and magnetization; rare levels pooled."""
    expected = levels.probabilities(T) * len(spins)
    key = {pair: k for k, pair in enumerate(zip(levels.energy, levels.magnetization, strict=True))}
    found = np.zeros(len(expected))
    for pair in zip(energy(spins), magnetization(spins), strict=True):
        found[key[pair]] += 1
    rare = expected < 10
    if expected[rare].sum() > 0:
        expected = np.append(expected[~rare], expected[rare].sum())
        found = np.append(found[~rare], found[rare].sum())
    chi2 = np.sum((found - expected) ** 2 / expected)
    return float(stats.chi2(len(expected) - 1).sf(chi2))
