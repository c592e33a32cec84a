"""Curie-Weiss against the enumeration of all states, sum rules, limits, and its own samples."""

import numpy as np
import pytest
from scipy import stats

from rgflow import lattice_models
from rgflow.errors import ParameterError
from rgflow.models.base.exact import structure_factor
from rgflow.models.base.law import law
from rgflow.models.curie_weiss import exact, states
from rgflow.models.curie_weiss.hamiltonian import energy, ground_energy
from rgflow.models.curie_weiss.sampler import sample
from rgflow.models.ising.enumeration import all_states
from rgflow.rng import generator
from rgflow.thermometers.energy import energy_temperature
from rgflow.thermometers.exact import exact_floor, log_posterior

MODEL = law("curie_weiss")
TEMPERATURES = [0.0, 0.05, 0.3, 0.8, 1.0, 1.3, 4.0, 50.0, 1e6]


def boltzmann(L: int, T: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All states, their energies pair by pair, and their probabilities."""
    spins = all_states(L)
    flat = spins.reshape(len(spins), -1).astype(float)
    E = -np.einsum("ni,nj->n", flat, flat) / (2 * L * L)
    excess = E - E.min()
    weight = np.exp(-excess / T) if T > 0 else (excess < 1e-9) * 1.0
    return spins, E, weight / weight.sum()


@pytest.mark.parametrize("L", [2, 3, 4])
@pytest.mark.parametrize("T", TEMPERATURES)
def test_law_equals_enumeration(L: int, T: float) -> None:
    spins, E, p = boltzmann(L, T)
    np.testing.assert_allclose(energy(spins), E, atol=1e-12)
    assert ground_energy(L) == E.min()
    mean = p @ E
    assert MODEL.energy_per_site(L, T) == pytest.approx(mean / L**2, abs=1e-14)
    entropy = -np.sum(p[p > 0] * np.log(p[p > 0]))
    assert MODEL.entropy(L, T) == pytest.approx(entropy, rel=1e-12)
    if T > 0:
        variance = p @ (E - mean) ** 2
        heat = MODEL.specific_heat(L, T)
        assert heat == pytest.approx(variance / (L * T) ** 2, rel=1e-11, abs=1e-300)
        shifted = np.log(np.exp(-(E - E.min()) / T).sum())
        assert MODEL.log_partition(L, T) == pytest.approx(shifted - E.min() / T, rel=1e-13)
    else:
        assert MODEL.specific_heat(L, T) == 0
        assert MODEL.log_partition(L, T) == np.inf


@pytest.mark.parametrize("L", [2, 3, 4])
@pytest.mark.parametrize("T", TEMPERATURES)
def test_energy_levels_equal_enumeration(L: int, T: float) -> None:
    _, E, p = boltzmann(L, T)
    levels, probability = MODEL.energy_distribution(L, np.array([T]))
    assert np.all(np.diff(levels) > 0)
    found = np.array([p[np.abs(E - level) < 1e-9].sum() for level in levels])
    np.testing.assert_allclose(probability[0], found, atol=1e-14)
    assert probability.sum() == pytest.approx(1.0, abs=1e-14)


@pytest.mark.parametrize("L", [2, 3, 4])
@pytest.mark.parametrize("T", TEMPERATURES)
def test_moments_and_correlations_equal_enumeration(L: int, T: float) -> None:
    spins, _, p = boltzmann(L, T)
    m = spins.mean(axis=(1, 2))
    moments = exact.exact_moments(L, T)
    assert moments[:3] == pytest.approx((p @ np.abs(m), p @ m**2, p @ m**4), rel=1e-12)
    assert moments.binder == pytest.approx(1 - (p @ m**4) / (3 * (p @ m**2) ** 2), abs=1e-12)

    def two_point(field: np.ndarray) -> np.ndarray:
        return np.einsum("n,nyx->yx", p, field[:, :1, :1] * field)

    bond = spins * np.roll(spins, -1, axis=2)
    star = spins * sum(np.roll(spins, s, axis) for s in (1, -1) for axis in (1, 2))
    found = exact.exact_two_point(L, T)
    np.testing.assert_allclose(found, two_point(spins), atol=1e-13)
    np.testing.assert_allclose(exact.exact_energy_two_point(L, T), two_point(bond), atol=1e-12)
    np.testing.assert_allclose(
        exact.exact_energy_two_point(L, T, "neighbours"), two_point(star), atol=1e-11
    )
    modes = np.abs(np.fft.fft2(spins)) ** 2 / L**2
    np.testing.assert_allclose(structure_factor(found), np.tensordot(p, modes, 1), atol=1e-12)


@pytest.mark.parametrize("L", [2, 3])
def test_posterior_is_bayes_rule_by_enumeration(L: int) -> None:
    T = np.array([0.0, 0.6, 1.0, 3.0])
    columns = [boltzmann(L, float(t)) for t in T]
    joint = np.stack([p for _, _, p in columns], axis=1)
    expected = joint / joint.sum(axis=1, keepdims=True)
    posterior = log_posterior(MODEL, columns[0][1], L, T)
    np.testing.assert_allclose(np.exp(posterior), expected, atol=1e-13)
    loss = -np.sum(joint[joint > 0] * np.log(expected[joint > 0])) / len(T)
    floor = exact_floor(MODEL, L, T)
    assert floor.cross_entropy == pytest.approx(loss, abs=1e-13)
    np.testing.assert_allclose(floor.confusion.sum(axis=1), 1.0)


def test_structure_factor_has_one_relevant_mode() -> None:
    L, T = 8, 1.0
    pair = exact.exact_two_point(L, T)[0, 1]
    S = structure_factor(exact.exact_two_point(L, T)).ravel()
    assert S[0] == pytest.approx(L * L * exact.exact_moments(L, T).m2, rel=1e-12)
    np.testing.assert_allclose(S[1:], 1 - pair, atol=1e-12)
    assert S[0] > 1 > S[1]


def test_large_systems_approach_mean_field_theory() -> None:
    L = 100
    cold, critical, hot = 0.5, lattice_models.critical_point("curie_weiss").T_C, 2.0
    m = 1.0
    for _ in range(200):
        m = np.tanh(m / cold)
    assert MODEL.energy_per_site(L, cold) == pytest.approx(-(m**2) / 2, rel=1e-3)
    assert exact.exact_moments(L, cold).abs_m == pytest.approx(m, rel=1e-3)
    # chi = <M^2>/N = 1/(1 - 1/T) above, and <M^4>/<M^2>^2 = 2.1884 at T_c from exp(-x^4/12)
    assert L * L * exact.exact_moments(L, hot).m2 == pytest.approx(2.0, rel=1e-3)
    from scipy.special import gamma

    ratio = gamma(5 / 4) * gamma(1 / 4) / gamma(3 / 4) ** 2
    assert exact.exact_moments(L, critical).binder == pytest.approx(1 - ratio / 3, abs=0.01)


def test_sums_keep_their_digits_at_large_n_and_high_t() -> None:
    p = states.magnetization_distribution(64, 1e9)
    M = 2 * np.arange(len(p)) - 64**2
    assert p @ M.astype(float) ** 2 == pytest.approx(64**2, rel=1e-8)
    # the variance of M^2 / 2N of free spins is (N - 1) / 2N
    assert MODEL.specific_heat(64, 1e9) * 1e18 * 64**2 == pytest.approx(0.5, rel=1e-3)


def test_energy_temperature_inverts_the_energy() -> None:
    T = np.array([0.1, 0.5, 0.9, 1.0, 1.2, 3.0, 40.0])
    for L in (3, 10, 32):
        reading = energy_temperature(MODEL, L, MODEL.energy_per_site(L, T), 1e-4)
        np.testing.assert_allclose(reading.temperature, T, rtol=1e-7)
        assert not reading.clipped.any()
    ends = energy_temperature(MODEL, 10, np.array([-0.6, -0.5, 0.0]))
    np.testing.assert_array_equal(ends.temperature, [0.0, 0.0, np.inf])
    np.testing.assert_array_equal(ends.clipped, [True, False, True])
    assert MODEL.energy_per_site(10, MODEL.COLD) + 0.5 < 1e-10


@pytest.mark.statistical
@pytest.mark.parametrize("L", [2, 3])
@pytest.mark.parametrize("T", [0.4, 1.0, 2.5])
def test_samples_have_the_joint_law_of_all_sites(L: int, T: float) -> None:
    """Chi-square over single states, rare ones pooled; false alarm 1e-5 each, 6e-5 in all."""
    n = 100_000
    spins = sample(L, T, n, generator(1, "joint", L, str(T))).spins
    _, _, p = boltzmann(L, T)
    index = ((spins.reshape(n, -1) > 0) << np.arange(L * L)).sum(axis=1)
    expected, found = n * p, np.bincount(index, minlength=len(p)).astype(float)
    rare = expected < 10
    if rare.any():
        expected = np.append(expected[~rare], expected[rare].sum())
        found = np.append(found[~rare], found[rare].sum())
    chi2 = np.sum((found - expected) ** 2 / expected)
    assert stats.chi2(len(expected) - 1).sf(chi2) > 1e-5


@pytest.mark.statistical
def test_large_samples_have_the_law_of_m_and_no_order_of_sites() -> None:
    """Chi-square of M, rare values pooled, and of the up spins of each site; false alarm 2e-5."""
    L, T, n = 12, 1.0, 20_000
    found = sample(L, T, n, generator(2, "large"))
    up = (found.magnetization + L * L) // 2
    expected, count = n * states.magnetization_distribution(L, T), np.bincount(up, minlength=145)
    rare = expected < 10
    expected = np.append(expected[~rare], expected[rare].sum())
    count = np.append(count[~rare], count[rare].sum())
    assert stats.chisquare(count, expected * n / expected.sum()).pvalue > 1e-5
    # s_i less its mean over sites has variance (1 - <s_i s_j>)(N - 1)/N
    share = (found.spins > 0).mean(axis=0).ravel()
    variance = (1 - exact.exact_two_point(L, T)[0, 1]) / 4 / n
    chi2 = np.sum((share - share.mean()) ** 2) / variance
    assert stats.chi2(L * L - 1).sf(chi2) > 1e-5
    assert stats.chi2(L * L - 1).cdf(chi2) > 1e-5


def test_record_agrees_with_the_configurations() -> None:
    found = sample(6, 1.2, 300, generator(3, "record"))
    assert found.spins.dtype == np.int8
    assert set(np.unique(found.spins)) == {-1, 1}
    np.testing.assert_array_equal(found.energy, energy(found.spins))
    np.testing.assert_array_equal(found.magnetization, found.spins.sum(axis=(1, 2)))
    assert found.exact_energy == MODEL.energy_per_site(6, 1.2)
    assert abs(found.energy_z) < 5
    assert (found.effective_samples, found.chains, found.algorithm) == (300, 300, "exact")
    again = sample(6, 1.2, 300, generator(3, "record"))
    assert again.spins.tobytes() == found.spins.tobytes()


def test_zero_temperature_gives_both_ground_states() -> None:
    found = sample(5, 0.0, 1000, generator(4, "zero"))
    assert np.all(found.energy == -12.5)
    assert found.energy_z == 0
    assert stats.binomtest(int(np.sum(found.magnetization > 0)), 1000).pvalue > 1e-5


def test_symmetries_permute_the_sites_of_each_configuration() -> None:
    """Sites of the only up spin are equally frequent, and so are signs; false alarm 2e-5."""
    one = np.full((20_000, 3, 3), -1, np.int8)
    one[:, 0, 0] = 1
    before = one.copy()
    moved = MODEL.move_randomly(one, generator(5, "move"))
    np.testing.assert_array_equal(one, before)
    assert moved.dtype == np.int8
    M = moved.sum(axis=(1, 2))
    assert set(M) == {-7, 7}
    assert stats.binomtest(int(np.sum(M > 0)), len(M)).pvalue > 1e-5
    place = (moved * np.sign(-M)[:, None, None]).reshape(len(M), -1).argmax(axis=1)
    assert stats.chisquare(np.bincount(place, minlength=9)).pvalue > 1e-5


def test_real_configurations_have_the_energy_of_their_sum() -> None:
    field = generator(6, "real").standard_normal((5, 4, 4)).astype(np.float32)
    np.testing.assert_allclose(
        energy(field), -(field.sum(axis=(1, 2), dtype=float) ** 2) / 32, rtol=1e-6
    )


@pytest.mark.parametrize(
    "call",
    [
        lambda: sample(1, 1.0, 5, generator(7, "bad")),
        lambda: sample(4, -1.0, 5, generator(7, "bad")),
        lambda: sample(4, 1.0, 0, generator(7, "bad")),
        lambda: sample(4, 1.0, 5, generator(7, "bad"), algorithm="metropolis"),
        lambda: energy(np.ones((2, 3, 4), np.int8)),
        lambda: MODEL.energy_per_site(4, float("nan")),
    ],
)
def test_out_of_range_is_refused(call) -> None:
    with pytest.raises(ParameterError):
        call()
