"""Every sampler against exact answers: enumeration, transfer matrix, Kaufman, torus correlator.

False-alarm rates are those of a correct sampler; all tests are seeded, so a failure is a bug.
"""

import itertools

import numpy as np
import pytest
from ensembles import EVERY, MARKOV, chain_score, joint_p_value, level_p_value, measure

from rgflow.models.base.arguments import magnetization
from rgflow.models.ising import T_C, enumeration, kaufman, torus, transfer
from rgflow.models.ising.hamiltonian import energy
from rgflow.models.ising.sampling import sample
from rgflow.rng import generator

ALARM = 1e-5
"""False-alarm rate of each assertion in this file."""


@pytest.mark.statistical
@pytest.mark.parametrize(
    ("algorithm", "L"),
    [
        pair
        for pair in itertools.product(
            ("metropolis", "cluster", "swendsen_wang", "transfer"), (2, 3, 4)
        )
        if pair != ("metropolis", 2)  # refused: not ergodic
    ],
)
def test_small_lattices_have_the_exact_joint_distribution(algorithm, L):
    """Chi-square of (E, M) at three temperatures; alarm rate 3e-5. Spacing 8 tau: rho < 4e-4."""
    levels = enumeration.levels(L)
    for T in (1.5, T_C, 4.0):
        rng = generator(11, "joint", algorithm, L, str(T))
        n = 4000 if algorithm == "swendsen_wang" else 40_000
        found = sample(L, T, n, rng, algorithm=algorithm, safety=4.0)
        assert level_p_value(found.spins, levels, T) > ALARM


@pytest.mark.statistical
@pytest.mark.parametrize("algorithm", ["metropolis", "cluster", "transfer"])
def test_every_state_is_reached(algorithm):
    """All 512 states at L = 3, T = 8: the rarest is missed with probability below 1e-6.

    A sequential sweep that makes every free flip never reaches eight of them.
    """
    found = sample(3, 8.0, 60_000, generator(17, "reach", algorithm), algorithm=algorithm)
    index = (found.spins.reshape(-1, 9) > 0) @ (1 << np.arange(9))
    assert len(np.unique(index)) == 512


@pytest.mark.statistical
@pytest.mark.parametrize("algorithm", list(EVERY))
def test_moments_and_correlators_over_a_grid(algorithm):
    """Energy, specific heat, |m|, m^2, m^4 and <s s> over 9 (L, T); alarm rate 8e-5 each.

    Scores come from the scatter of independent chains. For each observable those of the nine
    lattices, which are independent of one another, are judged together.
    """
    scores = []
    for L in (5, 8):
        for T in (1.7, 2.1, T_C, 2.6) if L == 8 else (1.2, T_C, 3.5, 6.0, 7.5):
            scores.append(_scores(algorithm, L, T))
    for by_observable in np.array(scores).T:
        assert joint_p_value(by_observable) > ALARM


def _scores(algorithm, L, T):
    ensemble = EVERY[algorithm](L, T, generator(12, "grid", algorithm, L, str(T)))
    moments, sites = transfer.exact_moments(L, T), L * L
    two_point = transfer.exact_two_point(L, T)
    u, variance = float(kaufman.energy_per_site(L, T)) * sites, kaufman.energy_variance(L, T)
    exact = [u, variance, moments.abs_m, moments.m2, moments.m4]
    exact += [two_point[0, 1], two_point[1, 0], two_point[L // 2, 2]]

    def correlator(dy, dx):
        return lambda s: np.mean(s * np.roll(s, (-dy, -dx), axis=(1, 2)), axis=(1, 2))

    observables = [
        energy,
        lambda s: (energy(s) - u) ** 2,
        lambda s: np.abs(magnetization(s)) / sites,
        lambda s: (magnetization(s) / sites) ** 2,
        lambda s: (magnetization(s) / sites) ** 4,
        correlator(0, 1),
        correlator(1, 0),
        correlator(L // 2, 2),
    ]
    times, spacing = (12, 6) if ensemble.chains > 32 else (120, 1)
    values = measure(ensemble, L, observables, burn_in=500, times=times, spacing=spacing)
    return [chain_score(v, e) for v, e in zip(values, exact, strict=True)]


@pytest.mark.statistical
@pytest.mark.parametrize(
    ("L", "n"), [(4, 8000), (8, 8000), (10, 8000), (16, 4000), (32, 2000), (64, 1000)]
)
def test_samples_have_kaufmans_energy_and_specific_heat(L, n):
    """What the stage sample calls, joint over eight temperatures; alarm rate 2e-5 each.

    At a spacing of 8 tau the configurations count as independent: rho < 4e-4.
    """
    scores = []
    for T in (1.7, 1.9, 2.1, T_C, 2.4, 2.7, 3.5, 5.0):
        exact = kaufman.energy_moments(L, T)
        found = sample(L, T, n, generator(19, "kaufman", L, str(T)), safety=4.0)
        excess = found.energy - exact.per_site * L * L
        scores.append(
            [chain_score(excess[None], 0.0), chain_score(excess[None] ** 2, exact.variance)]
        )
    for by_observable in np.array(scores).T:
        assert joint_p_value(by_observable) > ALARM


@pytest.mark.statistical
@pytest.mark.parametrize("L", [16, 31, 32, 64, 65])
@pytest.mark.parametrize("algorithm", ["cluster", "metropolis"])
def test_larger_lattices_have_kaufmans_energy_and_specific_heat(algorithm, L):
    """Joint over the temperatures where each is the chosen algorithm; alarm rate 2e-5 each."""
    temperatures = (1.9, 2.1, T_C, 2.4) if algorithm == "cluster" else (0.8, 1.5, 2.7, 4.0)
    scores = []
    for T in temperatures:
        exact = kaufman.energy_moments(L, T)
        u = exact.per_site * L * L
        ensemble = MARKOV[algorithm](L, T, generator(13, "large", algorithm, L, str(T)))
        steps = {"burn_in": 200, "times": 60 if algorithm == "cluster" else 3, "spacing": 3}
        observables = [energy, lambda s, u=u: (energy(s) - u) ** 2]
        values = measure(ensemble, L, observables, **steps)
        scores.append([chain_score(values[0], u), chain_score(values[1], exact.variance)])
    for by_observable in np.array(scores).T:
        assert joint_p_value(by_observable) > ALARM


@pytest.mark.statistical
@pytest.mark.parametrize("L", [32, 64])
def test_critical_correlator_is_that_of_the_torus(L):
    """<s s> along both axes at six distances from L/8; alarm rate 6e-5.

    The lattice's own correction, below 0.2 / r^2, is allowed on top of 4.4 standard errors.
    """
    distance = np.arange(1, 7) * L // 12 + L // 24
    ensemble = MARKOV["cluster"](L, T_C, generator(14, "torus", L))

    def along(r):
        return lambda s: (
            np.mean(s * np.roll(s, r, axis=1) + s * np.roll(s, r, axis=2), axis=(1, 2)) / 2
        )

    observables = [along(int(r)) for r in distance]
    values = measure(ensemble, L, observables, burn_in=300, times=100, spacing=4)
    continuum = torus.critical_two_point(L, distance, 0)
    means = values.mean(axis=1)
    error = means.std(axis=1, ddof=1) / np.sqrt(means.shape[1])
    slack = 0.2 / distance**2 * continuum
    assert np.all(np.abs(means.mean(axis=1) - continuum) < 5.3 * error + slack)


@pytest.mark.statistical
@pytest.mark.parametrize("T", [2.1, T_C, 2.5])
def test_fast_samplers_agree_with_the_reference_at_twenty(T):
    """Energy and |m| of each fast sampler against Swendsen-Wang; 5 sigma, alarm rate 4e-6."""
    L, reference = 20, None
    for name in ("swendsen_wang", "metropolis", "cluster"):
        ensemble = MARKOV[name](L, T, generator(15, "agree", name, str(T)))
        steps = {"times": 3, "spacing": 1} if name == "metropolis" else {"times": 60, "spacing": 2}
        observables = [energy, lambda s: np.abs(magnetization(s))]
        chains = measure(ensemble, L, observables, burn_in=400, **steps).mean(axis=1)
        mean, square = chains.mean(axis=1), chains.var(axis=1, ddof=1) / chains.shape[1]
        if reference is None:
            reference = mean, square
        else:
            assert np.all(np.abs(mean - reference[0]) < 5.5 * np.sqrt(square + reference[1]))


@pytest.mark.statistical
@pytest.mark.parametrize("algorithm", ["metropolis", "cluster"])
@pytest.mark.parametrize("T", [2.0, T_C, 4.0])
def test_replicas_are_independent(algorithm, T):
    """Variance of the replica mean, and correlation of neighbours, of E at L = 8; alarm 1e-5.

    If replicas are independent, the variance over time of the mean over replicas is the variance
    of one replica divided by their number, and E of replicas r and r + k do not correlate: k = 1
    neighbouring bits (lattices), 64 the same bit of neighbouring words.
    """
    ensemble = MARKOV[algorithm](8, T, generator(16, "replicas", algorithm, str(T)))
    times = 120 if algorithm == "metropolis" else 2000
    values = measure(ensemble, 8, [energy], burn_in=300, times=times, spacing=12)[0]
    z = (values - 64 * float(kaufman.energy_per_site(8, T))) / np.sqrt(
        kaufman.energy_variance(8, T)
    )
    ratio = np.mean(z.mean(axis=1) ** 2) * z.shape[1]
    assert abs(ratio - 1) < 4.5 * np.sqrt(2 / times) * 1.2
    for k in (1, 7, 64) if algorithm == "metropolis" else (1, 7):
        correlation = np.mean(z * np.roll(z, k, axis=1))
        assert abs(correlation) < 4.5 / np.sqrt(z.size)
