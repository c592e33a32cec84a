"""The exact solutions against enumeration, each other, sum rules and published digits."""

import numpy as np
import pytest

from rgflow.errors import ParameterError
from rgflow.models.ising import T_C, enumeration, infinite, kaufman, torus, transfer
from rgflow.models.ising.hamiltonian import energy

TEMPERATURES = [0.2, 0.34, 0.36, 0.7, 1.5, 2.0, T_C, 2.5, 4.0, 50.0]


def boltzmann(L, T):
    spins = enumeration.all_states(L)
    excess = energy(spins) + 2 * L * L
    weight = np.exp(-excess / T)
    return spins.astype(float), excess, weight / weight.sum()


@pytest.mark.parametrize("L", [2, 3, 4])
@pytest.mark.parametrize("T", TEMPERATURES)
def test_kaufman_equals_enumeration(L, T):
    _, excess, p = boltzmann(L, T)
    mean = p @ excess
    assert kaufman.energy_per_site(L, T) == pytest.approx(mean / L**2 - 2, abs=1e-13)
    # near the switch to the low-temperature series its third order is left out
    variance = p @ (excess - mean) ** 2
    assert kaufman.energy_variance(L, T) == pytest.approx(variance, rel=1e-6)
    assert kaufman.specific_heat(L, T) == pytest.approx(variance / (L * T) ** 2, rel=1e-6)
    log_z = np.log(np.exp(-excess / T).sum()) + 2 * L * L / T
    assert kaufman.log_partition(L, T) == pytest.approx(log_z, rel=1e-13)
    entropy = -np.sum(p[p > 0] * np.log(p[p > 0]))
    assert kaufman.entropy(L, T) == pytest.approx(entropy, rel=1e-9, abs=1e-9)


def test_kaufman_gives_the_published_digits():
    assert kaufman.energy_per_site(4, T_C) == pytest.approx(-1.56562378764, abs=1e-11)
    assert kaufman.energy_per_site(16, T_C) == pytest.approx(-1.45306485281, abs=1e-11)
    assert kaufman.specific_heat(16, T_C) == pytest.approx(1.4987049594, abs=1e-10)


@pytest.mark.parametrize("L", [10, 64, 256, 500])
def test_kaufman_derivatives_agree_with_differences(L):
    for T in (0.5, 1.7, T_C, 2.3, 5.0):
        K, h = 1 / T, 1e-6
        plus, minus = (kaufman.log_partition(L, 1 / k) / L**2 for k in (K + h, K - h))
        assert kaufman.energy_per_site(L, T) == pytest.approx(-(plus - minus) / (2 * h), abs=2e-8)
        u_plus, u_minus = (kaufman.energy_per_site(L, 1 / k) for k in (K + h, K - h))
        slope = -(u_plus - u_minus) / (2 * h)
        assert kaufman.specific_heat(L, T) == pytest.approx(K * K * slope, rel=1e-4, abs=1e-7)


@pytest.mark.parametrize("L", [2, 3, 4])
@pytest.mark.parametrize("T", [7.9, 8.1, 30.0, 1e3, 1e6, 1e9])
def test_kaufman_is_exact_to_rounding_at_high_temperature(L, T):
    spins, _, p = boltzmann(L, T)
    E = energy(spins)
    # free spins have mean energy 0: with exp(-E/T) - 1 for exp(-E/T) it does not cancel
    weight = np.expm1(-E / T)
    mean = np.sum(weight * E) / (len(E) + weight.sum())
    assert kaufman.energy_per_site(L, T) == pytest.approx(mean / L**2, rel=2e-14)
    variance = p @ (E - mean) ** 2
    assert kaufman.energy_variance(L, T) == pytest.approx(variance, rel=2e-14)


@pytest.mark.parametrize("L", [5, 10, 64, 256])
def test_the_variance_keeps_its_digits_on_large_lattices(L):
    # of free bonds, 2 a site; at L > 4 loops of four bonds add 6 tanh(K)^2 each
    for T, tolerance in ((1e4, 1e-7), (1e6, 1e-11), (1e9, 1e-14)):
        assert kaufman.energy_variance(L, T) / (2 * L**2) == pytest.approx(1, rel=tolerance)
        assert kaufman.specific_heat(L, T) * T**2 == pytest.approx(2, rel=tolerance)
        assert kaufman.energy_per_site(L, T) * T == pytest.approx(-2, rel=tolerance)
    below, above = kaufman._kaufman(L, 1 / 9.0), kaufman._high_temperature(L, 1 / 9.0)
    assert below == pytest.approx(above, rel=2e-14)


def test_kaufman_reaches_onsager_away_from_criticality():
    T = np.array([0.5, 1.0, 1.8, 3.0, 10.0])
    np.testing.assert_allclose(
        kaufman.energy_per_site(256, T), infinite.onsager_energy(T), rtol=1e-12
    )
    assert infinite.onsager_energy(T_C) == pytest.approx(-np.sqrt(2), abs=1e-12)


def test_zero_temperature_is_the_ground_state():
    assert kaufman.energy_per_site(10, 0) == -2
    assert kaufman.specific_heat(10, 0) == 0
    assert kaufman.log_partition(10, 0) == np.inf
    assert kaufman.entropy(10, [0, 1e-3]) == pytest.approx(np.log(2))
    assert transfer.exact_moments(5, 0) == (1, 1, 1, 1 - 1 / 3)
    np.testing.assert_array_equal(transfer.exact_two_point(4, 0), 1)
    assert infinite.yang_magnetization(0) == 1
    assert infinite.onsager_energy(0) == -2


@pytest.mark.parametrize("L", [2, 3, 4])
@pytest.mark.parametrize("T", [0.5, T_C, 6.0])
def test_transfer_matrix_equals_enumeration(L, T):
    spins, _, p = boltzmann(L, T)
    by_ups = np.zeros(L * L + 1)
    levels = enumeration.levels(L)
    np.add.at(by_ups, (levels.magnetization + L * L) // 2, levels.probabilities(T))
    np.testing.assert_allclose(transfer.magnetization_distribution(L, T), by_ups, atol=1e-13)

    def two_point(field):
        return np.einsum("n,nyx->yx", p, field[:, :1, :1] * field)

    bond = spins * np.roll(spins, -1, axis=2)
    four = spins * sum(np.roll(spins, s, axis) for s in (1, -1) for axis in (1, 2))
    np.testing.assert_allclose(transfer.exact_two_point(L, T), two_point(spins), atol=1e-11)
    np.testing.assert_allclose(transfer.exact_energy_two_point(L, T), two_point(bond), atol=1e-11)
    np.testing.assert_allclose(
        transfer.exact_energy_two_point(L, T, "neighbours"), two_point(four), atol=1e-10
    )


@pytest.mark.parametrize("T", [1.5, T_C, 3.0])
def test_transfer_matrix_obeys_the_sum_rules_at_nine(T):
    L = 9
    moments = transfer.exact_moments(L, T)
    assert transfer.exact_two_point(L, T).mean() == pytest.approx(moments.m2, rel=1e-12)
    second_moment = kaufman.energy_variance(L, T) + (L**2 * kaufman.energy_per_site(L, T)) ** 2
    neighbours = transfer.exact_energy_two_point(L, T, "neighbours")
    assert L**2 * neighbours.sum() == pytest.approx(4 * second_moment, rel=1e-12)
    nearest = transfer.exact_two_point(L, T)[0, 1]
    assert nearest == pytest.approx(-kaufman.energy_per_site(L, T) / 2, rel=1e-12)


def test_binder_cumulant_approaches_its_critical_value():
    distance = [
        transfer.exact_moments(L, T_C).binder - infinite.BINDER_CRITICAL for L in (4, 6, 8, 10)
    ]
    assert np.all(np.diff(distance) < 0)
    # the regular part of the susceptibility is L^-7/4 below the singular one
    weight = np.array([8.0, 10.0]) ** 1.75 * [-1, 1]
    assert abs(weight @ distance[2:] / weight.sum()) < 3e-4


def test_torus_correlator_meets_the_lattice_and_the_plane():
    L = 10
    y, x = np.mgrid[0:L, 0:L]
    wrapped = np.hypot(np.minimum(x, L - x), np.minimum(y, L - y))
    far = wrapped >= 3
    continuum = torus.critical_two_point(L, x[far], y[far])
    # the lattice's own corrections are of order 1/r^2 with a coefficient below 0.2
    error = np.abs(transfer.exact_two_point(L, T_C)[far] / continuum - 1)
    assert np.max(error * wrapped[far] ** 2) < 0.2
    assert torus.critical_two_point(10**6, 1000, 0) == pytest.approx(
        torus.AMPLITUDE * 1000**-0.25, rel=1e-3
    )
    np.testing.assert_allclose(
        torus.critical_two_point(L, x[far] - 3 * L, y[far] + L), continuum, rtol=1e-12
    )


def test_yang_magnetization():
    assert infinite.yang_magnetization(1.0) == pytest.approx(0.9992757520, abs=1e-10)
    assert np.all(infinite.yang_magnetization([T_C + 1e-9, 3.0, 1e9]) == 0)


@pytest.mark.parametrize(
    "call",
    [
        lambda: kaufman.energy_per_site(1, 2.0),
        lambda: kaufman.energy_per_site(4, [1.0, -1.0]),
        lambda: transfer.exact_moments(13, 2.0),
        lambda: transfer.exact_energy_two_point(4, 2.0, "five"),
        lambda: enumeration.levels(5),
        lambda: enumeration.levels(3).probabilities(float("nan")),
        lambda: infinite.onsager_energy(-1.0),
    ],
)
def test_out_of_range_is_refused(call):
    with pytest.raises(ParameterError):
        call()
