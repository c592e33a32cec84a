"""Planted two-point functions and magnetizations come back, with honest errors."""

import numpy as np
import pytest
from scipy import stats

from rgflow.analysis.columns import replicate_weights
from rgflow.analysis.magnetization import delta_m
from rgflow.analysis.scaling import delta_epsilon, delta_sigma
from rgflow.observables.ensemble import ESTIMATORS, OPERATORS, Axes, distances
from rgflow.stats.estimate import OK, TOO_FEW
from rgflow.store import Dataset, Variable

BLOCKS, SIZE, COUNT = 12, 10, 50
T = np.array([2.0, 2.1, 2.2, 2.3])
NEAR = np.array([2.2, 2.3])
DELTA = {"spin": 0.125, "bond": 1.0, "star": 0.8}


def planted(noise: float = 0.0, repetitions: int = 1, seed: int = 0) -> Dataset:
    """A MEASURE file whose block correlators are B r^(-2 Delta) plus noise; class 2.3 is empty.

    The noise multiplies the whole function of a block, so the exponent stays and B scatters.
    """
    rng = np.random.default_rng(seed)
    axes = Axes(T, NEAR, BLOCKS, SIZE)
    distance, pairs = distances(axes)
    shape = (1, repetitions, 1, NEAR.size, BLOCKS, len(OPERATORS), len(ESTIMATORS), axes.n_r)
    products = np.full(shape, np.nan)
    for row, operator in enumerate(OPERATORS):
        tilt = 1 + noise * rng.normal(size=(1, repetitions, 1, BLOCKS, 1, 1))
        power = -2 * DELTA[operator] * tilt
        products[:, :, :, 0, :, row] = COUNT * pairs[row] * 0.7 * distance[row] ** power
    products[:, :, :, 1] = 0.0
    count = np.full((1, repetitions, 1, T.size, BLOCKS), COUNT)
    count[:, :, :, 3] = 0
    m = 1.1 * np.abs(2.27 - T) ** 0.125
    along = ("kind", "length", "thermometer")
    pair = ("operator", "estimator", "r")
    block = (*along, "near_temperature", "block")
    variables = {
        "temperature": (("temperature",), T),
        "near_temperature": (("near_temperature",), NEAR),
        "operator": (("operator",), np.array(OPERATORS)),
        "estimator": (("estimator",), np.array(ESTIMATORS)),
        "count": ((*along, "temperature", "block"), count),
        "sum_abs_m": ((*along, "temperature", "block"), count * m[:, None]),
        "distance": (pair, distance),
        "pairs": (pair, pairs),
        "sum_field": ((*block, "operator"), np.zeros(shape[:6])),
        "sum_products": ((*block, *pair), products),
        "sum_ends": ((*block, *pair), np.zeros(shape)),
    }
    return Dataset({name: Variable(*parts) for name, parts in variables.items()}, {"L": SIZE})


def weights(n: int = 200) -> np.ndarray:
    return replicate_weights(BLOCKS, n, np.random.default_rng(1))


def test_an_exact_power_law_gives_its_exponent_without_error() -> None:
    sigma = delta_sigma(planted(), weights(10))
    epsilon = delta_epsilon(planted(), weights(10))
    np.testing.assert_allclose(sigma["delta_sigma"][0, 0, 0, 0], 0.125, atol=1e-9)
    np.testing.assert_allclose(sigma["delta_sigma_error"][0, 0, 0, 0], 0.0, atol=1e-9)
    np.testing.assert_allclose(sigma["delta_sigma_bootstrap"][0, 0, 0, 0], 0.0, atol=1e-9)
    np.testing.assert_allclose(
        epsilon["delta_epsilon"][0, 0, 0, 0], [[1.0, 0.8]] * len(ESTIMATORS), atol=1e-9
    )
    assert (sigma["delta_sigma_status"][0, 0, 0, 0] == OK).all()


def test_an_empty_class_has_a_status_and_no_number() -> None:
    sigma = delta_sigma(planted(), weights(10))
    assert (sigma["delta_sigma_status"][0, 0, 0, 1] == TOO_FEW).all()
    for suffix in ("", "_error", "_low", "_high", "_bootstrap"):
        assert np.isnan(sigma[f"delta_sigma{suffix}"][0, 0, 0, 1]).all()


@pytest.mark.statistical
def test_bootstrap_errors_are_the_scatter_of_repeated_experiments() -> None:
    """Scatter of 120 experiments over their mean bootstrap variance, chi-square, alarm 1e-4.

    The mean of 120 bootstrap variances scatters far less than one chi-square with 119 degrees of
    freedom, whose 0.99995 quantiles bound the ratio.
    """
    repetitions = 120
    sigma = delta_sigma(planted(0.05, repetitions, seed=2), weights())
    values = sigma["delta_sigma"][0, :, 0, 0, 0]
    errors = sigma["delta_sigma_bootstrap"][0, :, 0, 0, 0]
    dof = repetitions - 1
    ratio = values.var(ddof=1) / np.mean(errors**2)
    low, high = stats.chi2.ppf([5e-5, 1 - 5e-5], dof) / dof
    assert low < ratio < high


def test_the_magnetization_law_comes_back_and_three_points_leave_no_error() -> None:
    fit = delta_m(planted(), [(2.0, 2.1, 2.2), (2.1, 2.2, 2.3)], weights(10))
    assert fit["delta_m"][0, 0, 0, 0] == pytest.approx(0.125, abs=1e-6)
    assert fit["t_c"][0, 0, 0, 0] == pytest.approx(2.27, abs=1e-6)
    assert fit["amplitude"][0, 0, 0, 0] == pytest.approx(1.1, abs=1e-6)
    assert np.isnan(fit["delta_m_error"][0, 0, 0, 0])
    assert fit["delta_m_status"][0, 0, 0, 1] == TOO_FEW  # class 2.3 is empty


def test_the_first_weights_are_the_data_themselves() -> None:
    table = weights(50)
    np.testing.assert_array_equal(table[0], 1.0)
    np.testing.assert_array_equal(table.sum(axis=1), BLOCKS)
