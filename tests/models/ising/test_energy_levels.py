"""The exact energy distribution against enumeration and Kaufman's moments."""

import numpy as np
import pytest

from rgflow.models.ising.energy_levels import energy_distribution
from rgflow.models.ising.kaufman import energy_per_site, energy_variance


def enumerated(L: int, T: float) -> dict[int, float]:
    bits = (np.arange(2 ** (L * L))[:, None] >> np.arange(L * L)) & 1
    s = (1 - 2 * bits).astype(np.int8).reshape(-1, L, L)
    E = -(s * (np.roll(s, 1, 1) + np.roll(s, 1, 2))).sum(axis=(1, 2), dtype=np.int64)
    levels, count = np.unique(E, return_counts=True)
    weight = count * np.exp(-(levels - levels.min()) / T)
    return dict(zip(levels.tolist(), (weight / weight.sum()).tolist(), strict=True))


@pytest.mark.parametrize("L", [3, 4])
@pytest.mark.parametrize("T", [0.1, 0.5, 1.0, 2.269185, 4.0, 50.0])
def test_equals_full_enumeration(L: int, T: float) -> None:
    energy, probability = energy_distribution(L, np.array([T]))
    exact = enumerated(L, T)
    assert set(exact) <= set(energy.tolist())
    expected = [exact.get(int(E), 0.0) for E in energy]
    np.testing.assert_allclose(probability[0], expected, atol=2e-14)


@pytest.mark.parametrize("L", [7, 10, 16, 32])
def test_moments_are_those_of_kaufman(L: int) -> None:
    T = np.array([1.5, 2.0, 2.269185, 2.6, 5.9])
    energy, probability = energy_distribution(L, T)
    mean = probability @ energy
    variance = probability @ energy**2 - mean**2
    np.testing.assert_allclose(probability.sum(axis=1), 1.0, atol=1e-12)
    np.testing.assert_allclose(mean / L**2, energy_per_site(L, T), atol=1e-9)
    np.testing.assert_allclose(variance, energy_variance(L, T), rtol=1e-6)


def test_at_zero_temperature_there_is_the_ground_state_only() -> None:
    energy, probability = energy_distribution(10, np.array([0.0, 0.1]))
    np.testing.assert_allclose(probability[:, 0], 1.0)
    assert energy[0] == -200
