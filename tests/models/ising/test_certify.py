"""The long certificate (`make certify`): a hundred times the statistics of `test_exactness`.

The false-alarm rate of each assertion is 1e-4 at most; seeds are fixed.
"""

import numpy as np
import pytest
from ensembles import EVERY, MARKOV, chain_score, joint_p_value, level_p_value, measure
from scipy import stats

from rgflow.models.base.arguments import magnetization
from rgflow.models.ising import T_C, enumeration, kaufman, transfer
from rgflow.models.ising.hamiltonian import energy
from rgflow.models.ising.sampling import sample
from rgflow.rng import generator

pytestmark = [pytest.mark.certify, pytest.mark.statistical]

TEMPERATURES = (0.5, 1.0, 1.5, 1.8, 2.0, 2.1, 2.2, T_C, 2.35, 2.5, 2.8, 3.5, 5.0, 7.9)


def test_energies_of_every_size_and_temperature():
    """Scores of `sample` against Kaufman over 10 sizes x 14 temperatures are standard normal."""
    scores = []
    sizes = (
        (3, 40_000), (8, 40_000), (9, 40_000), (10, 40_000), (16, 20_000),
        (31, 6000), (32, 6000), (64, 3000), (65, 3000), (128, 500),
    )  # fmt: skip
    for L, n in sizes:
        for T in TEMPERATURES:
            found = sample(L, T, n, generator(41, "grid", L, str(T)))
            if T >= 1.0:  # below, a run has a handful of excitations: not continuous
                scores.append(found.energy_z)
    assert stats.kstest(scores, "norm").pvalue > 1e-4
    assert joint_p_value(scores) > 1e-4


@pytest.mark.parametrize("L", [2, 3, 4])
@pytest.mark.parametrize("algorithm", ["metropolis", "cluster", "transfer"])
def test_joint_distribution(algorithm, L):
    """Chi-square of (E, M) with half a million configurations at four temperatures."""
    if (algorithm, L) == ("metropolis", 2):
        algorithm = "auto"
    levels = enumeration.levels(L)
    n = 500_000 if algorithm != "auto" else 20_000
    for T in (1.0, 2.0, T_C, 6.0):
        rng = generator(42, "joint", algorithm, L, str(T))
        found = sample(L, T, n, rng, algorithm=algorithm, safety=4.0)
        assert level_p_value(found.spins, levels, T) > 2e-5


@pytest.mark.parametrize("T", [1.8, 2.0, 2.1, 2.2, T_C, 2.4])
def test_burn_in_leaves_no_bias(T):
    """|M| and M^2 of 150 runs of 2048 configurations at L = 10, each taken right after burn-in.

    From a cold start, slow modes of small weight (two walls across the lattice) are the last to
    equilibrate: 300 000 independent configurations see a bias of 1/500 of a standard deviation.
    """
    exact, scores = transfer.exact_moments(10, T), []
    runs = [
        np.abs(sample(10, T, 2048, generator(43, "bias", str(T), k)).magnetization) / 100
        for k in range(150)
    ]
    m = np.concatenate(runs)
    error = np.sqrt(len(m))
    scores = [
        (m.mean() - exact.abs_m) / np.sqrt(exact.m2 - exact.abs_m**2) * error,
        (np.mean(m**2) - exact.m2) / np.sqrt(exact.m4 - exact.m2**2) * error,
    ]
    assert np.max(np.abs(scores)) < 4.2


@pytest.mark.parametrize("algorithm", list(EVERY))
def test_moments_and_correlators_at_ten(algorithm):
    """Energy, |m|, m^2, U4's m^4 and all <s s> and <eps eps> along an axis, 6 temperatures."""
    scores = []
    for T in (1.5, 2.0, 2.2, T_C, 2.4, 3.0):
        exact, two_point = transfer.exact_moments(10, T), transfer.exact_two_point(10, T)
        bonds = transfer.exact_energy_two_point(10, T)
        ensemble = EVERY[algorithm](10, T, generator(44, "ten", algorithm, str(T)))
        observables = [
            energy,
            lambda s: np.abs(magnetization(s)) / 100,
            lambda s: (magnetization(s) / 100) ** 2,
            lambda s: (magnetization(s) / 100) ** 4,
        ]
        expected = [100 * float(kaufman.energy_per_site(10, T)), *exact[:3]]
        for r in (1, 3, 5):
            observables += [_spin_correlator(r), _bond_correlator(r)]
            expected += [two_point[0, r], bonds[r, 0]]
        fast = algorithm in ("metropolis", "transfer")
        times, spacing = (40, 12) if fast else (400 if algorithm == "swendsen_wang" else 4000, 2)
        values = measure(ensemble, 10, observables, burn_in=1000, times=times, spacing=spacing)
        scores.append([chain_score(v, e) for v, e in zip(values, expected, strict=True)])
    for by_observable in np.array(scores).T:
        assert joint_p_value(by_observable) > 1e-5


def _spin_correlator(r):
    return lambda s: np.mean(s * np.roll(s, r, axis=2), axis=(1, 2))


def _bond_correlator(r):
    def mean(s):
        bond = s * np.roll(s, -1, axis=2)
        return np.mean(bond * np.roll(bond, r, axis=1), axis=(1, 2))

    return mean


@pytest.mark.parametrize("L", [32, 64, 128])
def test_fast_cluster_update_against_the_reference(L):
    """Mean energy, |M| and M^2 at T_c of the cluster update and of Swendsen-Wang; 5 sigma."""
    results = []
    for name, times in (("swendsen_wang", 6400 // L), ("cluster", 64_000 // L)):
        ensemble = MARKOV[name](L, T_C, generator(45, name, L))
        observables = [
            energy,
            lambda s: np.abs(magnetization(s)),
            lambda s: magnetization(s).astype(float) ** 2,
        ]
        chains = measure(ensemble, L, observables, burn_in=150, times=times, spacing=3).mean(axis=1)
        results.append((chains.mean(axis=1), chains.var(axis=1, ddof=1) / chains.shape[1]))
    (mean, square), (fast_mean, fast_square) = results
    assert np.all(np.abs(mean - fast_mean) < 5 * np.sqrt(square + fast_square))
