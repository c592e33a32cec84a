"""Distance of a thermometer from the exact one."""

import numpy as np
import pytest

from rgflow.models.base.law import law
from rgflow.thermometers.calibration import calibrate
from rgflow.thermometers.exact import exact_floor, log_posterior
from rgflow.thermometers.mlp import cross_entropy

ISING = law("ising")
T = np.arange(60) / 10
ENERGY = np.arange(-200, 4, 4)


def test_the_exact_thermometer_is_calibrated() -> None:
    exact = log_posterior(ISING, ENERGY, 10, T)
    result = calibrate(exact, exact, T)
    assert (result.divergence, result.agreement) == (0.0, 1.0)
    read = result.count > 0
    np.testing.assert_array_equal(result.bias[read], 0.0)
    assert np.isnan(result.bias[~read]).all()
    assert result.count.sum() == ENERGY.size


def test_a_thermometer_that_reads_one_class_too_hot() -> None:
    exact = log_posterior(ISING, ENERGY[20:35], 10, T)
    result = calibrate(np.roll(exact, 1, axis=1), exact, T)
    read = result.count > 0
    np.testing.assert_allclose(result.bias[read], 0.1)
    np.testing.assert_allclose(result.spread[read], 0.0, atol=1e-7)
    assert result.agreement == 0.0


@pytest.mark.statistical
def test_divergence_is_the_excess_cross_entropy() -> None:
    """Labels drawn from the posterior itself, 2e5 of them: z-score below 4.5, false alarm 1e-5."""
    rng = np.random.default_rng(0)
    exact = log_posterior(ISING, rng.choice(ENERGY[10:40], 200_000), 10, T)[:, 1:]
    flattened = 0.8 * exact
    flattened -= np.log(np.exp(flattened).sum(axis=1, keepdims=True))
    cumulative = np.exp(exact).cumsum(axis=1)
    labels = (rng.random((len(exact), 1)) > cumulative).sum(axis=1).clip(0, 58)
    rows = np.arange(len(exact))
    excess = (exact - flattened)[rows, labels]
    measured = cross_entropy(flattened, labels) - cross_entropy(exact, labels)
    assert measured == pytest.approx(excess.mean())
    error = excess.std() / np.sqrt(len(excess))
    assert abs(calibrate(flattened, exact, T[1:]).divergence - measured) < 4.5 * error


def test_the_floor_lies_between_zero_and_the_prior() -> None:
    floors = [exact_floor(ISING, L, T).cross_entropy for L in (4, 8, 16)]
    assert np.log(60) > floors[0] > floors[1] > floors[2] > 0
