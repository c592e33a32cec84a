"""The energy thermometer inverts Kaufman's energy."""

import numpy as np
import pytest

from rgflow.models.base.law import law
from rgflow.models.ising.hamiltonian import energy
from rgflow.models.ising.kaufman import energy_per_site, specific_heat
from rgflow.models.ising.sampling import sample
from rgflow.thermometers.energy import energy_temperature

ISING = law("ising")


@pytest.mark.parametrize("L", [4, 9, 10, 32])
def test_inverts_the_exact_energy(L: int) -> None:
    T = np.array([0.5, 1.0, 2.0, 2.269185, 2.5, 5.9, 40.0])
    reading = energy_temperature(ISING, L, energy_per_site(L, T), 1e-3)
    np.testing.assert_allclose(reading.temperature, T, rtol=1e-8)
    np.testing.assert_allclose(reading.standard_error, 1e-3 / specific_heat(L, T), rtol=1e-5)
    assert not reading.clipped.any()


def test_range_and_flags() -> None:
    u = np.array([-2.1, -2.0, -2.0 + 1e-12, -1e-6, 0.0, 0.5, np.nan])
    reading = energy_temperature(ISING, 10, u)
    np.testing.assert_array_equal(reading.temperature[:3], [0.0, 0.0, 0.3])
    assert np.isposinf(reading.temperature[3:6]).all()
    assert np.isnan(reading.temperature[6])
    np.testing.assert_array_equal(reading.clipped, [True, False, False, True, True, True, False])
    assert np.isnan(reading.standard_error).all()


def test_keeps_shapes_and_orders() -> None:
    u = np.linspace(-1.99, -0.1, 12).reshape(3, 4)
    T = energy_temperature(ISING, 8, u).temperature
    assert T.shape == (3, 4)
    assert (np.diff(T.ravel()) > 0).all()
    assert energy_temperature(ISING, 8, -1.5).temperature.shape == ()


@pytest.mark.statistical
@pytest.mark.parametrize("T", [2.0, 2.3, 3.0])
def test_ensemble_mean_is_read_within_its_error(T: float) -> None:
    """One z-score each, bound 4.2 with a factor 1.2 for weak correlation: false alarm 1e-3."""
    L, n = 10, 2000
    u = energy(sample(L, T, n, np.random.default_rng(3)).spins) / L**2
    reading = energy_temperature(ISING, L, u.mean(), u.std(ddof=1) / np.sqrt(n))
    assert abs(reading.temperature - T) < 3.5 * 1.2 * reading.standard_error
