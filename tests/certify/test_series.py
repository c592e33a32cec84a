"""What is measured of configurations, against slow sums; what vanishes, by all states."""

import numpy as np
import pytest

from rgflow.certify.expected import expected
from rgflow.certify.residuals import residuals
from rgflow.certify.scores import exact_energy_scatter, normal_score
from rgflow.certify.series import measure
from rgflow.certify.temperature import by_neighbours
from rgflow.models.base.arguments import magnetization
from rgflow.models.ising.energy_levels import energy_distribution
from rgflow.models.ising.enumeration import all_states
from rgflow.models.ising.hamiltonian import energy


def coins(*shape: int) -> np.ndarray:
    return np.random.default_rng(0).choice(np.array([-1, 1], np.int8), shape)


def test_series_are_slow_sums() -> None:
    spins = coins(2, 30, 6, 6)
    found, flat = measure(spins), spins.reshape(60, 6, 6)
    shape = (2, 30)
    assert np.array_equal(found.energy, energy(flat).reshape(shape))
    assert np.array_equal(found.magnetization, magnetization(flat).reshape(shape))
    field = sum(np.roll(flat, step, axis).astype(int) for step in (1, -1) for axis in (1, 2))
    at_k = np.fft.fft2(flat)
    for row, strength in enumerate((2, 4)):
        sign = np.sign(field) * (abs(field) == strength)
        for name, sums in {
            "agree": flat * sign, "fields": sign, "exposed": abs(sign),
            "exposed_spins": flat * abs(sign),
        }.items():  # fmt: skip
            assert np.array_equal(getattr(found, name)[row].ravel(), sums.sum(axis=(1, 2)))
        product = (np.conj(at_k) * np.fft.fft2(sign)).real
        waves = (product[:, 0, 1] + product[:, 1, 0]) / 72
        np.testing.assert_allclose(found.wave_fields[row].ravel(), waves, atol=1e-12)
    power = np.abs(at_k) ** 2
    waves = (power[:, 0, 1] + power[:, 1, 0]) / 72
    np.testing.assert_allclose(found.wave.ravel(), waves, atol=1e-12)
    assert found.distances == (2, 3)
    pairs = flat * np.roll(flat, 3, 1) + flat * np.roll(flat, 3, 2).astype(int)
    np.testing.assert_allclose(found.correlation[1].ravel(), pairs.mean(axis=(1, 2)) / 2)


def test_labels_tell_configurations_apart() -> None:
    spins = coins(1, 2000, 5, 5)
    spins[0, 1500] = spins[0, 7]
    labels = measure(spins).label[0]
    assert len(np.unique(labels)) == len(np.unique(spins[0], axis=0)) == 1999
    assert labels[1500] == labels[7]
    assert np.array_equal(labels, measure(-spins).label[0])


@pytest.mark.parametrize("T", [1.0, 2.2, 5.0])
def test_every_residual_vanishes_under_the_exact_law(T: float) -> None:
    states = all_states(4)
    weight = np.exp(-(energy(states) + 32) / T)
    weight /= weight.sum()
    found = residuals(measure(states[None]), expected(4, T))
    assert len(found) == 13
    for one in found:
        assert weight @ one.values[0] == pytest.approx(0, abs=1e-11), one.name


def test_neighbours_tell_coupling_and_field() -> None:
    states = all_states(4)
    up = states.sum(axis=(1, 2))
    weight = np.exp(-(energy(states)) * 0.3 + 0.2 * up)
    chosen = np.random.default_rng(0).choice(len(states), 20_000, p=weight / weight.sum())
    local = by_neighbours(measure(states[chosen][None]))
    assert local.coupling == pytest.approx(0.3, abs=0.006)
    assert local.field == pytest.approx(0.2, abs=0.02)


def test_scatter_of_the_energy_is_exact() -> None:
    for T in (0.9, 2.2, 4.0):
        level, (p,) = energy_distribution(6, np.array([T]))
        mean = p @ level
        sigma = np.sqrt(p @ (level - mean) ** 2)
        found, skew = exact_energy_scatter(6, T)
        assert found == pytest.approx(sigma / 36)
        assert skew == pytest.approx(p @ (level - mean) ** 3 / sigma**3, rel=1e-5)


def test_scores_of_rare_events_are_those_of_counts() -> None:
    rate = 3.0  # of a Poisson number: skewness 1 / sqrt(rate)
    assert normal_score(0.0, 0.0) == 0
    assert normal_score(2.5, 1e-9) == 2.5
    twelve = normal_score((12 - rate) / np.sqrt(rate), rate**-0.5)
    assert 3.5 < twelve < 4.2 < (12 - rate) / np.sqrt(rate)  # p = 7e-5 of 12 or more
    none = normal_score(-np.sqrt(rate), rate**-0.5)
    assert -2.6 < none < -1.6
    assert normal_score(-1e-3, 1e3) == 0  # nothing happened where hardly anything does
    assert normal_score(-2.0, -1.0) == -normal_score(2.0, 1.0)
